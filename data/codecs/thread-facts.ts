import type { Archive } from '../database.ts';
import { packJson, unpackJson } from './json-codec.ts';
import type { MessageFacts } from '../records/index.ts';

/** Facts of messages by message.id, as one thread keeps them. */
export type ThreadFacts = Record<number, MessageFacts>;

/** What the messages of a thread say about patches and decisions; those that say nothing are left out. */
export function loadThreadFacts(archive: Archive, thread: number): ThreadFacts {
  return loadPackedFacts(archive, thread)();
}

/** The same for those who may not need them: read now, unpacked when they are asked for. */
export function loadPackedFacts(archive: Archive, thread: number): () => ThreadFacts {
  const row = archive.prepare<{ packed: Buffer }>('SELECT packed FROM thread_fact WHERE thread_id = ?').get(thread);
  return () => (row ? unpackJson<ThreadFacts>(row.packed) : {});
}

/** Puts the facts of a whole thread in the place of those it had. Runs inside the caller's transaction. */
export function storeThreadFacts(archive: Archive, thread: number, facts: ThreadFacts): void {
  if (Object.keys(facts).length === 0) dropThreadFacts(archive, thread);
  else
    archive
      .prepare('INSERT OR REPLACE INTO thread_fact (thread_id, packed) VALUES (?, ?)')
      .run(thread, packJson(facts));
}

/** Forgets the facts of a thread, until it is analyzed anew. Runs inside the caller's transaction. */
export function dropThreadFacts(archive: Archive, thread: number): void {
  archive.prepare('DELETE FROM thread_fact WHERE thread_id = ?').run(thread);
}
