import type { Archive } from '../../../data/database.ts';
import {
  postingById,
  postingByKey,
  type PostingRow,
  postingsBefore,
  postingsOfSeries,
  postingsOfWork,
  seriesRow,
} from '../../../data/write/ledger.ts';
import { tieOf } from '../../analyze/series/posting-keys.ts';
import { readPosting } from '../../analyze/series/posting-codec.ts';
import type { PostingView, SeriesPlace } from '../../analyze/series/posting-view.ts';
import { byDateThenKey, type Posting } from '../../analyze/series/postings.ts';
import { type Series, toSeries } from '../../analyze/series/series.ts';

/** The stored postings of an archive as linking looks at them; those asked for lately are kept unpacked. */
export class StoredPostings implements PostingView {
  readonly #archive: Archive;
  readonly #postings = new Map<number, Posting>();
  readonly #ids = new Map<string, number | null>();
  readonly #rows = new Map<Posting, Pick<PostingRow, 'id' | 'series' | 'work' | 'links'>>();
  readonly #places = new Map<string, SeriesPlace | null>();

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** Forgets what it keeps where that is much; between two series, as within one postings are told apart by identity. */
  trim(): void {
    if (this.#postings.size + this.#places.size < MOST_KEPT) return;
    for (const kept of [this.#postings, this.#ids, this.#rows, this.#places]) kept.clear();
  }

  before(hash: number, posting: Posting, most: number): Posting[] {
    const ids = postingsBefore(this.#archive, { hash, dateUsed: posting.dateUsed, tie: tieOf(posting) }, most);
    return ids.flatMap((id) => this.#byId(id) ?? []);
  }

  byKey(key: string): Posting | undefined {
    const known = this.#ids.get(key);
    if (known !== undefined) return known === null ? undefined : this.#byId(known);
    const row = postingByKey(this.#archive, key);
    const posting = row && this.#take(row);
    if (!posting) this.#ids.set(key, null);
    return posting;
  }

  seriesOf(posting: Posting): SeriesPlace {
    return this.place(this.#rows.get(posting)!.series!)!;
  }

  /** Where a series stands; undefined where there is none of that key. */
  place(key: string): SeriesPlace | undefined {
    let place = this.#places.get(key);
    if (place === undefined) {
      const row = seriesRow(this.#archive, key);
      this.#places.set(key, (place = row ? { key, dateUsed: row.dateUsed } : null));
    }
    return place ?? undefined;
  }

  members({ key }: SeriesPlace): Posting[] {
    return postingsOfSeries(this.#archive, key).flatMap((row) => this.#take(row) ?? []);
  }

  /** A whole series with the one of which it is a reroll. */
  series(key: string): Series {
    const row = seriesRow(this.#archive, key)!;
    const one = toSeries(this.members({ key, dateUsed: row.dateUsed }));
    const reroll = row.rerollOf === null ? undefined : this.place(row.rerollOf);
    return reroll ? { ...one, missing: [], rerollOf: reroll } : one;
  }

  firstOf(posting: Posting): Posting {
    const { work } = this.#rows.get(posting)!;
    return work === null || work === posting.key ? posting : (this.byKey(work) ?? posting);
  }

  newestOf(first: Posting, before: SeriesPlace): Posting {
    let newest = first;
    for (const row of postingsOfWork(this.#archive, first.key)) {
      const posting = this.#take(row);
      if (posting && byDateThenKey(this.seriesOf(posting), before) < 0 && byDateThenKey(posting, newest) > 0)
        newest = posting;
    }
    return newest;
  }

  /** The work and links that a posting has. */
  workOf(posting: Posting): Pick<PostingRow, 'id' | 'work' | 'links'> {
    return this.#rows.get(posting)!;
  }

  noteWork(posting: Posting, work: string, links: string | null): void {
    Object.assign(this.#rows.get(posting)!, { work, links });
  }

  #byId(id: number): Posting | undefined {
    const known = this.#postings.get(id);
    if (known) return known;
    const row = postingById(this.#archive, id);
    return row && this.#take(row);
  }

  /** A posting that belongs to no series is heard of by nobody. */
  #take(row: PostingRow): Posting | undefined {
    if (row.series === null) return undefined;
    let posting = this.#postings.get(row.id);
    if (!posting) {
      posting = readPosting(row.packed);
      this.#postings.set(row.id, posting);
      this.#ids.set(posting.key, row.id);
      this.#rows.set(posting, { id: row.id, series: row.series, work: row.work, links: row.links });
    }
    return posting;
  }
}

/** Some 2 kB each. */
const MOST_KEPT = 12_000;
