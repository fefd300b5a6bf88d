import type { Archive } from '../database.ts';
import { memo } from './memo.ts';

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

/** Figures of one list (list.id) or of all; scans, kept until the archive changes. */
export function loadFigures(archive: Archive, list: number | null): Promise<Figures> {
  return Promise.resolve(memo(archive, `stats ${list ?? ''}`, () => archive.read(() => readFigures(archive, list))));
}

function readFigures(archive: Archive, list: number | null): Figures {
  const all = <Row>(sql: string) => archive.prepare<Row>(sql).all(list, list);
  const sums = all<{ messages: number; bots: number; people: number; begins: number | null; ends: number | null }>(
    SUMS,
  )[0]!;
  const threads = all<{ threads: number; ghosts: number }>(THREADS)[0]!;
  const begun = new Map(all<{ month: string; n: number }>(THREAD_MONTHS).map((row) => [row.month, row.n]));
  const posted = new Map(all<{ month: string; n: number }>(PATCH_MONTHS).map((row) => [row.month, row.n]));
  return {
    messages: sums.messages,
    botMessages: sums.bots,
    people: sums.people,
    begins: sums.begins,
    ends: sums.ends,
    ...threads,
    patches: [...posted.values()].reduce((sum, n) => sum + n, 0),
    months: all<{ month: string; messages: number; bots: number; people: number }>(MONTHS).map((row) => ({
      ...row,
      threads: begun.get(row.month) ?? 0,
      patches: posted.get(row.month) ?? 0,
    })),
    states: Object.fromEntries(all<{ state: string; n: number }>(STATES).map((row) => [row.state, row.n])),
    topPeople: all<Figures['topPeople'][number]>(TOP_PEOPLE),
    threadSizes: all<{ messages: number; threads: number }>(SIZES),
    toFirstAnswer: all<{ span: number }>(FIRST_ANSWERS).map((row) => row.span),
    toDecision: all<{ span: number }>(DECISIONS).map((row) => row.span),
    defects: all<{ defect: string; messages: number }>(DEFECTS),
  };
}

/** Each takes the list twice; null means all. */
const MESSAGE_IN_LIST = '(? IS NULL OR message.id IN (SELECT message_id FROM message_list WHERE list_id = ?))';
const THREAD_IN_LIST = '(? IS NULL OR thread.id IN (SELECT thread_id FROM thread_list WHERE list_id = ?))';
const WHO = "COALESCE('#' || message.person_id, message.from_email)";

const SUMS = `
  SELECT count(*) AS messages, COALESCE(sum(bot), 0) AS bots, count(DISTINCT CASE WHEN bot = 0 THEN ${WHO} END) AS people,
         min(date_used) AS begins, max(date_used) AS ends
  FROM message WHERE ${MESSAGE_IN_LIST}`;
const THREADS = `
  SELECT count(*) AS threads, COALESCE(sum(ghosts), 0) AS ghosts FROM thread WHERE root <> '' AND ${THREAD_IN_LIST}`;
const MONTHS = `
  SELECT strftime('%Y-%m', date_used, 'unixepoch') AS month, count(*) AS messages, sum(bot) AS bots,
         count(DISTINCT CASE WHEN bot = 0 THEN ${WHO} END) AS people
  FROM message WHERE ${MESSAGE_IN_LIST} GROUP BY month ORDER BY month`;
const THREAD_MONTHS = `
  SELECT strftime('%Y-%m', started, 'unixepoch') AS month, count(*) AS n
  FROM thread WHERE root <> '' AND ${THREAD_IN_LIST} GROUP BY month`;
const PATCH_MONTHS = `
  SELECT strftime('%Y-%m', date_used, 'unixepoch') AS month, count(*) AS n
  FROM message WHERE kind & 1 AND ${MESSAGE_IN_LIST} GROUP BY month`;
const STATES = `
  SELECT patch.state, count(*) AS n FROM patch JOIN thread ON thread.id = patch.thread_id
  WHERE patch.number > 0 AND ${THREAD_IN_LIST} GROUP BY patch.state ORDER BY n DESC, patch.state`;
const TOP_PEOPLE = `
  SELECT COALESCE(person.name, NULLIF(message.from_name, ''), message.from_email) AS person, count(*) AS messages,
         sum(message.new_lines) AS newLines, sum(message.kind & 1) AS patches
  FROM message LEFT JOIN person ON person.id = message.person_id
  WHERE message.bot = 0 AND ${MESSAGE_IN_LIST} GROUP BY ${WHO} ORDER BY messages DESC, person LIMIT 50`;
const SIZES = `
  SELECT messages, count(*) AS threads FROM thread WHERE root <> '' AND ${THREAD_IN_LIST} GROUP BY messages ORDER BY messages`;
/** A bare column beside min() is that of the row with the least value: the thread's first message. */
const FIRST_ANSWERS = `
  WITH first AS (
    SELECT message.thread_id, message.person_id, message.from_email, min(message.date_used) AS at
    FROM message JOIN thread ON thread.id = message.thread_id
    WHERE thread.root_missing = 0 AND ${THREAD_IN_LIST} GROUP BY message.thread_id)
  SELECT min(message.date_used) - first.at AS span
  FROM first JOIN message ON message.thread_id = first.thread_id
  WHERE message.bot = 0 AND message.date_used > first.at
    AND ${WHO} <> COALESCE('#' || first.person_id, first.from_email)
  GROUP BY first.thread_id ORDER BY span`;
const DECISIONS = `
  SELECT patch.state_since - patch.date_used AS span FROM patch JOIN thread ON thread.id = patch.thread_id
  WHERE patch.number > 0 AND patch.state IN ('accepted', 'mainlined', 'rejected') AND patch.state_since > patch.date_used
    AND ${THREAD_IN_LIST} ORDER BY span`;
const DEFECTS = `
  SELECT json_each.value AS defect, count(*) AS messages
  FROM message JOIN mail ON mail.id = message.mail_id, json_each(mail.defects)
  WHERE ${MESSAGE_IN_LIST} GROUP BY defect ORDER BY messages DESC, defect`;
