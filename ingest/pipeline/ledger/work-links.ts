import type { Archive } from '../../../data/database.ts';
import type { WorkLinks } from '../../../data/records/index.ts';
import {
  boundSeries,
  type PostingRow,
  postingsOfSeries,
  postingsOfThread,
  seriesRow,
} from '../../../data/write/ledger.ts';
import { readLinks, readPosting } from '../../analyze/series/posting-codec.ts';
import { byDateThenKey, type Posting } from '../../analyze/series/postings.ts';
import { recordLinks } from '../../analyze/series/revisions.ts';
import { type Series, toSeries } from '../../analyze/series/series.ts';

/** Postings of the series of some threads and of all that links lead to from them, by series. */
export function boundTo(archive: Archive, threads: Iterable<number>): Map<string, PostingRow[]> {
  const rows = new Map<string, PostingRow[]>();
  const queue: string[] = [];
  for (const thread of threads)
    for (const { series } of postingsOfThread(archive, thread)) if (series !== null) queue.push(series);
  while (queue.length > 0) {
    const id = queue.pop()!;
    if (rows.has(id)) continue;
    rows.set(id, postingsOfSeries(archive, id));
    queue.push(...boundSeries(archive, id));
  }
  return rows;
}

/**
 * What the ledger holds of the patches of some threads: their series and works with all that links lead to from them, in whatever thread
 * and however long ago. Rests on no other threads than these: the same are told the same whatever is asked for beside them.
 */
export function loadWorkLinks(archive: Archive, threads: Iterable<number>): WorkLinks {
  const rows = boundTo(archive, threads);
  const series: Series[] = [];
  const postings = new Map<string, Posting>();
  const works = new Map<string, Posting[]>();
  const stored = new Map<Posting, PostingRow>();
  for (const [id, members] of rows) {
    const one = toSeries(
      members.map((row) => {
        const posting = readPosting(row.packed);
        postings.set(row.key, posting);
        stored.set(posting, row);
        return posting;
      }),
    );
    const rerollOf = seriesRow(archive, id)?.rerollOf ?? null;
    series.push(rerollOf === null ? one : { ...one, missing: [], rerollOf: { key: rerollOf, dateUsed: one.dateUsed } });
  }
  for (const posting of [...postings.values()].sort(byDateThenKey)) {
    const work = stored.get(posting)!.work ?? posting.key;
    const members = works.get(work);
    if (members) members.push(posting);
    else works.set(work, [posting]);
  }
  const links = new Map(
    [...stored].flatMap(([posting, row]) =>
      row.links === null ? [] : [[posting, readLinks(row.links, (key) => postings.get(key))] as const],
    ),
  );
  return recordLinks(series.sort(byDateThenKey), works, links);
}
