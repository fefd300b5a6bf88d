import { crc32 } from 'node:zlib';
import type { Archive } from '../database.ts';
import type { Point } from '../records/index.ts';
import { packJson, unpackJson } from './json-codec.ts';

/** The ledger of a thread, by time: what each window of the pass over the archive holds of it, put together. */
export function loadThreadPoints(archive: Archive, thread: number): Point[] {
  return loadPackedPoints(archive, thread)();
}

/** The same for those who may not need them: read now, unpacked when they are asked for. */
export function loadPackedPoints(archive: Archive, thread: number): () => Point[] {
  const rows = archive
    .prepare<{ packed: Buffer }>('SELECT packed FROM thread_point WHERE thread_id = ? ORDER BY window')
    .all(thread);
  return () =>
    rows
      .flatMap(({ packed }) => unpackJson<Point[]>(packed))
      .sort(
        (a, b) =>
          a.dateUsed - b.dateUsed ||
          (a.messageId < b.messageId ? -1 : Number(a.messageId > b.messageId)) ||
          a.lines[0] - b.lines[0],
      );
}

/** Puts the points of a window, or of some threads (`part`) in it, in the place of those that it, and windows that no longer are, held; what is as it was is left alone. */
export function storeThreadPoints(
  archive: Archive,
  { start, until }: { start: number; until: number },
  byThread: ReadonlyMap<number, Point[]>,
  part: ReadonlySet<number> | null,
): void {
  const standing = new Map(
    archive
      .prepare<{ thread: number; window: number; digest: number }>(
        `SELECT thread_id AS thread, window, digest FROM thread_point
         WHERE ${part === null ? '' : 'thread_id IN (SELECT value FROM json_each(?)) AND '}window >= ? AND window < ?`,
      )
      .all(...(part === null ? [] : [JSON.stringify([...part])]), start, until)
      .map((row) => [`${row.thread} ${row.window}`, row]),
  );
  const put = archive.prepare(
    'INSERT OR REPLACE INTO thread_point (thread_id, window, digest, packed) VALUES (?, ?, ?, ?)',
  );
  const ask = archive.prepare(
    'INSERT OR IGNORE INTO point_asked (email, thread_id, window, date_used) VALUES (?, ?, ?, ?)',
  );
  const forget = archive.prepare('DELETE FROM point_asked WHERE thread_id = ? AND window = ?');
  for (const [thread, points] of byThread) {
    const digest = crc32(JSON.stringify(points));
    const name = `${thread} ${start}`;
    const isKept = standing.get(name)?.digest === digest;
    standing.delete(name);
    if (isKept) continue;
    put.run(thread, start, digest, packJson(points));
    forget.run(thread, start);
    for (const [email, date] of openlyAsked(points)) ask.run(email, thread, start, date);
  }
  const drop = archive.prepare('DELETE FROM thread_point WHERE thread_id = ? AND window = ?');
  for (const { thread, window } of standing.values()) {
    drop.run(thread, window);
    forget.run(thread, window);
  }
}

/** Addresses of those of whom something open is asked, lower case, and when it was last. */
function openlyAsked(points: readonly Point[]): Map<string, number> {
  const asked = new Map<string, number>();
  for (const { status, askedOf, dateUsed } of points) {
    if (status !== 'open') continue;
    for (const { email } of askedOf)
      if (email !== '') asked.set(email.toLowerCase(), Math.max(asked.get(email.toLowerCase()) ?? 0, dateUsed));
  }
  return asked;
}
