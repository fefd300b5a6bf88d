import type { Archive } from '../database.ts';
import type { ArticleRecord, NewsgroupRecord } from '../records/index.ts';
import { RAW_PLACE, type RawPlace, readRaw } from '../codecs/raw-groups.ts';
import { PROJECT_SPAN } from '../schema/numbers.ts';
import { memo } from './memo.ts';

/** Lists that were ever numbered and are still here, by name. Kept until the archive changes. */
export function listNewsgroups(archive: Archive): NewsgroupRecord[] {
  return memo(archive, 'newsgroups', () =>
    archive
      .prepare<NewsgroupRecord>(
        `SELECT numbering.project, list.name, list.address, numbering.made,
                coalesce((SELECT min(number) FROM article WHERE article.project = numbering.project), last + 1) AS low,
                numbering.last AS high,
                (SELECT count(*) FROM article WHERE article.project = numbering.project) AS count
         FROM numbering JOIN list ON list.name = numbering.name WHERE numbering.last > 0 ORDER BY list.name`,
      )
      .all(),
  );
}

/** Numbers in use of a list in [from, to], ascending, at most `limit`. */
export function articleNumbers(archive: Archive, project: number, from: number, to: number, limit: number): number[] {
  return archive
    .prepare<{ number: number }>(
      'SELECT number FROM article WHERE project = ? AND number >= ? AND number <= ? ORDER BY number LIMIT ?',
    )
    .all(project, from, to, limit)
    .map(({ number }) => number);
}

/** The number in use next to one, before it or behind it; null where there is none. */
export function neighbour(archive: Archive, project: number, number: number, direction: -1 | 1): number | null {
  const sql =
    direction > 0
      ? 'SELECT min(number) AS number FROM article WHERE project = ? AND number > ?'
      : 'SELECT max(number) AS number FROM article WHERE project = ? AND number < ?';
  return archive.prepare<{ number: number | null }>(sql).get(project, number)!.number;
}

/** Messages of a list with numbers in [from, to], ascending, at most `limit`. */
export function loadArticles(
  archive: Archive,
  project: number,
  from: number,
  to: number,
  limit: number,
): ArticleRecord[] {
  return articlePlaces(archive, project, from, to, limit).map((place) => readArticle(archive, place));
}

/** Where the messages of a list with numbers in [from, to] lie, ascending, at most `limit`; nothing is read of them yet. */
export function articlePlaces(
  archive: Archive,
  project: number,
  from: number,
  to: number,
  limit: number,
): ArticlePlace[] {
  return archive
    .prepare<ArticlePlace>(
      `${ARTICLE} WHERE article.project = ? AND article.number >= ? AND article.number <= ? ORDER BY article.number LIMIT ?`,
    )
    .all(project, from, to, limit);
}

/** A message by its Message-ID, in the list `project` where that carried it; null where the archive lacks it. */
export function findArticle(archive: Archive, messageId: string, project: number | null): ArticleRecord | null {
  const row = archive
    .prepare<ArticlePlace>(
      `${ARTICLE} WHERE message_id.text = ? ORDER BY article.project <> ?, article.project LIMIT 1`,
    )
    .get(messageId, project ?? 0);
  return row ? readArticle(archive, row) : null;
}

/** Message-IDs of what arrived in some lists since a time, by list and number. */
export function arrivedSince(archive: Archive, projects: readonly number[], since: number): string[] {
  const newest = archive.prepare<{ number: number; arrived: number }>(
    'SELECT number, arrived FROM article WHERE project = ? AND number < ? ORDER BY number DESC LIMIT 1000',
  );
  const ids = archive.prepare<{ text: string }>(
    `SELECT message_id.text FROM article JOIN message_id ON message_id.id = article.message_id
     WHERE article.project = ? AND article.number >= ? AND article.arrived >= ? ORDER BY article.number`,
  );
  return projects.flatMap((project) => {
    // Numbers are given as messages arrive: back from the newest until one came before.
    let first = PROJECT_SPAN;
    for (;;) {
      const rows = newest.all(project, first);
      const earlier = rows.findIndex(({ arrived }) => arrived < since);
      if (earlier !== 0 && rows.length > 0) first = rows.at(earlier < 0 ? -1 : earlier - 1)!.number;
      if (earlier >= 0 || rows.length === 0) break;
    }
    return ids.all(project, first, since).map(({ text }) => text);
  });
}

/** Where a message lies, with what is known of it unread. Mails never change under their number. */
export interface ArticlePlace extends RawPlace {
  /** mail.id */
  mail: number;
  project: number;
  number: number;
  messageId: string;
  state: string | null;
  places: string;
}

/** A message with its bytes. */
export const readArticle = (archive: Archive, row: ArticlePlace): ArticleRecord => ({
  project: row.project,
  number: row.number,
  messageId: row.messageId,
  bytes: readRaw(archive, row),
  state: row.state,
  places: row.places.split(',').map((place) => place.split(':').map(Number) as [number, number]),
});

const ARTICLE = `
  SELECT article.project, article.number, message_id.text AS messageId, mail.id AS mail, ${RAW_PLACE},
         (SELECT state FROM patch_number WHERE id = article.project * ${PROJECT_SPAN} + article.number) AS state,
         (SELECT group_concat(other.project || ':' || other.number) FROM article AS other
          WHERE other.message_id = article.message_id) AS places
  FROM article CROSS JOIN message_id ON message_id.id = article.message_id CROSS JOIN message ON message.key = message_id.text
  CROSS JOIN mail ON mail.id = message.mail_id`;
