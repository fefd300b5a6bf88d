import type { Archive } from '../database.ts';
import type { MessageRecord } from '../records/index.ts';
import { MESSAGE_COLUMNS, MESSAGE_TABLES, type MessageRow, toMessages } from './thread.ts';

/** The newest messages that somebody wrote (person.id), newest first. */
export function newestOfPerson(archive: Archive, person: number, limit: number): MessageRecord[] {
  return newest(archive, OF_PERSON, person, limit);
}

/** The newest messages of the threads in which some series were posted, newest first. */
export function newestOfSeries(archive: Archive, seriesIds: readonly string[], limit: number): MessageRecord[] {
  return newest(archive, OF_SERIES, JSON.stringify(seriesIds), limit);
}

function newest(archive: Archive, chosen: string, value: unknown, limit: number): MessageRecord[] {
  const rows = archive
    .prepare<MessageRow>(
      `SELECT ${MESSAGE_COLUMNS} FROM (${chosen} ORDER BY date_used DESC, id DESC LIMIT ?) AS chosen
       CROSS JOIN ${MESSAGE_TABLES.replace('message JOIN', 'message ON message.id = chosen.id JOIN')}
       ORDER BY message.date_used DESC, message.key`,
    )
    .all(value, limit);
  return toMessages(archive, rows);
}

const OF_PERSON = 'SELECT id FROM message WHERE person_id = ?';
const OF_SERIES = `
  SELECT id FROM message WHERE thread_id IN (SELECT thread_id FROM series WHERE id IN (SELECT value FROM json_each(?)))`;
