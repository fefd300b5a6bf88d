import type { Archive } from '../database.ts';
import { memo } from './memo.ts';

/** A thread as a map for search engines names it: under its first list alone. Times in Unix seconds. */
export interface MappedThread {
  /** Key of its first message. */
  key: string;
  last: number;
}

/** Months in which threads of a list began, `2020-01`, and when the last mail of those came; the list's own alone. */
export function mappedMonths(archive: Archive): { list: string; month: string; last: number }[] {
  return memo(archive, 'sitemap', () =>
    archive
      .prepare<{ list: string; month: string; last: number }>(
        `SELECT list.name AS list, strftime('%Y-%m', started, 'unixepoch') AS month, max(last) AS last
         FROM thread_list JOIN list ON list.id = thread_list.list_id
         GROUP BY list.name, month ORDER BY list.name, month`,
      )
      .all(),
  );
}

/** Threads that began in [from, until) on a list and belong to no list before it by name. */
export function mappedThreads(
  archive: Archive,
  { list, from, until }: { list: number; from: number; until: number },
  limit: number,
): MappedThread[] {
  return archive
    .prepare<{ key: string | null; last: number }>(
      `SELECT (SELECT key FROM message WHERE message.thread_id = own.thread_id ORDER BY position LIMIT 1) AS key, own.last
       FROM thread_list AS own JOIN list ON list.id = own.list_id
       WHERE own.list_id = ? AND own.started >= ? AND own.started < ? AND NOT EXISTS (
         SELECT 1 FROM thread_list AS other JOIN list AS earlier ON earlier.id = other.list_id
         WHERE other.thread_id = own.thread_id AND earlier.name < list.name)
       ORDER BY own.started, own.thread_id LIMIT ?`,
    )
    .all(list, from, until, limit)
    .flatMap(({ key, last }) => (key === null ? [] : [{ key, last }]));
}
