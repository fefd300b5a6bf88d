import type { SeriesPlace } from './posting-view.ts';
import { byDateThenKey, type Posting } from './postings.ts';

/** Postings sent as one: a cover with its patches, or a patch alone. */
export interface Series {
  /** Made of the cover's key, else of the lowest number's: the same whoever was read first. */
  id: string;
  cover: Posting | null;
  /** By number, then date. */
  patches: Posting[];
  /** Cover first. */
  members: Posting[];
  version: number;
  total: number;
  missing: number[];
  dateUsed: number;
  key: string;
  /** The series of which it replaces single patches. */
  rerollOf: SeriesPlace | null;
}

/**
 * Groups postings into series: what one person sent into one thread under one version and total, split where a number
 * comes again or a long pause lies between; unthreaded patches are gathered by sender, version, total and time, as
 * Patchwork does. Sorted by date, then key.
 */
export function groupSeries(postings: readonly Posting[]): Series[] {
  const series: Series[] = [];
  const buckets = new Map<string, Posting[]>();
  const loose = new Map<string, Posting[]>();
  const naked = nakedCovers(postings);
  for (const posting of postings) {
    if (posting.number === null && !posting.isCover) {
      series.push(toSeries([posting]));
      continue;
    }
    const kin = kinOf(posting, posting.total ?? naked.get(posting.key) ?? 'n');
    const isLoose = isLooseRoot(posting);
    const bucket = posting.ghost ? `${posting.key} ghost` : isLoose ? kin : `${posting.threadId} ${kin}`;
    const into = isLoose ? loose : buckets;
    const known = into.get(bucket);
    if (known) known.push(posting);
    else into.set(bucket, [posting]);
  }
  // A first patch that stands alone may be the root of the thread in which the others hang.
  for (const [kin, firsts] of loose) {
    const alone: Posting[] = [];
    for (const first of firsts) {
      const thread = buckets.get(`${first.threadId} ${kin}`);
      if (thread) thread.push(first);
      else alone.push(first);
    }
    if (alone.length > 0) buckets.set(`loose ${kin}`, alone);
  }
  for (const bucket of buckets.values()) for (const run of splitRuns(bucket)) series.push(toSeries(run));
  series.sort(byDateThenKey);
  findRerolls(series);
  return series;
}

/** What the patches of one series have in common. */
function kinOf({ sender, version, isBackport, isPull }: Posting, total: number | string): string {
  return `${sender} ${version} ${total} ${isBackport ? 'b' : ''}${isPull ? 'p' : ''}`;
}

const isLooseRoot = ({ parent, key, threadId, isCover }: Posting) => parent === null && key === threadId && !isCover;

/**
 * What a numbered patch that begins a thread has in common with those of its series in other threads; null for any other posting.
 * Only such threads bear on each other's series, and only where less than {@link LONGEST_PAUSE} lies between two mails.
 */
export function looseKin(posting: Posting): string | null {
  return posting.number !== null && !posting.ghost && isLooseRoot(posting)
    ? kinOf(posting, posting.total ?? 'n')
    : null;
}

/** Totals of covers without a number: those of the patches below them. */
function nakedCovers(postings: readonly Posting[]): Map<string, number> {
  const covers = new Set(postings.filter(({ isCover, total }) => isCover && total === null).map(({ key }) => key));
  const totals = new Map<string, number>();
  for (const { parent, total } of postings)
    if (parent !== null && total !== null && covers.has(parent)) totals.set(parent, total);
  return totals;
}

/** Cuts a bucket where a pause is long, or where a number comes again that is no repair of the mail before. */
function splitRuns(bucket: readonly Posting[]): Posting[][] {
  const ordered = [...bucket].sort(byDateThenKey);
  const byCover = splitByCover(ordered);
  if (byCover) return byCover.flatMap(splitRuns);
  const hasCover = ordered.some(({ isCover }) => isCover);
  const runs: Posting[][] = [];
  let run: Posting[] = [];
  const taken = new Map<number, Posting>();
  for (const [n, posting] of ordered.entries()) {
    const last = run.at(-1);
    const twin = taken.get(posting.number ?? 0);
    const isOther =
      twin !== undefined &&
      (((twin.titleKey !== posting.titleKey || posting.isCover) && !(hasCover && twin.parent === posting.parent)) ||
        isSentAgain(taken, ordered, n));
    // What stands between two numbers was forgotten when they were sent.
    const isLate =
      last !== undefined && posting.dateUsed - last.dateUsed > LONGEST_PAUSE && Number.isInteger(posting.number ?? 1);
    if (last && (isLate || isOther || (posting.isResend && !last.isResend))) {
      runs.push(run);
      run = [];
      taken.clear();
    }
    run.push(posting);
    taken.set(posting.number ?? 0, posting);
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

/** True where all numbers of a run come again from a posting on: the whole series was posted a second time. */
function isSentAgain(taken: ReadonlyMap<number, Posting>, ordered: readonly Posting[], from: number): boolean {
  const numbers = [...taken.keys()].filter((number) => number > 0);
  if (numbers.length < 2 || ordered[from]!.number !== Math.min(...numbers)) return false;
  // Answers and repairs may stand between; what lies farther off is no posting of the same go.
  const rest = new Set(ordered.slice(from, from + 4 * numbers.length).map(({ number }) => number ?? 0));
  return numbers.every((number) => rest.has(number));
}

/** Several covers in one bucket: each takes what hangs under it. Null where there is at most one. */
function splitByCover(ordered: readonly Posting[]): Posting[][] | null {
  const covers = ordered.filter(({ isCover }) => isCover);
  if (covers.length < 2) return null;
  const byKey = new Map(ordered.map((posting) => [posting.key, posting]));
  const groups = new Map<string, Posting[]>(covers.map((cover) => [cover.key, [cover]]));
  const homes = new Map<string, string>();
  const rest: Posting[] = [];
  for (const posting of ordered) {
    if (posting.isCover) continue;
    let above = posting.parent === null ? undefined : byKey.get(posting.parent);
    for (let steps = 0; above && !above.isCover && !homes.has(above.key) && steps < ordered.length; steps += 1) {
      above = above.parent === null ? undefined : byKey.get(above.parent);
    }
    const home = above && (above.isCover ? above.key : homes.get(above.key));
    if (home === undefined) rest.push(posting);
    else {
      homes.set(posting.key, home);
      groups.get(home)!.push(posting);
    }
  }
  return [...groups.values(), ...(rest.length > 0 ? [rest] : [])];
}

/** A series of these postings. */
export function toSeries(members: readonly Posting[]): Series {
  const ordered = [...members].sort((a, b) => (a.number ?? 1) - (b.number ?? 1) || byDateThenKey(a, b));
  const cover = ordered.filter(({ isCover }) => isCover).at(-1) ?? null;
  const patches = ordered.filter(({ isCover }) => !isCover);
  const first = cover ?? patches[0]!;
  const highest = Math.max(1, ...patches.map(({ number }) => number ?? 1));
  const total = Math.max(1, ...ordered.map((posting) => posting.total ?? 0)) || highest;
  const there = new Set(patches.map(({ number }) => number ?? 1));
  const missing: number[] = [];
  for (let number = 1; number <= Math.min(total, MOST_PATCHES); number += 1)
    if (!there.has(number)) missing.push(number);
  return {
    id: first.key,
    key: first.key,
    cover,
    patches,
    members: ordered,
    version: first.version,
    total: ordered.some(({ total }) => total !== null) ? total : highest,
    missing,
    dateUsed: Math.min(...ordered.map(({ dateUsed }) => dateUsed)),
    rerollOf: null,
  };
}

/**
 * Marks partial rerolls: without a cover and not whole, each patch hangs in the thread of an older series that has its
 * number (`[PATCH v5.1 10/12]` as an answer). What it does not bring is not missing.
 */
function findRerolls(series: readonly Series[]): void {
  const byThread = new Map<string, Series[]>();
  for (const one of series) {
    for (const threadId of new Set(one.members.map((member) => member.threadId))) {
      const known = byThread.get(threadId);
      if (known) known.push(one);
      else byThread.set(threadId, [one]);
    }
  }
  for (const one of series) {
    const first = one.patches[0];
    if (one.cover || !first || first.parent === null || first.ghost) continue;
    const isPart = one.missing.length > 0 || first.number === null;
    if (!isPart) continue;
    const older = (byThread.get(first.threadId) ?? []).filter(
      (other) =>
        other !== one &&
        other.dateUsed <= one.dateUsed &&
        (other.dateUsed < one.dateUsed || other.key < one.key) &&
        other.patches.length + other.missing.length > 1 &&
        other.patches[0]?.sender === first.sender &&
        one.patches.every((patch) => replaces(patch, other)),
    );
    const latest = older.at(-1);
    if (latest) {
      one.rerollOf = latest.rerollOf ?? latest;
      one.missing = [];
    }
  }
}

/** True where a patch stands for one of that series: its number and total, or its title. */
function replaces(patch: Posting, series: Series): boolean {
  if (patch.version < series.version && patch.versionWritten) return false;
  return series.patches.some(
    (other) =>
      other.titleKey === patch.titleKey ||
      (patch.number !== null && other.number === patch.number && other.total === patch.total),
  );
}

/** A series is sent in one go; slow mail servers and careful senders take up to an hour or two. Seconds. */
export const LONGEST_PAUSE = 2 * 3600;
/** Nobody sends more; a subject that claims so must not cost memory. */
const MOST_PATCHES = 2000;
