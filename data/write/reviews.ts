import type { Archive } from '../database.ts';
import type { ReviewFacts } from '../records/index.ts';

/** Notes which of a thread's messages review what, in place of what was noted. Runs inside the caller's transaction. */
export function storeReviews(
  archive: Archive,
  messages: readonly { id: number; key: string; facts: { review?: ReviewFacts } | null }[],
): void {
  const ids = new Map(messages.map(({ id, key }) => [key, id]));
  const drop = archive.prepare('DELETE FROM review WHERE message_id = ?');
  const ghost = archive.prepare<{ id: number }>('SELECT id FROM message_id WHERE text = ?');
  for (const { id, facts } of messages) {
    const review = facts?.review;
    if (!review) {
      drop.run(id);
      continue;
    }
    const tags = review.trailers.map(({ name }) => name);
    archive
      .prepare('INSERT OR REPLACE INTO review (message_id, on_id, tags) VALUES (?, ?, ?)')
      .run(id, ids.get(review.on) ?? -(ghost.get(review.on)?.id ?? 0), tags.length > 0 ? JSON.stringify(tags) : null);
  }
}
