import type { Archive } from '../../../data/database.ts';
import type { WorkCorrections } from '../../../data/records/index.ts';
import { countUnlinked } from '../../../data/write/ledger.ts';
import type { IngestOptions } from '../run.ts';
import { groupChangedSeries } from './grouping.ts';
import { linkChangedSeries } from './linking.ts';
import { findChangedPostings } from './postings.ts';
import { StoredPostings } from './stored-postings.ts';

/**
 * Brings postings, series and works up to date with the threads that changed, in steps of bounded size, each one transaction with what
 * it leaves to do: a run that is killed goes on where it stood. Each step is done to its end before the next begins.
 * @param onTouched is told, within the transaction, the keys of postings whose links or works are others now
 */
export function linkArchive(
  archive: Archive,
  corrections: WorkCorrections,
  onTouched: (keys: ReadonlySet<string>) => void,
  options: Pick<IngestOptions, 'onProgress' | 'shouldStop'>,
): void {
  while (findChangedPostings(archive)) if (options.shouldStop?.()) return;
  while (groupChangedSeries(archive)) if (options.shouldStop?.()) return;
  const total = countUnlinked(archive);
  const view = new StoredPostings(archive);
  for (let done = 0; ; done += SERIES_AT_ONCE) {
    const isDone = archive.write(() => {
      const touched = linkChangedSeries(archive, view, corrections, SERIES_AT_ONCE);
      if (touched) onTouched(touched);
      return touched === null;
    });
    if (isDone || options.shouldStop?.()) return;
    options.onProgress?.({ step: 'link', source: '', done: Math.min(done, total), total, messages: total });
  }
}

const SERIES_AT_ONCE = 500;
