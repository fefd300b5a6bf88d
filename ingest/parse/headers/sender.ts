import type { ListName, Mailbox } from '../../../data/records/mail.ts';
import { parseAddresses, sameEmail } from './address.ts';
import type { Defects } from '../bytes/defects.ts';
import { decodeHeaderBytes, firstHeader, type HeaderField } from './headers.ts';
import { sameName } from '../../../data/rules/person.ts';

/**
 * Whose mail it is where a list or relay put its own address into From: "Alice via list" (Mailman's and Google Groups'
 * answer to DMARC) and B4 Relay's `devnull+user.domain@kernel.org`. Looks, as patchwork does, at the headers in which
 * such software keeps the true address, then at Reply-To and Cc for the same name, then at an in-body From line.
 * @param from the From header's mailbox as it stood
 */
export function mendSender(from: Mailbox, context: SenderContext, defects: Defects): Mailbox {
  const relay = B4_RELAY.exec(from.email);
  if (relay) return mendRelay(from, relay[1] ?? '', context);
  const via = VIA.exec(from.name);
  const isListAddress = context.lists.some((list) => list.address !== null && sameEmail(list.address, from.email));
  if (!via && !isListAddress) return from;
  const name = via ? unquote(via[1] ?? '') : from.name;
  const original = findOriginal(name, from, context, defects);
  if (original)
    return { name: name === '' || name.includes('@') ? original.name || name : name, email: original.email };
  // "via" in a name without a list behind it is a relay or simply a name: left alone.
  const isRewritten = isListAddress || /list|group/i.test(from.email);
  if (!isRewritten) return from;
  defects.add('from-unmended');
  return { name, email: from.email };
}

/** What of a mail tells whose it is. */
export interface SenderContext {
  fields: readonly HeaderField[];
  replyTo: Mailbox[];
  cc: Mailbox[];
  lists: ListName[];
  text: string;
}

function findOriginal(name: string, from: Mailbox, context: SenderContext, defects: Defects): Mailbox | null {
  const isOwn = (mailbox: Mailbox): boolean => mailbox.email.includes('@') && !isListed(mailbox, from, context.lists);
  const inHeaders = (headers: string[]): Mailbox | null => {
    for (const header of headers) {
      const raw = firstHeader(context.fields, header);
      const found = raw === undefined ? [] : parseAddresses(decodeHeaderBytes(raw, defects), defects);
      const mailbox = found.find(isOwn);
      if (mailbox) return mailbox;
    }
    return null;
  };
  const isNamed = (mailbox: Mailbox): boolean => isOwn(mailbox) && sameName(mailbox.name, name);
  const stated = inHeaders(ORIGINAL_HEADERS) ?? context.replyTo.find(isNamed) ?? context.cc.find(isNamed);
  if (stated) return stated;
  // Mailman puts the sender into Reply-To, alone or beside the list.
  const replies = context.replyTo.filter(isOwn);
  if (replies.length === 1 && replies[0]) return replies[0];
  const inBody = IN_BODY_FROM.exec(context.text);
  const [author] = inBody ? parseAddresses(inBody[1] ?? '', defects) : [];
  if (author && isOwn(author) && sameName(author.name, name)) return author;
  const envelope = inHeaders(ENVELOPE_HEADERS);
  return envelope && { ...envelope, email: envelope.email.replace(SIGNED_BOUNCE, '') };
}

/** `alice.example.org` of `devnull+alice.example.org@kernel.org`: the dot that was an @ is found in other headers. */
function mendRelay(from: Mailbox, encoded: string, context: SenderContext): Mailbox {
  const name = from.name.replace(/ via B4 (Relay|Submission Endpoint)$/i, '');
  const fits = (mailbox: Mailbox): boolean => sameEmail(mailbox.email.replace('@', '.'), encoded);
  const endpoint = firstHeader(context.fields, 'x-endpoint-received') ?? '';
  const stated = /\bfor ([^\s/@]+@[^\s/@]+)/.exec(endpoint)?.[1];
  const known = [...context.replyTo, ...context.cc].find(fits)?.email ?? stated ?? context.replyTo[0]?.email;
  return { name, email: known ?? guessAt(encoded) };
}

/** Without any other header: the last two labels are the domain, three below a national second level. */
function guessAt(encoded: string): string {
  const labels = encoded.split('.');
  const national =
    /^[a-z]{2}$/.test(labels.at(-1) ?? '') && /^(co|com|org|net|ac|edu|gov|or|ne)$/.test(labels.at(-2) ?? '');
  const count = Math.min(labels.length - 1, national ? 3 : 2);
  return count < 1 ? encoded : `${labels.slice(0, -count).join('.')}@${labels.slice(-count).join('.')}`;
}

function isListed(mailbox: Mailbox, from: Mailbox, lists: ListName[]): boolean {
  return (
    sameEmail(mailbox.email, from.email) ||
    lists.some((list) => list.address !== null && sameEmail(list.address, mailbox.email))
  );
}

/** Google puts the name into single quotes; Mailman writes the local part and dashes where there was no name. */
function unquote(name: string): string {
  return name
    .trim()
    .replace(/^'(.*)'$/, '$1')
    .replace(/^\S+---$/, '')
    .trim();
}

const VIA = /^(.*\S)\s+via\s+\S.*$/i;
const B4_RELAY = /^devnull\+(.+)@kernel\.org$/i;

/** Where list software keeps the address that it took out of From, the plainest first. */
const ORIGINAL_HEADERS = ['x-original-from', 'x-google-original-from', 'x-mailman-original-from', 'x-original-sender'];
/** The sender of the envelope: mostly the author, sometimes a machine's form of the address. */
const ENVELOPE_HEADERS = ['x-mailfrom'];
/** Bounce address tags (BATV) before the address proper. */
const SIGNED_BOUNCE = /^(prvs|btv1)=[^=]{1,40}=+/i;

/** git format-patch's in-body From, on the first line of the text. */
const IN_BODY_FROM = /^[ \t\n]{0,20}From: ([^\n]{3,300})\n/;
