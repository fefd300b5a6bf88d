import type { Archive } from '../database.ts';
import { WEEK } from '../schema/week.ts';
import { dropThreadBlocks } from '../codecs/thread-blocks.ts';
import { dropThreadFacts } from '../codecs/thread-facts.ts';
import { dropSearch } from './search.ts';

/**
 * Groups the mails of some Message-IDs into messages: copies with the same core are one message. The text kept is that of
 * the copy without a list footer, then the shortest, then the lowest SHA-256; another core under the same id is another
 * message `<id>#2`, ranked by SHA-256. A salvaged mail gives way to a true one. The result depends on the mails alone.
 * Touched threads become dirty. Runs inside the caller's transaction.
 */
export function regroup(archive: Archive, messageIds: number[]): void {
  for (const messageId of messageIds) {
    const mails = archive.prepare<MailRow>(MAILS_OF_ID).all(messageId) as MailRow[];
    const wanted = groupCopies(mails);
    const id = archive
      .prepare<{ text: string; thread: number }>('SELECT text, thread FROM message_id WHERE id = ?')
      .get(messageId)!;
    const old = messagesOfId(archive, id.text, messageId);
    wanted.forEach((group, rank) => {
      const key = rank === 0 ? id.text : `${id.text}#${rank + 1}`;
      storeMessage(archive, key, messageId, id.thread, group);
    });
    for (const row of old) {
      if (row.key !== id.text && Number(row.key.slice(id.text.length + 1)) <= wanted.length) continue;
      if (row.key === id.text && wanted.length > 0) continue;
      dropMessage(archive, row.id);
    }
    archive.prepare('INSERT INTO thread (id) VALUES (?) ON CONFLICT (id) DO UPDATE SET dirty = 1').run(id.thread);
  }
}

/**
 * Makes a message of the only mail under an id that nothing named before: what {@link regroup} would make of it, in two statements.
 * Its thread must be dirty already. Returns false where another message has its key. Runs inside the caller's transaction.
 */
export function addMessage(
  archive: Archive,
  mail: NewMail,
  messageId: number,
  thread: number,
  carriers: readonly { list: number }[],
): boolean {
  const { changes, lastInsertRowid } = archive
    .prepare(`${INSERT_MESSAGE} ON CONFLICT (key) DO NOTHING`)
    .run(
      mail.messageId,
      messageId,
      mail.id,
      thread,
      mail.subject,
      mail.fromName,
      mail.fromEmail,
      mail.date,
      mail.dateUsed,
      Number(mail.bot),
      Number(mail.salvaged),
    );
  if (changes === 0) return false;
  countNew(archive, mail.fromEmail, mail.fromName, Number(mail.bot), mail.dateUsed);
  for (const { list } of carriers)
    archive
      .prepare('INSERT INTO message_list (list_id, date_used, message_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
      .run(list, mail.dateUsed, lastInsertRowid);
  return true;
}

/** The messages under a Message-ID: `<id>`, `<id>#2` and so on. */
export function messagesOfId(archive: Archive, text: string, messageId: number): { id: number; key: string }[] {
  return archive.prepare<{ id: number; key: string }>(MESSAGES_OF_ID).all(text, messageId, text, text, messageId);
}

/** Takes a message out of every derived table that is keyed by it. */
export function dropMessage(archive: Archive, id: number): void {
  dropSearch(archive, id);
  const row = archive.prepare<{ thread_id: number }>('SELECT thread_id FROM message WHERE id = ?').get(id);
  if (row) {
    dropThreadBlocks(archive, row.thread_id);
    dropThreadFacts(archive, row.thread_id);
    for (const table of ['thread_point', 'point_asked', 'pull', 'discussion'])
      archive.prepare(`DELETE FROM ${table} WHERE thread_id = ?`).run(row.thread_id);
  }
  for (const table of ['message_list', 'patch', 'review', 'patch_number', 'patch_hash'])
    archive.prepare(`DELETE FROM ${table} WHERE message_id = ?`).run(id);
  archive.prepare('DELETE FROM review WHERE on_id = ?').run(id);
  archive.prepare('DELETE FROM message WHERE id = ?').run(id);
}

/** What a message takes over from its mail. */
interface NewMail {
  id: number;
  messageId: string;
  subject: string;
  fromName: string;
  fromEmail: string;
  date: number | null;
  dateUsed: number;
  bot: boolean;
  salvaged: boolean;
}

/** Counts a message that comes, under its sender and in its week. */
function countNew(archive: Archive, email: string, name: string, bot: number, date: number): void {
  archive
    .prepare(
      `INSERT INTO sender (email, name, messages, humans) VALUES (?, ?, 1, 1 - ?)
       ON CONFLICT DO UPDATE SET messages = messages + 1, humans = humans + excluded.humans`,
    )
    .run(email, name, bot);
  archive
    .prepare(
      'INSERT INTO message_week (week, messages) VALUES (?, 1) ON CONFLICT DO UPDATE SET messages = messages + 1',
    )
    .run(Math.trunc(date / WEEK));
}

interface MailRow {
  id: number;
  sha256: Buffer;
  core: Buffer;
  salvaged: number;
  footer: number;
  text_size: number;
  subject: string;
  from_name: string;
  from_email: string;
  date: number | null;
  date_used: number;
  bot: number;
  replaced: number;
}

// Found by key, for one index less: '$' comes right behind '#'. Another id may begin so too.
const MESSAGES_OF_ID = `
  SELECT id, key FROM message WHERE key = ? AND message_id = ?
  UNION ALL SELECT id, key FROM message WHERE key > ? || '#' AND key < ? || '$' AND message_id = ?`;
const MAILS_OF_ID = `
  SELECT id, sha256, core, salvaged, footer, text_size, subject, from_name, from_email, date, date_used, bot,
         EXISTS (SELECT 1 FROM replaced WHERE mail_id = mail.id) AS replaced
  FROM mail WHERE message_id = ?`;

const INSERT_MESSAGE = `
  INSERT INTO message (key, message_id, mail_id, thread_id, subject, from_name, from_email, date, date_used, bot, salvaged)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const UPDATE_MESSAGE = `
  UPDATE message SET mail_id = ?, thread_id = ?, subject = ?, from_name = ?, from_email = ?, date = ?, date_used = ?, bot = ?,
                     salvaged = ?
  WHERE id = ?`;

function groupCopies(mails: MailRow[]): MailRow[][] {
  const groups = new Map<string, MailRow[]>();
  const anyTrue = mails.some((mail) => !mail.salvaged);
  for (const mail of mails) {
    if (mail.replaced || (mail.salvaged && anyTrue)) continue;
    const core = mail.core.toString('latin1');
    const group = groups.get(core);
    if (group) group.push(mail);
    else groups.set(core, [mail]);
  }
  const ranked = [...groups.values()];
  for (const group of ranked) {
    group.sort((a, b) => a.footer - b.footer || a.text_size - b.text_size || Buffer.compare(a.sha256, b.sha256));
  }
  return ranked.sort((a, b) => Buffer.compare(a[0]!.sha256, b[0]!.sha256));
}

function storeMessage(archive: Archive, key: string, messageId: number, thread: number, group: MailRow[]): void {
  const kept = group[0]!;
  // The dates of copies agree where their Date is credible; where it is not, the earliest copy tells.
  const dateUsed = Math.min(...group.map((mail) => mail.date_used || Infinity));
  const date = Number.isFinite(dateUsed) ? dateUsed : 0;
  const known = archive.prepare<{ id: number }>('SELECT id FROM message WHERE key = ?').get(key)?.id;
  const { from_name: name, from_email: email, bot, salvaged } = kept;
  const values = [kept.id, thread, kept.subject, name, email, kept.date, date, bot, salvaged];
  let id: number;
  if (known === undefined) {
    id = Number(archive.prepare(INSERT_MESSAGE).run(key, messageId, ...values).lastInsertRowid);
    countNew(archive, email, name, bot, date);
  } else {
    id = known;
    archive.prepare(UPDATE_MESSAGE).run(...values, id);
  }
  archive.prepare('DELETE FROM message_list WHERE message_id = ?').run(id);
  for (const mail of group) {
    archive
      .prepare(
        `INSERT INTO message_list (list_id, date_used, message_id)
         SELECT DISTINCT list_id, ?, ? FROM carried WHERE mail_id = ? ON CONFLICT DO NOTHING`,
      )
      .run(date, id, mail.id);
  }
}
