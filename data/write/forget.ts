import { type Archive, bumpVersion } from '../database.ts';
import type { ForgetReport } from '../facts.ts';
import { blocksByThread } from '../codecs/thread-blocks.ts';
import { dropAddresses, dropArticles } from './articles.ts';
import { dropMessage, messagesOfId, regroup } from './copies.ts';
import { forgottenMark } from './mails.ts';
import { deleteMails } from './raw.ts';
import { purgeSearch } from './search.ts';

/**
 * Takes a message out for good: its bytes, rows and words; a salted mark stays so that no ingest brings it back. Freed pages are
 * overwritten (secure_delete). Quotes of it in other mails are listed, not altered; what its ghost kept of it is not kept again.
 */
export function forget(archive: Archive, messageId: string): ForgetReport {
  archive.sqlite.pragma('secure_delete = ON');
  const report: ForgetReport = { mails: 0, quotedBy: [] };
  archive.write(() => {
    archive
      .prepare('INSERT INTO forgotten (mark) VALUES (?) ON CONFLICT DO NOTHING')
      .run(forgottenMark(archive, messageId));
    const id = archive
      .prepare<{ id: number; thread: number }>('SELECT id, thread FROM message_id WHERE text = ?')
      .get(messageId);
    if (!id) return;
    report.quotedBy = quotedBy(archive, messageId, id.thread);
    const mails = archive
      .prepare<{ id: number; from_email: string; refs: string }>(
        'SELECT id, from_email, refs FROM mail WHERE message_id = ?',
      )
      .all(id.id);
    const lists = listsOf(archive, id.id);
    deleteMails(
      archive,
      mails.map((mail) => mail.id),
    );
    report.mails = mails.length;
    for (const row of messagesOfId(archive, messageId, id.id)) {
      dropMessage(archive, row.id);
    }
    regroup(archive, [id.id]);
    dropArticles(archive, [id.id]);
    dropAddresses(archive, new Set(mails.map((mail) => mail.from_email)));
    dropUnnamed(archive, id.thread, [id.id, ...mails.flatMap(({ refs }) => JSON.parse(refs) as number[])]);
    dropEmpty(archive, lists);
    purgeSearch(archive);
    bumpVersion(archive);
  });
  return report;
}

/** True where a Message-ID carries the mark that `forget` left. */
export function wasForgotten(archive: Archive, messageId: string): boolean {
  return archive.prepare('SELECT 1 FROM forgotten WHERE mark = ?').get(forgottenMark(archive, messageId)) !== undefined;
}

/** The lists that carried a message. */
function listsOf(archive: Archive, messageId: number): number[] {
  return archive
    .prepare<{ id: number }>(
      'SELECT DISTINCT carried.list_id AS id FROM carried JOIN mail ON mail.id = carried.mail_id WHERE mail.message_id = ?',
    )
    .all(messageId)
    .map(({ id }) => id);
}

/** Takes ids out that no mail has, and none of those left names. What names an id stands in its thread: References tie the two together. */
function dropUnnamed(archive: Archive, thread: number, ids: readonly number[]): void {
  const rows = archive
    .prepare<{ id: number; refs: string }>(
      'SELECT mail.message_id AS id, refs FROM mail JOIN message_id ON message_id.id = mail.message_id WHERE message_id.thread = ?',
    )
    .all(thread);
  const named = new Set(rows.flatMap(({ id, refs }) => [id, ...(JSON.parse(refs) as number[])]));
  for (const id of new Set(ids)) if (!named.has(id)) archive.prepare('DELETE FROM message_id WHERE id = ?').run(id);
}

/** Takes lists out that carry nothing any more: the mail alone had told of them. */
function dropEmpty(archive: Archive, lists: readonly number[]): void {
  for (const id of lists) {
    if (archive.prepare('SELECT 1 FROM carried WHERE list_id = ? LIMIT 1').get(id) !== undefined) continue;
    archive.prepare('DELETE FROM numbering WHERE name = (SELECT name FROM list WHERE id = ?)').run(id);
    archive.prepare('DELETE FROM list WHERE id = ?').run(id);
  }
}

function quotedBy(archive: Archive, messageId: string, thread: number): string[] {
  const rows = archive
    .prepare<{ id: number; key: string }>('SELECT id, key FROM message WHERE thread_id = ? ORDER BY key')
    .all(thread);
  const blocks = blocksByThread(archive)(thread);
  return rows.filter(({ id, key }) => key !== messageId && blocks.quotes(id, messageId)).map(({ key }) => key);
}
