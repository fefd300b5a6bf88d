/** Elisions, and ruled lines that stand alone. */
import type { BlockKind } from '../../../data/records/block.ts';
import { isRule } from './footer-lines.ts';
import { HeadPattern } from '../text/head-pattern.ts';
import { inkBehind, isBlankLine, isSpace, lineAt, type Lines } from '../text/lines.ts';
import { forms, joined, pattern } from '../text/pattern.ts';

/** True for "[...]", "<snip>", "...", "[ … 12 lines skipped … ]": words of a quote left out. */
export function isSnip(text: string, start = 0, stop = text.length): boolean {
  let from = start;
  let to = stop;
  while (from < to && isSpace(text.charCodeAt(from))) from += 1;
  if (!SNIP.mayMatch(text, from, to)) return false;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
  return SNIP.test(text, from, to);
}

/** Marks elisions, and ruled lines and scissors that stand alone. */
export function markSnipsAndRules(lines: Lines, kinds: (BlockKind | undefined)[]): void {
  for (let line = 0; line < lines.count; line += 1) {
    if (kinds[line] !== undefined || isBlankLine(lines, line) || lines.ends[line]! - lines.starts[line]! > 100)
      continue;
    const text = lineAt(lines, line).trim();
    const code = text.charCodeAt(0);
    if ((code > 64 && code < 91) || (code > 96 && code < 123)) {
      if (/^(?:snip|skip|cut|\.\.)[\s.]*$/i.test(text)) kinds[line] = 'snip';
      continue;
    }
    if (isSnip(text)) {
      // Dots alone leave words out of a quote; in own words they are a pause, or a listing's.
      if (/\p{L}|[[({<]/u.test(text) || besideQuote(lines, kinds, line)) kinds[line] = 'snip';
    } else if (isRule(text) || SCISSORS.test(text)) kinds[line] = 'separator';
  }
}

/** True where the nearest words above or below are quoted. */
function besideQuote(lines: Lines, kinds: (BlockKind | undefined)[], line: number): boolean {
  let above = line - 1;
  while (above >= 0 && isBlankLine(lines, above)) above -= 1;
  const below = inkBehind(lines, line + 1);
  const quoted = (n: number): boolean =>
    n >= 0 && n < lines.count && (kinds[n] === 'quote' || kinds[n] === 'forwarded');
  return quoted(above) || quoted(below);
}

const SNIP = new HeadPattern(
  pattern(
    'i',
    '^(?:',
    [
      joined(
        String.raw`[[<({]?\s*(?:\.{2,}|…|--+)?\s*(?:`,
        forms`
  snip(?:ped|pet)? | skip(?:ped)? | cut | trimm?(?:ed)? | deleted | elided | omitted
  \d+ (?:more )?(?:quoted )?lines? (?:skipped|elided|omitted|trimmed|snipped|deleted|removed) | big snip | gekürzt
  coupé | recortado
`,
        String.raw`)\b[^\]>)}]{0,40}?\s*(?:\.{2,}|…|--+)?\s*[\]>)}]?`,
      ),
      ...forms`[[<({]\s*(?:\.{1,6}|…|[.\s]{2,9})\s*[\]>)}] | \.{2,6} | …+ | [-=~]*\s?8<[-=~\s]* | :\s*`,
    ],
    ')$',
  ),
);
const SCISSORS = new HeadPattern(
  /^[-=~_ ]*(?:>8|8<|8>|%<|<8)[-=~_ ]*(?:cut here|>8|8<)?[-=~_ ]*$|^-{2,} ?(?:cut here|cut) ?-{2,}$/i,
);
