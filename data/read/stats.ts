import type { Archive } from '../database.ts';
import { memo } from './memo.ts';
import { sqlList } from '../codecs/sql-list.ts';
import { TAKEN_STATES } from '../rules/states.ts';

/** Figures of a list or of the whole archive. Times in Unix seconds, spans in seconds. */
export interface Figures {
  messages: number;
  threads: number;
  people: number;
  botMessages: number;
  ghosts: number;
  patches: number;
  begins: number | null;
  ends: number | null;
  months: { month: string; messages: number; bots: number; threads: number; patches: number; people: number }[];
  states: Record<string, number>;
  topPeople: { person: string; messages: number; newLines: number; patches: number }[];
  threadSizes: { messages: number; threads: number }[];
  /** Sorted, ascending. */
  toFirstAnswer: number[];
  toDecision: number[];
  defects: { defect: string; messages: number }[];
}

/**
 * Figures of one list (list.id) or of all, kept until the archive changes. They are gathered a slice at a time, so that nobody else waits
 * for them: a million messages take some seconds.
 */
export function loadFigures(archive: Archive, list: number | null): Promise<Figures> {
  return memo(archive, `stats ${list ?? ''}`, () => readFigures(archive, list));
}

async function readFigures(archive: Archive, list: number | null): Promise<Figures> {
  const written = await readWritten(archive, list);
  const threads = archive.prepare<{ threads: number; ghosts: number }>(THREADS).get(list, list)!;
  const begun = archive.prepare<{ month: string; n: number }>(THREAD_MONTHS).all(list, list);
  const threadsOf = new Map(begun.map((row) => [row.month, row.n]));
  await others();
  const states = archive.prepare<{ state: string; n: number }>(STATES).all(list, list);
  await others();
  const months = [...written.months].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    messages: written.messages,
    botMessages: written.bots,
    people: written.people.size,
    begins: written.begins,
    ends: written.ends,
    ...threads,
    patches: written.patches,
    months: months.map(([month, { people, ...counts }]) => ({
      month,
      ...counts,
      threads: threadsOf.get(month) ?? 0,
      people: people.size,
    })),
    states: Object.fromEntries(states.map((row) => [row.state, row.n])),
    topPeople: topOf(archive, written.people),
    threadSizes: archive.prepare<{ messages: number; threads: number }>(SIZES).all(list, list),
    toFirstAnswer: await readFirstAnswers(archive, list),
    toDecision: archive.prepare<number>(DECISIONS).pluck().all(list, list),
    defects: await readDefects(archive, list),
  };
}

/** What was written, by month and by person. */
interface Written {
  messages: number;
  bots: number;
  patches: number;
  begins: number | null;
  ends: number | null;
  months: Map<string, { messages: number; bots: number; patches: number; people: Set<string> }>;
  /** Humans by the number of their person, those of none by address. */
  people: Map<string, Writer>;
}

interface Writer {
  person: number | null;
  name: string;
  messages: number;
  newLines: number;
  patches: number;
}

async function readWritten(archive: Archive, list: number | null): Promise<Written> {
  const written: Written = {
    ...{ messages: 0, bots: 0, patches: 0, begins: null, ends: null },
    months: new Map(),
    people: new Map(),
  };
  const span = archive
    .prepare<{ n: number; first: number | null; last: number | null }>(list === null ? SPAN : SPAN_OF_LIST)
    .get(...(list === null ? [] : [list]))!;
  const slice = archive.prepare<WrittenRow>(list === null ? WRITTEN : WRITTEN_ON_LIST);
  for (const [from, to] of slices(span.first, span.last, span.n)) {
    for (const row of slice.all(...(list === null ? [] : [list]), from, to)) addWritten(written, row);
    await others();
  }
  return written;
}

interface WrittenRow {
  month: string;
  person: number | null;
  email: string | null;
  name: string;
  bot: number;
  messages: number;
  newLines: number;
  patches: number;
  first: number;
  last: number;
}

function addWritten(written: Written, row: WrittenRow): void {
  const { messages, patches } = row;
  let month = written.months.get(row.month);
  if (!month) written.months.set(row.month, (month = { messages: 0, bots: 0, patches: 0, people: new Set() }));
  for (const sum of [written, month]) {
    sum.messages += messages;
    sum.patches += patches;
    if (row.bot === 1) sum.bots += messages;
  }
  written.begins = Math.min(written.begins ?? row.first, row.first);
  written.ends = Math.max(written.ends ?? row.last, row.last);
  if (row.bot === 1) return;
  const who = row.person === null ? (row.email ?? '') : `#${row.person}`;
  month.people.add(who);
  const known = written.people.get(who);
  if (!known) written.people.set(who, { ...row, name: row.name || (row.email ?? '') });
  else {
    known.messages += messages;
    known.newLines += row.newLines;
    known.patches += patches;
  }
}

function topOf(archive: Archive, people: Map<string, Writer>): Figures['topPeople'] {
  const least = [...people.values()].map(({ messages }) => messages).sort((a, b) => b - a)[MOST_PEOPLE - 1] ?? 0;
  const name = archive.prepare<string>('SELECT name FROM person WHERE id = ?').pluck();
  return [...people.values()]
    .filter(({ messages }) => messages >= least)
    .map(({ messages, newLines, patches, ...who }) => ({
      person: (who.person === null ? undefined : name.get(who.person)) ?? who.name,
      ...{ messages, newLines, patches },
    }))
    .sort((a, b) => b.messages - a.messages || (a.person < b.person ? -1 : 1))
    .slice(0, MOST_PEOPLE);
}

async function readFirstAnswers(archive: Archive, list: number | null): Promise<number[]> {
  const last = archive.prepare<number | null>('SELECT max(id) FROM thread').pluck().get() ?? 0;
  const slice = archive.prepare<number>(FIRST_ANSWERS).pluck();
  const spans: number[] = [];
  for (let from = 0; from <= last; from += THREADS_AT_ONCE) {
    for (const span of slice.all(from, from + THREADS_AT_ONCE, list, list)) spans.push(span);
    await others();
  }
  return spans.sort((a, b) => a - b);
}

async function readDefects(archive: Archive, list: number | null): Promise<Figures['defects']> {
  const last = archive.prepare<number | null>('SELECT max(id) FROM message').pluck().get() ?? 0;
  const slice = archive.prepare<{ defect: string; messages: number }>(DEFECTS);
  const counts = new Map<string, number>();
  for (let from = 0; from <= last; from += MESSAGES_AT_ONCE) {
    for (const { defect, messages } of slice.all(from, from + MESSAGES_AT_ONCE, list, list))
      counts.set(defect, (counts.get(defect) ?? 0) + messages);
    await others();
  }
  return [...counts]
    .map(([defect, messages]) => ({ defect, messages }))
    .sort((a, b) => b.messages - a.messages || (a.defect < b.defect ? -1 : 1));
}

/** Equal spans of time, [from, to), that hold some ten thousands of the messages each. */
function slices(first: number | null, last: number | null, messages: number): [from: number, to: number][] {
  if (first === null || last === null) return [];
  const count = Math.ceil(messages / MESSAGES_AT_ONCE);
  const width = Math.ceil((last + 1 - first) / count);
  return Array.from({ length: count }, (_, n) => [first + n * width, first + (n + 1) * width]);
}

/** Lets others be answered. */
const others = () => new Promise((resume) => setImmediate(resume));

/** Some hundredths of a second's work. */
const MESSAGES_AT_ONCE = 20_000;
const THREADS_AT_ONCE = 5000;
const MOST_PEOPLE = 50;

/** Each takes the list twice; null means all. */
const ON_LIST = (thread: string) =>
  `(? IS NULL OR EXISTS (SELECT 1 FROM thread_list WHERE thread_list.thread_id = ${thread} AND thread_list.list_id = ?))`;
const WHO = "COALESCE('#' || message.person_id, message.from_email)";

const SPAN = 'SELECT count(*) AS n, min(date_used) AS first, max(date_used) AS last FROM message';
const SPAN_OF_LIST =
  'SELECT count(*) AS n, min(date_used) AS first, max(date_used) AS last FROM message_list WHERE list_id = ?';
const COUNTS = `
  SELECT strftime('%Y-%m', message.date_used, 'unixepoch') AS month, message.person_id AS person,
         CASE WHEN message.person_id IS NULL THEN message.from_email END AS email, max(message.from_name) AS name, message.bot,
         count(*) AS messages, sum(message.new_lines) AS newLines, sum(message.kind & 1) AS patches, min(message.date_used) AS first,
         max(message.date_used) AS last`;
const WRITTEN = `
  ${COUNTS} FROM message WHERE message.date_used >= ? AND message.date_used < ? GROUP BY 1, 2, 3, message.bot`;
const WRITTEN_ON_LIST = `
  ${COUNTS} FROM message_list CROSS JOIN message ON message.id = message_list.message_id
  WHERE message_list.list_id = ? AND message_list.date_used >= ? AND message_list.date_used < ? GROUP BY 1, 2, 3, message.bot`;
const THREADS = `
  SELECT count(*) AS threads, COALESCE(sum(ghosts), 0) AS ghosts FROM thread WHERE root <> '' AND ${ON_LIST('thread.id')}`;
const THREAD_MONTHS = `
  SELECT strftime('%Y-%m', started, 'unixepoch') AS month, count(*) AS n
  FROM thread WHERE root <> '' AND ${ON_LIST('thread.id')} GROUP BY month`;
const STATES = `
  SELECT state, count(*) AS n FROM patch
  WHERE number > 0 AND ${ON_LIST('patch.thread_id')} GROUP BY state ORDER BY n DESC, state`;
const SIZES = `
  SELECT messages, count(*) AS threads FROM thread WHERE root <> '' AND ${ON_LIST('thread.id')} GROUP BY messages ORDER BY messages`;
/** A bare column beside min() is that of the row with the least value: the thread's first message. */
const FIRST_ANSWERS = `
  WITH first AS (
    SELECT message.thread_id, message.person_id, message.from_email, min(message.date_used) AS at
    FROM thread CROSS JOIN message ON message.thread_id = thread.id
    WHERE thread.id >= ? AND thread.id < ? AND thread.root_missing = 0 AND ${ON_LIST('thread.id')} GROUP BY message.thread_id)
  SELECT min(message.date_used) - first.at AS span
  FROM first JOIN message ON message.thread_id = first.thread_id
  WHERE message.bot = 0 AND message.date_used > first.at
    AND ${WHO} <> COALESCE('#' || first.person_id, first.from_email)
  GROUP BY first.thread_id`;
const DECISIONS = `
  SELECT state_since - date_used AS span FROM patch
  WHERE number > 0 AND state IN ${sqlList([...TAKEN_STATES, 'rejected'])} AND state_since > date_used
    AND ${ON_LIST('patch.thread_id')} ORDER BY span`;
const DEFECTS = `
  SELECT json_each.value AS defect, count(*) AS messages
  FROM message JOIN mail ON mail.id = message.mail_id, json_each(mail.defects)
  WHERE message.id >= ? AND message.id < ? AND mail.defects <> '[]'
    AND (? IS NULL OR EXISTS (SELECT 1 FROM message_list WHERE message_list.message_id = message.id AND message_list.list_id = ?))
  GROUP BY defect`;
