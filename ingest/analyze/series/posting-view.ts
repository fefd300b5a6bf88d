import type { Posting } from './postings.ts';

/** Where a series stands among all: what orders them ({@link byDateThenKey}). */
export interface SeriesPlace {
  key: string;
  dateUsed: number;
}

/** What linking a series looks at: postings of the whole archive by key, and the works that series before it made. */
export interface PostingView {
  /** Postings under a key that stand before one ({@link byDateThenTie}), the nearest first. */
  before(key: number, posting: Posting, most: number): readonly Posting[];
  /** The posting of a key. */
  byKey(key: string): Posting | undefined;
  seriesOf(posting: Posting): SeriesPlace;
  members(series: SeriesPlace): readonly Posting[];
  /** The first posting of the work that a posting of an earlier series belongs to: itself, where it continues none. */
  firstOf(posting: Posting): Posting;
  /** The newest member of a work, named by its first, among series before one. */
  newestOf(first: Posting, before: SeriesPlace): Posting;
}
