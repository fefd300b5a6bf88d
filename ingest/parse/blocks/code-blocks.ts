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
    let end = line;
    let code = 0;
    let prose = 0;
    let changes = 0;
    let fields = 0;
    const scores: number[] = [];
    while (
      end < lines.count &&
      (isOwnWord(lines, kinds, end) || (kinds[end] === 'separator' && end > line && code > 0))
    ) {
      const text = lineAt(lines, end);
      const score = kinds[end] === 'separator' ? 1 : codeLikeness(lines, end);
      if (isChangeLine(text)) changes += 1;
      // Fields go on in indented lines.
      if (isFieldLine(lines, end) || (fields > 0 && fields === end - line && /^\s+\S/.test(text))) fields += 1;
      scores.push(score);
      if (score > 0) code += score;
      else if (score < 0) prose += 1;
      end += 1;
    }
    const size = end - line;
    if (changes >= 2 && changes * 3 >= size && prose * 4 <= size) for (let n = line; n < end; n += 1) kinds[n] = 'diff';
    else if ((code > size * 0.8 && prose * 3 <= size) || (fields >= 2 && fields * 10 >= size * 7))
      for (let n = line; n < end; n += 1) kinds[n] = 'code';
    else
      for (let n = line; n < end; n += 1)
        if (
          scores[n - line] === 2 &&
          kinds[n] === undefined &&
          (scores[n - line - 1] === 2 || scores[n - line + 1] === 2 || size <= 2)
        )
          kinds[n] = 'code';
    line = end;
  }
}

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

const isOwnWord = (lines: Lines, kinds: (BlockKind | undefined)[], line: number): boolean =>
  kinds[line] === undefined && !isBlankLine(lines, line);

const MAX_FENCED = 2_000;
