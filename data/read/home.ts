import { headlinePath } from '../codecs/headline-codec.ts';
import type { Archive } from '../database.ts';
import type { ThreadSummary } from '../records/index.ts';
import { HAS_MESSAGES } from './lists.ts';
import { memo } from './memo.ts';
import { countMessages } from './messages.ts';
import { loadSummaries } from './threads.ts';
import { sqlList } from '../codecs/sql-list.ts';
import { isDecided, OPEN_STATES, PARTLY, VERDICT_STATES } from '../rules/states.ts';

/** The archive at a glance. Times in Unix seconds. */
export interface HomeFigures {
  messages: number;
  threads: number;
  people: number;
  patches: number;
  lists: number;
  /** The newest date of the archive: what "lately" is measured from. */
  asOf: number | null;
  decidedLately: ThreadSummary[];
  waitingLongest: ThreadSummary[];
  busiest: ThreadSummary[];
  /** The longest threads about patches: where stories are. */
  longest: ThreadSummary[];
  /** Threads whose work has most versions. */
  versions: ThreadSummary[];
}

/** Figures and the threads that stand out, kept until the archive changes. */
export function loadHome(archive: Archive): HomeFigures {
  return memo(archive, 'home', () => archive.read(() => readHome(archive)));
}

function readHome(archive: Archive): HomeFigures {
  const count = (sql: string) => archive.prepare<{ n: number }>(sql).get()!.n;
  const asOf = archive.prepare<{ n: number | null }>('SELECT max(date_used) AS n FROM message').get()!.n;
  const threads = (sql: string, ...values: unknown[]) =>
    loadSummaries(
      archive,
      archive
        .prepare<{ id: number }>(sql)
        .all(...values, ROWS)
        .map((row) => row.id),
    );
  return {
    messages: countMessages(archive),
    threads: count("SELECT count(*) AS n FROM thread WHERE root <> ''"),
    people: count('SELECT count(*) AS n FROM person WHERE bot = 0'),
    patches: count('SELECT count(*) AS n FROM patch WHERE number > 0'),
    lists: count(`SELECT count(*) AS n FROM list WHERE ${HAS_MESSAGES}`),
    asOf,
    decidedLately: loadSummaries(archive, decidedLately(archive)),
    waitingLongest: threads(WAITING, (asOf ?? 0) - WAITING_WITHIN),
    busiest: threads(BUSIEST, (asOf ?? 0) - BUSY_WITHIN),
    longest: threads(LONGEST),
    versions: threads(VERSIONS),
  };
}

/** Threads whose patches were decided last: the newest of each state, read until enough threads are together. */
function decidedLately(archive: Archive): number[] {
  const since = new Map<number, number>();
  for (const state of DECIDED) {
    const seen = new Set<number>();
    let last = -Infinity;
    for (const row of archive.prepare<{ thread: number; since: number }>(BY_STATE).iterate(state)) {
      // Of one second all count, so that the number of the thread can break the tie.
      if (seen.size >= DECIDED_ROWS && row.since < last) break;
      seen.add(row.thread);
      last = row.since;
      since.set(row.thread, Math.max(row.since, since.get(row.thread) ?? row.since));
    }
  }
  return [...since]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, DECIDED_ROWS)
    .map(([thread]) => thread);
}

const ROWS = 8;
/** Of the decided more are read: those of which nothing is said are counted, not shown. */
const DECIDED_ROWS = 60;
const DAY = 86_400;
/** What nobody touched for a year is forgotten, not waiting: it would fill the screen for ever. */
const WAITING_WITHIN = 365 * DAY;
const BUSY_WITHIN = 30 * DAY;

/** A newer version's posting is no news. */
const DECIDED = VERDICT_STATES.filter(isDecided);
const BY_STATE = `
  SELECT thread_id AS thread, state_since AS since FROM patch WHERE state = ? AND thread_id > 0 ORDER BY state_since DESC`;
const WAITING = `
  SELECT id FROM thread
  WHERE root <> '' AND last >= ? AND replace(state, '${PARTLY}', '') IN ${sqlList(OPEN_STATES)}
    AND json_extract(headline, '${headlinePath('turn')}.whose') <> 'nobody' AND json_extract(headline, '${headlinePath('supersededBy')}[0]') IS NULL
  ORDER BY json_extract(headline, '${headlinePath('turn')}.since'), id LIMIT ?`;
/** The sign keeps SQLite from walking all messages in the order of their threads. */
const BUSIEST = `
  SELECT message.thread_id AS id FROM message JOIN thread ON thread.id = message.thread_id
  WHERE message.date_used >= ? AND thread.root <> ''
  GROUP BY +message.thread_id ORDER BY count(*) DESC, thread.last DESC, thread.id LIMIT ?`;
const LONGEST = `
  SELECT id FROM thread WHERE root <> '' AND patches > 0 AND messages BETWEEN 12 AND 200
  ORDER BY messages DESC, id LIMIT ?`;
const VERSIONS = `
  SELECT id FROM thread WHERE root <> '' AND patches BETWEEN 1 AND 12
  ORDER BY json_extract(headline, '${headlinePath('version')}') DESC, last DESC, id LIMIT ?`;
