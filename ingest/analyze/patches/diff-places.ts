import type { LineRange } from '../../../data/records/block.ts';
import type { Hunk } from '../../../data/records/patch.ts';
import { parseDiffFiles, pathOf } from '../../parse/patch/diff.ts';
import { hunkRows, type HunkRow } from '../../parse/patch/hunks.ts';
import { hashLine } from '../../parse/bytes/line-hash.ts';

/** Where lines of a patch mail stand in its files. */
export interface DiffPlace {
  file: string;
  newLines: LineRange | null;
  oldLines: LineRange | null;
  /** Hashes of the changed lines among them. */
  hashes: number[];
}

/** Looks up lines of one text with a diff. */
export interface DiffPlaces {
  /** The place of these lines of the text; the last file that they touch where they touch several. Null outside the diff. */
  find(lines: LineRange): DiffPlace | null;
  /** The part of these lines that stands nearest to their end within one hunk, at most `most` lines; null where they end outside the diff. */
  nearest(lines: LineRange, most: number): LineRange | null;
  /** True where these lines reach the last line of the diff. */
  reachesEnd(lines: LineRange): boolean;
}

/** Reads the diffs of a text for look-ups by line. */
export function diffPlaces(text: string): DiffPlaces {
  const lines = text.split('\n');
  const files = parseDiffFiles(lines);
  const known = new Map<Hunk, HunkRow[]>();
  const fileAt = (line: number) => files.find((file) => line >= file.lines[0] && line < file.lines[1]);
  const rowsOf = (hunk: Hunk) => {
    const rows = known.get(hunk) ?? hunkRows(lines, hunk);
    known.set(hunk, rows);
    return rows;
  };
  return {
    find([from, to]) {
      for (let line = to - 1; line >= from; line -= 1) {
        const file = fileAt(line);
        if (!file) continue;
        const rows = file.hunks
          .filter((hunk) => hunk.lines[0] < to && hunk.lines[1] > from)
          // Every line below a hunk's head is one row.
          .flatMap((hunk) =>
            rowsOf(hunk).slice(Math.max(0, from - hunk.lines[0] - 1), Math.max(0, to - hunk.lines[0] - 1)),
          );
        const changed = rows.filter(({ kind }) => kind === '+' || kind === '-');
        // A comment on a hunk's head is one on its first line.
        const head = rows.length > 0 ? undefined : file.hunks.find(({ lines: [start] }) => start === line);
        return {
          file: pathOf(file),
          newLines: head ? [head.newStart, head.newStart + 1] : span(rows.map((row) => row.new)),
          oldLines: span(rows.filter(({ kind }) => kind === '-').map((row) => row.old)),
          hashes: changed.map((row) => hashLine(lines[row.line]!, 1)).filter((hash) => hash !== null),
        };
      }
      return null;
    },
    nearest([from, to], most) {
      let line = to - 1;
      while (line > from && lines[line]!.trim() === '') line -= 1;
      const file = fileAt(line);
      if (!file) return null;
      const hunk = file.hunks.find(({ lines: [start, end] }) => line > start && line < end);
      const start = hunk ? hunk.lines[0] + 1 : line;
      return [Math.max(from, start, line + 1 - most), line + 1];
    },
    reachesEnd: ([, to]) => to >= (files.at(-1)?.lines[1] ?? Infinity),
  };
}

function span(numbers: (number | null)[]): LineRange | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : [known[0]!, known.at(-1)! + 1];
}
