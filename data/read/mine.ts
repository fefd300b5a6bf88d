import type { Archive } from '../database.ts';
import type { MinePlaces, StoredPatch } from '../records/index.ts';
import { loadThreadPoints } from '../codecs/thread-points.ts';
import { readDesk } from './desk.ts';
import { memo } from './memo.ts';
import { findPerson } from './people.ts';
import { PATCH, type PatchRow, toPatch } from './thread.ts';
import { sqlList } from '../codecs/sql-list.ts';
import { OPEN_STATES } from '../rules/states.ts';

/** The numbers of those whom these names or addresses stand for, each once; unknown ones are left out. */
export async function findPersons(archive: Archive, names: readonly string[]): Promise<number[]> {
  const found = await Promise.all(names.map((name) => findPerson(archive, name)));
  return [...new Set(found.filter((id) => id !== null))].sort((a, b) => a - b);
}

/** What concerns some people who are one reader: what waits for them, what became of theirs. Kept until the archive changes. */
export function loadMine(archive: Archive, people: readonly number[]): MinePlaces {
  const ids = JSON.stringify(people);
  return memo(archive, `mine ${ids}`, () => archive.read(() => readMine(archive, ids)));
}

function readMine(archive: Archive, ids: string): MinePlaces {
  const newest = archive.prepare<{ n: number | null }>(LAST).get(ids)!.n ?? 0;
  const since = newest - WITHIN;
  const patches = (sql: string, ...values: unknown[]): StoredPatch[] =>
    archive
      .prepare<PatchRow>(sql)
      .all(...values)
      .map((row) => toPatch(archive, row));
  return {
    turns: patches(TURNS, since, ids, ids, MOST),
    asked: askedOf(archive, ids, since),
    patches: patches(BECAME, ids, MOST * 2),
    openPoints: archive.prepare<{ patch: string; points: number }>(POINTS).all(ids),
    desk: readDesk(archive, ids, since),
    ends: archive.prepare<{ n: number | null }>(ENDS).get()!.n ?? 0,
  };
}

interface AskedRow {
  thread_id: number;
}

/** What is asked of this reader and open, newest first; each point once. */
function askedOf(archive: Archive, ids: string, since: number): MinePlaces['asked'] {
  const emails = new Set(
    archive
      .prepare<{ email: string }>(EMAILS)
      .all(ids)
      .map(({ email }) => email.toLowerCase()),
  );
  const threads = archive.prepare<AskedRow>(ASKED).all(ids, since, MOST * 2);
  return threads
    .flatMap(({ thread_id }) => loadThreadPoints(archive, thread_id))
    .filter(
      ({ status, askedOf: asked, weight, dateUsed }) =>
        status === 'open' &&
        weight !== 'nit' &&
        dateUsed >= since &&
        asked.some(({ email }) => emails.has(email.toLowerCase())),
    )
    .sort((a, b) => b.dateUsed - a.dateUsed || (a.messageId < b.messageId ? -1 : 1))
    .slice(0, MOST)
    .map((point) => ({
      ...point,
      ...archive.prepare<{ subject: string; list: string | null }>(PLACE).get(point.raisedBy[0]!)!,
    }));
}

/** What nobody touched for a year is forgotten, not waiting. */
const WITHIN = 365 * 86_400;
const MOST = 50;

/** Since a list may have ended long ago, a year is counted back from the reader's own last word. */
const LAST = 'SELECT max(date_used) AS n FROM message WHERE person_id IN (SELECT value FROM json_each(?))';
/** Open newest revisions whose next word is this reader's: of their own, or where they are the one named. */
const TURNS = `${PATCH}
  WHERE patch.newest = 1 AND patch.number > 0 AND patch.waiting <> 'nobody' AND patch.state_since >= ?
    AND patch.state IN ${sqlList(OPEN_STATES)}
    AND CASE WHEN patch.waiting_for IS NOT NULL
        THEN EXISTS (SELECT 1 FROM person_address WHERE person_id IN (SELECT value FROM json_each(?))
             AND email = patch.waiting_for)
        ELSE patch.waiting = 'author' AND patch.person_id IN (SELECT value FROM json_each(?)) END
  ORDER BY patch.state_since DESC, patch.series_id, patch.number LIMIT ?`;
const ENDS = 'SELECT max(date_used) AS n FROM message';
const EMAILS = 'SELECT DISTINCT email FROM person_address WHERE person_id IN (SELECT value FROM json_each(?))';
/** Threads in which something open is asked of this reader. */
const ASKED = `
  SELECT thread_id, max(date_used) AS newest FROM point_asked
  WHERE email IN (SELECT lower(email) FROM person_address WHERE person_id IN (SELECT value FROM json_each(?))) AND date_used >= ?
  GROUP BY thread_id ORDER BY newest DESC, thread_id LIMIT ?`;
const PLACE = `
  SELECT message.subject,
         (SELECT list.name FROM message_list JOIN list ON list.id = message_list.list_id
          WHERE message_list.message_id = message.id ORDER BY list.name LIMIT 1) AS list
  FROM message WHERE message.key = ?`;
const BECAME = `${PATCH}
  WHERE patch.person_id IN (SELECT value FROM json_each(?)) AND patch.number > 0 AND patch.newest = 1
  ORDER BY patch.state_since DESC, patch.series_id, patch.number LIMIT ?`;
const POINTS = `
  SELECT patch.key AS patch, patch.open_points AS points FROM patch
  WHERE patch.open_points > 0 AND patch.person_id IN (SELECT value FROM json_each(?)) AND patch.newest = 1
    AND patch.state IN ${sqlList(OPEN_STATES)}
  ORDER BY patch.date_used DESC, patch.key LIMIT 50`;
