import type { Archive } from '../../../data/database.ts';
import {
  JUDGE,
  mailsNaming,
  markThread,
  MOST_NAMED,
  namesOfThread,
  postingsOfSeries,
  postingsOfThread,
  postingsUnder,
  seriesUnder,
  TELL_JUDGES,
  unmarkThread,
  waitingThreads,
} from '../../../data/write/ledger.ts';
import type { ArchiveMessage, MessagePlace } from '../../../data/write/archive-view.ts';
import { loadWindows } from '../../../data/write/windows.ts';
import { namesOf, namesOwnSeries, pullNames, senderHash, titleHash } from '../../analyze/series/posting-names.ts';
import { senderOf } from '../../analyze/series/postings.ts';
import { type BoundPosting, type BoundSeries, boundTo } from './work-links.ts';

/** What bears on the patches of some threads from whatever time. */
export interface Bearing {
  /** Threads in which other revisions of their works were sent, and those whose mails name one of them. */
  threads: Set<number>;
  /** Series with postings of the same names: without them a name would mean another patch. */
  series: Set<string>;
  /** Until when mails elsewhere are heard that name a patch, by its key, where more name it than are listened to. */
  heardUntil: Map<string, number>;
}

/**
 * Finds what bears on the patches of some threads (a pull request, a release, a `Fixes:` of a year later). What it finds for one of them
 * is the same whatever is asked for beside it.
 */
export function bearingOn(archive: Archive, threads: Iterable<number>, known: BoundSeries): Bearing {
  const found: Bearing = { threads: new Set(threads), series: new Set(), heardUntil: new Map() };
  for (const members of boundTo(archive, { threads: found.threads }, known).values())
    for (const one of members) addBearing(archive, one, found);
  return found;
}

/** What bears on one posting. */
function addBearing(archive: Archive, { row, posting }: BoundPosting, { threads, series, heardUntil }: Bearing): void {
  threads.add(row.thread);
  const { id, titles, sender } = namesOf(posting);
  let until = Infinity;
  for (const hash of [id, ...titles]) {
    const mails = mailsNaming(archive, hash, row.dateUsed, LAST, MOST_NAMING + 1);
    if (mails.length > MOST_NAMING) until = Math.min(until, mails[MOST_NAMING]!.dateUsed - 1);
    for (const { thread, dateUsed } of mails) if (dateUsed <= until) threads.add(thread);
  }
  for (const hash of titles) {
    const named = seriesUnder(archive, hash, FIRST, LAST);
    if (named.length >= MOST_NAMED) until = Math.min(until, 0);
    else for (const one of named) if (one !== null) series.add(one);
  }
  for (const hash of sender)
    for (const { thread } of mailsNaming(archive, hash, row.dateUsed, row.dateUsed + YEAR, MOST_NAMING))
      threads.add(thread);
  if (until < Infinity) heardUntil.set(row.key, until);
}

/**
 * What mails of some threads look at beside: series of the titles that a request to pull lists, other series of a sender who names one of
 * his own in other words, and threads of later requests to pull the same.
 * @param isOwn whether a thread is one of those that are judged
 */
export function lookedAt(
  archive: Archive,
  messages: readonly ArchiveMessage[],
  places: ReadonlyMap<string, MessagePlace>,
  isOwn: (thread: number) => boolean,
): Pick<Bearing, 'threads' | 'series'> {
  const threads = new Set<number>();
  const series = new Set<string>();
  const addSeries = (hash: number, from: number, until: number) => {
    for (const one of seriesUnder(archive, hash, from, until)) if (one !== null) series.add(one);
  };
  for (const { key, facts, from, dateUsed } of messages) {
    if (!facts?.patch) continue;
    if (namesOwnSeries(facts)) addSeries(senderHash(senderOf(from)), dateUsed - YEAR, dateUsed);
    const pull = pullNames(facts);
    if (pull.length === 0 || !isOwn(places.get(key)!.thread)) continue;
    for (const { title } of facts.patch.shortlog) addSeries(titleHash(title), FIRST, LAST);
    for (const hash of pull)
      for (const { thread } of mailsNaming(archive, hash, dateUsed, dateUsed + LONGEST_RESEND, MOST_NAMING))
        threads.add(thread);
  }
  return { threads, series };
}

/**
 * Last step of the ledger: all threads on whose rows threads that changed bear are to be judged again, by the same ways back that
 * {@link bearingOn} goes forth. Returns false where no thread waits.
 */
export function tellJudges(archive: Archive): boolean {
  return archive.write(() => {
    const threads = waitingThreads(archive, TELL_JUDGES, THREADS_AT_ONCE);
    if (threads.length === 0) return false;
    for (const thread of threads) unmarkThread(archive, TELL_JUDGES, thread);
    if (loadWindows(archive).length === 0) return true;
    const named = new Set(threads);
    for (const thread of threads)
      for (const { hash, dateUsed } of namesOfThread(archive, thread))
        for (const row of postingsUnder(archive, hash, dateUsed)) named.add(row.thread);
    const touched = new Set(named);
    for (const rows of boundTo(archive, { threads: named }).values())
      for (const { row } of rows) touched.add(row.thread);
    // A set that grows while it is walked: series sent outside any thread stand in several, and are stored as one.
    for (const thread of touched) {
      for (const { series } of postingsOfThread(archive, thread))
        if (series !== null) for (const row of postingsOfSeries(archive, series)) touched.add(row.thread);
      markThread(archive, JUDGE, thread);
    }
    return true;
  });
}

/** Mails behind a patch that use its title, file name or Message-ID; a title that more have is no name. */
const MOST_NAMING = 40;
const THREADS_AT_ONCE = 500;
const FIRST = Number.MIN_SAFE_INTEGER;
const LAST = Number.MAX_SAFE_INTEGER;
/** As in signal-targets.ts. */
const YEAR = 366 * 86400;
/** As in pulls.ts. */
const LONGEST_RESEND = 45 * 86400;
