import type { Archive } from '../database.ts';
import type { JudgedWindow } from '../records/index.ts';
import { WEEK } from '../schema/week.ts';
import { JUDGE } from './ledger.ts';

/** How many messages each week has, by week. */
export function countWeeks(archive: Archive): { week: number; messages: number }[] {
  return archive
    .prepare<{ week: number; messages: number }>('SELECT week, messages FROM message_week ORDER BY week')
    .all();
}

/** Windows whose judgement stands, by time. */
export function loadWindows(archive: Archive): (JudgedWindow & { terms: string })[] {
  return archive
    .prepare<JudgedWindow & { terms: string }>(
      'SELECT start, until, view_from AS viewFrom, view_until AS viewUntil, terms FROM judged_window ORDER BY start',
    )
    .all();
}

/** The packed lessons of a window that stands. */
export function loadLessons(archive: Archive, { start }: JudgedWindow): Buffer {
  return archive.prepare<Buffer>('SELECT lessons FROM judged_window WHERE start = ?').pluck().get(start) as Buffer;
}

/** The newest time of each list within [from, until) (Unix seconds), by name of the list. */
export function newestOfLists(archive: Archive, from: number, until: number): { list: string; newest: number }[] {
  return archive
    .prepare<{ list: string; newest: number | null }>(
      `SELECT name AS list, (SELECT max(date_used) FROM message_list WHERE list_id = list.id AND date_used >= ? AND date_used < ?) AS newest
       FROM list ORDER BY name`,
    )
    .all(from, until)
    .flatMap(({ list, newest }) => (newest === null ? [] : [{ list, newest }]));
}

/** Threads that wait to be judged again, by the windows (their starts) that hold messages, postings or rows of theirs. */
export function threadsToJudge(archive: Archive, windows: readonly JudgedWindow[]): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  const add = (window: number, thread: number) => {
    const threads = found.get(window);
    if (threads) threads.add(thread);
    else found.set(window, new Set([thread]));
  };
  const waits = `SELECT thread_id FROM ledger_thread WHERE step = ${JUDGE}`;
  for (const table of ['message', 'posting'])
    for (const { thread, week } of archive
      .prepare<{ thread: number; week: number }>(
        `SELECT DISTINCT thread_id AS thread, date_used / ${WEEK} AS week FROM ${table} WHERE thread_id IN (${waits})`,
      )
      .all()) {
      const window = windows.find(({ start, until }) => week >= start && week < until);
      if (window) add(window.start, thread);
    }
  for (const table of ['patch', 'series', 'section', 'discussion', 'pull', 'thread_point'])
    for (const { thread, window } of archive
      .prepare<{ thread: number; window: number }>(
        `SELECT DISTINCT thread_id AS thread, window FROM ${table} WHERE thread_id IN (${waits})`,
      )
      .all())
      add(window, thread);
  return found;
}

/** No thread waits any more. */
export function allJudged(archive: Archive): void {
  archive.prepare('DELETE FROM ledger_thread WHERE step = ?').run(JUDGE);
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
