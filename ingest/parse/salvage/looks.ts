/** Recognises text that was a mail once. */

/**
 * True for a text that is no mail any more and can be made readable again: its header fields run together in one line,
 * or an archive's web page was saved as text (a title, `From:` and `Date:` lines, the body).
 *
 * Ask this of what is no proper mail; its first 64 kB are enough.
 */
export function looksSalvageable(text: string): boolean {
  const lines = text.slice(0, LOOK_AHEAD).split(/\r\n|\n|\r/, LOOK_LINES);
  return lines.some(holdsManyFields) || looksLikeArchivePage(lines);
}

/**
 * True for a mail whose fields stand on lines of their own and whose `<…>` were taken for HTML tags and lost: the sender
 * has no address, and the Message-ID is empty.
 *
 * @param head the mail's header, at least its first 64 kB
 */
export function lostItsAddresses(head: string): boolean {
  const from = /^From:[ \t]*(.*)$/im.exec(head)?.[1];
  const id = /^Message-ID:[ \t]*(.*)$/im.exec(head)?.[1];
  return from !== undefined && id !== undefined && id.trim() === '' && !from.includes('@') && from.trim() !== '';
}

/** public-inbox's From line, as it stands in text whose runs of spaces may have been folded. */
export const LOST_FROM_LINE = /From mboxrd@z Thu Jan +1 00:00:00 1970(?=\s|$)/;

/** A line in which several header fields stand, the sender among them. */
export function holdsManyFields(line: string): boolean {
  const found = new Set<string>();
  for (const [, name] of line.matchAll(/(?:^|\s)([A-Za-z][A-Za-z-]{1,30}):(?=\s|$)/g)) {
    const lower = name?.toLowerCase() ?? '';
    if (TELLING_FIELDS.has(lower)) found.add(lower);
  }
  return found.has('from') && found.size >= 3 && (found.has('date') || found.has('subject'));
}

/** Header lines on top of the text, below a title perhaps; or Pipermail's page: title, `alice at example.org`, date. */
function looksLikeArchivePage(lines: string[]): boolean {
  const top = lines.filter((line) => line.trim() !== '').slice(0, PAGE_TOP_LINES);
  const has = (pattern: RegExp) => top.some((line) => pattern.test(line));
  if (has(/^\s*(?:From|Author|Sender):\s*\S/i) && has(/^\s*(?:Date|Sent|Posted):\s*\S/i)) return true;
  return top.some((line, i) => /\S at [\w-]+\.[\w.-]+\s*$/.test(line) && BARE_DATE.test(top[i + 1] ?? ''));
}

/** A line that is a date and nothing else, as Pipermail's pages have it. */
export const BARE_DATE =
  /^\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (?:[A-Z][a-z]{2} {1,2}\d{1,2}|\d{1,2} [A-Z][a-z]{2}(?: \d{4})?) \d\d:\d\d:\d\d(?: [A-Z]{2,5})?(?: \d{4})?(?: [+-]\d{4})?\s*$/;

const TELLING_FIELDS = new Set(
  'from to cc date subject message-id references in-reply-to received return-path mime-version content-type sender'.split(
    ' ',
  ),
);
const LOOK_AHEAD = 64 * 1024;
const LOOK_LINES = 60;
const PAGE_TOP_LINES = 20;
