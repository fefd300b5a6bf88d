import type { Archive } from '../database.ts';
import type { StoredPatch, StoredSeries } from '../records/index.ts';
import { PATCH, type PatchRow, SERIES, type SeriesRow, toPatch, toSeries } from './thread.ts';

/** A patch or cover letter by key or Message-ID (a ghost's too); null where none is known by it. */
export function findPatch(archive: Archive, id: string): Promise<StoredPatch | null> {
  const row = archive.prepare<PatchRow>(`${PATCH} WHERE patch.key = ?`).get(id);
  return Promise.resolve(row ? toPatch(row) : null);
}

/** All patches of some works, by version, then date. */
export function listRevisions(archive: Archive, workIds: string[]): Promise<StoredPatch[]> {
  const rows = archive
    .prepare<PatchRow>(
      `${PATCH} WHERE patch.work_id IN (SELECT value FROM json_each(?)) ORDER BY patch.version, patch.date_used, patch.key`,
    )
    .all(JSON.stringify(workIds));
  return Promise.resolve(rows.map(toPatch));
}

/** Some series by their ids, by date. */
export function loadSeries(archive: Archive, ids: string[]): Promise<StoredSeries[]> {
  const rows = archive
    .prepare<SeriesRow>(
      `${SERIES} WHERE series.id IN (SELECT value FROM json_each(?)) ORDER BY series.date_used, series.id`,
    )
    .all(JSON.stringify(ids));
  return Promise.resolve(rows.map(toSeries));
}

/** The patches of some series by number, covers first. */
export function listPatchesOfSeries(archive: Archive, seriesIds: string[]): Promise<StoredPatch[]> {
  const rows = archive
    .prepare<PatchRow>(
      `${PATCH} WHERE patch.series_id IN (SELECT value FROM json_each(?)) ORDER BY patch.date_used, patch.number, patch.key`,
    )
    .all(JSON.stringify(seriesIds));
  return Promise.resolve(rows.map(toPatch));
}
