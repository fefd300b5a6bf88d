import type { PatchRecord, WorkLinks } from '../../../data/records/index.ts';
import type { OutcomeIndex } from './context/outcome-index.ts';

/** Whether what stands in a thread (by its root) at a time (Unix seconds) is asked for. */
export type IsOwn = (date: number, threadId: string) => boolean;

/**
 * Keys of the patches and covers whose outcome is told, or is asked for by what is told, where one stretch of time is kept of
 * all that is looked at: those of that time, of threads that have a message of that time, of their works, and whole series.
 */
export function neededPatches(index: OutcomeIndex, links: WorkLinks, isOwn: IsOwn): Set<string> {
  const threads = new Set<string>();
  for (const { threadId, dateUsed } of index.skeletons.values()) if (isOwn(dateUsed, threadId)) threads.add(threadId);
  const works = new Set<string>();
  const series = new Set<string>();
  const need = (record: PatchRecord) => {
    works.add(record.workId);
    series.add(record.seriesId);
  };
  for (const one of links.series)
    if (isOwn(one.dateUsed, one.threadId) || threads.has(one.threadId)) {
      series.add(one.seriesId);
      for (const key of one.patches) works.add(index.records.get(key)?.workId ?? '');
    }
  for (const record of links.patches)
    if (isOwn(record.dateUsed, record.threadId) || threads.has(record.threadId)) need(record);
  // An accepted later version settles what was said of an older one.
  for (const record of links.patches) if (works.has(record.workId)) series.add(record.seriesId);
  return new Set(links.patches.filter(({ seriesId }) => series.has(seriesId)).map(({ key }) => key));
}
