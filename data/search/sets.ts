import type { Archive } from '../database.ts';
import type { RowsPlan } from '../records/index.ts';
import { memo } from '../read/memo.ts';
import { sqlList } from '../codecs/sql-list.ts';
import { OPEN_STATES } from '../rules/states.ts';

/** Rows of the search of which analysis knows something, ascending; kept until the archive changes. */
export function rowsOf(archive: Archive, plan: RowsPlan): Float64Array {
  return memo(archive, `search ${nameOf(plan)}`, () => load(archive, plan));
}

/**
 * A test row by row for what so many messages have in common that listing them would take long: a common state, somebody who wrote
 * or decided very much. Null where {@link rowsOf} is the better way: where at most `most` messages fit.
 */
export function testOf(archive: Archive, plan: RowsPlan, most = MOST_LISTED): ((row: number) => boolean) | null {
  const query = queryOf(plan);
  const bound = query && boundOf(query);
  if (!query || !bound || bound === 'asked') return null;
  const many = memo(archive, `search size ${most} ${nameOf(plan)}`, () => {
    const keys =
      bound.keys === undefined
        ? null
        : archive
            .prepare(bound.keys)
            .pluck()
            .all(...query.given);
    const counted = archive.prepare<number>(`SELECT count(*) FROM (${bound.counted} LIMIT ${most + 1})`).pluck();
    const count = counted.get(...(keys ? [JSON.stringify(keys)] : query.given))!;
    return count > most ? { keys: keys && new Set(keys) } : null;
  });
  if (!many) return null;
  const test = archive.prepare(bound.test).pluck();
  const { keys } = many;
  return keys
    ? (row) => test.all(row).some((key) => keys.has(key))
    : (row) => test.get(row, ...query.given) !== undefined;
}

/**
 * How many messages are patches of a kind that analysis knows, those of a state by its index, others up to a bound; null where that is
 * not told by patches alone.
 */
export function countOf(archive: Archive, plan: RowsPlan): { count: number; exact: boolean } | null {
  const query = queryOf(plan);
  if (query?.condition === undefined) return null;
  const { condition } = query;
  const most = plan.what === 'state' ? Number.MAX_SAFE_INTEGER : MOST_COUNTED;
  return memo(archive, `search count ${nameOf(plan)}`, () => {
    const counted = archive.prepare<number>(
      `SELECT count(*) FROM (SELECT 1 FROM patch WHERE patch.message_id > 0 AND ${condition} LIMIT CAST(? AS INTEGER))`,
    );
    const count = counted.pluck().get(...query.given, most + 1)!;
    return { count: Math.min(count, most), exact: count <= most };
  });
}

/** Whether a message has no answer by anybody else but bots, looked up one by one: there are too many to list. */
export function isUnanswered(archive: Archive, row: number): boolean {
  return archive.prepare(UNANSWERED).get(row) !== undefined;
}

function load(archive: Archive, plan: RowsPlan): Float64Array {
  const query = queryOf(plan);
  if (!query) return new Float64Array();
  const sql = query.condition === undefined ? query.sql : `${PATCHES} ${query.condition}`;
  const statement = archive.prepare<number | null>(sql).pluck();
  return Float64Array.from(statement.all(...query.given).filter((row) => row !== null)).sort();
}

/** All rows by `sql`, or those of patches for which `condition` holds; either takes `given`. */
export type Query = { given: unknown[] } & (
  { sql: string; bound: Bound; condition?: undefined } | { condition: string }
);

/**
 * What keeps a set from costing more than a search may. `asked`: what was asked for names the few that fit, and an index finds them.
 * Else it is counted first, and where it is large, each row is tested when a search comes by.
 */
type Bound = 'asked' | CountedBound;

interface CountedBound {
  /** Finds, by the query's `given`, the keys of what was asked for: the two below then take them in place of `given`. */
  keys?: string;
  /** A row for each message that fits, or a few more: looked at no further than the bound. Takes `given`, or the keys as JSON. */
  counted: string;
  /** Takes a row of the search, and `given`; yields something where it fits. With keys it takes the row alone and yields its keys. */
  test: string;
}

type Compare = NonNullable<RowsPlan['compare']>;

/** How a set of rows is asked for; null for what full text tells (`list`) or what is always tested ({@link isUnanswered}). */
export function queryOf({ what, values, compare = '=' }: RowsPlan): Query | null {
  return what === 'list' || what === 'unanswered' ? null : QUERIES[what](values, compare);
}

/** What bounds a query's set; of conditions of patches it follows from the condition. */
export function boundOf(query: Query): Bound {
  if (query.condition === undefined) return query.bound;
  return {
    counted: `SELECT 1 FROM patch WHERE ${query.condition}`,
    test: `SELECT 1 FROM search_row JOIN patch ON patch.message_id = search_row.message_id WHERE search_row.id = ? AND ${query.condition}`,
  };
}

const nameOf = ({ what, values, compare = '=' }: RowsPlan) => `${what} ${compare} ${JSON.stringify(values)}`;

const QUERIES: Record<
  Exclude<RowsPlan['what'], 'list' | 'unanswered'>,
  (values: string[], compare: Compare) => Query
> = {
  person: (values) => ({
    sql: `${MESSAGES} message.person_id IN (${PEOPLE})`,
    given: [words(values)],
    bound: {
      keys: PEOPLE,
      counted: `SELECT 1 FROM message WHERE person_id IN (${ANY})`,
      test: `SELECT message.person_id FROM ${MESSAGE_OF_ROW}`,
    },
  }),
  thread: (values) => ({
    sql: `${MESSAGES} message.thread_id IN (SELECT thread_id FROM message WHERE key IN (${ANY}) UNION SELECT thread_id FROM ghost WHERE key IN (${ANY}))`,
    given: [JSON.stringify(values), JSON.stringify(values)],
    bound: 'asked',
  }),
  message: (values) => ({
    sql: `SELECT message.search_id AS row FROM json_each(?) AS asked CROSS JOIN message_id ON message_id.text = asked.value
          CROSS JOIN message ON message.thread_id = message_id.thread AND message.message_id = message_id.id`,
    given: [JSON.stringify(values)],
    bound: 'asked',
  }),
  references: (values) => ({
    sql: `SELECT message.search_id AS row FROM json_each(?) AS asked CROSS JOIN message_id ON message_id.text = asked.value
          JOIN message ON message.thread_id = message_id.thread JOIN mail ON mail.id = message.mail_id
          WHERE EXISTS (SELECT 1 FROM json_each(mail.refs) AS reference WHERE reference.value = message_id.id)`,
    given: [JSON.stringify(values)],
    bound: 'asked',
  }),
  state: (values) => ({ condition: `patch.state IN (${ANY})`, given: [JSON.stringify(values)] }),
  version: ([value = '1'], compare) => ({
    condition: `patch.version ${COMPARISONS[compare]} CAST(? AS REAL)`,
    given: [value],
  }),
  newest: () => ({ condition: `patch.newest = 1`, given: [] }),
  rfc: () => ({ condition: `patch.is_rfc`, given: [] }),
  resend: () => ({ condition: `patch.is_resend`, given: [] }),
  series: ([value = '']) => ({
    sql: `${PATCHES} patch.series_id IN (${SERIES})`,
    given: [value, value, `%${value.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`],
    bound: {
      keys: SERIES,
      counted: `SELECT 1 FROM patch WHERE series_id IN (${ANY})`,
      test: `SELECT patch.series_id FROM search_row JOIN patch ON patch.message_id = search_row.message_id WHERE search_row.id = ?`,
    },
  }),
  'decided-by': (values) => ({
    sql: `WITH who AS MATERIALIZED (${DECIDERS})
          SELECT message.search_id AS row FROM who
          CROSS JOIN search_decided ON search_decided.email = who.email AND search_decided.name = who.name
          CROSS JOIN message ON message.id = search_decided.message_id`,
    given: [words(values), words(values)],
    bound: {
      keys: `SELECT json_array(email, name) FROM (${DECIDERS})`,
      counted: `SELECT 1 FROM json_each(?) AS who
                CROSS JOIN search_decided ON search_decided.email = who.value ->> 0 AND search_decided.name = who.value ->> 1`,
      test: `SELECT json_array(search_decided.email, search_decided.name) FROM search_row
             JOIN search_decided ON search_decided.message_id = search_row.message_id WHERE search_row.id = ?`,
    },
  }),
  first: () => ({
    sql: `SELECT message.search_id AS row FROM thread CROSS JOIN message ON message.thread_id = thread.id AND message.position = 0`,
    given: [],
    // A thread has one at most.
    bound: { counted: 'SELECT 1 FROM thread', test: `SELECT 1 FROM ${MESSAGE_OF_ROW} AND message.position = 0` },
  }),
  review: () => ({
    sql: `SELECT message.search_id AS row FROM (SELECT DISTINCT on_id AS id FROM review) AS reviewed CROSS JOIN message ON message.id = reviewed.id`,
    given: [],
    bound: {
      counted: 'SELECT 1 FROM review',
      test: 'SELECT 1 FROM search_row JOIN review ON review.on_id = search_row.message_id WHERE search_row.id = ?',
    },
  }),
  answered: () => ({
    sql: `SELECT message.search_id AS row FROM (SELECT DISTINCT parent AS key FROM message WHERE parent IS NOT NULL) AS answered
          CROSS JOIN message ON message.key = answered.key`,
    given: [],
    // Most messages are answers.
    bound: {
      counted: 'SELECT 1 FROM message',
      test: `SELECT 1 FROM ${MESSAGE_OF_ROW} AND EXISTS (
               SELECT 1 FROM message AS answer WHERE answer.thread_id = message.thread_id AND answer.parent = message.key)`,
    },
  }),
  waiting: (values, compare) => {
    const isTime = /^-?\d+$/.test(values[0] ?? '');
    const open = `patch.newest = 1 AND patch.number > 0 AND patch.waiting <> 'nobody'
      AND patch.state IN ${sqlList(OPEN_STATES)}`;
    return isTime
      ? {
          condition: `${open} AND patch.waiting_since ${COMPARISONS[compare]} CAST(? AS INTEGER)`,
          given: [values[0]],
        }
      : { condition: `${open} AND patch.waiting IN (${ANY})`, given: [JSON.stringify(values)] };
  },
};

/** Words of a name, each of which must stand in it. */
const words = (values: string[]) =>
  JSON.stringify(
    values.flatMap((value) =>
      value
        .toLowerCase()
        .split(/[\s<>,"]+/)
        .filter(Boolean),
    ),
  );

const ANY = 'SELECT value FROM json_each(?)';
const MESSAGES = 'SELECT message.search_id AS row FROM message WHERE';
const MESSAGE_OF_ROW = 'search_row JOIN message ON message.id = search_row.message_id WHERE search_row.id = ?';
const PATCHES = 'SELECT message.search_id AS row FROM patch JOIN message ON message.id = patch.message_id WHERE';
/** People of whom one address with its name holds all words. */
const PEOPLE = `
  SELECT person_address.person_id FROM person_address JOIN person ON person.id = person_address.person_id
  WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS word
                    WHERE instr(lower(person.name || ' ' || person_address.name || ' ' || person_address.email), word.value) = 0)`;
/** Series of which a patch is named, that are named, or whose title holds the words. */
const SERIES = `SELECT series_id FROM patch WHERE key = ? UNION SELECT id FROM series WHERE id = ? OR title LIKE ? ESCAPE '\\'`;
/** As whom people decided who are meant. */
const DECIDERS = `
  SELECT email, name FROM (SELECT DISTINCT email, name FROM search_decided)
  WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE instr(lower(name) || ' ' || email, word.value) = 0)
     OR email IN (SELECT lower(email) FROM person_address WHERE person_id IN (${PEOPLE}))`;
/** Listing so many takes a tenth of a second. */
const MOST_LISTED = 30_000;
/** Without an index that is a look at each patch. */
const MOST_COUNTED = 10_000;
const COMPARISONS: Record<Compare, string> = { '=': '=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };
const UNANSWERED = `
  SELECT 1 FROM search_row JOIN message ON message.id = search_row.message_id
  WHERE search_row.id = ? AND message.bot = 0 AND NOT EXISTS (
    SELECT 1 FROM message AS answer WHERE answer.thread_id = message.thread_id AND answer.parent = message.key
      AND answer.bot = 0 AND answer.from_email <> message.from_email AND answer.person_id IS NOT message.person_id)`;
