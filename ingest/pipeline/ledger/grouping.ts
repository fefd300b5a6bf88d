import type { Archive } from '../../../data/database.ts';
import {
  dropSeries,
  GROUP_SERIES,
  newestLinked,
  placePosting,
  postingById,
  type PostingRow,
  postingsOfThread,
  postingsWithin,
  restingOn,
  seriesRow,
  storeSeries,
  unlinkSeries,
  unmarkThread,
  waitingThreads,
} from '../../../data/write/ledger.ts';
import { readPosting } from '../../analyze/series/posting-codec.ts';
import { hashKey, looseKey } from '../../analyze/series/posting-keys.ts';
import { isSilenced, LONGEST_TALK, type Posting } from '../../analyze/series/postings.ts';
import { groupSeries, LONGEST_PAUSE, looseKin, type Series } from '../../analyze/series/series.ts';
import { markNeighbours } from './postings.ts';

/**
 * Second step of the ledger: groups the postings of threads into series, those of other threads beside them that were sent outside any.
 * Series that are others now, and those that rest on them, are marked for the third step. Returns false where no thread waits.
 */
export function groupChangedSeries(archive: Archive): boolean {
  return archive.write(() => {
    const waiting = waitingThreads(archive, GROUP_SERIES, THREADS_AT_ONCE);
    if (waiting.length === 0) return false;
    const rows = new Map<string, PostingRow>();
    const postings: Posting[] = [];
    const threads = new Set<number>();
    // A loop over what it grows: series sent outside any thread bring their threads in.
    for (const queue = [...waiting]; queue.length > 0;) {
      const thread = queue.pop()!;
      if (threads.has(thread)) continue;
      threads.add(thread);
      for (const row of postingsOfThread(archive, thread)) {
        const posting = readPosting(row.packed);
        rows.set(row.key, row);
        postings.push(posting);
        queue.push(...threadsBeside(archive, posting));
      }
    }
    const heard = postings.filter((posting) => !isSilenced(posting, (name) => datesOf(archive, posting, name)));
    const grouped = groupSeries(heard);
    const gone = new Set([...rows.values()].flatMap(({ series }) => series ?? []));
    const placed = new Set<string>();
    const newest = newestLinked(archive);
    for (const one of grouped) {
      gone.delete(one.id);
      for (const { key } of one.members) placed.add(key);
      if (isStanding(archive, one, rows)) {
        // Series of one thread answer each other.
        if (one.members.some(({ key }) => waiting.includes(rows.get(key)!.thread))) unlinkSeries(archive, one.id);
        continue;
      }
      for (const later of restingOn(archive, one.id)) unlinkSeries(archive, later);
      storeSeries(archive, {
        id: one.id,
        dateUsed: one.dateUsed,
        rerollOf: one.rerollOf?.key ?? null,
        members: one.members.length,
      });
      for (const member of one.members) {
        placePosting(archive, rows.get(member.key)!.id, one.id);
        if (member.dateUsed <= newest) markNeighbours(archive, member);
      }
    }
    for (const row of rows.values())
      if (!placed.has(row.key) && (row.series !== null || row.changed === 1)) placePosting(archive, row.id, null);
    for (const id of gone) {
      for (const later of restingOn(archive, id)) unlinkSeries(archive, later);
      dropSeries(archive, id);
    }
    for (const thread of threads) unmarkThread(archive, GROUP_SERIES, thread);
    return true;
  });
}

/** True where a series is what it was before. */
function isStanding(archive: Archive, one: Series, rows: ReadonlyMap<string, PostingRow>): boolean {
  const before = seriesRow(archive, one.id);
  return (
    before?.dateUsed === one.dateUsed &&
    before.rerollOf === (one.rerollOf?.key ?? null) &&
    before.members === one.members.length &&
    one.members.every(({ key }) => {
      const row = rows.get(key)!;
      return row.series === one.id && row.changed === 0;
    })
  );
}

/** Times of the true postings of a name, near a ghost. */
function datesOf(archive: Archive, ghost: Posting, name: string): number[] {
  return postingsWithin(archive, hashKey(`name ${name}`), ghost.dateUsed - LONGEST_TALK, ghost.dateUsed + LONGEST_TALK)
    .filter(({ posting }) => posting > 0)
    .map(({ dateUsed }) => dateUsed);
}

/** Threads with patches that may belong to the series of one which was sent outside any thread. */
function threadsBeside(archive: Archive, posting: Posting): number[] {
  const kin = looseKin(posting);
  if (kin === null) return [];
  const { dateUsed } = posting;
  return postingsWithin(archive, looseKey(kin), dateUsed - LONGEST_PAUSE, dateUsed + LONGEST_PAUSE).flatMap(
    ({ posting: id }) => postingById(archive, id)?.thread ?? [],
  );
}

const THREADS_AT_ONCE = 1000;
