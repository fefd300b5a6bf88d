import type { Archive } from '../database.ts';
import type { StoredPatch } from '../records/index.ts';
import { VERDICT_STATES } from '../rules/states.ts';
import { PATCH, type PatchRow, toPatch } from './thread.ts';

/** Patches that were decided last, on one list (list.id) or on any, the newest first: read of each state until enough are together. */
export function listDecided(archive: Archive, list: number | null, limit: number): StoredPatch[] {
  const rows = DECIDED.flatMap((state) =>
    archive
      .prepare<{ id: number; since: number }>(list === null ? DECIDED_SO : DECIDED_SO_ON_LIST)
      .all(state, ...(list === null ? [] : [list]), limit),
  );
  const newest = rows.sort((a, b) => b.since - a.since || b.id - a.id).slice(0, limit);
  const found = archive
    .prepare<PatchRow & { id: number }>(
      `${PATCH.replace('SELECT', 'SELECT patch.message_id AS id,')} WHERE patch.message_id IN (SELECT value FROM json_each(?))`,
    )
    .all(JSON.stringify(newest.map(({ id }) => id)));
  const byId = new Map(found.map((row) => [row.id, toPatch(archive, row)]));
  return newest.flatMap(({ id }) => byId.get(id) ?? []);
}

/** Being replaced by a newer version is news of that version. */
const DECIDED = VERDICT_STATES.filter((state) => state !== 'changes-requested');
const DECIDED_SO = `
  SELECT message_id AS id, state_since AS since FROM patch WHERE state = ? AND message_id > 0 AND number > 0
  ORDER BY state_since DESC LIMIT ?`;
const DECIDED_SO_ON_LIST = `
  SELECT message_id AS id, state_since AS since FROM patch
  WHERE state = ? AND message_id > 0 AND number > 0
    AND EXISTS (SELECT 1 FROM message_list WHERE message_list.message_id = patch.message_id AND message_list.list_id = ?)
  ORDER BY state_since DESC LIMIT ?`;
