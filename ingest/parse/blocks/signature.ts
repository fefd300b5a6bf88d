/** Finds signatures behind `-- ` and device lines. */
import type { BlockKind } from '../../../data/records/block.ts';
import { isDeviceLine } from './footer-lines.ts';
import { inkBehind, isBlankLine, lineAt, type Lines } from '../text/lines.ts';

/** `-- ` and what stands below, up to a quote, a footer or another part. */
export function markSignatures(lines: Lines, kinds: (BlockKind | undefined)[]): void {
  for (let line = 0; line < lines.count; line += 1) {
    if (kinds[line] !== undefined) continue;
    if (lines.text.charCodeAt(lines.starts[line]!) !== 45) {
      if (isDeviceLine(lines.text, lines.starts[line], lines.ends[line])) kinds[line] = 'signature';
      continue;
    }
    const text = lineAt(lines, line).replace(/\r$/, '');
    if (text !== '-- ' && text !== '--' && text !== '--\u00a0') continue;
    let end = line + 1;
    let words = 0;
    while (end < lines.count && kinds[end] === undefined && words <= MAX_SIGNATURE) {
      if (!isBlankLine(lines, end)) words += 1;
      if (diffEndsHere(lines, end)) break;
      end += 1;
    }
    // `--` without its blank is a signature's only where little follows, something stands above, and no true mark comes later.
    if (text === '--' && (words > 12 || inkBehind(lines, 0) === line || line < lastMark(lines, kinds))) continue;
    for (let n = line; n < end; n += 1) kinds[n] = 'signature';
    line = end - 1;
  }
}

/** The last `-- ` among own lines, -1 where there is none. */
function lastMark(lines: Lines, kinds: readonly (BlockKind | undefined)[]): number {
  for (let line = lines.count - 1; line >= 0 && lines.count - line < MAX_TAIL; line -= 1)
    if (kinds[line] === undefined && lines.ends[line]! - lines.starts[line]! === 3 && lineAt(lines, line) === '-- ')
      return line;
  return -1;
}

const diffEndsHere = (lines: Lines, line: number): boolean =>
  /^(?:---$|diff --git |From [0-9a-f]{40} )/.test(lineAt(lines, line).slice(0, 60));

const MAX_SIGNATURE = 60;
/** A signature stands near the end. */
const MAX_TAIL = 400;
