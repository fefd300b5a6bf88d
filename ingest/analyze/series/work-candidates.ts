import { type PostingKeys, postingKeys } from './posting-keys.ts';
import type { PostingView } from './posting-view.ts';
import type { Posting } from './postings.ts';

/**
 * Earlier postings that might be the same work, at most some dozens, over the whole archive and whatever their date: those that share
 * a title, a patch-id or change-id, the author with a file or a long word of the title, or changed lines. Of postings under one key the
 * nearest in time are taken, so that neither the length of an archive nor a title that recurs makes it more.
 */
export function findCandidates(posting: Posting, view: PostingView): Posting[] {
  const found = new Set<Posting>();
  const { plain, author, lines } = postingKeys(posting);
  for (const key of plain) for (const other of view.before(key, posting, MOST_OF_TITLE)) found.add(other);
  for (const key of author) for (const other of view.before(key, posting, MOST_OF_AUTHOR)) found.add(other);
  const shared = new Map<Posting, number>();
  for (const key of lines)
    for (const other of view.before(key, posting, MOST_OF_LINE)) shared.set(other, (shared.get(other) ?? 0) + 1);
  const best = [...shared]
    .sort(([a, many], [b, others]) => others - many || b.dateUsed - a.dateUsed || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_OF_LINES);
  for (const [other] of best) found.add(other);
  return [...found].filter((other) => other.isCover === posting.isCover && !other.isBackport);
}

/** How many postings behind one look at it under a key, most: what changes when it comes or goes. */
export function reachOfKeys({ plain, author, lines }: PostingKeys): [key: number, reach: number][] {
  return [
    ...plain.map((key): [number, number] => [key, MOST_OF_TITLE]),
    ...author.map((key): [number, number] => [key, MOST_OF_AUTHOR]),
    ...lines.map((key): [number, number] => [key, MOST_OF_LINE]),
  ];
}

const MOST_OF_TITLE = 30;
const MOST_OF_AUTHOR = 25;
const MOST_OF_LINES = 12;
const MOST_OF_LINE = 24;
