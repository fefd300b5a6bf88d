/** Runs of quote marks inside a line. */

/** Marks that follow each other with nothing but white space between, behind white space. */
export interface MarkRun {
  start: number;
  /** Behind the marks and the blank that follows them. */
  end: number;
  /** Marks that touch (`>>` is one unit of two) can't have stood on different lines. */
  units: number[];
  /** Where each unit starts. */
  starts: number[];
}

/** The runs of a line from left to right. `->`, `>=` and runs that nobody writes are no marks. */
export function findMarkRuns(line: string): MarkRun[] {
  const runs: MarkRun[] = [];
  for (const match of line.matchAll(/(?<![^\s])>+(?!=)(?: *>+(?!=))*/g)) {
    const units: number[] = [];
    const starts: number[] = [];
    for (const unit of match[0].matchAll(/>+/g)) {
      units.push(unit[0].length);
      starts.push(match.index + unit.index);
    }
    if (units.length > MAX_UNITS) continue;
    const behind = match.index + match[0].length;
    runs.push({ start: match.index, end: line[behind] === ' ' ? behind + 1 : behind, units, starts });
  }
  return runs;
}

const MAX_UNITS = 80;
