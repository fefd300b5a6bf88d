import type { Archive } from '../database.ts';
import { type AskedBlocks, blocksByThread } from '../codecs/thread-blocks.ts';
import { memo } from './memo.ts';

/**
 * The blocks of threads for one answer. Those asked for lately are kept unpacked until the archive changes: an answer asks for a thread's
 * several times, and who reads one message reads others of its thread.
 */
export function readBlocks(archive: Archive): (thread: number) => AskedBlocks {
  const known = memo(archive, 'blocks', () => new Map<number, AskedBlocks>());
  if (known.size > MOST_KEPT) known.clear();
  return blocksByThread(archive, known);
}

/** A page of hits asks for some dozens; a long thread takes some hundred kilobytes. */
const MOST_KEPT = 60;
