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

/** A posting as it is stored, and unpacked. */
export interface BoundPosting {
  row: StoredRow;
  posting: Posting;
}

type StoredRow = Omit<PostingRow, 'packed'>;

/** Series that were loaded, by id. */
export type BoundSeries = Map<string, BoundPosting[]>;

/**
 * Postings of the series of some threads, of other series, and of all that links lead to from them, by series.
 * @param known what was loaded before; what is loaded now is put there
 */
export function boundTo(
  archive: Archive,
  { threads, series = [] }: { threads: Iterable<number>; series?: Iterable<string> },
  known: BoundSeries = new Map(),
): BoundSeries {
  const found: BoundSeries = new Map();
  const queue = [...series];
  for (const thread of threads)
    for (const one of postingsOfThread(archive, thread)) if (one.series !== null) queue.push(one.series);
  while (queue.length > 0) {
    const id = queue.pop()!;
    if (found.has(id)) continue;
    let members = known.get(id);
    if (!members) {
      members = postingsOfSeries(archive, id).map(({ packed, ...row }) => ({ row, posting: readPosting(packed) }));
      known.set(id, members);
    }
    found.set(id, members);
    queue.push(...boundSeries(archive, id));
  }
  return found;
}

/** What the ledger holds of the patches of some threads with all that links lead to from them, in whatever thread and however long ago. */
export function loadWorkLinks(archive: Archive, threads: Iterable<number>): WorkLinks {
  return linksOf(archive, boundTo(archive, { threads }));
}

/**
 * Series and works as records. Rests on nothing but these series: the same are told the same whatever is asked for beside them.
 * @param isMeant which postings are told; series and works are what the others leave of them
 */
export function linksOf(
  archive: Archive,
  bound: BoundSeries,
  isMeant: (row: StoredRow) => boolean = () => true,
): WorkLinks {
  const series: Series[] = [];
  const postings = new Map<string, Posting>();
  const works = new Map<string, Posting[]>();
  const stored = new Map<Posting, StoredRow>();
  for (const [id, all] of bound) {
    const members = all.filter(({ row }) => isMeant(row));
    if (members.length === 0) continue;
    for (const { row, posting } of members) {
      postings.set(row.key, posting);
      stored.set(posting, row);
    }
    const one = toSeries(members.map(({ posting }) => posting));
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
