import type { Archive } from '../../../data/database.ts';
import type { PatchFacts } from '../../../data/records/index.ts';
import { type ArchiveMessage, loadThreadMessages, type MessagePlace } from '../../../data/write/archive-view.ts';
import {
  addPostingKeys,
  dropPosting,
  dropPostingKey,
  dropSeries,
  FIND_POSTINGS,
  ghostId,
  GROUP_SERIES,
  holdsPull,
  mailsNaming,
  markThread,
  MOST_NAMED,
  type NameRow,
  namesOfThread,
  newestLinked,
  postingById,
  postingByKey,
  type PostingKeyRow,
  type PostingRow,
  postingsBehind,
  postingsOfSeries,
  postingsOfThread,
  postingsUnder,
  postingsWithin,
  restingOn,
  storeNames,
  storePosting,
  TELL_JUDGES,
  unlinkSeries,
  unmarkThread,
  waitingThreads,
} from '../../../data/write/ledger.ts';
import { loadWindows } from '../../../data/write/windows.ts';
import { readPosting, writePosting } from '../../analyze/series/posting-codec.ts';
import { linkedKey, looseKey, nameKey, postingKeys, tieOf } from '../../analyze/series/posting-keys.ts';
import { namesIn, namesOf, pullNames } from '../../analyze/series/posting-names.ts';
import { findPostings, LONGEST_TALK, type Posting } from '../../analyze/series/postings.ts';
import { LONGEST_PAUSE, looseKin } from '../../analyze/series/series.ts';
import { reachOfKeys } from '../../analyze/series/work-candidates.ts';

/**
 * First step of the ledger: finds the postings of threads that changed, and their keys. What others looked up under a key of a posting
 * that comes, goes or changes is marked: series for the third step, threads for the second. Returns false where no thread waits.
 */
export function findChangedPostings(archive: Archive): boolean {
  return archive.write(() => {
    const threads = waitingThreads(archive, FIND_POSTINGS, THREADS_AT_ONCE);
    if (threads.length === 0) return false;
    const { messages, places } = loadThreadMessages(archive, threads);
    const facts = new Map<string, PatchFacts>();
    for (const { key, facts: found } of messages) if (found?.patch) facts.set(key, found.patch);
    const wanted = new Map<number, PostingRow>();
    const postings = new Map<number, Posting>();
    const threadOf = new Map(messages.map((message) => [message.threadId, places.get(message.key)!.thread]));
    for (const posting of findPostings(messages, facts)) {
      const id = posting.ghost ? -ghostId(archive, posting.key) : places.get(posting.key)!.id;
      const { key, dateUsed } = posting;
      const thread = threadOf.get(posting.threadId)!;
      wanted.set(id, {
        id,
        key,
        thread,
        dateUsed,
        series: null,
        work: null,
        links: null,
        changed: 1,
        packed: writePosting(posting),
      });
      postings.set(id, posting);
    }
    storeThreadNames(archive, threads, messages, places);
    const isJudged = loadWindows(archive).length > 0;
    if (isJudged) markRequestsBefore(archive, messages);
    const added: PostingKeyRow[] = [];
    const newest = newestLinked(archive);
    for (const thread of threads) {
      for (const old of postingsOfThread(archive, thread)) {
        const now = wanted.get(old.id);
        if (now?.packed === old.packed && now.thread === old.thread) wanted.delete(old.id);
        else takeOut(archive, old, newest, now === undefined, isJudged);
      }
      unmarkThread(archive, FIND_POSTINGS, thread);
      markThread(archive, TELL_JUDGES, thread);
    }
    for (const row of wanted.values()) {
      // The row may stand in a thread that was taken in and waits for its turn, or be a ghost's whose mail is here now.
      for (const old of [postingById(archive, row.id), postingByKey(archive, row.key)])
        if (old && !threads.includes(old.thread)) takeOut(archive, old, newest, old.id !== row.id, isJudged);
      storePosting(archive, row);
      markThread(archive, GROUP_SERIES, row.thread);
      const posting = postings.get(row.id)!;
      const keys = keyRows(posting, row.id);
      added.push(...keys);
      if (posting.dateUsed <= newest) markNeighbours(archive, posting);
      markThreadsNear(archive, posting);
      if (isJudged) markNamesakes(archive, posting);
    }
    addPostingKeys(archive, added);
    return true;
  });
}

/** Stores by which names the mails of threads speak of patches; what a name meant that is used no more is judged again. */
function storeThreadNames(
  archive: Archive,
  threads: readonly number[],
  messages: readonly ArchiveMessage[],
  places: ReadonlyMap<string, MessagePlace>,
): void {
  const names = new Map<number, NameRow[]>(threads.map((thread) => [thread, []]));
  for (const { key, facts, from, dateUsed } of messages)
    if (facts) for (const hash of namesIn(facts, from)) names.get(places.get(key)!.thread)!.push({ hash, dateUsed });
  for (const [thread, found] of names) {
    const kept = new Set(found.map(({ hash }) => hash));
    for (const { hash, dateUsed } of namesOfThread(archive, thread))
      if (!kept.has(hash))
        for (const thread of [
          ...postingsUnder(archive, hash, dateUsed).map((row) => row.thread),
          ...mailsNaming(archive, hash, dateUsed - LONGEST_RESEND, dateUsed, MOST_NAMED).map((row) => row.thread),
        ])
          markThread(archive, TELL_JUDGES, thread);
    storeNames(archive, thread, found);
  }
}

/** Takes a posting out of the keys, and its row where it goes for good. */
function takeOut(archive: Archive, old: PostingRow, newest: number, forGood: boolean, isJudged: boolean): void {
  const posting = readPosting(old.packed);
  if (posting.dateUsed <= newest) markNeighbours(archive, posting);
  markThreadsNear(archive, posting);
  if (isJudged) markNamesakes(archive, posting);
  for (const row of keyRows(posting, old.id)) dropPostingKey(archive, row);
  markThread(archive, GROUP_SERIES, old.thread);
  if (!forGood) return;
  dropPosting(archive, old.id);
  if (old.series === null) return;
  for (const later of restingOn(archive, old.series)) unlinkSeries(archive, later);
  if (postingsOfSeries(archive, old.series).length === 0) dropSeries(archive, old.series);
}

/** Who names a posting, or one of its title, may mean another one now; so may a request to pull, and words of its sender. */
function markNamesakes(archive: Archive, posting: Posting): void {
  const { titles, sender } = namesOf(posting);
  const { dateUsed } = posting;
  for (const hash of titles) {
    for (const row of postingsUnder(archive, hash, LAST)) markThread(archive, TELL_JUDGES, row.thread);
    for (const { thread } of mailsNaming(archive, hash, dateUsed, LAST, MOST_NAMED))
      if (holdsPull(archive, thread)) markThread(archive, TELL_JUDGES, thread);
  }
  for (const hash of sender)
    for (const { thread } of mailsNaming(archive, hash, dateUsed, LAST, MOST_NAMED))
      markThread(archive, TELL_JUDGES, thread);
}

/** An earlier request to pull is replaced by a later one for the same. */
function markRequestsBefore(archive: Archive, messages: readonly ArchiveMessage[]): void {
  for (const { facts, dateUsed } of messages)
    for (const hash of facts ? pullNames(facts) : [])
      for (const { thread } of mailsNaming(archive, hash, dateUsed - LONGEST_RESEND, dateUsed, MOST_NAMED))
        markThread(archive, TELL_JUDGES, thread);
}

/** Under which keys a posting stands. */
function keyRows(posting: Posting, id: number): PostingKeyRow[] {
  const place = { dateUsed: posting.dateUsed, tie: tieOf(posting), posting: id };
  const { id: idName, titles, sender } = namesOf(posting);
  const hashes = new Set<number>([nameKey(posting), idName, ...titles, ...sender, ...posting.linked.map(linkedKey)]);
  if (!posting.isBackport) {
    const { plain, author, lines } = postingKeys(posting);
    for (const key of [...plain, ...author, ...lines]) hashes.add(key);
  }
  const kin = looseKin(posting);
  if (kin !== null) hashes.add(looseKey(kin));
  return [...hashes].map((hash) => ({ hash, ...place }));
}

/** Series whose postings look at this one have to be linked again: those a few places behind it under its keys, and those that name it. */
export function markNeighbours(archive: Archive, posting: Posting): void {
  const tie = tieOf(posting);
  const mark = (id: number) => {
    const series = postingById(archive, id)?.series;
    if (series != null) unlinkSeries(archive, series);
  };
  if (!posting.isBackport)
    for (const [hash, reach] of reachOfKeys(postingKeys(posting)))
      for (const id of postingsBehind(archive, { hash, dateUsed: posting.dateUsed, tie }, reach)) mark(id);
  for (const { posting: id } of postingsWithin(archive, linkedKey(posting.key), posting.dateUsed - LONGEST_TALK, LAST))
    mark(id);
}

/** Threads whose series hang on this posting: ghosts of its name, and patches sent beside it outside any thread. */
function markThreadsNear(archive: Archive, posting: Posting): void {
  const { dateUsed } = posting;
  const mark = (id: number, isMeant: (row: PostingRow) => boolean) => {
    const row = postingById(archive, id);
    if (row && isMeant(row)) markThread(archive, GROUP_SERIES, row.thread);
  };
  if (!posting.ghost)
    for (const { posting: id } of postingsWithin(
      archive,
      nameKey(posting),
      dateUsed - LONGEST_TALK,
      dateUsed + LONGEST_TALK,
    ))
      mark(id, (row) => row.id < 0);
  const kin = looseKin(posting);
  if (kin !== null)
    for (const { posting: id } of postingsWithin(
      archive,
      looseKey(kin),
      dateUsed - LONGEST_PAUSE,
      dateUsed + LONGEST_PAUSE,
    ))
      mark(id, () => true);
}

const LAST = Number.MAX_SAFE_INTEGER;
/** As in pulls.ts. */
const LONGEST_RESEND = 45 * 86400;
/** Many, so that keys of a first ingest are stored in order by the ten thousand. */
const THREADS_AT_ONCE = 2000;
