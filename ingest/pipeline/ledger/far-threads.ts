import type { Archive } from '../../../data/database.ts';
import {
  namesOfThread,
  postingsUnder,
  TELL_WINDOWS,
  threadsNaming,
  unmarkThread,
  waitingThreads,
} from '../../../data/write/ledger.ts';
import { loadWindows, markWeeks } from '../../../data/write/windows.ts';
import { readPosting } from '../../analyze/series/posting-codec.ts';
import { namesOf } from '../../analyze/series/posting-names.ts';
import { boundTo } from './work-links.ts';

/**
 * Threads that bear on the patches of some threads from whatever time: those in which other revisions of their works were sent, and those
 * whose mails name one of them (a pull request, a release, a `Fixes:` of a year later).
 */
export function farThreads(archive: Archive, threads: Iterable<number>): Set<number> {
  const found = new Set<number>();
  for (const rows of boundTo(archive, threads).values())
    for (const row of rows) {
      found.add(row.thread);
      for (const hash of namesOf(readPosting(row.packed)))
        for (const thread of threadsNaming(archive, hash, row.dateUsed, MOST_NAMING)) found.add(thread);
    }
  return found;
}

/**
 * Last step of the ledger: the weeks of all patches on which threads that changed bear are judged again, by the same ways back that
 * {@link farThreads} goes forth. Returns false where no thread waits.
 */
export function tellWindows(archive: Archive): boolean {
  return archive.write(() => {
    const threads = waitingThreads(archive, TELL_WINDOWS, THREADS_AT_ONCE);
    if (threads.length === 0) return false;
    for (const thread of threads) unmarkThread(archive, TELL_WINDOWS, thread);
    if (loadWindows(archive).length === 0) return true;
    const named = new Set(threads);
    for (const thread of threads)
      for (const { hash, dateUsed } of namesOfThread(archive, thread))
        for (const row of postingsUnder(archive, hash, dateUsed)) named.add(row.thread);
    const bound = [...boundTo(archive, named).values()].flat().map(({ thread }) => thread);
    markWeeks(archive, new Set([...named, ...bound]));
    return true;
  });
}

/** Mails behind a patch that use its title, file name or Message-ID; a title that more have is no name. */
const MOST_NAMING = 40;
const THREADS_AT_ONCE = 500;
