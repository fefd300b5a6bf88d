import type { Archive } from '../database.ts';
import type { StoredTitle } from '../records/index.ts';
import { memo } from '../read/memo.ts';

/** Titles that came after the one with this number, in order, at most so many. */
export function titlesAfter(archive: Archive, after: number, most: number): StoredTitle[] {
  return archive
    .prepare<StoredTitle>('SELECT id, title FROM search_title WHERE id > ? ORDER BY id LIMIT CAST(? AS INTEGER)')
    .all(after, most);
}

/** How many titles there are and the last number: whether an index in memory is complete. Counted once for each state of the archive. */
export function titleCount(archive: Archive): { count: number; last: number } {
  return memo(archive, 'titles', () =>
    archive
      .prepare<{ count: number; last: number }>(
        'SELECT count(*) AS count, coalesce(max(id), 0) AS last FROM search_title',
      )
      .get()!,
  );
}

/** The works that ever had one of these titles, by title; the one with the newest posting under it first. */
export function worksTitled(archive: Archive, titles: string[]): Map<string, string[]> {
  const rows = archive
    .prepare<{ title: string; work: string }>(
      `SELECT patch.title, patch.work_id AS work, max(patch.date_used) AS date
       FROM json_each(?) AS asked CROSS JOIN patch ON patch.title = asked.value
       GROUP BY patch.title, patch.work_id ORDER BY date DESC, work`,
    )
    .all(JSON.stringify(titles));
  const works = new Map<string, string[]>();
  for (const { title, work } of rows) {
    const held = works.get(title);
    if (held) held.push(work);
    else works.set(title, [work]);
  }
  return works;
}

/** Keys of messages whose Message-ID begins and ends so, at most a few: ids as people shorten them. */
export function keysLike(archive: Archive, start: string, end: string): string[] {
  return archive
    .prepare<{ key: string }>(
      `SELECT message.key FROM message WHERE message.key >= ? AND message.key < ? AND (? = '' OR substr(message.key, -length(?)) = ?) LIMIT 20`,
    )
    .all(start, `${start}\uffff`, end, end, end)
    .map((row) => row.key);
}

/** The key of a message by Message-ID; null where the archive lacks it. */
export function keyOf(archive: Archive, id: string): string | null {
  return archive.prepare<{ key: string }>('SELECT key FROM message WHERE key = ?').get(id)?.key ?? null;
}

/** The patch whose work holds a commit of this title or id, where a repository was read. */
export function commitTitle(archive: Archive, hash: string): string | null {
  return (
    archive
      .prepare<{ title: string }>('SELECT title FROM repository_commit WHERE hash >= ? AND hash < ? LIMIT 1')
      .get(hash, `${hash}g`)?.title ?? null
  );
}
