import type { Archive } from '../database.ts';
import type { PatchFacts, Point, ReviewFacts, StoredPatch, StoredSeries, ThreadSummary } from '../records/index.ts';
import { loadThreadFacts, type ThreadFacts } from '../codecs/thread-facts.ts';
import { loadThreadPoints } from '../codecs/thread-points.ts';
import { PATCH, type PatchRow, SERIES, type SeriesRow, toPatch, toSeries } from './thread.ts';
import { sqlList } from '../codecs/sql-list.ts';
import { OPEN_STATES } from '../rules/states.ts';

/** A patch or cover letter by key or Message-ID (a ghost's too); null where none is known by it. */
export function findPatch(archive: Archive, id: string): StoredPatch | null {
  const row = archive.prepare<PatchRow>(`${PATCH} WHERE patch.key = ?`).get(id);
  return row ? toPatch(archive, row) : null;
}

/** All patches of some works, by version, then date. */
export function listRevisions(archive: Archive, workIds: string[]): StoredPatch[] {
  const rows = archive
    .prepare<PatchRow>(
      `${PATCH} WHERE patch.work_id IN (SELECT value FROM json_each(?)) ORDER BY patch.version, patch.date_used, patch.key`,
    )
    .all(JSON.stringify(workIds));
  return rows.map((row) => toPatch(archive, row));
}

/** Some series by their ids, by date. */
export function loadSeries(archive: Archive, ids: string[]): StoredSeries[] {
  const rows = archive
    .prepare<SeriesRow>(
      `${SERIES} WHERE series.id IN (SELECT value FROM json_each(?)) ORDER BY series.date_used, series.id`,
    )
    .all(JSON.stringify(ids));
  return rows.map((row) => toSeries(archive, row));
}

/** The patches of some series by number, covers first. */
export function listPatchesOfSeries(archive: Archive, seriesIds: string[]): StoredPatch[] {
  const rows = archive
    .prepare<PatchRow>(
      `${PATCH} WHERE patch.series_id IN (SELECT value FROM json_each(?)) ORDER BY patch.date_used, patch.number, patch.key`,
    )
    .all(JSON.stringify(seriesIds));
  return rows.map((row) => toPatch(archive, row));
}

/** Which patches are asked for; all conditions hold together. */
export interface PatchFilter {
  /** Part of a title, any case. */
  title: string;
  states: string[];
  /** list.id; null for all. */
  list: number | null;
  /** person.id. */
  person: number | null;
  /** Whose turn it is; `anybody` for each but nobody. Then the longest waiting come first. */
  waiting: string | null;
}

/** The place behind a patch: the time it is ordered by, and its number. */
export type PatchPlace = [time: number, patch: number];

/** Patches, newest first (longest waiting first where that is asked for); covers only of series without patches here. */
export function listPatches(
  archive: Archive,
  filter: PatchFilter,
  limit: number,
  after: PatchPlace | null,
): { patches: StoredPatch[]; next: PatchPlace | null } {
  const where: string[] = ['patch.number > 0'];
  const values: unknown[] = [];
  const add = (condition: string, ...given: unknown[]) => {
    where.push(condition);
    values.push(...given);
  };
  const column = filter.waiting === null ? 'patch.date_used' : 'patch.state_since';
  if (filter.title !== '')
    add("patch.title LIKE ? ESCAPE '\\'", `%${filter.title.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`);
  // The sign keeps SQLite from gathering all patches of a state to sort them: the index of the order tells the state too.
  if (filter.states.length > 0) add(`+patch.state IN (${filter.states.map(() => '?').join(', ')})`, ...filter.states);
  if (filter.person !== null) add('patch.person_id = ?', filter.person);
  if (filter.list !== null)
    add(
      hasManyThreads(archive, filter.list)
        ? 'EXISTS (SELECT 1 FROM thread_list WHERE thread_id = patch.thread_id AND list_id = ?)'
        : 'patch.thread_id IN (SELECT thread_id FROM thread_list WHERE list_id = ?)',
      filter.list,
    );
  if (filter.waiting !== null) {
    add(`patch.newest = 1 AND patch.state IN ${sqlList(OPEN_STATES)}`);
    if (filter.waiting === 'anybody') add("patch.waiting <> 'nobody'");
    else add('patch.waiting = ?', filter.waiting);
  }
  if (after) add(`(${column}, patch.message_id) ${filter.waiting === null ? '<' : '>'} (?, ?)`, ...after);
  const direction = filter.waiting === null ? 'DESC' : 'ASC';
  // The rows are chosen by narrow columns first, so that no JSON goes through the sorter.
  const chosen = `SELECT ${column} AS time, patch.message_id AS number FROM patch WHERE ${where.join(' AND ')}
    ORDER BY ${column} ${direction}, patch.message_id ${direction} LIMIT ?`;
  const rows = archive
    .prepare<PatchRow & { time: number; number: number }>(
      `${PATCH.replace('SELECT', 'SELECT chosen.time, chosen.number,').replace(
        'FROM patch',
        `FROM (${chosen}) AS chosen CROSS JOIN patch ON patch.message_id = chosen.number`,
      )} ORDER BY chosen.time ${direction}, chosen.number ${direction}`,
    )
    .all(...values, limit + 1);
  const last = rows[limit - 1];
  return {
    patches: rows.slice(0, limit).map((row) => toPatch(archive, row)),
    next: rows.length > limit && last ? [last.time, last.number] : null,
  };
}

/** True for a list whose patches are found sooner along the way than by gathering its threads. */
function hasManyThreads(archive: Archive, list: number): boolean {
  const counted = archive
    .prepare<{ n: number }>('SELECT count(*) AS n FROM (SELECT 1 FROM thread_list WHERE list_id = ? LIMIT ?)')
    .get(list, MANY_THREADS);
  return counted?.n === MANY_THREADS;
}

const MANY_THREADS = 5000;

/** Tells the versions of what replaced these threads' series and these patches, and of `more` patches, by key: "superseded by v4". */
export function versionsNamedBy(
  archive: Archive,
  threads: Pick<ThreadSummary, 'headline'>[],
  patches: Pick<StoredPatch, 'outcome'>[] = [],
  more: string[] = [],
): (key: string) => number | null {
  const keys = new Set([
    ...threads.flatMap(({ headline }) => headline?.supersededBy ?? []),
    ...patches.flatMap(({ outcome }) => outcome.supersededBy),
    ...more,
  ]);
  const rows =
    keys.size === 0
      ? []
      : archive
          .prepare<{ key: string; version: number }>(
            'SELECT key, version FROM patch WHERE key IN (SELECT value FROM json_each(?))',
          )
          .all(JSON.stringify([...keys]));
  const versions = new Map(rows.map((row) => [row.key, row.version]));
  return (key) => versions.get(key) ?? null;
}

/** Points on some patches or covers, by time. */
export function listPoints(archive: Archive, keys: string[]): Point[] {
  const asked = new Set(keys);
  return archive
    .prepare<{ thread: number }>(
      'SELECT DISTINCT thread_id AS thread FROM patch WHERE key IN (SELECT value FROM json_each(?)) ORDER BY thread_id',
    )
    .all(JSON.stringify(keys))
    .flatMap(({ thread }) => loadThreadPoints(archive, thread))
    .filter(({ about }) => asked.has(about))
    .sort(
      (a, b) =>
        a.dateUsed - b.dateUsed || (a.about < b.about ? -1 : Number(a.about > b.about)) || a.lines[0] - b.lines[0],
    );
}

/** Reviews given on some patches or covers, by time. */
export function listReviews(archive: Archive, keys: string[]): ReviewFacts[] {
  const rows = archive.prepare<{ id: number; thread: number }>(REVIEWS_ON).all(JSON.stringify(keys));
  const threads = new Map<number, ThreadFacts>();
  for (const { thread } of rows) if (!threads.has(thread)) threads.set(thread, loadThreadFacts(archive, thread));
  return rows
    .flatMap(({ id, thread }) => threads.get(thread)?.[id]?.review ?? [])
    .sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
}

const REVIEWS_ON = `
  SELECT review.message_id AS id, message.thread_id AS thread
  FROM json_each(?) AS asked CROSS JOIN patch ON patch.key = asked.value CROSS JOIN review ON review.on_id = patch.message_id
  JOIN message ON message.id = review.message_id`;

/** Patch facts of some messages by key: trailers, hashes, changelogs. */
export function loadPatchFacts(archive: Archive, keys: string[]): Map<string, PatchFacts> {
  const rows = archive
    .prepare<{ id: number; key: string; thread: number }>(
      `SELECT message.id, message.key, message.thread_id AS thread
       FROM json_each(?) AS asked CROSS JOIN message ON message.key = asked.value`,
    )
    .all(JSON.stringify(keys));
  const threads = new Map<number, ThreadFacts>();
  for (const { thread } of rows) if (!threads.has(thread)) threads.set(thread, loadThreadFacts(archive, thread));
  return new Map(
    rows.flatMap(({ id, key, thread }) => {
      const patch = threads.get(thread)?.[id]?.patch;
      return patch ? [[key, patch] as const] : [];
    }),
  );
}
