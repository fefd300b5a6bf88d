import type { WorkCorrections } from '../../../data/records/patch.ts';
import type { PostingView, SeriesPlace } from './posting-view.ts';
import { byDateThenKey, type Posting } from './postings.ts';
import type { Series } from './series.ts';
import { findCandidates } from './work-candidates.ts';
import { compare, type Likeness } from './work-likeness.ts';
import { judgePair, type PairVerdict } from './work-verdict.ts';

/** What ties a posting to an earlier one. */
export interface PostingLink {
  to: Posting;
  verdict: PairVerdict;
  /** True where it makes the two one work; each posting has one such link at most. */
  same: boolean;
}

/** What linking a series came to. */
export interface SeriesLinks {
  /** Links of its postings. */
  links: ReadonlyMap<Posting, readonly PostingLink[]>;
  /**
   * Keys of the series on which that rests: those that it names or answers, and those of pairs that anything speaks for. True for those
   * to which a link leads.
   */
  rests: ReadonlyMap<string, boolean>;
}

/**
 * Ties the postings of a series to the works of the series before it, each link with its reason. Each posting continues at most one
 * earlier work, and no work has two patches in one series. Series are linked in the order of {@link byDateThenKey}; what one comes to
 * follows from its own mails, from earlier postings under its keys, and from what their works were by then.
 */
export function linkSeries(one: Series, view: PostingView, hand: HandCorrections): SeriesLinks {
  const works = new Works(view, one);
  const kin = relatedSeries(one, view);
  const looks = one.members.map((posting): Look => ({
    posting,
    found: posting.isBackport ? [] : findCandidates(posting, view),
    compared: new Map(),
  }));
  let pairs = findPairs(looks, [], []);
  // Series that share a sure pair vouch for the rest of each other.
  const sure = pairs.filter(({ verdict }) => verdict.isSure);
  const near = new Map(
    [...kin.values(), ...sure.map(({ old }) => view.seriesOf(old))].map((place) => [place.key, place]),
  );
  // A single patch has nobody to vouch for it.
  const around = one.members.length > 1 ? [...near.values()].slice(0, MOST_KIN) : [...kin.values()];
  const rests = new Map([...kin.keys(), ...pairs.map(({ old }) => view.seriesOf(old).key)].map((key) => [key, false]));
  if (around.length > 0) pairs = findPairs(looks, around, sure);
  for (const { old } of pairs) rests.set(view.seriesOf(old).key, false);
  assign(pairs);
  for (const { to } of [...works.links.values()].flat()) {
    const { key } = view.seriesOf(to);
    if (key !== one.key) rests.set(key, true);
  }
  return { links: works.links, rests };

  function findPairs(looks: readonly Look[], around: readonly SeriesPlace[], sure: readonly Pair[]): Pair[] {
    const pairs: Pair[] = [];
    const vouchers = new Map<string, Pair[]>();
    for (const pair of sure) {
      const from = view.seriesOf(pair.old).key;
      const known = vouchers.get(from);
      if (known) known.push(pair);
      else vouchers.set(from, [pair]);
    }
    for (const look of looks) {
      const { posting } = look;
      for (const old of posting.isBackport ? [] : withSeries(look.found, around, posting, view)) {
        const from = view.seriesOf(old);
        if (byDateThenKey(from, one) >= 0 || hand.isDifferent(posting, old)) continue;
        const isVouched = vouchers.get(from.key)?.some((pair) => pair.posting !== posting && pair.old !== old) ?? false;
        const verdict = judge(look, old, kin.has(from.key), isVouched);
        if (verdict) pairs.push({ posting, old, verdict });
      }
      for (const id of hand.sameAs(posting)) {
        const old = view.byKey(id);
        if (old && byDateThenKey(view.seriesOf(old), one) < 0) pairs.push({ posting, old, verdict: BY_HAND });
      }
    }
    return pairs;
  }

  /** A pair that nobody vouches for is judged once, however often the series is gone through. */
  function judge({ posting, compared }: Look, old: Posting, isKin: boolean, isVouched: boolean): PairVerdict | null {
    let known = compared.get(old);
    if (!known) compared.set(old, (known = { like: compare(posting, old), alone: undefined }));
    if (isVouched) return judgePair(posting, old, known.like, { isKin, isVouched });
    if (known.alone === undefined) known.alone = judgePair(posting, old, known.like, { isKin, isVouched });
    return known.alone;
  }

  /** What was written anew: it continues no work, and yet it takes the place of the newest posting of one. */
  function noteSuccessors(pairs: readonly Pair[], taken: Map<Posting, Posting>): void {
    for (const { posting, old, verdict } of pairs) {
      const work = works.of(old);
      if (verdict.bond !== 'successor' || works.isLinked(posting) || works.links.has(posting)) continue;
      if (taken.has(work) || !works.isNewest(old)) continue;
      taken.set(work, posting);
      works.note(posting, old, { ...verdict, reason: `written anew; ${verdict.reason}` });
    }
  }

  /** Splits and merges: a good part of an older diff that now stands in a patch of another work. */
  function noteParts(pairs: readonly Pair[], taken: Map<Posting, Posting>): void {
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
  function assign(pairs: Pair[]): void {
    pairs.sort(
      (a, b) =>
        b.verdict.score - a.verdict.score ||
        b.old.dateUsed - a.old.dateUsed ||
        compareKeys(a.posting, b.posting) ||
        compareKeys(a.old, b.old),
    );
    const taken = new Map<Posting, Posting>();
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

/** Which work each posting belongs to as seen from one series, and why. */
class Works {
  readonly links = new Map<Posting, PostingLink[]>();
  readonly #view: PostingView;
  readonly #series: Series;
  readonly #first = new Map<Posting, Posting>();
  /** The newest member of each work that this series continues. */
  readonly #last = new Map<Posting, Posting>();

  constructor(view: PostingView, series: Series) {
    this.#view = view;
    this.#series = series;
  }

  /** The work of a posting, named by its first member. */
  of(posting: Posting): Posting {
    return this.#first.get(posting) ?? (this.#isOwn(posting) ? posting : this.#view.firstOf(posting));
  }

  isLinked(posting: Posting): boolean {
    return this.#first.has(posting);
  }

  /** True where somebody sent the next posting of the work minutes before, under another title: this one is its brother. */
  isJustContinued(old: Posting, posting: Posting): boolean {
    const last = this.#newest(this.of(old));
    return (
      last !== old &&
      last.sender === posting.sender &&
      last.titleKey !== posting.titleKey &&
      posting.dateUsed - last.dateUsed < BURST
    );
  }

  isNewest(posting: Posting): boolean {
    return this.#newest(this.of(posting)) === posting;
  }

  join(posting: Posting, old: Posting, verdict: PairVerdict): void {
    const first = this.of(old);
    this.#first.set(posting, first);
    this.#last.set(first, posting);
    this.note(posting, old, verdict, true);
  }

  note(posting: Posting, old: Posting, verdict: PairVerdict, same = false): void {
    const known = this.links.get(posting);
    if (known) {
      if (known.length < MOST_LINKS && !known.some(({ to }) => to === old)) known.push({ to: old, verdict, same });
    } else this.links.set(posting, [{ to: old, verdict, same }]);
  }

  #newest(first: Posting): Posting {
    return this.#last.get(first) ?? (this.#isOwn(first) ? first : this.#view.newestOf(first, this.#series));
  }

  #isOwn(posting: Posting): boolean {
    return this.#view.seriesOf(posting).key === this.#series.key;
  }
}

/** Older series that this one names, or in whose thread it was sent. */
function relatedSeries(one: Series, view: PostingView): Map<string, SeriesPlace> {
  const kin = new Map<string, SeriesPlace>();
  const add = (place: SeriesPlace | null | undefined) => {
    if (place && byDateThenKey(place, one) < 0) kin.set(place.key, place);
  };
  const addKey = (key: string) => {
    const posting = view.byKey(key);
    if (posting) add(view.seriesOf(posting));
  };
  add(one.rerollOf);
  for (const member of one.members) {
    for (const id of member.linked) addKey(id);
    if (member.parent !== null) addKey(member.parent);
    if (member.threadId !== member.key) addKey(member.threadId);
  }
  return kin;
}

function withSeries(
  found: readonly Posting[],
  near: readonly SeriesPlace[],
  posting: Posting,
  view: PostingView,
): readonly Posting[] {
  if (near.length === 0) return found;
  const all = new Set(found);
  for (const place of near) {
    for (const member of view.members(place)) if (member.isCover === posting.isCover) all.add(member);
    if (all.size > MOST_COMPARED) break;
  }
  return [...all];
}

/** What people said by hand of two postings. */
export interface HandCorrections {
  /** Ids of the postings that one is said to be the same work as. */
  sameAs(posting: Posting): readonly string[];
  isDifferent(a: Posting, b: Posting): boolean;
}

/** Reads corrections for {@link linkSeries}; they beat every other reason. */
export function readCorrections({ same = [], different = [] }: WorkCorrections): HandCorrections {
  const partners = new Map<string, string[]>();
  for (const [a, b] of same) {
    partners.set(a, [...(partners.get(a) ?? []), b]);
    partners.set(b, [...(partners.get(b) ?? []), a]);
  }
  const apart = new Set(different.flatMap(([a, b]) => [`${a}\n${b}`, `${b}\n${a}`]));
  return {
    sameAs: ({ messageId }) => partners.get(messageId) ?? [],
    isDifferent: (a, b) => apart.size > 0 && apart.has(`${a.messageId}\n${b.messageId}`),
  };
}

function compareKeys(a: Posting, b: Posting): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

const BY_HAND: PairVerdict = { bond: 'same', score: 10, isSure: true, isPart: false, reason: 'said so by hand' };
const MOST_LINKS = 4;
/** Seconds in which somebody sends what belongs together. */
const BURST = 20 * 60;
/** Series that vouch for one; a thread of a hundred resends must not be compared with itself all over. */
const MOST_KIN = 6;
const MOST_COMPARED = 200;
