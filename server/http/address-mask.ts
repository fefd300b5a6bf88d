import { createHmac } from 'node:crypto';
import { type AddressSpan, addressesIn } from '../../ingest/parse/text/address-forms.ts';
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

  /** A text with its addresses masked, in all their forms; of the same length, its lines where they were. */
  text(text: string): string {
    if (!MAY_HOLD.test(text)) return text;
    this.#refresh();
    return this.#replace(text, (span, domain) => this.#maskOf(span.address, domain));
  }

  /** A value of JSON with all its texts masked; names of fields stay. */
  value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((each) => this.value(each));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.value(each)]));
  }

  /**
   * A URL as a visitor sent it, for the server itself: masked addresses are set back, and open ones lose their domain, so that nobody
   * learns by asking whether an address is known here.
   */
  unmask(url: string): string {
    this.#refresh();
    const closed = this.#replaceInUrl(url, () => encodeURIComponent(DOT));
    if (!/%E2%80%A2/i.test(closed)) return closed;
    return closed.replace(MASKED_IN_URL, (found) => {
      const from = Math.max(behindEscapes(found), found.lastIndexOf(':') + 1, found.lastIndexOf('"') + 1);
      const real = this.#unmasked.get(decoded(found.slice(from)).toLowerCase());
      return real === undefined ? found : found.slice(0, from) + encodeURIComponent(real);
    });
  }

  /** A URL that is sent, with its addresses masked. */
  url(url: string): string {
    this.#refresh();
    return this.#replaceInUrl(url, (span, domain) => encodeURIComponent(this.#maskOf(span.address, domain)));
  }

  /** A part at a time: an id that holds an escaped slash is known by the whole of it. */
  #replaceInUrl(url: string, masked: (span: AddressSpan, domain: string) => string): string {
    if (!MAY_HOLD.test(url)) return url;
    return url.replace(/[^/?&=]+/g, (part) =>
      isMessageId(this.#archive, decoded(part)) ? part : this.#replace(part, masked),
    );
  }

  #replace(text: string, masked: (span: AddressSpan, domain: string) => string): string {
    let result = '';
    let end = 0;
    for (const span of addressesIn(text)) {
      if (this.#stays(span.address, text.slice(Math.max(0, span.from - 200), span.from))) continue;
      result += text.slice(end, span.domain) + masked(span, text.slice(span.domain, span.to));
      end = span.to;
    }
    return end === 0 ? text : result + text.slice(end);
  }

  #stays(address: string, before: string): boolean {
    if (this.#senders.has(address)) return false;
    if (this.#lists.has(address) || isMessageId(this.#archive, address)) return true;
    // Links to mails of other archives carry Message-IDs that this one does not know.
    if (ARCHIVE_LINK.test(before)) return true;
    return /\b(?:mid|id):(?:%20|\s)?$/i.test(before) && /\d{4}|^[^@]{24}/.test(address.split('@', 1)[0]!);
  }

  #maskOf(address: string, domain: string): string {
    const digest = createHmac('sha256', saltOf(this.#archive)).update(address).digest();
    const letters = BigInt(`0x${digest.toString('hex').slice(0, 24)}`)
      .toString(36)
      .slice(-7);
    const shown = `${DOT}${letters}`.slice(0, domain.length).padEnd(domain.length, DOT);
    // Where a line ends within an address, it ends there still.
    return domain.includes('\n') ? domain.replace(/[^\n]/g, (_, at: number) => shown[at]!) : shown;
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
      const mask = this.#maskOf(address, address.slice(at + 1));
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
const MAY_HOLD = /@|%40|%2540|=40|%3d40|#64|#x0{0,4}40|commat|%2364|\uff20|\ufe6b|%EF%BC%A0|%EF%B9%AB/i;
/** What stands before a Message-ID in links to archives. */
const ARCHIVE_LINK = /https?:\/\/(?:[\w.-]+\/r\/|lore\.kernel\.org\/[\w.-]{1,80}\/|(?:[\w-]+\.)?msgid\.link\/)$/i;
const MASKED_IN_URL = /(?<![^/?&=+])[^/?&=+]{1,200}?(?:@|%40)%E2%80%A2[a-z0-9]{0,7}(?:%E2%80%A2)*/gi;
