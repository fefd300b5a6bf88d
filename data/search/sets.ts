import type { Archive } from '../database.ts';
import type { RowsPlan } from '../records/index.ts';
import { memo } from '../read/memo.ts';
import { sqlList } from '../codecs/sql-list.ts';
import { OPEN_STATES } from '../rules/states.ts';

/** Rows of the search of which analysis knows something, ascending; kept until the archive changes. */
export function rowsOf(archive: Archive, plan: RowsPlan): Float64Array {
  return memo(archive, `search ${plan.what} ${plan.compare ?? ''} ${JSON.stringify(plan.values)}`, () =>
    load(archive, plan),
  );
}

/**
 * A test row by row for what so many patches have in common that listing them would take long: a common state in a large
 * archive. Null where {@link rowsOf} is the better way.
 */
export function testOf(archive: Archive, { what, values, compare = '=' }: RowsPlan): ((row: number) => boolean) | null {
  if (what === 'person') return testOfPeople(archive, values);
  const query = QUERIES[what];
  if (!query) return null;
  const { condition, given } = query(values, compare);
  if (condition === undefined) return null;
  const isLarge = memo(archive, `search size ${what} ${compare} ${JSON.stringify(values)}`, () => {
    const counted = archive.prepare<{ n: number }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM patch WHERE ${condition} LIMIT ${MOST_LISTED + 1})`,
    );
    return counted.get(...given)!.n > MOST_LISTED;
  });
  if (!isLarge) return null;
  const test = archive.prepare(
    `SELECT 1 FROM search_row JOIN patch ON patch.message_id = search_row.message_id WHERE search_row.id = ? AND ${condition}`,
  );
  return (row) => test.get(row, ...given) !== undefined;
}

/** Whether people wrote a message, where together they wrote very many. */
function testOfPeople(archive: Archive, values: string[]): ((row: number) => boolean) | null {
  const people = memo(archive, `search people ${JSON.stringify(values)}`, () => {
    const ids = archive.prepare<number>(PEOPLE).pluck().all(words(values));
    const counted = archive.prepare<number>(
      `SELECT count(*) FROM (SELECT 1 FROM message WHERE person_id IN (${ANY}) LIMIT ${MOST_LISTED + 1})`,
    );
    return counted.pluck().get(JSON.stringify(ids))! > MOST_LISTED ? new Set(ids) : null;
  });
  if (!people) return null;
  const person = archive
    .prepare<number | null>(
      'SELECT message.person_id FROM search_row JOIN message ON message.id = search_row.message_id WHERE search_row.id = ?',
    )
    .pluck();
  return (row) => people.has(person.get(row) ?? NaN);
}

/**
 * How many messages are patches of a kind that analysis knows, those of a state by its index, others up to a bound; null where that is
 * not told by patches alone.
 */
export function countOf(
  archive: Archive,
  { what, values, compare = '=' }: RowsPlan,
): { count: number; exact: boolean } | null {
  const query = QUERIES[what]?.(values, compare);
  if (query?.condition === undefined) return null;
  const { condition } = query;
  const most = what === 'state' ? Number.MAX_SAFE_INTEGER : MOST_COUNTED;
  return memo(archive, `search count ${what} ${compare} ${JSON.stringify(values)}`, () => {
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

function load(archive: Archive, { what, values, compare = '=' }: RowsPlan): Float64Array {
  const query = QUERIES[what];
  if (!query) return new Float64Array();
  const asked = query(values, compare);
  const { given } = asked;
  const sql = asked.condition === undefined ? asked.sql : `${PATCHES} ${asked.condition}`;
  const statement = archive.prepare<number | null>(sql).pluck();
  return Float64Array.from(statement.all(...given).filter((row) => row !== null)).sort();
}

/** All rows by `sql`, or those of patches for which `condition` holds. */
type Query = { given: unknown[] } & ({ sql: string; condition?: undefined } | { condition: string });
type Compare = NonNullable<RowsPlan['compare']>;

const QUERIES: Partial<Record<RowsPlan['what'], (values: string[], compare: Compare) => Query>> = {
  person: (values) => ({ sql: `${MESSAGES} message.person_id IN (${PEOPLE})`, given: [words(values)] }),
  thread: (values) => ({
    sql: `${MESSAGES} message.thread_id IN (SELECT thread_id FROM message WHERE key IN (${ANY}) UNION SELECT thread_id FROM ghost WHERE key IN (${ANY}))`,
    given: [JSON.stringify(values), JSON.stringify(values)],
  }),
  message: (values) => ({
    sql: `SELECT message.search_id AS row FROM json_each(?) AS asked CROSS JOIN message_id ON message_id.text = asked.value
          CROSS JOIN message ON message.thread_id = message_id.thread AND message.message_id = message_id.id`,
    given: [JSON.stringify(values)],
  }),
  references: (values) => ({
    sql: `SELECT message.search_id AS row FROM json_each(?) AS asked CROSS JOIN message_id ON message_id.text = asked.value
          JOIN message ON message.thread_id = message_id.thread JOIN mail ON mail.id = message.mail_id
          WHERE EXISTS (SELECT 1 FROM json_each(mail.refs) AS reference WHERE reference.value = message_id.id)`,
    given: [JSON.stringify(values)],
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
    condition: `patch.series_id IN (SELECT series_id FROM patch WHERE key = ? UNION
            SELECT id FROM series WHERE id = ? OR title LIKE ? ESCAPE '\\')`,
    given: [value, value, `%${value.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`],
  }),
  'decided-by': (values) => ({
    sql: `WITH who AS MATERIALIZED (
            SELECT email, name FROM (SELECT DISTINCT email, name FROM search_decided)
            WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS word WHERE instr(lower(name) || ' ' || email, word.value) = 0)
               OR email IN (SELECT lower(email) FROM person_address WHERE person_id IN (${PEOPLE})))
          SELECT message.search_id AS row FROM who
          CROSS JOIN search_decided ON search_decided.email = who.email AND search_decided.name = who.name
          CROSS JOIN message ON message.id = search_decided.message_id`,
    given: [words(values), words(values)],
  }),
  first: () => ({ sql: `${MESSAGES} message.position = 0`, given: [] }),
  review: () => ({
    sql: `SELECT message.search_id AS row FROM (SELECT DISTINCT on_id AS id FROM review) AS reviewed CROSS JOIN message ON message.id = reviewed.id`,
    given: [],
  }),
  answered: () => ({
    sql: `SELECT message.search_id AS row FROM (SELECT DISTINCT parent AS key FROM message WHERE parent IS NOT NULL) AS answered
          CROSS JOIN message ON message.key = answered.key`,
    given: [],
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
const PATCHES = 'SELECT message.search_id AS row FROM patch JOIN message ON message.id = patch.message_id WHERE';
/** People of whom one address with its name holds all words. */
const PEOPLE = `
  SELECT person_address.person_id FROM person_address JOIN person ON person.id = person_address.person_id
  WHERE NOT EXISTS (SELECT 1 FROM json_each(?) AS word
                    WHERE instr(lower(person.name || ' ' || person_address.name || ' ' || person_address.email), word.value) = 0)`;
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
