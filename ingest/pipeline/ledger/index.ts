import type { Archive } from '../../../data/database.ts';
import type { WorkCorrections } from '../../../data/records/index.ts';
import { countUnlinked, markThread, postingByKey, TELL_JUDGES } from '../../../data/write/ledger.ts';
import type { IngestOptions } from '../options.ts';
import { tellJudges } from './far-threads.ts';
import { groupChangedSeries } from './grouping.ts';
import { linkChangedSeries } from './linking.ts';
import { findChangedPostings } from './postings.ts';
import { StoredPostings } from './stored-postings.ts';

/**
 * Brings postings, series and works up to date with the threads that changed, in steps of bounded size, each one transaction with what
 * it leaves to do: a run that is killed goes on where it stood. Each step is done to its end before the next begins.
 */
export function linkArchive(
  archive: Archive,
  corrections: WorkCorrections,
  options: Pick<IngestOptions, 'onProgress' | 'shouldStop'>,
): void {
  while (findChangedPostings(archive)) if (options.shouldStop?.()) return;
  while (groupChangedSeries(archive)) if (options.shouldStop?.()) return;
  const total = countUnlinked(archive);
  const view = new StoredPostings(archive);
  for (let done = 0; ; done += SERIES_AT_ONCE) {
    const isDone = archive.write(() => {
      const touched = linkChangedSeries(archive, view, corrections, SERIES_AT_ONCE);
      for (const key of touched ?? []) {
        const row = postingByKey(archive, key);
        if (row) markThread(archive, TELL_JUDGES, row.thread);
      }
      return touched === null;
    });
    if (options.shouldStop?.()) return;
    if (isDone) break;
    options.onProgress?.({ step: 'link', source: '', done: Math.min(done, total), total, messages: total });
  }
  while (tellJudges(archive)) if (options.shouldStop?.()) return;
}

const SERIES_AT_ONCE = 500;
