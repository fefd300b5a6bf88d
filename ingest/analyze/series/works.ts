import type { PatchFacts, WorkCorrections, WorkLinks } from '../../../data/records/patch.ts';
import type { MessageSkeleton } from '../../../data/records/thread.ts';
import { linkSeries, type PostingLink, readCorrections } from './linking.ts';
import { byDateThenTie, postingKeys } from './posting-keys.ts';
import type { PostingView, SeriesPlace } from './posting-view.ts';
import { byDateThenKey, findPostings, isSilenced, type Posting, postingName } from './postings.ts';
import { recordLink } from './posting-codec.ts';
import { recordLinks } from './revisions.ts';
import { groupSeries, type Series } from './series.ts';

/**
 * Groups the patches and cover letters of an archive into series, and ties the postings of one work together across
 * revisions, in memory and at once: what the ledger comes to step by step. Depends on the mails alone, not on their order.
 * @param corrections what people said by hand; it beats every other reason
 */
export function linkWorks(
  skeletons: readonly MessageSkeleton[],
  facts: ReadonlyMap<string, PatchFacts>,
  corrections: WorkCorrections = {},
): WorkLinks {
  const postings = withoutSilenced(findPostings(skeletons, facts));
  const series = groupSeries(postings);
  const view = new MemoryView(postings, series);
  const hand = readCorrections(corrections);
  for (const one of series) view.note(one, linkSeries(one, view, hand).links);
  return recordLinks(
    series,
    view.works(),
    new Map([...view.links].map(([posting, links]) => [posting, links.map(recordLink)])),
  );
}

function withoutSilenced(postings: readonly Posting[]): Posting[] {
  const dates = new Map<string, number[]>();
  for (const posting of postings) {
    if (posting.ghost) continue;
    const name = postingName(posting);
    dates.set(name, [...(dates.get(name) ?? []), posting.dateUsed]);
  }
  return postings.filter((posting) => !isSilenced(posting, (name) => dates.get(name) ?? []));
}

/** Postings of a whole archive in memory. */
class MemoryView implements PostingView {
  readonly links = new Map<Posting, readonly PostingLink[]>();
  readonly #postings: readonly Posting[];
  readonly #byPostingKey: ReadonlyMap<string, Posting>;
  readonly #series: ReadonlyMap<Posting, Series>;
  readonly #byKey = new Map<number, Posting[]>();
  readonly #first = new Map<Posting, Posting>();
  readonly #newest = new Map<Posting, Posting>();

  /** @param postings sorted by date, then key */
  constructor(postings: readonly Posting[], series: readonly Series[]) {
    this.#postings = postings;
    this.#byPostingKey = new Map(postings.map((posting) => [posting.key, posting]));
    this.#series = new Map(series.flatMap((one) => one.members.map((member) => [member, one] as const)));
    for (const posting of [...postings].sort(byDateThenTie)) {
      if (posting.isBackport) continue;
      const { plain, author, lines } = postingKeys(posting);
      for (const key of [...plain, ...author, ...lines]) {
        const list = this.#byKey.get(key);
        if (list) list.push(posting);
        else this.#byKey.set(key, [posting]);
      }
    }
  }

  before(key: number, posting: Posting, most: number): Posting[] {
    const list = this.#byKey.get(key) ?? [];
    let end = 0;
    for (let high = list.length; end < high;) {
      const middle = (end + high) >> 1;
      if (byDateThenTie(list[middle]!, posting) < 0) end = middle + 1;
      else high = middle;
    }
    return list.slice(Math.max(0, end - most), end).reverse();
  }

  byKey(key: string): Posting | undefined {
    return this.#byPostingKey.get(key);
  }

  seriesOf(posting: Posting): SeriesPlace {
    return this.#series.get(posting)!;
  }

  members(series: SeriesPlace): readonly Posting[] {
    return (series as Series).members;
  }

  firstOf(posting: Posting): Posting {
    return this.#first.get(posting) ?? posting;
  }

  newestOf(first: Posting): Posting {
    return this.#newest.get(first) ?? first;
  }

  /** Takes in what a series came to, which is the newest that was linked. */
  note(one: Series, links: ReadonlyMap<Posting, readonly PostingLink[]>): void {
    for (const posting of [...one.members].sort(byDateThenKey)) {
      const found = links.get(posting);
      if (!found) continue;
      this.links.set(posting, found);
      const same = found.find((link) => link.same);
      if (!same) continue;
      const first = this.firstOf(same.to);
      this.#first.set(posting, first);
      this.#newest.set(first, posting);
    }
  }

  /** Members of each work by the key of its first, each in order of time. */
  works(): Map<string, Posting[]> {
    const works = new Map<string, Posting[]>();
    for (const posting of this.#postings) {
      const { key } = this.firstOf(posting);
      const known = works.get(key);
      if (known) known.push(posting);
      else works.set(key, [posting]);
    }
    return works;
  }
}
