import type { Archive } from '../database.ts';
import type { Headline, ThreadSummary } from '../records/index.ts';

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
): Promise<{ threads: ThreadSummary[]; next: ThreadPlace | null }> {
  const { sql, values } = pageQuery(filter, order, after);
  const rows = archive.prepare<SummaryRow>(sql).all(...values, limit + 1);
  const threads = rows.slice(0, limit).map(toSummary);
  const last = threads.at(-1);
  const next: ThreadPlace | null = rows.length > limit && last ? [valueOf(last, order), last.id] : null;
  return Promise.resolve({ threads, next });
}

/** Summaries of some threads, in the order asked for; unknown ones are left out. */
export function loadSummaries(archive: Archive, ids: number[]): ThreadSummary[] {
  const rows = archive
    .prepare<SummaryRow>(`${SUMMARY} FROM json_each(?) AS asked CROSS JOIN thread AS t ON t.id = asked.value ${FIRST}`)
    .all(JSON.stringify(ids));
  const byId = new Map(rows.map((row) => [row.id, toSummary(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function pageQuery(
  filter: ThreadFilter,
  order: ThreadOrder,
  after: ThreadPlace | null,
): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const where: string[] = [];
  const column = COLUMNS[order];
  const oneList = filter.list !== null;
  const ordered = oneList ? 'tl' : 't';
  const id = oneList ? 'tl.thread_id' : 't.id';
  const add = (condition: string, ...given: unknown[]) => {
    where.push(condition);
    values.push(...given);
  };
  if (oneList) add('tl.list_id = ?', filter.list);
  else add("t.root <> ''");
  if (after) add(`(${ordered}.${column}, ${id}) < (?, ?)`, ...after);
  if (filter.from !== null) add(`${ordered}.last >= ?`, filter.from);
  if (filter.to !== null) add(`${ordered}.last < ?`, filter.to);
  if (filter.states.length === 1) add(`${ordered}.state = ?`, filter.states[0]);
  else if (filter.states.length > 1)
    add(`${ordered}.state IN (SELECT value FROM json_each(?))`, JSON.stringify(filter.states));
  if (filter.hasPatch !== null) add(filter.hasPatch ? `${ordered}.patches > 0` : `${ordered}.patches = 0`);
  if (filter.unanswered !== null) add(`${filter.unanswered ? '' : 'NOT '}(t.people <= 1)`);
  if (filter.withoutBots) add('t.bots < t.messages');
  if (filter.person !== null) {
    add(`${id} IN (SELECT thread_id FROM message WHERE person_id = ?)`, filter.person);
  }
  const from = oneList ? 'FROM thread_list AS tl CROSS JOIN thread AS t ON t.id = tl.thread_id' : 'FROM thread AS t';
  return {
    sql: `${SUMMARY} ${from} ${FIRST} WHERE ${where.join(' AND ')} ORDER BY ${ordered}.${column} DESC, ${id} DESC LIMIT ?`,
    values,
  };
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
  headline_json: string | null;
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
    headline: row.headline_json === null ? null : (JSON.parse(row.headline_json) as Headline),
    lists: row.lists === null ? [] : row.lists.split('\n').sort(),
  };
}

const COLUMNS: Record<ThreadOrder, string> = { activity: 'last', start: 'started', size: 'messages' };

const SUMMARY = `
  SELECT t.id, t.root, first.key, first.subject, first.from_name, first.from_email, first.kind, t.started, t.last, t.last_from,
         t.messages, t.ghosts, t.root_missing, t.people, t.bots, t.patches, t.state, t.headline_json,
         (SELECT group_concat(list.name, char(10)) FROM thread_list JOIN list ON list.id = thread_list.list_id
          WHERE thread_list.thread_id = t.id) AS lists`;
const FIRST = `
  CROSS JOIN message AS first ON first.id = (SELECT id FROM message WHERE thread_id = t.id ORDER BY position, id LIMIT 1)`;
