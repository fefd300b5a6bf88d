import type { Archive } from '../database.ts';
import type { JudgedWindow } from '../records/index.ts';
import { WEEK } from '../schema/derived.ts';

/** How many messages each week has, by week. */
export function countWeeks(archive: Archive): { week: number; messages: number }[] {
  return archive
    .prepare<{ week: number; messages: number }>('SELECT week, messages FROM message_week ORDER BY week')
    .all();
}

/** Windows whose judgement stands, by time. */
export function loadWindows(archive: Archive): JudgedWindow[] {
  return archive
    .prepare<JudgedWindow>(
      'SELECT start, until, view_from AS viewFrom, view_until AS viewUntil FROM judged_window ORDER BY start',
    )
    .all();
}

/** The weeks of all messages of these threads have to be judged again. */
export function markWeeks(archive: Archive, threads: ReadonlySet<number>): void {
  const mark = archive.prepare(
    `INSERT OR IGNORE INTO stale_week (week) SELECT DISTINCT date_used / ${WEEK} FROM message WHERE thread_id = ?`,
  );
  for (const thread of threads) mark.run(thread);
}

/** Weeks that changed since the last pass. */
export function staleWeeks(archive: Archive): number[] {
  return archive
    .prepare<{ week: number }>('SELECT week FROM stale_week ORDER BY week')
    .all()
    .map(({ week }) => week);
}

/**
 * Takes note that these windows alone stand, and that all changes are accounted for by the others: a pass that is interrupted
 * goes on with what has no window. Rows of windows that are no longer wanted go when their time is judged anew.
 */
export function keepWindows(archive: Archive, kept: readonly JudgedWindow[]): void {
  archive.write(() => {
    const starts = JSON.stringify(kept.map(({ start }) => start));
    archive.prepare('DELETE FROM judged_window WHERE start NOT IN (SELECT value FROM json_each(?))').run(starts);
    archive.sqlite.exec('DELETE FROM stale_week');
  });
}

/** Forgets one window, or every one where null: something changed that bears on it. */
export function dropWindows(archive: Archive, start: number | null): void {
  archive.prepare('DELETE FROM judged_window WHERE ? IS NULL OR start = ?').run(start, start);
}
