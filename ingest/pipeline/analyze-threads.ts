import type { Archive } from '../../data/database.ts';
import {
  type AnalyzedThread,
  beginThreads,
  countDirtyThreads,
  dirtyThreads,
  endThreads,
  loadThreads,
  storeThreads,
} from '../../data/write/threads.ts';
import type { IngestOptions } from './options.ts';
import { inThisThread, startAnalyzers, type ThreadAnalyzer } from './thread-pool.ts';

/**
 * Analyzes every dirty thread once, in batches of bounded size. Returns how many there were. With `jobs` of two and more so many threads
 * analyze while this one reads and writes; batches are stored in their order, so that the archive is the same for any number.
 */
export async function analyzeThreads(
  archive: Archive,
  options: Pick<IngestOptions, 'onProgress' | 'shouldStop' | 'jobs'>,
): Promise<number> {
  const total = countDirtyThreads(archive);
  if (total === 0) return 0;
  const { jobs = 1 } = options;
  const analyzer = jobs >= 2 && total >= WORTH_STARTING ? startAnalyzers(jobs) : inThisThread;
  try {
    return await runThrough(archive, analyzer, total, options);
  } finally {
    await analyzer.end();
  }
}

async function runThrough(
  archive: Archive,
  analyzer: ThreadAnalyzer,
  total: number,
  { onProgress, shouldStop }: Pick<IngestOptions, 'onProgress' | 'shouldStop'>,
): Promise<number> {
  let done = 0;
  let messages = 0;
  const running: Promise<AnalyzedThread[]>[] = [];
  const storeNext = async () => {
    const threads = await running.shift()!;
    storeThreads(archive, threads);
    done += threads.length;
    messages += threads.reduce((sum, thread) => sum + thread.messages.length, 0);
    onProgress?.({ step: 'analyze', source: '', done, total, messages });
    // Signals are heard between batches alone.
    await new Promise((resume) => setImmediate(resume));
  };
  beginThreads(archive);
  for (const ids of dirtyBatches(archive)) {
    const batch = analyzer.analyze(loadThreads(archive, ids));
    // Whoever awaits it hears of a failure; until then it must not count as unheard.
    batch.catch(() => {});
    running.push(batch);
    if (running.length >= analyzer.atOnce) await storeNext();
    if (shouldStop?.()) return done;
  }
  while (running.length > 0) await storeNext();
  endThreads(archive, messages);
  return done;
}

/** Numbers of threads that wait, grouped so that one transaction holds about five hundred messages, whatever the threads' sizes. */
function* dirtyBatches(archive: Archive): Generator<number[]> {
  for (let after = 0; ;) {
    const dirty = dirtyThreads(archive, after, THREADS_AT_ONCE);
    if (dirty.length === 0) return;
    let ids: number[] = [];
    let messages = 0;
    for (const thread of dirty) {
      ids.push(thread.id);
      messages += thread.messages;
      if (messages < BATCH_MESSAGES) continue;
      yield ids;
      ids = [];
      messages = 0;
    }
    if (ids.length > 0) yield ids;
    after = dirty.at(-1)!.id;
  }
}

const THREADS_AT_ONCE = 500;
const BATCH_MESSAGES = 500;
/** Threads of the archive; fewer are analyzed before another thread of the program has started. */
const WORTH_STARTING = 300;
