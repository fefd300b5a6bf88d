/** Finds code, logs and tables among own words, paragraph by paragraph and between fences. */
import type { BlockKind } from '../../../data/records/block.ts';
import { codeLikeness, fenceOf, isChangeLine, isFieldLine } from './code-lines.ts';
import { isBlankLine, lineAt, type Lines } from '../text/lines.ts';

/** Code by paragraphs: where most lines of one look like it, all are; else the runs that surely are. */
export function markCode(lines: Lines, kinds: (BlockKind | undefined)[]): void {
  markFences(lines, kinds);
  let line = 0;
  while (line < lines.count) {
    if (!isOwnWord(lines, kinds, line)) {
      line += 1;
      continue;
    }
    const paragraph = readParagraph(lines, kinds, line);
    const end = line + paragraph.scores.length;
    const kind = kindOfParagraph(paragraph);
    for (let n = line; n < end; n += 1) {
      if (kind !== null) kinds[n] = kind;
      else if (kinds[n] === undefined && isSurelyCode(paragraph.scores, n - line)) kinds[n] = 'code';
    }
    line = end;
  }
}

/** How much of a paragraph looks like what; `scores` has one number a line. */
interface Paragraph {
  scores: number[];
  code: number;
  prose: number;
  changes: number;
  fields: number;
}

function readParagraph(lines: Lines, kinds: readonly (BlockKind | undefined)[], from: number): Paragraph {
  const read: Paragraph = { scores: [], code: 0, prose: 0, changes: 0, fields: 0 };
  for (let at = from; at < lines.count; at += 1) {
    const isSeparator = kinds[at] === 'separator';
    if (!isOwnWord(lines, kinds, at) && !(isSeparator && at > from && read.code > 0)) break;
    const text = lineAt(lines, at);
    const score = isSeparator ? 1 : codeLikeness(lines, at);
    if (isChangeLine(text)) read.changes += 1;
    // Fields go on in indented lines.
    const goesOn = read.fields > 0 && read.fields === at - from && /^\s+\S/.test(text);
    if (isFieldLine(lines, at) || goesOn) read.fields += 1;
    read.scores.push(score);
    if (score > 0) read.code += score;
    else if (score < 0) read.prose += 1;
  }
  return read;
}

/** What a paragraph is as a whole; null where only some of its lines may be code. */
function kindOfParagraph({ scores, code, prose, changes, fields }: Paragraph): 'diff' | 'code' | null {
  const size = scores.length;
  if (changes >= 2 && changes * 3 >= size && prose * 4 <= size) return 'diff';
  if (code > size * 0.8 && prose * 3 <= size) return 'code';
  return fields >= 2 && fields * 10 >= size * 7 ? 'code' : null;
}

/** A line of code beside another one, or in a paragraph so short that it needs none. */
const isSurelyCode = (scores: readonly number[], n: number): boolean =>
  scores[n] === 2 && (scores[n - 1] === 2 || scores[n + 1] === 2 || scores.length <= 2);

/** Text between fences ("```", "#v+" and "#v-", ",----" and "`----") is what they say. */
function markFences(lines: Lines, kinds: (BlockKind | undefined)[]): void {
  let close: RegExp | null = null;
  let from = -1;
  for (let line = 0; line < lines.count; line += 1) {
    if (kinds[line] === 'quote' || kinds[line] === 'forwarded' || (from >= 0 && line - from > MAX_FENCED)) close = null;
    const code = lines.text.charCodeAt(lines.starts[line]!);
    if (close === null) {
      if (
        kinds[line] !== undefined ||
        (code !== 96 && code !== 35 && code !== 44 && code !== 123 && code !== 126 && code !== 45)
      )
        continue;
      close = fenceOf(lineAt(lines, line));
      from = line;
    } else if (close.test(lineAt(lines, line))) {
      for (let n = from; n <= line; n += 1)
        if (kinds[n] === undefined || kinds[n] === 'separator' || kinds[n] === 'snip') kinds[n] = 'code';
      close = null;
    }
  }
}

const isOwnWord = (lines: Lines, kinds: readonly (BlockKind | undefined)[], line: number): boolean =>
  kinds[line] === undefined && !isBlankLine(lines, line);

const MAX_FENCED = 2_000;
