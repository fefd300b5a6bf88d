import type { Archive } from '../database.ts';
import type { MessageFacts, MessageSkeleton } from '../records/index.ts';
import { loadThreadFacts } from '../codecs/thread-facts.ts';

/** A message without its text, and what it says of patches and decisions. `person` is not yet known. */
export interface ArchiveMessage extends MessageSkeleton {
  facts: MessageFacts | null;
}

/** What the pass over the archive looks at, ordered by (dateUsed, key). */
export interface ArchiveView {
  messages: ArchiveMessage[];
  /** Newest credible date of each list, Unix seconds. */
  newest: Map<string, number>;
}

/** Where a message stands in the tables. */
export interface MessagePlace {
  /** message.id */
  id: number;
  /** thread.id */
  thread: number;
  dateUsed: number;
}

/** Loads messages of [from, until) (Unix seconds; null: no bound) without their texts. */
export function loadArchive(
  archive: Archive,
  { from = null, until = null }: { from?: number | null; until?: number | null } = {},
): ArchiveView & { places: Map<string, MessagePlace> } {
  const first = from ?? Number.MIN_SAFE_INTEGER;
  const end = until ?? Number.MAX_SAFE_INTEGER;
  return archive.read(() => {
    const roots = new Map<number, string>();
    const facts = new Map<number, MessageFacts>();
    for (const { id, root } of archive
      .prepare<{ id: number; root: string }>('SELECT id, root FROM thread WHERE last >= ? AND started < ?')
      .all(first, end)) {
      roots.set(id, root);
      for (const [message, fact] of Object.entries(loadThreadFacts(archive, id))) facts.set(Number(message), fact);
    }
    const names = listNames(archive);
    const newest = new Map<string, number>();
    const messages: ArchiveMessage[] = [];
    const places = new Map<string, MessagePlace>();
    for (const row of archive.prepare<Row>(MESSAGES).iterate(first, end) as IterableIterator<Row>) {
      const message = toMessage(row, roots.get(row.thread_id) ?? row.key, facts.get(row.id) ?? null, names);
      for (const list of message.lists) newest.set(list, Math.max(newest.get(list) ?? 0, row.date_used));
      places.set(row.key, { id: row.id, thread: row.thread_id, dateUsed: row.date_used });
      messages.push(message);
      facts.delete(row.id);
    }
    return { messages, newest, places };
  });
}

/** The messages of some threads with where they stand, by (dateUsed, key). Runs inside the caller's transaction. */
export function loadThreadMessages(
  archive: Archive,
  threads: readonly number[],
): { messages: ArchiveMessage[]; places: Map<string, MessagePlace> } {
  const names = listNames(archive);
  const messages: ArchiveMessage[] = [];
  const places = new Map<string, MessagePlace>();
  const rootOf = archive.prepare<{ root: string }>('SELECT root FROM thread WHERE id = ?');
  for (const thread of threads) {
    const root = rootOf.get(thread)?.root;
    const facts = loadThreadFacts(archive, thread);
    for (const row of archive.prepare<Row>(MESSAGES_OF_THREAD).all(thread)) {
      places.set(row.key, { id: row.id, thread, dateUsed: row.date_used });
      messages.push(toMessage(row, root ?? row.key, facts[row.id] ?? null, names));
    }
  }
  messages.sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
  return { messages, places };
}

/** Those of some threads that have more messages than are known. */
export function threadsNotWithin(
  archive: Archive,
  threads: Iterable<number>,
  places: ReadonlyMap<string, MessagePlace>,
): number[] {
  const known = new Map<number, number>();
  for (const { thread } of places.values()) known.set(thread, (known.get(thread) ?? 0) + 1);
  const count = archive.prepare<number>('SELECT messages FROM thread WHERE id = ?').pluck();
  return [...threads].filter((thread) => ((count.get(thread) as number | undefined) ?? 0) > (known.get(thread) ?? 0));
}

function listNames(archive: Archive): Map<number, string> {
  return new Map(
    archive
      .prepare<{ id: number; name: string }>('SELECT id, name FROM list')
      .all()
      .map((row) => [row.id, row.name]),
  );
}

function toMessage(
  row: Row,
  threadId: string,
  facts: MessageFacts | null,
  names: ReadonlyMap<number, string>,
): ArchiveMessage {
  return {
    key: row.key,
    messageId: row.key === row.text ? row.key : row.text,
    threadId,
    parent: row.parent,
    lists:
      row.lists === null
        ? []
        : row.lists
            .split(',')
            .map((id) => names.get(Number(id)) ?? '')
            .sort(),
    subject: row.subject,
    from: { name: row.from_name, email: row.from_email },
    person: '',
    dateUsed: row.date_used,
    bot: row.bot === 1,
    facts,
  };
}

interface Row {
  id: number;
  key: string;
  text: string;
  thread_id: number;
  parent: string | null;
  subject: string;
  from_name: string;
  from_email: string;
  date_used: number;
  bot: number;
  lists: string | null;
}

const COLUMNS = `
  SELECT message.id, message.key, message_id.text, message.thread_id, message.parent, message.subject, message.from_name,
         message.from_email, message.date_used, message.bot,
         (SELECT group_concat(list_id) FROM message_list WHERE message_list.message_id = message.id) AS lists
  FROM message JOIN message_id ON message_id.id = message.message_id`;
const MESSAGES = `${COLUMNS}
  WHERE message.date_used >= ? AND message.date_used < ?
  ORDER BY message.date_used, message.key`;
const MESSAGES_OF_THREAD = `${COLUMNS}
  WHERE message.thread_id = ?`;
