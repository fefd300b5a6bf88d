import { unpackHeadline } from '../codecs/headline-codec.ts';
import type { Archive } from '../database.ts';
import type { ThreadSummary } from '../records/index.ts';

export type ThreadOrder = 'activity' | 'start' | 'size';

/** What rows are asked for; all conditions hold together. Times in Unix seconds. */
export interface ThreadFilter {
  /** list.id; null for all lists. */
  list: number | null;
  states: string[];
  /** person.id. */
  person: number | null;
  hasPatch: boolean | null;
  unanswered: boolean | null;
  withoutBots: boolean;
  /** Last activity in [from, to). */
  from: number | null;
  to: number | null;
}

/** The place behind a row: the value it is ordered by, and its thread's number. */
export type ThreadPlace = [value: number, thread: number];

/** Up to `limit` threads behind `after`, newest or largest first, and the place of the last one where more may follow. */
export function listThreads(
  archive: Archive,
  filter: ThreadFilter,
  order: ThreadOrder,
  limit: number,
  after: ThreadPlace | null,
): { threads: ThreadSummary[]; next: ThreadPlace | null } {
  const { sql, values } = pageQuery(archive, filter, order, after);
  const rows = archive.prepare<SummaryRow>(sql).all(...values, limit + 1);
  const threads = rows.slice(0, limit).map(toSummary);
  const last = threads.at(-1);
  const next: ThreadPlace | null = rows.length > limit && last ? [valueOf(last, order), last.id] : null;
  return { threads, next };
}

/** Summaries of some threads, in the order asked for; unknown ones are left out. */
export function loadSummaries(archive: Archive, ids: number[]): ThreadSummary[] {
  const rows = archive
    .prepare<SummaryRow>(`${SUMMARY} FROM json_each(?) AS asked CROSS JOIN thread AS t ON t.id = asked.value ${FIRST}`)
    .all(JSON.stringify(ids));
  const byId = new Map(rows.map((row) => [row.id, toSummary(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/**
 * The rows of a page are chosen in an index that holds all that filters ask for, in the order of the page, so that a filter which
 * fits little costs a walk through narrow rows at worst (25 nanoseconds each) and never a sort. Signs before columns keep SQLite
 * from another index.
 */
function pageQuery(
  archive: Archive,
  filter: ThreadFilter,
  order: ThreadOrder,
  after: ThreadPlace | null,
): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const where: string[] = [];
  const column = COLUMNS[order];
  const ofList = filter.list !== null;
  const id = ofList ? 't.thread_id' : 't.id';
  const add = (condition: string, ...given: unknown[]) => {
    where.push(condition);
    values.push(...given);
  };
  const writesLittle = filter.person !== null && messagesOf(archive, filter.person) < WALKED_BY_PERSON;
  if (writesLittle) values.push(filter.person);
  if (ofList) add('t.list_id = ?', filter.list);
  else add("t.root <> ''");
  if (after) add(`(t.${column}, ${id}) < (?, ?)`, ...after);
  const last = order === 'activity' ? 't.last' : '+t.last';
  if (filter.from !== null) add(`${last} >= ?`, filter.from);
  if (filter.to !== null) add(`${last} < ?`, filter.to);
  if (filter.hasPatch !== null) add(filter.hasPatch ? '+t.patches > 0' : '+t.patches = 0');
  if (filter.states.length > 0) add(`+t.state IN (${filter.states.map(() => '?').join(', ')})`, ...filter.states);
  if (filter.unanswered !== null) {
    const unanswered = ofList ? '+t.unanswered = 1' : '+t.people <= 1';
    add(filter.unanswered ? unanswered : `NOT (${unanswered})`);
  }
  if (filter.withoutBots)
    add(
      ofList
        ? `EXISTS (SELECT 1 FROM thread AS b WHERE b.id = ${id} AND b.bots < b.messages)`
        : '+t.bots < +t.messages',
    );
  if (filter.person !== null && !writesLittle)
    add(`EXISTS (SELECT 1 FROM message WHERE person_id = ? AND thread_id = ${id})`, filter.person);
  const table = ofList ? 'thread_list' : 'thread';
  const from = writesLittle
    ? `(SELECT DISTINCT thread_id FROM message WHERE person_id = ?) AS theirs CROSS JOIN ${table} AS t ON ${id} = theirs.thread_id`
    : `${table} AS t`;
  const chosen = `SELECT ${id} AS id FROM ${from} WHERE ${where.join(' AND ')} ORDER BY t.${column} DESC, ${id} DESC LIMIT ?`;
  return {
    sql: `${SUMMARY} FROM (${chosen}) AS chosen CROSS JOIN thread AS t ON t.id = chosen.id ${FIRST} ORDER BY t.${column} DESC, t.id DESC`,
    values,
  };
}

function messagesOf(archive: Archive, person: number): number {
  return archive.prepare<{ messages: number }>('SELECT messages FROM person WHERE id = ?').get(person)?.messages ?? 0;
}

function valueOf(thread: ThreadSummary, order: ThreadOrder): number {
  if (order === 'activity') return thread.last;
  return order === 'start' ? thread.started : thread.messages;
}

interface SummaryRow {
  id: number;
  root: string;
  key: string;
  subject: string;
  from_name: string;
  from_email: string;
  kind: number;
  started: number;
  last: number;
  last_from: string;
  messages: number;
  ghosts: number;
  root_missing: number;
  people: number;
  bots: number;
  patches: number;
  state: string | null;
  headline: string | null;
  lists: string | null;
}

function toSummary(row: SummaryRow): ThreadSummary {
  return {
    id: row.id,
    root: row.root,
    key: row.key,
    subject: row.subject,
    from: { name: row.from_name, email: row.from_email },
    kind: row.kind,
    started: row.started,
    last: row.last,
    lastFrom: row.last_from,
    messages: row.messages,
    ghosts: row.ghosts,
    rootMissing: row.root_missing === 1,
    people: row.people,
    bots: row.bots,
    patches: row.patches,
    state: row.state,
    headline: row.headline === null ? null : unpackHeadline(row.headline),
    lists: row.lists === null ? [] : row.lists.split('\n').sort(),
  };
}

/** Who wrote more stands in so many threads that walking these in order finds a page sooner than gathering theirs. */
const WALKED_BY_PERSON = 20_000;

const COLUMNS: Record<ThreadOrder, string> = { activity: 'last', start: 'started', size: 'messages' };

const SUMMARY = `
  SELECT t.id, t.root, first.key, first.subject, first.from_name, first.from_email, first.kind, t.started, t.last, t.last_from,
         t.messages, t.ghosts, t.root_missing, t.people, t.bots, t.patches, t.state, t.headline,
         (SELECT group_concat(list.name, char(10)) FROM thread_list JOIN list ON list.id = thread_list.list_id
          WHERE thread_list.thread_id = t.id) AS lists`;
const FIRST = `
  CROSS JOIN message AS first ON first.id = (SELECT id FROM message WHERE thread_id = t.id ORDER BY position, id LIMIT 1)`;
