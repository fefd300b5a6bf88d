import type { Archive } from '../database.ts';
import type { JudgedWindow } from '../records/index.ts';
import { PROJECT_SPAN } from '../schema/numbers.ts';
import { addEvent } from './events.ts';

/**
 * Brings the numbered patches of a window up to date with what was judged; a patch whose state is another one now is news. Runs
 * inside the caller's transaction.
 * @param now microseconds since 1970
 * @param part message ids of the patches that may be others now; whole series of them. Null: all of the window
 */
export function numberPatches(
  archive: Archive,
  { start, until }: JudgedWindow,
  now: number,
  part: readonly number[] | null,
): void {
  const narrow = part === null ? '' : ' AND patch.message_id IN (SELECT value FROM json_each(?))';
  const ids = part === null ? [] : [JSON.stringify(part)];
  const wanted = archive.prepare<Row>(`${WANTED}${narrow}`).all(start, ...ids);
  const standing = new Map(
    archive
      .prepare<Row>(`SELECT ${COLUMNS} FROM patch_number AS patch WHERE window >= ? AND window < ?${narrow}`)
      .all(start, until, ...ids)
      .map((row) => [row.id, row]),
  );
  const other = archive.prepare<Row>(`SELECT ${COLUMNS} FROM patch_number WHERE id = ?`);
  const isTold = archive.prepare('SELECT 1 FROM numbering WHERE project = ? AND told >= ?');
  const put = archive.prepare(
    `INSERT OR REPLACE INTO patch_number (${COLUMNS}) VALUES (${COLUMNS.replace(/\w+/g, '?')})`,
  );
  for (const row of wanted) {
    const before = standing.get(row.id) ?? other.get(row.id);
    standing.delete(row.id);
    if (before && NAMES.every((name) => before[name] === row[name])) continue;
    put.run(...NAMES.map((name) => row[name]));
    if (before && before.state !== row.state && isTold.get(row.project, row.id % PROJECT_SPAN))
      addEvent(archive, now, {
        ...{ category: 'patch-state-changed', subject: row.id, detail: null, before: before.state, after: row.state },
      });
  }
  const drop = archive.prepare('DELETE FROM patch_number WHERE id = ?');
  for (const id of standing.keys()) drop.run(id);
}

/** Numbers the patches of all windows again, without any news: lists or numbers were changed by hand. */
export function renumberPatches(archive: Archive): void {
  archive.prepare('DELETE FROM patch_number').run();
  for (const { start, until } of archive
    .prepare<Pick<JudgedWindow, 'start' | 'until'>>('SELECT start, until FROM judged_window')
    .all())
    numberPatches(archive, { start, until, viewFrom: start, viewUntil: until }, 0, null);
}

const COLUMNS = 'id, project, message_id, is_cover, series, submitter, state, date_used, window';
const NAMES = COLUMNS.split(', ') as (keyof Row)[];

interface Row {
  id: number;
  project: number;
  message_id: number;
  is_cover: number;
  series: number;
  submitter: number;
  state: string;
  date_used: number;
  window: number;
}

/** Of several mails under one Message-ID the first has the number. A request to pull is a patch: that is how Patchwork shows it. */
const WANTED = `
  SELECT article.project * 100000000 + article.number AS id, article.project, patch.message_id,
         patch.number = 0 AND message.kind & 16 = 0 AS is_cover,
         min(article.project * 100000000 + article.number) OVER (PARTITION BY article.project, patch.series_id) AS series,
         coalesce(address_number.number, 0) AS submitter, patch.state, patch.date_used, patch.window
  FROM patch JOIN message ON message.id = patch.message_id
  JOIN message_id ON message_id.id = message.message_id AND message_id.text = patch.key
  JOIN article ON article.message_id = message.message_id
  LEFT JOIN address_number ON address_number.email = lower(message.from_email)
  WHERE patch.window = ?`;
