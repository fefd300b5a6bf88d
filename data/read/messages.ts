import type { Archive } from '../database.ts';
import type { CopyRecord, MessageRecord, WholeMessage } from '../records/index.ts';
import { memo } from './memo.ts';
import { RAW_PLACE, type RawPlace, readRaw } from '../codecs/raw-groups.ts';
import { MESSAGE_COLUMNS, MESSAGE_TABLES, type MessageRow, toMessages } from './thread.ts';

/** A message by key or Message-ID; null where the archive lacks it. */
export function findMessage(archive: Archive, id: string): WholeMessage | null {
  return archive.read(() => {
    const row = archive.prepare<MessageRow & RawPlace & { thread: number }>(WHOLE).get(id);
    if (!row) return null;
    const message = toMessages(archive, [row])[0]!;
    return {
      message,
      thread: row.thread,
      bytes: readRaw(archive, row),
      copies: copiesOf(archive, message.mailId),
      replies: archive
        .prepare<{ key: string }>(REPLIES)
        .all(row.thread, message.key)
        .map((reply) => reply.key),
    };
  });
}

/** The bytes of a message as read, of the copy that `list` carried where it is given and differs. Null where absent. */
export function findRaw(archive: Archive, id: string, list: string | null): Buffer | null {
  const row =
    (list === null ? undefined : archive.prepare<RawPlace>(RAW_OF_LIST).get(id, list)) ??
    archive.prepare<RawPlace>(RAW).get(id);
  return row ? readRaw(archive, row) : null;
}

/** How many messages the archive holds, each once however many lists carried it. */
export function countMessages(archive: Archive): number {
  return memo(archive, 'messages', () => archive.prepare<{ n: number }>('SELECT count(*) AS n FROM message').get()!.n);
}

/** Where a message stands: its key and first list, for links that name only a Message-ID. Null where absent. */
export function findPlace(archive: Archive, id: string): { key: string; list: string | null } | null {
  const row = archive.prepare<{ key: string; list: string | null }>(PLACE).get(id);
  return row ?? null;
}

/** Newest messages of a list (of all where null) before a time (Unix seconds), newest first. */
export function newestMessages(
  archive: Archive,
  list: number | null,
  limit: number,
): (MessageRecord & { thread: string })[] {
  const rows =
    list === null
      ? archive.prepare<MessageRow & { thread: string }>(NEWEST).all(limit)
      : archive.prepare<MessageRow & { thread: string }>(NEWEST_OF_LIST).all(list, limit);
  return toMessages(archive, rows).map((message, n) => ({ ...message, thread: rows[n]!.thread }));
}

/** Some messages by key, with their bytes. */
export function loadMessages(archive: Archive, keys: string[]): { message: MessageRecord; bytes: Buffer }[] {
  const rows = archive
    .prepare<MessageRow & RawPlace>(
      `SELECT ${MESSAGE_COLUMNS}, ${RAW_PLACE}
       FROM json_each(?) AS asked CROSS JOIN ${MESSAGE_TABLES.replace('message JOIN', 'message ON message.key = asked.value JOIN')}`,
    )
    .all(JSON.stringify(keys));
  return toMessages(archive, rows).map((message, n) => ({ message, bytes: readRaw(archive, rows[n]!) }));
}

/** Bytes of some messages by their number. */
export function loadBytes(archive: Archive, ids: number[]): Map<number, Buffer> {
  const rows = archive
    .prepare<RawPlace & { id: number }>(
      `SELECT message.id, ${RAW_PLACE} FROM json_each(?) AS asked CROSS JOIN message ON message.id = asked.value
       JOIN mail ON mail.id = message.mail_id`,
    )
    .all(JSON.stringify(ids));
  return new Map(rows.map((row) => [row.id, readRaw(archive, row)]));
}

/** Bytes of some messages by key, and whether each is salvaged text. */
export function loadBytesByKey(archive: Archive, keys: string[]): Map<string, { bytes: Buffer; salvaged: boolean }> {
  const rows = archive
    .prepare<RawPlace & { key: string; salvaged: number }>(
      `SELECT message.key, message.salvaged, ${RAW_PLACE}
       FROM json_each(?) AS asked CROSS JOIN message ON message.key = asked.value
       JOIN mail ON mail.id = message.mail_id`,
    )
    .all(JSON.stringify(keys));
  return new Map(rows.map((row) => [row.key, { bytes: readRaw(archive, row), salvaged: row.salvaged === 1 }]));
}

/** Messages whose From has no name, and the name of the person behind each: the dump names them so. */
export function namelessSenders(archive: Archive): Map<string, string> {
  return memo(archive, 'nameless', () => {
    const rows = archive
      .prepare<{ email: string; person: string }>(
        `SELECT DISTINCT from_email AS email, person.name AS person
         FROM message JOIN person ON person.id = message.person_id WHERE from_name = ''`,
      )
      .all();
    return new Map(rows.map((row) => [row.email, row.person]));
  });
}

function copiesOf(archive: Archive, mailId: number): CopyRecord[] {
  return archive
    .prepare<{ sha256: Buffer; size: number; lists: string | null }>(COPIES)
    .all(mailId, mailId)
    .map((row) => ({
      sha256: row.sha256.toString('hex'),
      size: row.size,
      lists: row.lists === null ? [] : row.lists.split('\n').sort(),
    }));
}

const WHOLE = `
  SELECT ${MESSAGE_COLUMNS}, message.thread_id AS thread, ${RAW_PLACE}
  FROM ${MESSAGE_TABLES} WHERE message.key = ?`;
const REPLIES = 'SELECT key FROM message WHERE thread_id = ? AND parent = ? ORDER BY date_used, key';
const RAW = `SELECT ${RAW_PLACE} FROM message JOIN mail ON mail.id = message.mail_id WHERE message.key = ?`;
const RAW_OF_LIST = `
  SELECT ${RAW_PLACE} FROM message JOIN mail AS kept ON kept.id = message.mail_id
  JOIN mail ON mail.message_id = message.message_id AND mail.core = kept.core
  JOIN carried ON carried.mail_id = mail.id JOIN list ON list.id = carried.list_id
  WHERE message.key = ? AND list.name = ? ORDER BY mail.footer, mail.text_size, mail.sha256 LIMIT 1`;
const PLACE = `
  SELECT message.key, (SELECT list.name FROM message_list JOIN list ON list.id = message_list.list_id
                       WHERE message_list.message_id = message.id ORDER BY list.name LIMIT 1) AS list
  FROM message WHERE message.key = ?`;
const COPIES = `
  SELECT mail.sha256, mail.raw_size AS size,
         (SELECT group_concat(name, char(10)) FROM (SELECT DISTINCT list.name FROM carried JOIN list ON list.id = carried.list_id
                                                    WHERE carried.mail_id = mail.id)) AS lists
  FROM mail AS kept JOIN mail ON mail.message_id = kept.message_id AND mail.core = kept.core
  WHERE kept.id = ? ORDER BY mail.id <> ?, mail.sha256`;
const NEWEST = `
  SELECT ${MESSAGE_COLUMNS}, thread.root AS thread
  FROM (SELECT id FROM message ORDER BY date_used DESC, id DESC LIMIT ?) AS newest
  CROSS JOIN ${MESSAGE_TABLES.replace('message JOIN', 'message ON message.id = newest.id JOIN')}
  JOIN thread ON thread.id = message.thread_id ORDER BY message.date_used DESC, message.key`;
const NEWEST_OF_LIST = NEWEST.replace(
  'SELECT id FROM message ORDER BY date_used DESC, id DESC LIMIT ?',
  'SELECT message_id AS id FROM message_list WHERE list_id = ? ORDER BY date_used DESC, message_id DESC LIMIT ?',
);
