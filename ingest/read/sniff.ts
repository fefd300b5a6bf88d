/** Finds out what bytes hold by looking at the first of them. */
import { LOST_FROM_LINE, looksSalvageable, lostItsAddresses } from '../parse/salvage/looks.ts';
import { fromLineShape } from './from-line.ts';

/** What a file holds; `salvaged` where it was mail once and lost its line ends or its `<…>`. */
export type Content = { kind: 'mbox' | 'mail'; salvaged: boolean } | { kind: 'empty' | 'none' };

/** @param first the first SNIFF_BYTES of the (unpacked) file, or all of it */
export function sniff(first: Buffer): Content {
  const text = first
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .replace(/^(?:[ \t]*\r?\n)+/, '');
  if (text === '') return { kind: first.length === 0 ? 'empty' : 'none' };
  if (first.includes(0) && !/^[\x21-\x7e]+[: ]/.test(text)) return { kind: 'none' };
  const lines = text.split(/\r\n|\n|\r/, MAX_HEADER_LINES);
  const shape = fromLineShape(lines[0] ?? '');
  // An address alone may begin any text; a header must follow it.
  if (shape !== null && (shape !== 'bare' || isFieldLine(lines[1] ?? ''))) {
    return { kind: 'mbox', salvaged: lostItsAddresses(text) };
  }
  if (isHeader(lines)) return { kind: 'mail', salvaged: lostItsAddresses(text) };
  return looksSalvageable(text) ? { kind: 'mail', salvaged: true } : { kind: 'none' };
}

/** Bytes to look at: long Received and ARC fields stand above the first telling one. */
export const SNIFF_BYTES = 64 * 1024;

/** The pieces of a text in which several mails without line ends stand behind each other. */
export function splitSalvaged(bytes: Buffer): Buffer[] {
  const text = bytes.toString('latin1');
  const starts = [
    ...text.matchAll(new RegExp(`(?:^|\\s)(?=${LOST_FROM_LINE.source}\\s+[A-Za-z][A-Za-z-]*:)`, 'g')),
  ].map((match) => match.index + match[0].length);
  if (starts.length < 2) return [bytes];
  return starts.map((start, i) => bytes.subarray(i === 0 ? 0 : start, starts[i + 1] ?? bytes.length));
}

/** At least two fields that mails have, each on a line of its own, before the first blank line. */
function isHeader(lines: string[]): boolean {
  const known = new Set<string>();
  for (const line of lines) {
    if (line === '') break;
    if (/^[ \t]/.test(line) || /^>?From /.test(line)) continue;
    if (!isFieldLine(line)) return false;
    const name = line.slice(0, line.indexOf(':')).trim().toLowerCase();
    if (MAIL_FIELDS.has(name)) known.add(name);
  }
  return known.size >= 2 && !isArchivePage(known, lines);
}

/** `From:` without an address, and no field that only mail systems write: a saved page. */
function isArchivePage(known: Set<string>, lines: string[]): boolean {
  const from = lines.find((line) => /^From:/i.test(line));
  if (from === undefined || from.includes('@')) return false;
  return ![...known].some((name) => SYSTEM_FIELDS.has(name)) && looksSalvageable(lines.join('\n'));
}

/** RFC 5322, 2.2: printable ASCII, then a colon. */
function isFieldLine(line: string): boolean {
  return /^[\x21-\x39\x3b-\x7e]{1,200}[ \t]*:/.test(line) || /^>From /.test(line);
}

const MAX_HEADER_LINES = 2000;
const SYSTEM_FIELDS = new Set(
  'message-id received return-path mime-version content-type content-transfer-encoding delivered-to references in-reply-to'.split(
    ' ',
  ),
);
const MAIL_FIELDS = new Set([
  ...SYSTEM_FIELDS,
  ...'from to cc bcc date subject sender reply-to list-id envelope-to x-original-to user-agent x-mailer dkim-signature'.split(
    ' ',
  ),
]);
