import type { Archive } from '../database.ts';
import type { PersonRecord, PersonFigures, PersonMessageRecord } from '../records/index.ts';

/** The number of a person by the name shown, an address, or a name written otherwise; null where nobody goes by it. */
export function findPerson(archive: Archive, name: string): number | null {
  const row =
    archive.prepare<{ id: number }>('SELECT id FROM person WHERE name = ?').get(name) ??
    archive
      .prepare<{ id: number }>(
        'SELECT person_id AS id FROM person_address WHERE email = ? ORDER BY messages DESC, name LIMIT 1',
      )
      .get(name.toLowerCase()) ??
    archive
      .prepare<{ id: number }>(
        'SELECT id FROM person WHERE name = ? COLLATE NOCASE ORDER BY messages DESC, name LIMIT 1',
      )
      .get(name) ??
    // As a mail of theirs has it.
    archive
      .prepare<{ id: number }>(
        'SELECT person_id AS id FROM person_address WHERE name = ? ORDER BY messages DESC, email LIMIT 1',
      )
      .get(name);
  return row?.id ?? null;
}

/** The place behind a person: how many messages, and the number. */
export type PersonPlace = [messages: number, person: number];

/** People by how much they wrote, of those whose name or an address holds `text`; with `wholeAddress` an address must be all of it. */
export function listPeople(
  archive: Archive,
  { text, withoutBots, wholeAddress = false }: { text: string; withoutBots: boolean; wholeAddress?: boolean },
  limit: number,
  after: PersonPlace | null,
): { people: PersonRecord[]; next: PersonPlace | null } {
  const escaped = text.replace(/[\\%_]/g, (mark) => `\\${mark}`);
  const like = `%${escaped}%`;
  const rows = archive
    .prepare<PersonRow>(PEOPLE)
    .all(
      Number(withoutBots),
      text,
      like,
      wholeAddress ? escaped : like,
      ...(after ?? [Number.MAX_SAFE_INTEGER, 0]),
      limit + 1,
    );
  const people = rows.slice(0, limit).map(toPerson);
  const last = people.at(-1);
  return { people, next: rows.length > limit && last ? [last.messages, last.id] : null };
}

/** One person with figures; null where the number is unknown. */
export function loadPerson(archive: Archive, id: number): PersonFigures | null {
  return archive.read(() => {
    const row = archive.prepare<PersonRow>(PERSON).get(id);
    if (!row) return null;
    const span = archive
      .prepare<{ first: number | null; last: number | null }>(
        'SELECT min(date_used) AS first, max(date_used) AS last FROM message WHERE person_id = ?',
      )
      .get(id)!;
    const counts = (sql: string) =>
      Object.fromEntries(
        archive
          .prepare<{ name: string; n: number }>(sql)
          .all(id)
          .map((count) => [count.name, count.n]),
      );
    return {
      ...toPerson(row),
      ...span,
      lists: archive.prepare<{ name: string; messages: number }>(LISTS_OF).all(id),
      months: archive.prepare<{ month: string; messages: number; threads: number }>(MONTHS_OF).all(id),
      states: counts(STATES_OF),
      given: counts(TAGS_OF),
      reviewed: archive.prepare<{ n: number }>(REVIEWED_BY).get(id)!.n,
      toAnswer: archive
        .prepare<{ span: number }>(ANSWERS_OF)
        .all(id, id)
        .map((answer) => answer.span),
    };
  });
}

/** The place behind a message: its date and number. */
export type MessagePlace = [dateUsed: number, message: number];

/** What somebody wrote, newest first. */
export function listMessagesOf(
  archive: Archive,
  person: number,
  limit: number,
  after: MessagePlace | null,
): { messages: PersonMessageRecord[]; next: MessagePlace | null } {
  const rows = archive
    .prepare<{
      id: number;
      key: string;
      thread: string;
      subject: string;
      date_used: number;
      new_lines: number;
      lists: string | null;
    }>(MESSAGES_OF)
    .all(person, ...(after ?? [Number.MAX_SAFE_INTEGER, 0]), limit + 1);
  const last = rows[limit - 1];
  return {
    messages: rows.slice(0, limit).map((row) => ({
      key: row.key,
      threadId: row.thread,
      subject: row.subject,
      dateUsed: row.date_used,
      newLines: row.new_lines,
      lists: row.lists === null ? [] : row.lists.split('\n').sort(),
    })),
    next: rows.length > limit && last ? [last.date_used, last.id] : null,
  };
}

interface PersonRow {
  id: number;
  name: string;
  bot: number;
  messages: number;
  addresses: string | null;
}

function toPerson(row: PersonRow): PersonRecord {
  const addresses = JSON.parse(row.addresses ?? '[]') as PersonRecord['addresses'];
  return {
    id: row.id,
    name: row.name,
    bot: row.bot === 1,
    messages: row.messages,
    addresses: addresses.sort((a, b) => b.messages - a.messages || (a.email < b.email ? -1 : 1)),
  };
}

const PERSON_COLUMNS = `
  SELECT id, name, bot, messages,
         (SELECT json_group_array(json_object('email', email, 'name', name, 'messages', messages))
          FROM person_address WHERE person_id = person.id) AS addresses
  FROM person`;
const PERSON = `${PERSON_COLUMNS} WHERE id = ?`;
const PEOPLE = `${PERSON_COLUMNS}
  WHERE bot <= 1 - ? AND (? = '' OR name LIKE ? ESCAPE '\\'
        OR EXISTS (SELECT 1 FROM person_address WHERE person_id = person.id AND email LIKE ? ESCAPE '\\'))
    AND (messages, -id) < (?, -?)
  ORDER BY messages DESC, id LIMIT ?`;
const LISTS_OF = `
  SELECT list.name, count(*) AS messages
  FROM message CROSS JOIN message_list ON message_list.message_id = message.id JOIN list ON list.id = message_list.list_id
  WHERE message.person_id = ? GROUP BY list.id ORDER BY messages DESC, list.name`;
const MONTHS_OF = `
  SELECT strftime('%Y-%m', date_used, 'unixepoch') AS month, count(*) AS messages, count(DISTINCT thread_id) AS threads
  FROM message WHERE person_id = ? GROUP BY month ORDER BY month`;
const STATES_OF = `
  SELECT state AS name, count(*) AS n FROM patch WHERE person_id = ? AND number > 0 GROUP BY state ORDER BY n DESC, state`;
const TAGS_OF = `
  SELECT tag.value AS name, count(*) AS n
  FROM message CROSS JOIN review ON review.message_id = message.id, json_each(review.tags) AS tag
  WHERE message.person_id = ? GROUP BY 1 ORDER BY n DESC, 1`;
const REVIEWED_BY = `
  SELECT count(DISTINCT review.on_id) AS n
  FROM message CROSS JOIN review ON review.message_id = message.id LEFT JOIN patch ON patch.message_id = review.on_id
  WHERE message.person_id = ? AND COALESCE(patch.person_id, 0) <> message.person_id`;
const ANSWERS_OF = `
  SELECT answer.date_used - asked.date_used AS span
  FROM message AS answer CROSS JOIN message AS asked ON asked.key = answer.parent
  WHERE answer.person_id = ? AND COALESCE(asked.person_id, 0) <> ? AND asked.bot = 0 AND answer.date_used > asked.date_used
  ORDER BY span`;
const MESSAGES_OF = `
  SELECT message.id, message.key, thread.root AS thread, message.subject, message.date_used, message.new_lines,
         (SELECT group_concat(list.name, char(10)) FROM message_list JOIN list ON list.id = message_list.list_id
          WHERE message_list.message_id = message.id) AS lists
  FROM message JOIN thread ON thread.id = message.thread_id
  WHERE message.person_id = ? AND (message.date_used, -message.id) < (?, -?)
  ORDER BY message.date_used DESC, message.id LIMIT ?`;
