import type { Archive } from '../../../data/database.ts';
import type { WorkCorrections } from '../../../data/records/index.ts';
import {
  linkPosting,
  newestLinked,
  nextUnlinked,
  postingsOfWork,
  restingOn,
  settleSeries,
  unlinkSeries,
} from '../../../data/write/ledger.ts';
import { linkSeries, readCorrections } from '../../analyze/series/linking.ts';
import { linkedKeys, writeLinks } from '../../analyze/series/posting-codec.ts';
import { byDateThenKey } from '../../analyze/series/postings.ts';
import type { StoredPostings } from './stored-postings.ts';

/**
 * Third step of the ledger: links series that are new or rest on something that changed, in order of time, each to what the archive holds
 * before it. Where a work gains or loses a posting, series behind it that rest on that work are linked again. Takes `most` at once, in
 * one transaction. Returns keys of the postings whose links or works are others now; null where no series waits.
 */
export function linkChangedSeries(
  archive: Archive,
  view: StoredPostings,
  corrections: WorkCorrections,
  most: number,
): Set<string> | null {
  return archive.write(() => {
    const hand = readCorrections(corrections);
    const touched = new Set<string>();
    const newest = newestLinked(archive);
    let done = 0;
    for (; done < most; done += 1) {
      const next = nextUnlinked(archive);
      if (!next) break;
      view.trim();
      const one = view.series(next.id);
      const { links, rests } = linkSeries(one, view, hand);
      const works = new Set<string>();
      // A twin may lead to another of the same series, which comes first.
      for (const posting of [...one.members].sort(byDateThenKey)) {
        const found = links.get(posting);
        const same = found?.find((link) => link.same);
        const work = same ? view.firstOf(same.to).key : posting.key;
        const text = found ? writeLinks(found) : null;
        const before = view.workOf(posting);
        if (before.work === work && before.links === text) continue;
        touched.add(posting.key);
        for (const key of [...linkedKeys(before.links), ...linkedKeys(text)]) touched.add(key);
        if (before.work !== work) {
          works.add(work);
          if (before.work !== null) works.add(before.work);
        }
        linkPosting(archive, before.id, work, text);
        view.noteWork(posting, work, text);
      }
      settleSeries(archive, one.id, rests);
      for (const work of works) spread(work);
      function spread(work: string): void {
        const series = new Set<string>();
        for (const row of postingsOfWork(archive, work)) {
          touched.add(row.key);
          if (row.series !== null) series.add(row.series);
        }
        if (one.dateUsed > newest) return;
        for (const id of series)
          for (const later of restingOn(archive, id))
            if (byDateThenKey(view.place(later) ?? one, one) > 0) unlinkSeries(archive, later);
      }
    }
    return done === 0 ? null : touched;
  });
}
