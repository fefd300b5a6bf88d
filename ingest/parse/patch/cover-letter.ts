import type { LineRange } from '../../../data/records/block.ts';
import type { ShortlogEntry } from '../../../data/records/patch.ts';

/** Titles by author as `git shortlog` lists them in cover letters and pull requests; wrapped titles are rejoined. */
export function parseShortlog(lines: readonly string[], range: LineRange = [0, lines.length]): ShortlogEntry[] {
  const entries: ShortlogEntry[] = [];
  for (let at = range[0]; at < range[1]; at += 1) {
    const head = /^(\S.{0,80}) \((\d{1,4})\):\s*$/.exec(lines[at]!);
    if (!head) continue;
    const author = head[1]!;
    const count = Number(head[2]);
    const indent = /^\s+/.exec(lines[at + 1] ?? '')?.[0].length ?? 0;
    if (indent === 0) continue;
    const titles: string[] = [];
    for (at += 1; at < range[1]; at += 1) {
      const found = /^(\s+)(\S.*)$/.exec(lines[at]!);
      if (!found) break;
      const isWrapped = found[1]!.length > indent && titles.length > 0;
      if (isWrapped) titles[titles.length - 1] += ` ${found[2]!.trim()}`;
      else if (titles.length < count) titles.push(found[2]!.trim());
      else break;
    }
    at -= 1;
    entries.push(...titles.map((title) => ({ title, author })));
  }
  return entries;
}
