import type { GhostRecord, MessageInThread, ThreadRecord } from '../../../data/records/index.ts';

/** Messages and ghosts of a thread in reading order: parents first. */
export function inReadingOrder<Row extends { position: number }>(thread: ThreadRecord<Row>): (Row | GhostRecord)[] {
  return [...thread.messages, ...thread.ghosts].sort((a, b) => a.position - b.position);
}

/** The section that each message and ghost stands in, by key: its first message's key; null in the thread's main part. */
export function sectionsOf(thread: ThreadRecord<MessageInThread>): Map<string, string | null> {
  const sections = new Map<string, string | null>(thread.sections.map(({ root }) => [root, root]));
  // Parents stand before their children, so each entry finds its section one step up.
  for (const { key, parent } of inReadingOrder(thread)) {
    sections.set(key, sections.get(key) ?? sections.get(parent ?? '') ?? null);
  }
  return sections;
}
