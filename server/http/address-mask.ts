import { createHmac } from 'node:crypto';
import { type Archive, archiveVersion } from '../../data/database.ts';
import { isMessageId, listAddresses, saltOf, senderAddresses } from '../../data/read/addresses.ts';

/**
 * Hides people's addresses from visitors and keeps them apart: `alice@example.org` becomes `alice@•k3x9q1••••`, the same wherever it
 * stands, of the same length (offsets into texts stay right), and another one for another address. Message-IDs and the addresses of lists
 * stay. Whoever follows a link with a masked address is understood.
 */
export class AddressMask {
  readonly #archive: Archive;
  #version = '';
  #lists = new Set<string>();
  #senders = new Set<string>();
  /** By what visitors see. */
  #unmasked = new Map<string, string>();

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** A text with its addresses masked, those behind `%40` among them. */
  text(text: string): string {
    if (!text.includes('@') && !text.includes('%40')) return text;
    this.#refresh();
    return text.replace(ADDRESS, (found: string, offset: number) => {
      const at = /@|%40/i.exec(found)!;
      // In a link words stand escaped before an address: `?body=Ask%20dave%40example.org`.
      const from = at[0] === '@' ? 0 : behindEscapes(found.slice(0, at.index));
      const local = found.slice(from, at.index);
      const plain = at[0] === '@' ? local : decoded(local);
      const domain = found.slice(at.index + at[0].length);
      const address = `${plain}@${domain}`;
      if (this.#stays(address, text.slice(Math.max(0, offset - 8), offset))) return found;
      const mask = this.#maskOf(address, domain.length);
      return `${found.slice(0, from)}${local}${at[0]}${at[0] === '@' ? mask : encodeURIComponent(mask)}`;
    });
  }

  /** A value of JSON with all its texts masked; names of fields stay. */
  value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((each) => this.value(each));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.value(each)]));
  }

  /** A URL with masked addresses set back. */
  unmask(url: string): string {
    if (!/%E2%80%A2/i.test(url)) return url;
    this.#refresh();
    return url.replace(MASKED_IN_URL, (found) => {
      const from = Math.max(behindEscapes(found), found.lastIndexOf(':') + 1, found.lastIndexOf('"') + 1);
      const real = this.#unmasked.get(decoded(found.slice(from)).toLowerCase());
      return real === undefined ? found : found.slice(0, from) + encodeURIComponent(real);
    });
  }

  #stays(address: string, before: string): boolean {
    const lower = address.toLowerCase();
    if (this.#senders.has(lower)) return false;
    if (this.#lists.has(lower) || isMessageId(this.#archive, decoded(address))) return true;
    // Links to mails of other archives carry Message-IDs that this one does not know.
    return /\/$|\b(?:mid|id):$/i.test(before);
  }

  #maskOf(address: string, length: number): string {
    const digest = createHmac('sha256', saltOf(this.#archive)).update(address.toLowerCase()).digest();
    const letters = BigInt(`0x${digest.toString('hex').slice(0, 24)}`)
      .toString(36)
      .slice(-7);
    return `${DOT}${letters.slice(0, length - 1)}`.padEnd(length, DOT);
  }

  #refresh(): void {
    const version = archiveVersion(this.#archive);
    if (version === this.#version) return;
    this.#version = version;
    this.#lists = new Set(listAddresses(this.#archive));
    this.#senders = new Set(senderAddresses(this.#archive).filter((address) => !this.#lists.has(address)));
    this.#unmasked = new Map();
    for (const address of this.#senders) {
      const at = address.indexOf('@');
      const mask = this.#maskOf(address, address.length - at - 1);
      this.#unmasked.set(`${address.slice(0, at)}@${mask}`, address);
    }
  }
}

/** Where the last escape of a sign that stands in no address ends. */
function behindEscapes(text: string): number {
  let end = 0;
  for (const { index, 0: escape } of text.matchAll(/%(?:20|0[9ad]|22|27|28|29|2c|3[abcef]|5b|5d)/gi))
    end = index + escape.length;
  return end;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const DOT = '•';
/** As wide as Message-IDs go, so that none is taken for an address by its tail. */
const ADDRESS =
  /(?<=^|[\s<>"'()[\]{},;:\\/&=?#|`*]|%(?:20|0[9ad]|22|27|28|29|2c|3[abcef]|5b|5d))[^\s<>"'()[\]{},;:\\/&=?#|`*@]{1,200}?(?:@|%40)[a-z0-9](?:[a-z0-9-]{0,62}\.){1,8}[a-z0-9-]{2,62}/gi;
const MASKED_IN_URL = /(?<![^/?&=+])[^/?&=+]{1,200}?(?:@|%40)%E2%80%A2[a-z0-9]{0,7}(?:%E2%80%A2)*/gi;
