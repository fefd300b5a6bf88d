import type { Archive } from '../database.ts';
import type { SearchPlan, SearchResult } from '../records/index.ts';
import { memo } from '../read/memo.ts';
import { type Direction, Fuel, OutOfFuel, type Postings } from '../read/postings.ts';
import { type Runner, STEPS } from './runner.ts';
import { countOf } from './sets.ts';

/** How many fit: exact where that is cheap. `begun` is a walk that found its first rows, to be gone on with; null where there is none. */
export function countAll(
  archive: Archive,
  runner: Runner,
  plan: SearchPlan,
  expression: string | null,
  begun: { rows: number[]; postings: Postings } | null,
): SearchResult['total'] {
  const { direction } = runner;
  if (expression !== null) {
    const piece = archive.prepare<{ n: number; last: number | null }>(
      `SELECT count(*) AS n, ${direction < 0 ? 'min' : 'max'}(row) AS last
       FROM (SELECT rowid AS row FROM search WHERE search MATCH ? AND rowid ${direction < 0 ? '<' : '>'} CAST(? AS INTEGER)
             ORDER BY rowid ${direction < 0 ? 'DESC' : 'ASC'} LIMIT ${COUNT_PIECE})`,
    );
    const start = performance.now();
    let count = begun?.rows.length ?? 0;
    for (let at = begun?.rows.at(-1) ?? -direction * Number.MAX_SAFE_INTEGER; ;) {
      const { n, last } = piece.get(expression, at)!;
      count += n;
      if (n < COUNT_PIECE || last === null) return { count, exact: true };
      if (performance.now() - start > COUNT_MILLISECONDS) return { count, exact: false };
      at = last;
    }
  }
  if (plan.op === 'all') {
    return {
      count: memo(
        archive,
        'search rows',
        () => archive.prepare<{ n: number }>('SELECT count(*) AS n FROM search_row').get()!.n,
      ),
      exact: true,
    };
  }
  const known = plan.op === 'rows' ? countOf(archive, plan) : null;
  if (known !== null) return known;
  if (begun) return goOn(begun, direction);
  const { rows, isComplete } = walk(runner.withFuel(new Fuel(COUNT_MILLISECONDS, STEPS)), plan, MOST_WALKED);
  return { count: rows.length, exact: isComplete };
}

function goOn({ rows, postings }: { rows: number[]; postings: Postings }, direction: Direction): SearchResult['total'] {
  const end = performance.now() + COUNT_MILLISECONDS;
  let count = rows.length;
  let last = rows.at(-1) ?? -direction * Number.MAX_SAFE_INTEGER;
  try {
    while (count < MOST_WALKED && performance.now() < end) {
      const row = postings.seek(last + direction);
      if (row === null) return { count, exact: true };
      count += 1;
      last = row;
    }
  } catch (error) {
    if (!(error instanceof OutOfFuel)) throw error;
  }
  return { count, exact: false };
}

/** The newest rows of a plan, up to a number. */
export function walk(runner: Runner, plan: SearchPlan, most: number): { rows: number[]; isComplete: boolean } {
  const rows: number[] = [];
  try {
    const { direction } = runner;
    const postings = runner.postings(plan);
    for (
      let row = postings.seek(-direction * Number.MAX_SAFE_INTEGER);
      row !== null;
      row = postings.seek(row + direction)
    ) {
      if (rows.length >= most) return { rows, isComplete: false };
      rows.push(row);
    }
  } catch (error) {
    if (!(error instanceof OutOfFuel)) throw error;
    return { rows, isComplete: false };
  }
  return { rows, isComplete: true };
}

/** Counting goes on in pieces while it is cheap. */
const COUNT_PIECE = 1000;
const COUNT_MILLISECONDS = 1;
const MOST_WALKED = 2000;
