import type { Archive } from '../database.ts';
import type { DeskPatch } from '../records/index.ts';
import { sqlList } from '../codecs/sql-list.ts';
import { TAKEN_STATES } from '../rules/states.ts';
import { PATCH, type PatchRow, toPatch } from './thread.ts';

interface Place {
  key: string;
  list: string | null;
  series: string | null;
  cover: string | null;
  points: number;
  mine: number;
}

/**
 * Patches of others that wait where these people decide, the longest waiting first: a word is due from them (they are named, or
 * nobody is), or from the author. They decide where they took a tenth of what a list took since then, and what begins as something that they took.
 */
export function readDesk(archive: Archive, ids: string, since: number): DeskPatch[] {
  const rows = archive.prepare<PatchRow>(DESK).all({ ids, since, most: MOST });
  const keys = JSON.stringify(rows.map(({ key }) => key));
  const places = new Map(
    archive
      .prepare<Place>(PLACES)
      .all(ids, keys)
      .map((place) => [place.key, place]),
  );
  return rows.map((row) => {
    const { list, series, cover, points, mine } = places.get(row.key)!;
    return { ...toPatch(archive, row), list, series, cover, points, isReaders: mine === 1 };
  });
}

const MOST = 300;
const READER = 'SELECT value FROM json_each(:ids)';
const DESK = `
  WITH emails AS MATERIALIZED (SELECT lower(email) AS email FROM person_address WHERE person_id IN (${READER})),
  taken AS MATERIALIZED (
    SELECT search_decided.message_id, patch.title FROM search_decided JOIN patch ON patch.message_id = search_decided.message_id
    WHERE search_decided.email IN (SELECT email FROM emails) AND patch.state IN ${sqlList(TAKEN_STATES)}
      AND patch.person_id NOT IN (${READER})),
  areas AS MATERIALIZED (SELECT DISTINCT substr(title, 1, instr(title, ':')) AS area FROM taken WHERE instr(title, ':') > 0),
  lists AS MATERIALIZED (
    SELECT message_list.list_id FROM patch JOIN message_list ON message_list.message_id = patch.message_id
    WHERE patch.date_used >= :since AND patch.number > 0 AND patch.state IN ${sqlList(TAKEN_STATES)}
    GROUP BY message_list.list_id
    HAVING sum(patch.message_id IN (SELECT message_id FROM taken)) * 10 >= count(*))
  ${PATCH}
  WHERE patch.newest = 1 AND patch.number > 0 AND patch.waiting <> 'nobody' AND patch.state_since >= :since
    AND (patch.person_id IS NULL OR patch.person_id NOT IN (${READER}))
    AND (patch.waiting = 'author' OR patch.waiting_for IS NULL OR patch.waiting_for IN (SELECT email FROM emails))
    AND (patch.waiting_for IN (SELECT email FROM emails)
      OR substr(patch.title, 1, instr(patch.title, ':')) IN (SELECT area FROM areas)
      OR EXISTS (SELECT 1 FROM message_list WHERE message_list.message_id = patch.message_id
                 AND message_list.list_id IN (SELECT list_id FROM lists)))
  ORDER BY patch.waiting_since, patch.series_id, patch.number LIMIT :most`;
const PLACES = `
  SELECT patch.key, patch.open_points AS points, series.title AS series,
         (SELECT cover.key FROM patch AS cover WHERE cover.series_id = patch.series_id AND cover.number = 0) AS cover,
         patch.waiting_for IS NULL AND patch.waiting <> 'author'
           OR patch.waiting_for IN (SELECT lower(email) FROM person_address WHERE person_id IN (SELECT value FROM json_each(?))) AS mine,
         (SELECT list.name FROM message_list JOIN list ON list.id = message_list.list_id
          WHERE message_list.message_id = patch.message_id ORDER BY list.name LIMIT 1) AS list
  FROM patch LEFT JOIN series ON series.id = patch.series_id WHERE patch.key IN (SELECT value FROM json_each(?))`;
