/** The lines that part one message of an mbox from the next. */
import { parseDate } from '../parse/headers/date.ts';

/**
 * What a "From " line looks like:
 * - `lore`: `From mboxrd@z Thu Jan  1 00:00:00 1970`, as public-inbox writes it
 * - `patch`: a commit id and git's fixed date, as `git format-patch` writes it
 * - `dated`: a sender and a date, as mail programs and Pipermail (`alice at example.org`) write it (RFC 4155, appendix A)
 * - `bare`: one address and no date
 * - `empty`: nothing behind "From "
 * Null for anything else: a sentence of a body that begins with the word "From".
 *
 * @param line without its line end
 */
export function fromLineShape(line: string): FromLineShape | null {
  if (!line.startsWith('From ') || line.length > MAX_FROM_LINE) return null;
  if (LORE.test(line)) return 'lore';
  if (PATCH.test(line)) return 'patch';
  if (DATED.test(line)) return 'dated';
  if (BARE.test(line)) return 'bare';
  return line.trimEnd() === 'From' ? 'empty' : null;
}

export type FromLineShape = 'lore' | 'patch' | 'dated' | 'bare' | 'empty';

/** When a dated From line says that its mail was delivered or exported, Unix seconds; a missing zone is UTC. */
export function envelopeDate(line: string): number | null {
  const found = line.length > MAX_FROM_LINE ? null : DATED.exec(line);
  return found ? parseDate(found[1]!) : null;
}

/** Longer lines are no separators. Addresses end at 320 bytes, dates at 40. */
export const MAX_FROM_LINE = 1000;

const LORE = /^From mboxrd@z Thu Jan +1 00:00:00 1970$/;
const PATCH = /^From [0-9a-f]{40,64} Mon Sep 17 00:00:00 2001$/;
const BARE = /^From (?:-|[^\s@]+(?:@| at )[^\s@]+) *$/;
const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const TIME = String.raw`\d{1,2}:\d\d(?::\d\d)?`;
const OFFSET = String.raw`(?: +[+-]\d{4})?`;
const YEAR = String.raw`(?: +\d{4})?`;
/** "Thu Jul  4 16:37:51 2019", a zone before or after the year, and RFC 5322's order "Thu, 4 Jul 2019 16:37:51 -0700 (PDT)". */
const BY_NAME = `${DAY},? +(?:${MONTH} +\\d{1,2}|\\d{1,2} +${MONTH}),?${YEAR} +${TIME}(?: +[A-Z][A-Za-z]{1,5})?${OFFSET}${YEAR}${OFFSET}`;
const BY_FIGURES = String.raw`\d{4}-\d\d-\d\d[T ]${TIME}(?:Z| ?[+-]\d\d:?\d\d)?`;
const DATED = new RegExp(
  `^From .{0,500}?(?<![\\w-])(${BY_NAME}|${BY_FIGURES})(?: +\\([^()]{1,40}\\))?(?: remote from \\S+)? *$`,
);
