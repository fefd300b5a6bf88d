import type { Archive } from '../../database.ts';
import type {
  JudgedSeries,
  NumberedFilter,
  NumberedOrder,
  NumberedPatch,
  NumberedSeries,
  SubmitterRecord,
} from '../../records/index.ts';
import { judgedPatch, judgedSeries } from '../../codecs/judged.ts';
import { PROJECT_SPAN } from '../../schema/numbers.ts';
import { submitters } from './projects.ts';

/** Patches and covers by their numbers, in the order given; unknown ones are left out. */
export function loadNumbered(archive: Archive, ids: readonly number[]): NumberedPatch[] {
  const rows = archive.prepare<Row>(NUMBERED).all(JSON.stringify(ids));
  const people = submitters(
    archive,
    rows.map(({ submitter }) => submitter),
  );
  return rows.map((row) => ({
    ...row,
    isCover: row.is_cover === 1,
    hash: row.hash?.toString('hex') ?? null,
    submitter: senderOf(people, row),
  }));
}

/** The sender of a message, named as that message names them. */
export function senderOf(
  people: ReadonlyMap<number, SubmitterRecord>,
  row: { submitter: number | null; from_name: string; from_email: string },
): SubmitterRecord {
  const known = people.get(row.submitter ?? 0);
  return known ?? { number: row.submitter ?? 0, name: row.from_name, email: row.from_email.toLowerCase(), bot: false };
}

/** Series by their numbers, in the order given; unknown ones are left out. */
export function loadNumberedSeries(archive: Archive, ids: readonly number[]): NumberedSeries[] {
  return archive.prepare<NumberedSeries>(SERIES).all(JSON.stringify(ids));
}

/** What became of a numbered patch. */
export const outcomeOf = (archive: Archive, { judged, key }: NumberedPatch) => judgedPatch(archive, judged, key);

/** The record of a numbered series. */
export const seriesRecordOf = (archive: Archive, { judged }: NumberedSeries): JudgedSeries =>
  judgedSeries(archive, judged);

/** Numbers of the members of a series in its list: the cover first, then patches by their number. */
export function membersOf(archive: Archive, series: readonly number[]): Map<number, number[]> {
  const rows = archive
    .prepare<{ id: number; series: number }>(
      `SELECT patch_number.id, patch_number.series
       FROM json_each(?) AS asked CROSS JOIN patch_number ON patch_number.series = asked.value
       JOIN patch ON patch.message_id = patch_number.message_id ORDER BY patch.number, patch_number.id`,
    )
    .all(JSON.stringify(series));
  const members = new Map<number, number[]>(series.map((id) => [id, []]));
  for (const row of rows) members.get(row.series)?.push(row.id);
  return members;
}

/** Numbers of other revisions of some works in one list each, by work. */
export function relatedOf(archive: Archive, patches: readonly NumberedPatch[]): Map<number, number[]> {
  const rows = archive
    .prepare<{ of: number; id: number }>(
      `SELECT json_extract(asked.value, '$[0]') AS of, patch_number.id
       FROM json_each(?) AS asked CROSS JOIN patch ON patch.work_id = json_extract(asked.value, '$[1]')
       CROSS JOIN patch_number ON patch_number.message_id = patch.message_id
         AND +patch_number.project = json_extract(asked.value, '$[2]') AND +patch_number.id <> json_extract(asked.value, '$[0]')
       WHERE patch_number.is_cover = 0 ORDER BY 1, 2`,
    )
    .all(JSON.stringify(patches.map(({ id, workId, project }) => [id, workId, project])));
  const related = new Map<number, number[]>();
  for (const { of, id } of rows) related.set(of, [...(related.get(of) ?? []), id]);
  return related;
}

/** Numbers of the patches and covers under a Message-ID, one for each list. */
export function numbersOfMessage(archive: Archive, messageId: string): number[] {
  return archive
    .prepare<{ id: number }>(
      `SELECT patch_number.id FROM message JOIN patch_number ON patch_number.message_id = message.id
       WHERE message.key = ? ORDER BY patch_number.id`,
    )
    .all(messageId)
    .map(({ id }) => id);
}

/** Numbers of patches whose diff has this hash (hexadecimal). */
export function numbersOfHash(archive: Archive, hash: string): number[] {
  return archive
    .prepare<{ id: number }>(
      `SELECT patch_number.id FROM patch_hash JOIN patch_number ON patch_number.message_id = patch_hash.message_id
       WHERE patch_hash.hash = ? ORDER BY patch_number.id`,
    )
    .all(Buffer.from(hash, 'hex'))
    .map(({ id }) => id);
}

/** The project that a number belongs to. */
export const projectOf = (id: number) => Math.trunc(id / PROJECT_SPAN);

export type { NumberedFilter, NumberedOrder };

interface Row extends Omit<NumberedPatch, 'isCover' | 'submitter' | 'hash'> {
  is_cover: number;
  submitter: number;
  hash: Buffer | null;
  from_name: string;
  from_email: string;
}

const NUMBERED = `
  SELECT patch_number.id, patch_number.project, patch_number.is_cover, patch_number.series, patch_number.submitter,
         patch_number.state, patch_number.date_used AS dateUsed, message.id AS message, patch.key, patch.key AS messageId,
         message.thread_id AS thread, message.subject, message.from_name, message.from_email, patch.series_id AS seriesId,
         patch.work_id AS workId, patch.number, patch_hash.hash, patch.judged_id AS judged
  FROM json_each(?) AS asked CROSS JOIN patch_number ON patch_number.id = asked.value
  JOIN patch ON patch.message_id = patch_number.message_id JOIN message ON message.id = patch.message_id
  LEFT JOIN patch_hash ON patch_hash.message_id = message.id ORDER BY asked.key`;
const SERIES = `
  SELECT patch_number.id, patch_number.project, series.id AS seriesId, series.judged_id AS judged, series.date_used AS dateUsed
  FROM json_each(?) AS asked CROSS JOIN patch_number ON patch_number.id = asked.value AND patch_number.series = patch_number.id
  JOIN patch ON patch.message_id = patch_number.message_id JOIN series ON series.id = patch.series_id ORDER BY asked.key`;
