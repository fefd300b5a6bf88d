import { looksSalvageable, lostItsAddresses } from '../../parse/salvage/looks.ts';
import type { OneMail } from '../source-reader.ts';
import { knownFields, SYSTEM_FIELDS } from './header-lines.ts';

/** A file of one mail: .eml, a Maildir's, an MH folder's. */
export const mailReader: OneMail = {
  kind: 'eml',
  holds: 'one',
  recognize: ({ text, lines }) => (isHeader(lines) && !lostItsAddresses(text) ? { salvaged: false } : null),
  pieces: (bytes) => [bytes],
};

/** At least two fields that mails have, each on a line of its own, before the first blank line. */
export function isHeader(lines: string[]): boolean {
  const known = knownFields(lines);
  return known !== null && known.size >= 2 && !isArchivePage(known, lines);
}

/** `From:` without an address, and no field that only mail systems write: a saved page. */
function isArchivePage(known: Set<string>, lines: string[]): boolean {
  const from = lines.find((line) => /^From:/i.test(line));
  if (from === undefined || from.includes('@')) return false;
  return ![...known].some((name) => SYSTEM_FIELDS.has(name)) && looksSalvageable(lines.join('\n'));
}
