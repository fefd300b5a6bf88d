import type { Archive } from '../database.ts';
import type { MessageFacts, Signal } from '../records/index.ts';

/** What the messages of a thread say that bears on decisions, by time, then in the order of their lines. */
export function loadSignals(archive: Archive, thread: number): Promise<Signal[]> {
  const rows = archive
    .prepare<{ json: string }>(
      `SELECT fact.fact_json AS json FROM message JOIN fact ON fact.message_id = message.id
       WHERE message.thread_id = ? ORDER BY message.date_used, message.key`,
    )
    .all(thread);
  return Promise.resolve(rows.flatMap(({ json }) => (JSON.parse(json) as MessageFacts).signals ?? []));
}
