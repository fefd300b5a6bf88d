import { crc32 } from 'node:zlib';
import { packJudged, writeJudged } from '../codecs/judged-codec.ts';
import type { Archive } from '../database.ts';
import type { Judged, JudgedPatch, JudgedWindow } from '../records/index.ts';
import type { MessagePlace } from './archive-view.ts';
import { inPart, partOf } from './part.ts';
import { addressKey } from './people.ts';

/**
 * Stores series with their patches, each series packed as one, and takes out what stood in the window's time and is
 * no more. A series whose record and rows are as they were keeps them: a small update changes a few in a hundred.
 * Returns the patches that were stored.
 */
export function storeGroups(
  archive: Archive,
  groups: Iterable<Judged>,
  window: JudgedWindow,
  known: Known,
  part: ReadonlySet<number> | null,
): JudgedPatch[] {
  const rowsOf = rowMaker(archive, window.start, known);
  const standing = standingGroups(archive, window, part);
  const kept = new Set<number>();
  const wanted: { group: Judged; rows: Rows; text: string; digest: number }[] = [];
  for (const group of groups) {
    const rows = rowsOf(group);
    const text = writeJudged(group);
    const digest = crc32(JSON.stringify(rows), crc32(text)) * 2 ** 20 + (text.length % 2 ** 20);
    const old = standing.get(digest);
    if (old?.patches === rows.patches.length && old.series === (rows.series ? 1 : 0)) kept.add(old.id);
    else wanted.push({ group, rows, text, digest });
  }
  dropGroups(archive, window, kept, part);
  const pack = archive.prepare('INSERT INTO judged (window, digest, packed) VALUES (?, ?, ?)');
  const patch = archive.prepare(INSERT_PATCH);
  const series = archive.prepare(INSERT_SERIES);
  for (const { rows, text, digest } of wanted) {
    const judged = pack.run(window.start, digest, packJudged(text)).lastInsertRowid;
    for (const row of rows.patches) patch.run(...row, judged);
    if (rows.series) series.run(...rows.series, judged);
  }
  return wanted.flatMap(({ group }) => group.patches);
}

/** What rows name beside the records. */
export interface Known {
  places: ReadonlyMap<string, MessagePlace>;
  threads: ReadonlyMap<string, { id: number }>;
  /** Open points by patch. */
  open: ReadonlyMap<string, number>;
}

/** The values of a group's rows, but for the id of what they share. */
interface Rows {
  patches: unknown[][];
  series: unknown[] | null;
}

/** Groups that a window holds, by digest, with the number of rows that are left of each. */
function standingGroups(archive: Archive, { start }: JudgedWindow, part: ReadonlySet<number> | null) {
  const count = (table: 'patch' | 'series') =>
    new Map(
      archive
        .prepare<{ id: number; n: number }>(
          `SELECT judged_id AS id, count(*) AS n FROM ${table} WHERE ${inPart(part)}window = ? GROUP BY judged_id`,
        )
        .all(...partOf(part), start)
        .map(({ id, n }) => [id, n]),
    );
  const patches = count('patch');
  const series = count('series');
  const ids = JSON.stringify([...new Set([...patches.keys(), ...series.keys()])]);
  const rows =
    part === null
      ? archive.prepare<DigestRow>('SELECT id, digest FROM judged WHERE window = ?').all(start)
      : archive
          .prepare<DigestRow>('SELECT id, digest FROM judged WHERE id IN (SELECT value FROM json_each(?))')
          .all(ids);
  return new Map(
    rows.map(({ id, digest }) => [digest, { id, patches: patches.get(id) ?? 0, series: series.get(id) ?? 0 }]),
  );
}

interface DigestRow {
  id: number;
  digest: number;
}

/** Takes out what was judged in the window's time, by it or by windows that no longer are, but for groups that are kept. */
function dropGroups(
  archive: Archive,
  { start, until }: JudgedWindow,
  kept: ReadonlySet<number>,
  part: ReadonlySet<number> | null,
): void {
  const dropped = new Set<number>();
  const drop = (table: 'patch' | 'series', id: string) => {
    const rows = archive
      .prepare<{ id: number | string; judged: number }>(
        `SELECT ${id} AS id, judged_id AS judged FROM ${table} WHERE ${inPart(part)}window >= ? AND window < ?`,
      )
      .all(...partOf(part), start, until)
      .filter((row) => !kept.has(row.judged));
    for (const row of rows) {
      dropped.add(row.judged);
      if (table === 'patch') archive.prepare('DELETE FROM search_decided WHERE message_id = ?').run(row.id);
      archive.prepare(`DELETE FROM ${table} WHERE ${id} = ?`).run(row.id);
    }
  };
  drop('patch', 'message_id');
  drop('series', 'id');
  if (part === null)
    for (const id of archive
      .prepare<number>('SELECT id FROM judged WHERE window >= ? AND window < ?')
      .pluck()
      .all(start, until) as number[])
      if (!kept.has(id)) dropped.add(id);
  for (const id of dropped) archive.prepare('DELETE FROM judged WHERE id = ?').run(id);
}

function rowMaker(archive: Archive, window: number, { places, threads, open }: Known): (group: Judged) => Rows {
  const ghosts = archive.prepare<{ id: number }>('SELECT id FROM message_id WHERE text = ?');
  const persons = new Map(
    archive
      .prepare<{ email: string; name: string; id: number }>('SELECT email, name, person_id AS id FROM person_address')
      .all()
      .map(({ email, name, id }) => [addressKey(email, name), id]),
  );
  const patchRow = (patch: JudgedPatch): unknown[] => {
    const { record, outcome } = patch;
    const place = places.get(record.key);
    const since = outcome.history.at(-1)?.date ?? record.dateUsed;
    return [
      place?.id ?? -(ghosts.get(record.key)?.id ?? 0),
      record.key,
      place?.thread ?? threads.get(record.threadId)?.id ?? 0,
      record.seriesId,
      record.workId,
      record.version,
      record.number,
      record.total,
      record.title,
      record.author ? (persons.get(addressKey(record.author.email, record.author.name)) ?? null) : null,
      record.dateUsed,
      outcome.state,
      since,
      Number(isNewest(patch)),
      outcome.turn?.whose ?? 'nobody',
      outcome.turn?.who?.email.toLowerCase() ?? null,
      outcome.turn?.since ?? since,
      Number(record.isRfc),
      Number(record.isResend),
      open.get(record.key) ?? 0,
      window,
    ];
  };
  return ({ series, patches }) => {
    return {
      patches: patches.map(patchRow),
      series: series && [
        series.record.seriesId,
        threads.get(series.record.threadId)?.id ?? 0,
        series.record.version,
        series.record.title,
        series.record.dateUsed,
        series.outcome.state,
        window,
      ],
    };
  };
}

const INSERT_PATCH = `
  INSERT OR REPLACE INTO patch (message_id, key, thread_id, series_id, work_id, version, number, total, title, person_id, date_used, state,
                     state_since, newest, waiting, waiting_for, waiting_since, is_rfc, is_resend, open_points, window, judged_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_SERIES = `
  INSERT INTO series (id, thread_id, version, title, date_used, state, window, judged_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

const isNewest = ({ record, outcome }: JudgedPatch) =>
  record.supersededBy.length === 0 && outcome.supersededBy.length === 0;
