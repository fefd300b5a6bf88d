import type { Archive } from '../database.ts';
import type { JudgedWindow, MessageFacts, MessageSkeleton } from '../records/index.ts';
import { WEEK } from '../schema/derived.ts';
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
): Promise<ArchiveView & { places: Map<string, MessagePlace> }> {
  const first = from ?? Number.MIN_SAFE_INTEGER;
  const end = until ?? Number.MAX_SAFE_INTEGER;
  return Promise.resolve(
    archive.read(() => {
      const roots = new Map<number, string>();
      const facts = new Map<number, MessageFacts>();
      for (const { id, root } of archive
        .prepare<{ id: number; root: string }>('SELECT id, root FROM thread WHERE last >= ? AND started < ?')
        .all(first, end)) {
        roots.set(id, root);
        for (const [message, fact] of Object.entries(loadThreadFacts(archive, id))) facts.set(Number(message), fact);
      }
      const names = new Map(
        archive
          .prepare<{ id: number; name: string }>('SELECT id, name FROM list')
          .all()
          .map((row) => [row.id, row.name]),
      );
      const newest = new Map<string, number>();
      const messages: ArchiveMessage[] = [];
      const places = new Map<string, MessagePlace>();
      for (const row of archive.prepare<Row>(MESSAGES).iterate(first, end) as IterableIterator<Row>) {
        const lists =
          row.lists === null
            ? []
            : row.lists
                .split(',')
                .map((id) => names.get(Number(id)) ?? '')
                .sort();
        for (const list of lists) newest.set(list, Math.max(newest.get(list) ?? 0, row.date_used));
        places.set(row.key, { id: row.id, thread: row.thread_id, dateUsed: row.date_used });
        messages.push({
          key: row.key,
          messageId: row.key === row.text ? row.key : row.text,
          threadId: roots.get(row.thread_id) ?? row.key,
          parent: row.parent,
          lists,
          subject: row.subject,
          from: { name: row.from_name, email: row.from_email },
          person: '',
          dateUsed: row.date_used,
          bot: row.bot === 1,
          facts: facts.get(row.id) ?? null,
        });
        facts.delete(row.id);
      }
      return { messages, newest, places };
    }),
  );
}

/** Names of works that patches before a window already have, by key: its own go on under them. */
export function loadWorkNames(archive: Archive, { start, viewFrom }: JudgedWindow): Map<string, string> {
  return new Map(
    archive
      .prepare<{ key: string; work_id: string }>(
        'SELECT key, work_id FROM patch WHERE window < ? AND date_used >= ? AND date_used < ?',
      )
      .all(start, viewFrom * WEEK, start * WEEK)
      .map((row) => [row.key, row.work_id]),
  );
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

const MESSAGES = `
  SELECT message.id, message.key, message_id.text, message.thread_id, message.parent, message.subject, message.from_name,
         message.from_email, message.date_used, message.bot,
         (SELECT group_concat(list_id) FROM message_list WHERE message_list.message_id = message.id) AS lists
  FROM message JOIN message_id ON message_id.id = message.message_id
  WHERE message.date_used >= ? AND message.date_used < ?
  ORDER BY message.date_used, message.key`;
