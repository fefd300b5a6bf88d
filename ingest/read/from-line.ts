/** The lines that part one message of an mbox from the next. */

/**
 * What a "From " line looks like:
 * - `lore`: `From mboxrd@z Thu Jan  1 00:00:00 1970`, as public-inbox writes it
 * - `patch`: a commit id and git's fixed date, as `git format-patch` writes it
 * - `dated`: a sender and a date, as mail programs and Pipermail (`alice at example.org`) write it (RFC 4155, appendix A)
 * - `bare`: one address and no date
 * Null for anything else: a sentence of a body that begins with the word "From".
 *
 * @param line without its line end
 */
export function fromLineShape(line: string): FromLineShape | null {
  if (!line.startsWith('From ') || line.length > MAX_FROM_LINE) return null;
  if (LORE.test(line)) return 'lore';
  if (PATCH.test(line)) return 'patch';
  if (DATED.test(line)) return 'dated';
  return BARE.test(line) ? 'bare' : null;
}

export type FromLineShape = 'lore' | 'patch' | 'dated' | 'bare';

/** Longer lines are no separators. Addresses end at 320 bytes, dates at 40. */
export const MAX_FROM_LINE = 1000;

const LORE = /^From mboxrd@z Thu Jan +1 00:00:00 1970$/;
const PATCH = /^From [0-9a-f]{40,64} Mon Sep 17 00:00:00 2001$/;
const BARE = /^From [^\s@]+@[^\s@]+$/;
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
// asctime ("Thu Jul  4 16:37:51 2019", a zone before or after the year) and the order of RFC 5322 ("Thu, 4 Jul 2019 16:37:51 -0700").
const DATED = new RegExp(
  `^From .{0,500}?\\b${DAY},? +(?:${MONTH} +\\d{1,2}|\\d{1,2} +${MONTH}),?(?: +\\d{4})? +\\d{1,2}:\\d\\d(?::\\d\\d)?` +
    '(?: +[A-Z][A-Za-z]{1,5})?(?: +[+-]\\d{4})?(?: +\\d{4})?(?: +[+-]\\d{4})?(?: remote from \\S+)? *$',
);
