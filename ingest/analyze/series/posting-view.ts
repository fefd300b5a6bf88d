import type { Posting } from './postings.ts';
import type { Series } from './series.ts';

/** What linking a series looks at: postings of the whole archive by key, and the works that series before it made. */
export interface PostingView {
  /** Postings under a key that stand before one in time ({@link byDateThenKey}), the nearest first. */
  before(key: number, posting: Posting, most: number): readonly Posting[];
  /** The posting that has a Message-ID or key. */
  byId(id: string): Posting | undefined;
  seriesOf(posting: Posting): Series;
  /** The first posting of the work that an earlier posting belongs to: itself, where it continues none. */
  firstOf(posting: Posting): Posting;
  /** The newest member of a work, named by its first, among series before one. */
  newestOf(first: Posting, before: Series): Posting;
}
