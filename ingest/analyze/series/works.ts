import type { PatchFacts, WorkCorrections, WorkLinks } from '../../../data/records/patch.ts';
import type { MessageSkeleton } from '../../../data/records/thread.ts';
import { byDateThenKey, findPostings, type Posting } from './postings.ts';
import { recordLinks } from './revisions.ts';
import { groupSeries, type Series } from './series.ts';
import { candidateIndex } from './work-candidates.ts';
import { countFrequencies, type Likeness, likenessBy } from './work-likeness.ts';
import { judgePair, type PairVerdict } from './work-verdict.ts';

/**
 * Groups the patches and cover letters of an archive into series, and ties the postings of one work together across
 * revisions, each link with its reason. Goes through the series in time; each posting continues at most one earlier
 * work, and no work has two patches in one series. Depends on the mails alone, not on their order.
 * @param corrections what people said by hand; it beats every other reason
 */
export function linkWorks(
  skeletons: readonly MessageSkeleton[],
  facts: ReadonlyMap<string, PatchFacts>,
  corrections: WorkCorrections = {},
): WorkLinks {
  const postings = findPostings(skeletons, facts);
  const series = groupSeries(postings);
  const seriesOf = new Map(series.flatMap((one) => one.members.map((member) => [member, one] as const)));
  const byId = new Map(postings.map((posting) => [posting.messageId, posting]));
  const frequencies = countFrequencies(postings);
  const index = candidateIndex(frequencies);
  const likeness = likenessBy(frequencies);
  const works = new Works();
  const hand = readCorrections(corrections, byId);
  for (const one of series) {
    const kin = relatedSeries(one, seriesOf, byId);
    const looks = one.members.map((posting): Look => ({
      posting,
      found: posting.isBackport ? [] : index.find(posting),
      compared: new Map(),
    }));
    let pairs = findPairs(one, looks, NOBODY, kin, []);
    // Series that share a sure pair vouch for the rest of each other.
    const sure = pairs.filter(({ verdict }) => verdict.isSure);
    const near = new Set([...kin, ...sure.map(({ old }) => seriesOf.get(old)!)].slice(0, MOST_KIN));
    // A single patch has nobody to vouch for it.
    const around = one.members.length > 1 ? near : kin;
    if (around.size > 0) pairs = findPairs(one, looks, around, kin, sure);
    assign(one, pairs);
    for (const posting of one.members) if (!posting.isBackport) index.add(posting);
  }
  return recordLinks(series, works.groups(postings), works.links);

  function findPairs(
    one: Series,
    looks: readonly Look[],
    around: ReadonlySet<Series>,
    kin: ReadonlySet<Series>,
    sure: readonly Pair[],
  ): Pair[] {
    const pairs: Pair[] = [];
    const vouchers = new Map<Series, Pair[]>();
    for (const pair of sure) {
      const from = seriesOf.get(pair.old)!;
      const known = vouchers.get(from);
      if (known) known.push(pair);
      else vouchers.set(from, [pair]);
    }
    for (const look of looks) {
      const { posting } = look;
      for (const old of posting.isBackport ? [] : withSeries(look.found, around, posting)) {
        const from = seriesOf.get(old)!;
        if (from === one || byDateThenKey(from, one) > 0 || hand.isDifferent(posting, old)) continue;
        const isVouched = vouchers.get(from)?.some((pair) => pair.posting !== posting && pair.old !== old) ?? false;
        const verdict = compare(look, old, kin.has(from), isVouched);
        if (verdict) pairs.push({ posting, old, verdict });
      }
      for (const old of hand.sameAs(posting)) pairs.push({ posting, old, verdict: BY_HAND });
    }
    return pairs;
  }

  /** A pair that nobody vouches for is judged once, however often the series is gone through. */
  function compare({ posting, compared }: Look, old: Posting, isKin: boolean, isVouched: boolean): PairVerdict | null {
    let known = compared.get(old);
    if (!known) compared.set(old, (known = { like: likeness(posting, old), alone: undefined }));
    if (isVouched) return judgePair(posting, old, known.like, { isKin, isVouched });
    if (known.alone === undefined) known.alone = judgePair(posting, old, known.like, { isKin, isVouched });
    return known.alone;
  }

  /** What was written anew: it continues no work, and yet it takes the place of the newest posting of one. */
  function noteSuccessors(pairs: readonly Pair[], taken: Map<string, Posting>): void {
    for (const { posting, old, verdict } of pairs) {
      const work = works.of(old);
      if (verdict.bond !== 'successor' || works.isLinked(posting) || works.links.has(posting)) continue;
      if (taken.has(work) || !works.isNewest(old)) continue;
      taken.set(work, posting);
      works.note(posting, old, { ...verdict, reason: `written anew; ${verdict.reason}` });
    }
  }

  /** Splits and merges: a good part of an older diff that now stands in a patch of another work. */
  function noteParts(pairs: readonly Pair[], taken: Map<string, Posting>): void {
    for (const { posting, old, verdict } of pairs) {
      const work = works.of(old);
      if (!verdict.isPart || work === works.of(posting) || works.links.get(posting)?.some(({ to }) => to === old))
        continue;
      const isContinued = taken.has(work);
      if (!works.isLinked(posting) && isContinued && !works.links.has(posting)) {
        works.note(posting, old, { ...verdict, reason: `split from it; ${verdict.reason}` });
      } else if (works.isLinked(posting) && !isContinued && works.isNewest(old)) {
        taken.set(work, posting);
        works.note(posting, old, { ...verdict, reason: `takes it in; ${verdict.reason}` });
      }
    }
  }

  /** Best pairs first; each posting takes one work, each work one posting of the series. */
  function assign(one: Series, pairs: Pair[]): void {
    pairs.sort(
      (a, b) =>
        b.verdict.score - a.verdict.score ||
        b.old.dateUsed - a.old.dateUsed ||
        compareKeys(a.posting, b.posting) ||
        compareKeys(a.old, b.old),
    );
    const taken = new Map<string, Posting>();
    for (const { posting, old, verdict } of pairs) {
      if (verdict.bond !== 'same') continue;
      const work = works.of(old);
      const holder = taken.get(work);
      const isTwin = holder !== undefined && holder.number === posting.number;
      if (works.isLinked(posting) || (holder !== undefined && !isTwin) || works.isJustContinued(old, posting)) continue;
      works.join(posting, old, verdict);
      taken.set(work, posting);
    }
    noteSuccessors(pairs, taken);
    noteParts(pairs, taken);
    // Two mails of one number are one work even where their words differ.
    for (const posting of one.members) {
      const twin = one.members.find(
        (other) => other !== posting && other.number === posting.number && posting.number !== null,
      );
      if (
        twin &&
        byDateThenKey(twin, posting) < 0 &&
        works.of(twin) !== works.of(posting) &&
        !works.isLinked(posting)
      ) {
        works.join(posting, twin, {
          bond: 'same',
          score: 1,
          isSure: true,
          isPart: false,
          reason: 'sent again under the same number',
        });
      }
    }
  }
}

interface Pair {
  posting: Posting;
  old: Posting;
  verdict: PairVerdict;
}

/** A posting with the older ones that might be the same work, and what comparing them came to. */
interface Look {
  posting: Posting;
  found: readonly Posting[];
  compared: Map<Posting, { like: Likeness; alone: PairVerdict | null | undefined }>;
}

/** Which work each posting belongs to, and why. */
class Works {
  readonly links = new Map<Posting, { to: Posting; verdict: PairVerdict; same: boolean }[]>();
  private readonly first = new Map<Posting, Posting>();
  /** The newest member of each work with more than one. */
  private readonly last = new Map<string, Posting>();

  /** The work of a posting, named by its first member. */
  of(posting: Posting): string {
    return (this.first.get(posting) ?? posting).key;
  }

  isLinked(posting: Posting): boolean {
    return this.first.has(posting);
  }

  /** True where somebody sent the next posting of the work minutes before, under another title: this one is its brother. */
  isJustContinued(old: Posting, posting: Posting): boolean {
    const last = this.last.get(this.of(old));
    return (
      last !== undefined &&
      last !== old &&
      last.person === posting.person &&
      last.titleKey !== posting.titleKey &&
      posting.dateUsed - last.dateUsed < BURST
    );
  }

  isNewest(posting: Posting): boolean {
    return (this.last.get(this.of(posting)) ?? posting) === posting;
  }

  join(posting: Posting, old: Posting, verdict: PairVerdict): void {
    this.first.set(posting, this.first.get(old) ?? old);
    this.last.set(this.of(old), posting);
    this.note(posting, old, verdict, true);
  }

  note(posting: Posting, old: Posting, verdict: PairVerdict, same = false): void {
    const known = this.links.get(posting);
    if (known) {
      if (known.length < MOST_LINKS && !known.some(({ to }) => to === old)) known.push({ to: old, verdict, same });
    } else this.links.set(posting, [{ to: old, verdict, same }]);
  }

  /** Members of each work by its name. */
  groups(postings: readonly Posting[]): Map<string, Posting[]> {
    const groups = new Map<string, Posting[]>();
    for (const posting of postings) {
      const name = this.of(posting);
      const known = groups.get(name);
      if (known) known.push(posting);
      else groups.set(name, [posting]);
    }
    return groups;
  }
}

/** Older series that this one names, or in whose thread it was sent. */
function relatedSeries(
  one: Series,
  seriesOf: ReadonlyMap<Posting, Series>,
  byId: ReadonlyMap<string, Posting>,
): Set<Series> {
  const kin = new Set<Series>();
  const add = (posting: Posting | undefined) => {
    const other = posting && seriesOf.get(posting);
    if (other && other !== one && byDateThenKey(other, one) < 0) kin.add(other);
  };
  if (one.rerollOf) kin.add(one.rerollOf);
  for (const member of one.members) {
    for (const id of member.facts?.linked ?? []) add(byId.get(id));
    if (member.parent !== null) add(byId.get(member.parent));
    if (member.threadId !== member.key) add(byId.get(member.threadId));
  }
  return kin;
}

function withSeries(found: readonly Posting[], near: ReadonlySet<Series>, posting: Posting): readonly Posting[] {
  if (near.size === 0) return found;
  const all = new Set(found);
  for (const one of near) {
    for (const member of one.members) if (member.isCover === posting.isCover) all.add(member);
    if (all.size > MOST_COMPARED) break;
  }
  return [...all];
}

function readCorrections(corrections: WorkCorrections, byId: ReadonlyMap<string, Posting>) {
  const same = new Map<Posting, Posting[]>();
  const different = new Set<string>();
  for (const [a, b] of corrections.same ?? []) {
    const ends = [byId.get(a), byId.get(b)];
    if (!ends[0] || !ends[1]) continue;
    const [old, posting] = (ends as [Posting, Posting]).sort(byDateThenKey) as [Posting, Posting];
    same.set(posting, [...(same.get(posting) ?? []), old]);
  }
  for (const [a, b] of corrections.different ?? []) different.add(`${a}\n${b}`).add(`${b}\n${a}`);
  return {
    sameAs: (posting: Posting) => same.get(posting) ?? [],
    isDifferent: (a: Posting, b: Posting) => different.size > 0 && different.has(`${a.messageId}\n${b.messageId}`),
  };
}

function compareKeys(a: Posting, b: Posting): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

const BY_HAND: PairVerdict = { bond: 'same', score: 10, isSure: true, isPart: false, reason: 'said so by hand' };
const NOBODY: ReadonlySet<Series> = new Set();
const MOST_LINKS = 4;
/** Seconds in which somebody sends what belongs together. */
const BURST = 20 * 60;
/** Series that vouch for one; a thread of a hundred resends must not be compared with itself all over. */
const MOST_KIN = 6;
const MOST_COMPARED = 200;
