import { ThreadBlocks } from './block-codec.ts';
import type { Archive } from '../database.ts';

/** What is asked of the blocks of a thread. */
export type AskedBlocks = Pick<ThreadBlocks, 'of' | 'quotes'>;

/** Gives the blocks of threads, each unpacked once for as long as `known` is kept; empty ones where nothing is stored. */
export function blocksByThread(
  archive: Archive,
  known: Map<number, AskedBlocks> = new Map(),
): (thread: number) => AskedBlocks {
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

/** Puts the packed blocks of a whole thread in the place of those it had. Runs inside the caller's transaction. */
export function storeThreadBlocks(archive: Archive, thread: number, packed: Buffer): void {
  archive.prepare('INSERT OR REPLACE INTO thread_block (thread_id, packed) VALUES (?, ?)').run(thread, packed);
}

/** Forgets the blocks of a thread, until it is analyzed anew. Runs inside the caller's transaction. */
export function dropThreadBlocks(archive: Archive, thread: number): void {
  archive.prepare('DELETE FROM thread_block WHERE thread_id = ?').run(thread);
}

const NOTHING: AskedBlocks = { of: () => [], quotes: () => false };
