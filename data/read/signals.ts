import type { Archive } from '../database.ts';
import type { Signal } from '../records/index.ts';
import { loadThreadFacts } from '../codecs/thread-facts.ts';

/** What the messages of a thread say that bears on decisions, by time, then in the order of their lines. */
export function loadSignals(archive: Archive, thread: number): Signal[] {
  const facts = loadThreadFacts(archive, thread);
  const rows = archive
    .prepare<{ id: number }>('SELECT id FROM message WHERE thread_id = ? ORDER BY date_used, key')
    .all(thread);
  return rows.flatMap(({ id }) => facts[id]?.signals ?? []);
}
