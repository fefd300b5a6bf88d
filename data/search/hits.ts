import type { Archive } from '../database.ts';
import type { FoundMessage } from '../records/index.ts';

/** What facets and threads need of a hit. */
export interface Seen {
  row: number;
  thread: number;
  person: number | null;
  kind: number;
  dateUsed: number;
  state: string | null;
  /** message.id. */
  id: number;
}

/**
 * Looks at some rows, in the order given. The database hands over each column as one array: a thousand rows as objects of their own
 * take longer than to find them.
 */
export function lookAt(archive: Archive, rows: number[]): Seen[] {
  if (rows.length === 0) return [];
  const found = archive.prepare<Record<keyof Seen, string>>(SEEN).get(JSON.stringify(rows))!;
  const ids = JSON.parse(found.id) as number[];
  const threads = JSON.parse(found.thread) as number[];
  const people = JSON.parse(found.person) as (number | null)[];
  const kinds = JSON.parse(found.kind) as number[];
  const dates = JSON.parse(found.dateUsed) as number[];
  const states = JSON.parse(found.state) as (string | null)[];
  return (JSON.parse(found.row) as number[]).map((row, n) => ({
    row,
    thread: threads[n]!,
    person: people[n]!,
    kind: kinds[n]!,
    dateUsed: dates[n]!,
    state: states[n]!,
    id: ids[n]!,
  }));
}

/** The messages of some rows, in the order given. */
export function loadFound(archive: Archive, hits: { row: number; more: number }[]): FoundMessage[] {
  if (hits.length === 0) return [];
  const found = archive.prepare<FoundRow>(FOUND).all(JSON.stringify(hits.map(({ row }) => row)));
  const byRow = new Map(found.map((row) => [row.row, row]));
  return hits.flatMap(({ row: number, more }) => {
    const row = byRow.get(number);
    if (!row) return [];
    return [
      {
        id: row.id,
        key: row.key,
        threadId: row.root,
        subject: row.subject,
        from: { name: row.from_name, email: row.from_email },
        person: row.person,
        dateUsed: row.date_used,
        lists: row.lists === null ? [] : row.lists.split('\n').sort(),
        kind: row.kind,
        state: row.state ?? row.thread_state,
        version: row.version,
        salvaged: row.salvaged === 1,
        more,
      },
    ];
  });
}

interface FoundRow {
  row: number;
  id: number;
  key: string;
  root: string;
  subject: string;
  from_name: string;
  from_email: string;
  person: string | null;
  date_used: number;
  lists: string | null;
  kind: number;
  state: string | null;
  thread_state: string | null;
  version: number | null;
  salvaged: number;
}

const SEEN = `
  SELECT json_group_array(search_row.id) AS row, json_group_array(message.id) AS id, json_group_array(message.thread_id) AS thread,
         json_group_array(message.person_id) AS person, json_group_array(message.kind) AS kind,
         json_group_array(message.date_used) AS dateUsed, json_group_array(coalesce(patch.state, thread.state)) AS state
  FROM json_each(?) AS asked CROSS JOIN search_row ON search_row.id = asked.value CROSS JOIN message ON message.id = search_row.message_id
  LEFT JOIN patch ON patch.message_id = message.id LEFT JOIN thread ON thread.id = message.thread_id`;
const FOUND = `
  SELECT search_row.id AS row, message.id, message.key, coalesce(thread.root, '') AS root, message.subject, message.from_name,
         message.from_email, person.name AS person, message.date_used, message.kind, patch.state, thread.state AS thread_state,
         patch.version, message.salvaged,
         (SELECT group_concat(list.name, char(10)) FROM message_list JOIN list ON list.id = message_list.list_id
          WHERE message_list.message_id = message.id) AS lists
  FROM json_each(?) AS asked CROSS JOIN search_row ON search_row.id = asked.value CROSS JOIN message ON message.id = search_row.message_id
  LEFT JOIN patch ON patch.message_id = message.id LEFT JOIN thread ON thread.id = message.thread_id
  LEFT JOIN person ON person.id = message.person_id`;
