import { createHash } from 'node:crypto';
import type { Archive } from '../database.ts';
import { PROJECT_SPAN } from '../schema/numbers.ts';

/** That a list carried a message: list.id and message_id.id. */
export interface Arrival {
  list: number;
  messageId: number;
}

/**
 * Numbers messages of lists in the order given; those that have a number keep it. Runs inside the caller's transaction.
 * @param now Unix seconds
 */
export function numberArticles(archive: Archive, arrivals: readonly Arrival[], now: number): void {
  const projects = new Map<number, { project: number; last: number }>();
  const insert = archive.prepare(
    'INSERT INTO article (project, number, message_id, arrived) VALUES (?, ?, ?, ?) ON CONFLICT (message_id, project) DO NOTHING',
  );
  for (const { list, messageId } of arrivals) {
    let numbered = projects.get(list);
    if (!numbered) projects.set(list, (numbered = projectOf(archive, list, now)));
    const number = numbered.last + 1;
    if (number >= PROJECT_SPAN) throw new RangeError(`list ${list} has more messages than numbers`);
    if (insert.run(numbered.project, number, messageId, now).changes > 0) numbered.last = number;
  }
  for (const { project, last } of projects.values())
    archive.prepare('UPDATE numbering SET last = ? WHERE project = ? AND last < ?').run(last, project, last);
}

/** Numbers what a list carries and has no number of it, by when it was sent: a list that took another one in, or was renamed. */
export function numberMissing(archive: Archive, list: number, now: number): void {
  const arrivals = archive
    .prepare<{ messageId: number }>(
      `SELECT DISTINCT mail.message_id AS messageId
       FROM carried JOIN mail ON mail.id = carried.mail_id JOIN list ON list.id = carried.list_id
       LEFT JOIN numbering ON numbering.name = list.name
       WHERE carried.list_id = ? AND NOT EXISTS (
         SELECT 1 FROM article WHERE article.message_id = mail.message_id AND article.project = numbering.project)
       ORDER BY mail.date_used, mail.id`,
    )
    .all(list);
  numberArticles(
    archive,
    arrivals.map(({ messageId }) => ({ list, messageId })),
    now,
  );
}

/** Takes out the numbers of what lists carry no more; the numbers do not come back. */
export function dropArticles(archive: Archive, messageIds: readonly number[]): void {
  const drop = archive.prepare(
    `DELETE FROM article WHERE message_id = ? AND NOT EXISTS (
       SELECT 1 FROM mail JOIN carried ON carried.mail_id = mail.id JOIN list ON list.id = carried.list_id
       JOIN numbering ON numbering.name = list.name
       WHERE mail.message_id = article.message_id AND numbering.project = article.project)`,
  );
  for (const id of messageIds) drop.run(id);
}

/** Lets a list go on with its numbers under another name. */
export function renameNumbering(archive: Archive, from: string, to: string): void {
  archive.prepare('UPDATE OR IGNORE numbering SET name = ? WHERE name = ?').run(to, from);
}

/** Gives every sender's address its number. */
export function numberAddresses(archive: Archive): void {
  archive.write(() => numberNewAddresses(archive));
}

function numberNewAddresses(archive: Archive): void {
  const missing = archive
    .prepare<{ email: string }>(
      `SELECT DISTINCT lower(email) AS email FROM sender
       WHERE NOT EXISTS (SELECT 1 FROM address_number WHERE address_number.email = lower(sender.email)) ORDER BY 1`,
    )
    .all();
  const taken = archive.prepare('SELECT 1 FROM address_number WHERE number = ?');
  const insert = archive.prepare('INSERT INTO address_number (email, number) VALUES (?, ?)');
  for (const { email } of missing) {
    let number = createHash('sha256').update(email).digest().readUIntBE(0, 6);
    while (taken.get(number)) number += 1;
    insert.run(email, number);
  }
}

/** Forgets the numbers of addresses that nobody writes from any more. */
export function dropAddresses(archive: Archive, emails: Iterable<string>): void {
  const drop = archive.prepare(
    'DELETE FROM address_number WHERE email = lower(?) AND NOT EXISTS (SELECT 1 FROM sender WHERE sender.email = ?)',
  );
  for (const email of emails) drop.run(email, email);
}

function projectOf(archive: Archive, list: number, now: number): { project: number; last: number } {
  const known = archive
    .prepare<{ project: number; last: number }>(
      'SELECT project, last FROM numbering JOIN list ON list.name = numbering.name WHERE list.id = ?',
    )
    .get(list);
  if (known) return known;
  const { lastInsertRowid } = archive
    .prepare('INSERT INTO numbering (name, made, last, told) SELECT name, ?, 0, 0 FROM list WHERE id = ?')
    .run(now, list);
  return { project: Number(lastInsertRowid), last: 0 };
}
