/** Finds attribution lines among own lines, wrapped ones too. */
import type { BlockKind } from '../../../data/records/block.ts';
import { isCertainAttribution, parseAttribution, SUPERCITE, type Attribution } from './attribution.ts';
import { inkBehind, isBlankLine, lineAt, type Lines } from '../text/lines.ts';

/** An attribution among own lines. */
export interface ReadAttribution {
  from: number;
  to: number;
  who: Attribution;
}

/** Marks attribution lines: right before a quote, or certain by their form wherever they stand. Returns what they say. */
export function markAttributions(lines: Lines, kinds: (BlockKind | undefined)[]): ReadAttribution[] {
  const found: ReadAttribution[] = [];
  for (let line = 0; line < lines.count; line += 1) {
    if (found.length >= MOST_ATTRIBUTIONS) break;
    if (kinds[line] !== undefined || isBlankLine(lines, line)) continue;
    // Right before a quote, or certain by its form wherever it stands.
    const quoted = inkBehind(lines, line + 1);
    const before = quoted < lines.count && kinds[quoted] === 'quote' && quoted - line <= 3;
    const end = before ? line + 1 : certainEnd(lines, kinds, line);
    if (end < 0) continue;
    const read = attributionStart(lines, line, (n) => kinds[n] === undefined);
    if (read === null) continue;
    for (let n = read.from; n < end; n += 1) kinds[n] = 'attribution';
    found.push({ from: read.from, to: end, who: read.who });
    line = end - 1;
  }
  return found;
}

/**
 * Frees lines that begin with a mark and quote nothing: the closing bracket of an address that was wrapped before it (`>:`, `> wrote:`),
 * and Emacs's line that says whom it will cite.
 */
export function freeWrappedEnds(lines: Lines, depths: Uint8Array): void {
  for (let line = 0; line < lines.count; line += 1) {
    if (depths[line] === 0 || lines.ends[line]! - lines.starts[line]! > 200) continue;
    const text = lineAt(lines, line);
    if (!/[:：]\s*$/.test(text)) continue;
    if (SUPERCITE.test(text)) {
      if (parseAttribution(text) !== null) depths[line] = 0;
      continue;
    }
    if (depths[line] !== 1 || line === 0 || depths[line - 1] !== 0 || isBlankLine(lines, line - 1)) continue;
    let above = '';
    for (
      let from = line - 1;
      from >= 0 && from > line - 4 && depths[from] === 0 && !isBlankLine(lines, from);
      from -= 1
    ) {
      above = above === '' ? lineAt(lines, from).trim() : `${lineAt(lines, from).trim()} ${above}`;
      if (above.lastIndexOf('<') <= above.lastIndexOf('>')) continue;
      if (above.length < 400 && parseAttribution(`${above}${text.trim()}`) !== null) depths[line] = 0;
      break;
    }
  }
}

/** The attribution right above a line, with at most one empty line between, or null. */
export function introducedBy(lines: Lines, line: number): string | null {
  let above = line - 1;
  if (above >= 0 && isBlankLine(lines, above)) above -= 1;
  if (above < 0 || isBlankLine(lines, above)) return null;
  for (let text = '', from = above; from >= 0 && from > above - 3; from -= 1) {
    text = text === '' ? lineAt(lines, from) : `${lineAt(lines, from)} ${text}`;
    if (text.length < 500 && parseAttribution(text) !== null) return text;
  }
  return null;
}

/** The end of an attribution that its own form proves, up to three lines long, or -1. */
function certainEnd(lines: Lines, kinds: (BlockKind | undefined)[], line: number): number {
  const code = lines.text.charCodeAt(lines.ends[line]! - 1);
  if (code !== 58 && code !== 32 && code !== 0xff1a && code !== 45) return -1;
  const text = lineAt(lines, line).trimEnd();
  if (kinds[line] !== undefined || text.length > 400) return -1;
  if (/^-{2,} ?(?:Additional )?Comment.*-{2,}$/.test(text)) return line + 1;
  if (!/[:：]$/.test(text)) return -1;
  const joined =
    line > 0 && kinds[line - 1] === undefined && !isBlankLine(lines, line - 1)
      ? `${lineAt(lines, line - 1)} ${text}`
      : text;
  return isCertainAttribution(text) ||
    isCertainAttribution(joined) ||
    /^.{2,60} (?:<[^<>@ ]+@[^<>@ ]+> changed|(?:commented on|updated) [A-Z]+-\d+):$/.test(text)
    ? line + 1
    : -1;
}

/** The attribution that ends with a line: one to four lines, the longest reading that still names a sender. */
function attributionStart(
  lines: Lines,
  last: number,
  own: (line: number) => boolean,
): { from: number; who: Attribution } | null {
  let best: { from: number; who: Attribution } | null = null;
  let text = '';
  for (let from = last; from >= 0 && from > last - MAX_ATTRIBUTION_LINES; from -= 1) {
    if (!own(from) || isBlankLine(lines, from)) break;
    const line = lineAt(lines, from);
    if (line.length > 500) break;
    text = text === '' ? line : `${line.trim()}${/^\s*>/.test(text) && !SUPERCITE.test(text) ? '' : ' '}${text}`;
    if (best !== null && !leansOn(line, lineAt(lines, best.from))) break;
    const who = parseAttribution(text);
    if (who !== null) best = { from, who };
    else if (best !== null) break;
  }
  return best;
}

/** True where a line goes on in the next: a wrapped attribution's first line has its date or opening and no end of a sentence. */
function leansOn(line: string, next: string): boolean {
  // Wrapped within an address, or behind the day of a date ("am Mi., 5." above "Februar 2020").
  if (line.lastIndexOf('<') > line.lastIndexOf('>') || /[(<[]$/.test(line.trimEnd())) return true;
  if (/[\s,]\d{1,2}\.\s*$/.test(line) && /^\s*\p{L}{3,12}\.?\s+(?:19|20)\d\d\b/u.test(next)) return true;
  if (/[.!?:;]\s*$/.test(line) || line.length < 12) return false;
  if (
    /^(?:On|Am|Le|El|Em|Il|Op|Den|Dne|At|In|W dniu|Dnia|В|Vào|Pe|La|2\d{3}|\d{1,2}[./-])\b/i.test(next.trim()) &&
    !/^(?:On|Am|Le|El|Em|Il|Op|Den|Dne|At|In)\b/.test(line)
  )
    return false;
  return /\d{1,2}[:.h]\d\d|\b(?:19|20)\d\d\b|@/.test(line);
}

const MAX_ATTRIBUTION_LINES = 4;
/** The longest digests hold some hundred answers. */
const MOST_ATTRIBUTIONS = 5000;
