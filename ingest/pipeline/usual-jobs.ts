import { availableParallelism, freemem } from 'node:os';

/**
 * How many threads analyze where nobody says: one less than there are cores, as the writer keeps one busy, and no more than memory
 * holds. On two cores one thread does as well as two (measured: 23.2 s for 24.6, at 28 MB more), so there are none.
 */
export function usualJobs(): number {
  const byMemory = Math.floor(freemem() / MEMORY_OF_THREAD);
  const jobs = Math.min(availableParallelism() - 1, byMemory, MOST_JOBS);
  return jobs < 2 ? 0 : jobs;
}

/** Heap and young space of a thread that analyzes batches of some hundred mails. */
const MEMORY_OF_THREAD = 400 << 20;
/** The writer has no more to do than that many keep it busy with: bench:ingest prints its share. */
const MOST_JOBS = 8;
