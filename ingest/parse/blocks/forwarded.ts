/** Finds Outlook's and forwards' heads among own lines, and the foreign text below them. */
import type { BlockKind } from '../../../data/records/block.ts';
import { isRule, markFooters } from './footer-lines.ts';
import { type ForwardHead, readForwardHead } from './forward-head.ts';
import { codesOf, inkBehind, isBlankLine, lineAt, type Lines } from '../text/lines.ts';

/** Outlook's and forwards' heads, and the foreign text below them down to the end. */
export function markForwards(
  lines: Lines,
  kinds: (BlockKind | undefined)[],
  depths: Uint8Array,
  isHead: (head: ForwardHead) => boolean,
): void {
  const own = (line: number): string | null =>
    line < lines.count && kinds[line] === undefined ? lineAt(lines, line) : null;
  let level = 0;
  for (let line = 0; line < lines.count; line += 1) {
    if (level > 0 && kinds[line] === 'diff') {
      kinds[line] = 'forwarded';
      depths[line] = Math.min(level, 100);
    }
    if (kinds[line] !== undefined) continue;
    const code = lines.text.charCodeAt(lines.starts[line]!);
    const head = mayOpenHead(lines, line, code) ? readForwardHead(own, line) : null;
    if (head !== null && (level > 0 || isHead(head))) {
      for (let n = line; n < head.end; n += 1) {
        kinds[n] = 'headers';
        depths[n] = level;
      }
      // Marked words right below a head: the marks tell what is quoted, not the head (Zimbra's way).
      const below = inkBehind(lines, head.end);
      if (below < lines.count && kinds[below] === 'quote') level = 0;
      else level += 1;
      line = head.end - 1;
    } else if (level > 0 && !isBlankLine(lines, line)) {
      kinds[line] = 'forwarded';
      depths[line] = Math.min(level, 100);
    }
  }
  if (level > 0) freeTrailingFooter(lines, kinds, depths);
}

/** What list software adds stands below the forwarded text too, and is not part of it. */
function freeTrailingFooter(lines: Lines, kinds: (BlockKind | undefined)[], depths: Uint8Array): void {
  let rule = -1;
  for (let line = lines.count - 1; line >= 0 && line > lines.count - 40; line -= 1) {
    if (kinds[line] === 'forwarded' && isRule(lineAt(lines, line))) rule = line;
  }
  if (rule < 0) return;
  let found = -1;
  markFooters(
    lines,
    (line) => line >= rule && kinds[line] !== 'quote',
    (from) => {
      if (found < 0) found = from;
    },
  );
  if (found < 0) return;
  for (let line = found; line < lines.count; line += 1) {
    if (kinds[line] !== 'forwarded') continue;
    kinds[line] = undefined;
    depths[line] = 0;
  }
}

/** Heads open with a ruled line or a field; both are cheap to rule out. */
function mayOpenHead(lines: Lines, line: number, code: number): boolean {
  if (code === 45 || code === 95 || code === 61 || code === 66) return true;
  const codes = codesOf(lines);
  const end = Math.min(lines.ends[line]!, lines.starts[line]! + 26);
  for (let at = lines.starts[line]! + 1; at < end; at += 1) {
    const c = codes[at];
    if (c === 58 || c === 0xff1a) return true;
  }
  return false;
}
