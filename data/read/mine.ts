import type { Archive } from '../database.ts';
import type { MinePlaces, Signal, StoredPatch } from '../records/index.ts';
import { loadThreadFacts } from '../codecs/thread-facts.ts';
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
export function loadMine(archive: Archive, people: readonly number[]): Promise<MinePlaces> {
  const ids = JSON.stringify(people);
  return Promise.resolve(memo(archive, `mine ${ids}`, () => archive.read(() => readMine(archive, ids))));
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
    asked: archive
      .prepare<AskedRow>(ASKED)
      .all(ids, since, ids, ids, MOST * 4)
      .flatMap((row) => askedOf(archive, row) ?? [])
      .slice(0, MOST),
    patches: patches(BECAME, ids, MOST * 2),
    openPoints: archive.prepare<{ patch: string; points: number }>(POINTS).all(ids),
  };
}

interface AskedRow {
  key: string;
  thread: string;
  subject: string;
  from_name: string;
  from_email: string;
  date_used: number;
  list: string | null;
  id: number;
  thread_id: number;
}

/** A reply that asks something or objects; null for one that needs no answer. */
function askedOf(archive: Archive, row: AskedRow): MinePlaces['asked'][number] | null {
  const signals = loadThreadFacts(archive, row.thread_id)[row.id]?.signals ?? [];
  const weight = ({ says }: Signal) => ASKING.indexOf(says);
  const asking = signals
    .filter((signal) => signal.mode === 'done' && weight(signal) >= 0)
    .sort((a, b) => weight(a) - weight(b) || a.lines[0] - b.lines[0]);
  const [first] = asking;
  if (!first) return null;
  return {
    key: row.key,
    threadId: row.thread,
    subject: row.subject,
    from: { name: row.from_name, email: row.from_email },
    dateUsed: row.date_used,
    list: row.list,
    sentence: first.text,
    lines: first.lines,
    further: asking.length - 1,
  };
}

/** What calls for an answer, the weightiest first. */
const ASKING = ['rejected', 'changes-requested', 'refusal', 'question', 'objection', 'condition', 'ping'];
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
/** Replies by others to this reader's messages, after which this reader said nothing more in that thread. */
const ASKED = `
  SELECT reply.id, reply.thread_id, reply.key, thread.root AS thread, reply.subject, reply.from_name, reply.from_email, reply.date_used,
         (SELECT list.name FROM message_list JOIN list ON list.id = message_list.list_id
          WHERE message_list.message_id = reply.id ORDER BY list.name LIMIT 1) AS list
  FROM message AS mine CROSS JOIN message AS reply ON reply.thread_id = mine.thread_id AND reply.parent = mine.key
  JOIN thread ON thread.id = reply.thread_id JOIN thread_fact ON thread_fact.thread_id = thread.id
  WHERE mine.person_id IN (SELECT value FROM json_each(?)) AND mine.date_used >= ? AND reply.bot = 0
    AND COALESCE(reply.person_id, 0) NOT IN (SELECT value FROM json_each(?))
    AND NOT EXISTS (SELECT 1 FROM message AS later WHERE later.thread_id = reply.thread_id
                    AND later.person_id IN (SELECT value FROM json_each(?)) AND later.date_used >= reply.date_used)
  GROUP BY reply.id ORDER BY reply.date_used DESC, reply.key LIMIT ?`;
const BECAME = `${PATCH}
  WHERE patch.person_id IN (SELECT value FROM json_each(?)) AND patch.number > 0 AND patch.newest = 1
  ORDER BY patch.state_since DESC, patch.series_id, patch.number LIMIT ?`;
const POINTS = `
  SELECT patch.key AS patch, patch.open_points AS points FROM patch
  WHERE patch.open_points > 0 AND patch.person_id IN (SELECT value FROM json_each(?)) AND patch.newest = 1
    AND patch.state IN ${sqlList(OPEN_STATES)}
  ORDER BY patch.date_used DESC, patch.key LIMIT 50`;
