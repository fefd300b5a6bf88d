import { crc32 } from 'node:zlib';
import { type Archive, bumpVersion } from '../database.ts';
import { RAW_PLACE, type RawPlace, readRaw } from '../codecs/raw-groups.ts';
import { WEEK } from '../schema/week.ts';
import { packJson } from '../codecs/json-codec.ts';
import { packBlocks } from '../codecs/block-codec.ts';
import { dropThreadBlocks, storeThreadBlocks } from '../codecs/thread-blocks.ts';
import { dropThreadFacts, storeThreadFacts, type ThreadFacts } from '../codecs/thread-facts.ts';
import type { Block, Ghost, Mailbox, MessageFacts, SearchWords, ThreadNode } from '../records/index.ts';
import { FIND_POSTINGS, markThread } from './ledger.ts';
import { storeReviews } from './reviews.ts';
import { beginSearch, finishSearch, mergeSearch, storeSearch } from './search.ts';

/** One message of a dirty thread: its row and its bytes. */
export interface StoredMessage {
  id: number;
  key: string;
  messageId: string;
  bytes: Buffer;
  salvaged: boolean;
  date: number | null;
  dateUsed: number;
  references: string[];
  lists: string[];
  defects: string[];
  bot: boolean;
  from: Mailbox;
  subject: string;
}

/** A thread as it is loaded for analysis. */
export interface StoredThread {
  id: number;
  messages: StoredMessage[];
}

/** How many threads wait for analysis. */
export function countDirtyThreads(archive: Archive): number {
  return archive.prepare<{ n: number }>('SELECT count(*) AS n FROM thread WHERE dirty = 1').get()!.n;
}

/** The numbers and sizes of up to `limit` threads that wait for analysis and come after thread `after`. */
export function dirtyThreads(archive: Archive, after: number, limit: number): { id: number; messages: number }[] {
  return archive
    .prepare<{ id: number; messages: number }>(
      `SELECT id, (SELECT count(*) FROM message WHERE thread_id = thread.id) AS messages
         FROM thread WHERE dirty = 1 AND id > ? ORDER BY id LIMIT ?`,
    )
    .all(after, limit);
}

/** Loads whole threads with the bytes of their messages, ordered by (dateUsed, key). */
export function loadThreads(archive: Archive, ids: number[]): StoredThread[] {
  return archive.read(() => ids.map((id) => ({ id, messages: loadMessages(archive, id) })));
}

/** What analysis made of one thread, ready to store. */
export interface AnalyzedThread {
  id: number;
  nodes: ThreadNode[];
  messages: AnalyzedMessage[];
  ghosts: Ghost[];
  /** Blocks as they are stored, where {@link packThread} has packed them; those of the messages are left out then. */
  packed?: { blocks: Buffer };
}

/** What analysis made of one message. */
export interface AnalyzedMessage {
  id: number;
  key: string;
  from: Mailbox;
  bot: boolean;
  dateUsed: number;
  subject: string;
  blocks: Block[];
  newLines: number;
  kind: number;
  /** MessageFacts, null where the message says nothing of patches or decisions. */
  facts: MessageFacts | null;
  /** SHA-1 of its diff as Patchwork takes it, where it is a patch. */
  hash: Buffer | null;
  search: SearchWords;
}

/** Packs what can be packed without the archive, for whoever analyzes apart from the one that writes. */
export function packThread(thread: AnalyzedThread): AnalyzedThread {
  const blocks = packBlocks(thread.messages);
  return { ...thread, packed: { blocks }, messages: thread.messages.map((message) => ({ ...message, blocks: [] })) };
}

/** Readies the archive for many threads to be stored; to be called before the first. */
export function beginThreads(archive: Archive): void {
  beginSearch(archive);
}

/** Ends what {@link beginThreads} began; `stored` is the number of messages. */
export function endThreads(archive: Archive, stored: number): void {
  finishSearch(archive, stored);
}

/** Stores analyzed threads with their words in one transaction and takes their dirty marks off. */
export function storeThreads(archive: Archive, threads: AnalyzedThread[]): void {
  archive.write(() => {
    for (const thread of threads) storeThread(archive, thread);
    bumpVersion(archive);
    // Words last: any statement of several rows makes FTS5 write out the words that it holds, and one small piece of index a thread
    // costs more than the whole rest of storing (1.3 ms each).
    storeSearch(
      archive,
      threads.flatMap(({ messages }) => messages),
    );
  });
  mergeSearch(archive);
}

function loadMessages(archive: Archive, threadId: number): StoredMessage[] {
  const names = idTexts(archive, threadId);
  const rows = archive.prepare<Row>(MESSAGES_OF_THREAD).all(threadId);
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    messageId: names.get(row.message_id) ?? row.key,
    bytes: readRaw(archive, row),
    salvaged: row.salvaged === 1,
    date: row.date,
    dateUsed: row.date_used,
    references: (JSON.parse(row.refs) as number[]).map((id) => names.get(id) ?? ''),
    lists: row.lists === null ? [] : row.lists.split('\n').sort(),
    defects: JSON.parse(row.defects) as string[],
    bot: row.bot === 1,
    from: { name: row.from_name, email: row.from_email },
    subject: row.subject,
  }));
}

/** All ids that the thread's mails name belong to the thread, so one query finds them. */
function idTexts(archive: Archive, threadId: number): Map<number, string> {
  const rows = archive
    .prepare<{ id: number; text: string }>('SELECT id, text FROM message_id WHERE thread = ?')
    .all(threadId);
  return new Map(rows.map((row) => [row.id, row.text]));
}

interface Row extends RawPlace {
  id: number;
  key: string;
  message_id: number;
  salvaged: number;
  date: number | null;
  date_used: number;
  refs: string;
  lists: string | null;
  defects: string;
  bot: number;
  from_name: string;
  from_email: string;
  subject: string;
}

// A time that neighbours gave in an earlier run is no fact: they may be others now, so it is asked for anew.
const MESSAGES_OF_THREAD = `
  SELECT message.id, message.key, message.message_id, ${RAW_PLACE}, message.salvaged, message.date,
         CASE WHEN mail.date_used > 0 THEN message.date_used
              ELSE coalesce((SELECT min(copy.date_used) FROM mail AS copy WHERE copy.message_id = mail.message_id
                             AND copy.core = mail.core AND copy.date_used > 0), 0) END AS date_used, mail.refs,
         mail.defects, message.bot, message.from_name, message.from_email, message.subject,
         (SELECT group_concat(list.name, char(10)) FROM message_list JOIN list ON list.id = message_list.list_id
          WHERE message_list.message_id = message.id) AS lists
  FROM message JOIN mail ON mail.id = message.mail_id
  WHERE message.thread_id = ?
  ORDER BY message.date_used, message.key`;

function storeThread(archive: Archive, thread: AnalyzedThread): void {
  const { id } = thread;
  markThread(archive, FIND_POSTINGS, id);
  archive.prepare('DELETE FROM ghost WHERE thread_id = ?').run(id);
  archive.prepare('DELETE FROM thread_list WHERE thread_id = ?').run(id);
  if (thread.messages.length === 0) {
    for (const table of ['patch', 'section', 'discussion', 'series', 'pull', 'thread_point', 'point_asked'])
      archive.prepare(`DELETE FROM ${table} WHERE thread_id = ?`).run(id);
    dropThreadBlocks(archive, id);
    dropThreadFacts(archive, id);
    archive.prepare('DELETE FROM thread WHERE id = ?').run(id);
    return;
  }
  const byKey = new Map(thread.messages.map((message) => [message.key, message]));
  const ghosts = new Map(thread.ghosts.map((ghost) => [ghost.messageId, ghost]));
  const known = new Map(
    archive
      .prepare<PlacedRow>(PLACED)
      .all(id)
      .map((row) => [row.id, row]),
  );
  thread.nodes.forEach((node, position) => {
    const message = byKey.get(node.key);
    if (!message) {
      const ghost = ghosts.get(node.key) ?? { messageId: node.key, author: null, recovered: [] };
      archive
        .prepare(
          'INSERT OR REPLACE INTO ghost (key, thread_id, parent, position, depth, packed) VALUES (?, ?, ?, ?, ?, ?)',
        )
        .run(
          node.key,
          id,
          node.parent,
          position,
          node.depth,
          packJson({ author: ghost.author, recovered: ghost.recovered }),
        );
      return;
    }
    placeMessage(archive, message, node, position, known.get(message.id));
  });
  const facts: ThreadFacts = {};
  for (const message of thread.messages) if (message.facts) facts[message.id] = message.facts;
  storeThreadBlocks(archive, id, thread.packed?.blocks ?? packBlocks(thread.messages));
  storeThreadFacts(archive, id, facts);
  storeReviews(archive, thread.messages);
  storeHashes(archive, thread.messages);
  noteTaught(archive, thread);
  storeSummary(archive, thread);
}

/**
 * Notes the weeks in which the thread teaches something else than before: who wrote there, in answer to what, with which patches, words
 * and tags. A mail that joins an old thread leaves the weeks of the others as they were.
 */
function noteTaught(archive: Archive, { id, nodes, messages }: AnalyzedThread): void {
  const parents = new Map(nodes.map(({ key, parent }) => [key, parent]));
  const lists = new Map<number, number[]>();
  for (const row of archive.prepare<{ message: number; list: number }>(LISTS).all(id)) {
    const known = lists.get(row.message);
    if (known) known.push(row.list);
    else lists.set(row.message, [row.list]);
  }
  const sums: Record<number, number> = {};
  for (const { id: message, key, from, bot, dateUsed, subject, facts } of messages) {
    const week = Math.floor(dateUsed / WEEK);
    const { patch, review, signals } = facts ?? {};
    const told = [nodes[0]!.key, key, parents.get(key), lists.get(message), from, bot, dateUsed, subject];
    sums[week] = ((sums[week] ?? 0) + crc32(JSON.stringify([...told, patch, review, signals]))) % 2 ** 32;
  }
  const before = JSON.parse(
    archive.prepare<string>('SELECT teaches FROM thread WHERE id = ?').pluck().get(id) as string,
  ) as Record<number, number>;
  const note = archive.prepare('INSERT OR IGNORE INTO stale_week (week) VALUES (?)');
  let isOther = false;
  for (const week of new Set([...Object.keys(before), ...Object.keys(sums)].map(Number))) {
    if (before[week] === sums[week]) continue;
    isOther = true;
    note.run(week);
  }
  if (isOther) archive.prepare('UPDATE thread SET teaches = ? WHERE id = ?').run(JSON.stringify(sums), id);
}

const LISTS = `
  SELECT message.id AS message, message_list.list_id AS list
  FROM message JOIN message_list ON message_list.message_id = message.id
  WHERE message.thread_id = ? ORDER BY list_id`;

function storeHashes(archive: Archive, messages: AnalyzedMessage[]): void {
  const store = archive.prepare('INSERT OR REPLACE INTO patch_hash (message_id, hash) VALUES (?, ?)');
  for (const { id, hash } of messages) if (hash) store.run(id, hash);
}

/** Writes what changed alone: of a thread that grew by a mail most rows stay as they are. */
function placeMessage(
  archive: Archive,
  { id, newLines, kind, dateUsed }: AnalyzedMessage,
  { parent, depth }: ThreadNode,
  position: number,
  row: PlacedRow | undefined,
): void {
  if (
    row?.parent !== parent ||
    row.position !== position ||
    row.depth !== depth ||
    row.new_lines !== newLines ||
    row.kind !== kind
  )
    archive
      .prepare('UPDATE message SET parent = ?, position = ?, depth = ?, new_lines = ?, kind = ? WHERE id = ?')
      .run(parent, position, depth, newLines, kind, id);
  if (row?.date_used === dateUsed) return;
  archive.prepare('UPDATE message SET date_used = ? WHERE id = ?').run(dateUsed, id);
  archive.prepare('UPDATE message_list SET date_used = ? WHERE message_id = ?').run(dateUsed, id);
}

interface PlacedRow {
  id: number;
  parent: string | null;
  position: number;
  depth: number;
  new_lines: number;
  kind: number;
  date_used: number;
}
const PLACED = 'SELECT id, parent, position, depth, new_lines, kind, date_used FROM message WHERE thread_id = ?';

function storeSummary(archive: Archive, { id, nodes, messages, ghosts }: AnalyzedThread): void {
  const first = messages[0]!;
  const last = messages.at(-1)!;
  const people = new Set(messages.filter((message) => !message.bot).map((message) => message.from.email.toLowerCase()));
  const started = first.dateUsed;
  const lastAt = last.dateUsed;
  const patches = messages.filter((message) => (message.kind & 1) !== 0).length;
  archive
    .prepare(
      `UPDATE thread SET root = ?, subject = ?, started = ?, last = ?, messages = ?, ghosts = ?, root_missing = ?, people = ?, bots = ?,
         last_from = ?, patches = ?, dirty = 0 WHERE id = ?`,
    )
    .run(
      nodes[0]!.key,
      first.subject,
      started,
      lastAt,
      messages.length,
      ghosts.length,
      Number(nodes[0]!.ghost),
      people.size,
      messages.filter((message) => message.bot).length,
      last.from.name || last.from.email,
      patches,
      id,
    );
  archive
    .prepare(
      `INSERT INTO thread_list (list_id, thread_id, started, last, messages, patches, state, unanswered)
       SELECT DISTINCT list_id, ?, ?, ?, ?, ?, (SELECT state FROM thread WHERE id = ?), ?
       FROM message CROSS JOIN message_list ON message_list.message_id = message.id WHERE message.thread_id = ?`,
    )
    .run(id, started, lastAt, messages.length, patches, id, Number(people.size <= 1), id);
}
