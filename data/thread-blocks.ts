import { type MessageBlocks, packBlocks, ThreadBlocks } from './block-codec.ts';
import type { Archive } from './database.ts';

/** Gives the blocks of threads, each unpacked once for as long as the function is kept; empty ones where nothing is stored. */
export function blocksByThread(archive: Archive): (thread: number) => Pick<ThreadBlocks, 'of' | 'quotes'> {
  const known = new Map<number, Pick<ThreadBlocks, 'of' | 'quotes'>>();
  const find = archive.prepare<{ packed: Buffer }>('SELECT packed FROM thread_block WHERE thread_id = ?');
  return (thread) => {
    let blocks = known.get(thread);
    if (!blocks) {
      const row = find.get(thread);
      known.set(thread, (blocks = row ? new ThreadBlocks(row.packed) : NOTHING));
    }
    return blocks;
  };
}

/** Puts the blocks of a whole thread in the place of those it had. Runs inside the caller's transaction. */
export function storeThreadBlocks(archive: Archive, thread: number, messages: readonly MessageBlocks[]): void {
  archive
    .prepare('INSERT OR REPLACE INTO thread_block (thread_id, packed) VALUES (?, ?)')
    .run(thread, packBlocks(messages));
}

/** Forgets the blocks of a thread, until it is analyzed anew. Runs inside the caller's transaction. */
export function dropThreadBlocks(archive: Archive, thread: number): void {
  archive.prepare('DELETE FROM thread_block WHERE thread_id = ?').run(thread);
}

const NOTHING: Pick<ThreadBlocks, 'of' | 'quotes'> = { of: () => [], quotes: () => false };
