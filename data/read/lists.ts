import type { Archive } from '../database.ts';
import type { ListFigures, ListRecord } from '../records/index.ts';
import { memo } from './memo.ts';

/** All lists that hold a message, with their figures, by name. Scans are kept until the archive changes. */
export function listLists(archive: Archive): ListFigures[] {
  return memo(archive, 'lists', () =>
    archive.read(() =>
      archive
        .prepare<ListRecord>(LISTS)
        .all()
        .map((list) => withFigures(archive, list)),
    ),
  );
}

/** A list by its short name, List-Id, address or alias; null where there is none. */
export function findList(archive: Archive, name: string): ListRecord | null {
  const row =
    archive.prepare<ListRecord>(`${LIST} WHERE name = ?`).get(name) ??
    archive
      .prepare<ListRecord>(`${LIST} WHERE id = (SELECT list_id FROM list_alias WHERE alias = ?)`)
      .get(name.toLowerCase());
  return row ?? null;
}

/** When the oldest mail of these lists was sent, Unix seconds; null for no lists. */
export function archiveBegins(archive: Archive, lists: string[]): number | null {
  const begins = memo(archive, 'begins', () => archive.prepare<{ name: string; begins: number | null }>(BEGINS).all());
  const known = begins.flatMap((row) => (row.begins !== null && lists.includes(row.name) ? [row.begins] : []));
  return known.length === 0 ? null : Math.min(...known);
}

function withFigures(archive: Archive, list: ListRecord): ListFigures {
  const threads = new Map(
    archive
      .prepare<{ month: string; threads: number }>(THREADS_BY_MONTH)
      .all(list.id)
      .map((row) => [row.month, row.threads]),
  );
  const span = archive
    .prepare<{ begins: number | null; ends: number | null }>(
      'SELECT min(date_used) AS begins, max(date_used) AS ends FROM message_list WHERE list_id = ?',
    )
    .get(list.id)!;
  const messages = messagesByMonth(archive, list.id, span);
  const states = archive
    .prepare<{ state: string; n: number }>(
      'SELECT state, count(*) AS n FROM thread_list WHERE list_id = ? AND state IS NOT NULL GROUP BY state ORDER BY state',
    )
    .all(list.id);
  const sums = archive
    .prepare<{ threads: number; unanswered: number }>(
      'SELECT count(*) AS threads, COALESCE(sum(unanswered), 0) AS unanswered FROM thread_list WHERE list_id = ?',
    )
    .get(list.id)!;
  return {
    ...list,
    aliases: archive
      .prepare<{ alias: string }>('SELECT alias FROM list_alias WHERE list_id = ? ORDER BY alias')
      .all(list.id)
      .map((row) => row.alias),
    messages: messages.reduce((sum, row) => sum + row.messages, 0),
    ...sums,
    people: archive.prepare<{ n: number }>(PEOPLE_OF_LIST).get(list.id)!.n,
    ...span,
    months: messages.map((row) => ({ ...row, threads: threads.get(row.month) ?? 0 })),
    states: Object.fromEntries(states.map((row) => [row.state, row.n])),
  };
}

/** Messages of each month that has any: counted between its ends, which costs a tenth of naming the month of each. */
function messagesByMonth(
  archive: Archive,
  list: number,
  { begins, ends }: { begins: number | null; ends: number | null },
): { month: string; messages: number }[] {
  const months: { month: string; messages: number }[] = [];
  if (begins === null || ends === null) return months;
  const count = archive.prepare<{ n: number; next: number | null }>(MESSAGES_BETWEEN);
  for (let at: number | null = begins; at !== null && at <= ends;) {
    const day: Date = new Date(at * 1000);
    const from = Date.UTC(day.getUTCFullYear(), day.getUTCMonth()) / 1000;
    const to = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1) / 1000;
    const row: { n: number; next: number | null } = count.get(list, from, to, list, to)!;
    months.push({ month: day.toISOString().slice(0, 7), messages: row.n });
    at = row.next;
  }
  return months;
}

const LIST = 'SELECT id, name, address, list_id AS listId FROM list';
/** A list whose mails all turned out to belong to another one is an empty name. */
export const HAS_MESSAGES = 'EXISTS (SELECT 1 FROM message_list WHERE message_list.list_id = list.id)';
const LISTS = `${LIST} WHERE ${HAS_MESSAGES} ORDER BY name`;
const BEGINS = `
  SELECT name, (SELECT min(date_used) FROM message_list WHERE message_list.list_id = list.id AND date_used > 0) AS begins FROM list`;
const MESSAGES_BETWEEN = `
  SELECT (SELECT count(*) FROM message_list WHERE list_id = ? AND date_used >= ? AND date_used < ?) AS n,
         (SELECT min(date_used) FROM message_list WHERE list_id = ? AND date_used >= ?) AS next`;
const THREADS_BY_MONTH = `
  SELECT strftime('%Y-%m', started, 'unixepoch') AS month, count(*) AS threads
  FROM thread_list WHERE list_id = ? GROUP BY month`;
const PEOPLE_OF_LIST = `
  SELECT count(DISTINCT COALESCE('#' || person_id, from_email)) AS n
  FROM message_list JOIN message ON message.id = message_list.message_id
  WHERE message_list.list_id = ? AND message.bot = 0`;
