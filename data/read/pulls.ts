import type { Archive } from '../database.ts';
import { unpackJson } from '../codecs/json-codec.ts';
import type { Pull } from '../records/index.ts';

/** The place behind a request: its time and key. */
export type PullPlace = [time: number, key: string];

/** A request to pull by key; null where none is known by it. */
export function findPull(archive: Archive, key: string): Promise<Pull | null> {
  const row = archive.prepare<{ packed: Buffer }>('SELECT packed FROM pull WHERE key = ?').get(key);
  return Promise.resolve(row ? unpackJson<Pull>(row.packed) : null);
}

/** Requests to pull, newest first; of a list (list.id), of a state. */
export function listPulls(
  archive: Archive,
  { list, state }: { list: number | null; state: string | null },
  limit: number,
  after: PullPlace | null,
): Promise<{ pulls: Pull[]; next: PullPlace | null }> {
  const [time, key] = after ?? [Number.MAX_SAFE_INTEGER, ''];
  const rows = archive
    .prepare<{ packed: Buffer; date_used: number; key: string }>(PULLS)
    .all(time, time, key, state, state, list, list, limit + 1);
  const last = rows[limit - 1];
  return Promise.resolve({
    pulls: rows.slice(0, limit).map(({ packed }) => unpackJson<Pull>(packed)),
    next: rows.length > limit && last ? [last.date_used, last.key] : null,
  });
}

const PULLS = `
  SELECT packed, date_used, key FROM pull
  WHERE (date_used < ? OR (date_used = ? AND key < ?)) AND (? IS NULL OR state = ?)
    AND (? IS NULL OR EXISTS (SELECT 1 FROM thread_list WHERE thread_list.thread_id = pull.thread_id AND list_id = ?))
  ORDER BY date_used DESC, key DESC LIMIT ?`;
