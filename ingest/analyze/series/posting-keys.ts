import { titleKey } from '../../parse/patch/subject.ts';
import { type Posting, postingName } from './postings.ts';

/** Lookup keys of a posting, 52-bit hashes: all from its own mail, so that nothing else read makes them others. */
export interface PostingKeys {
  /** Title, former title, patch-id, change-id. */
  plain: number[];
  /** Author with files, author with long words of the title. */
  author: number[];
  /** Changed lines: the smallest hashes, so that two diffs with lines in common share some of them. */
  lines: number[];
}

/** The keys under which a posting is found by later ones, and finds earlier ones. */
export function postingKeys(posting: Posting): PostingKeys {
  const { titleKey: title, formerTitle, patchId, changeId, isCover, author, sender, files } = posting;
  const side = isCover ? 'cover' : 'patch';
  const plain = [hashKey(`${side} title ${title}`)];
  if (formerTitle !== null) plain.push(hashKey(`${side} title ${titleKey(formerTitle)}`));
  if (patchId !== null) plain.push(hashKey(`${side} id ${patchId}`));
  if (changeId !== null && isCover) plain.push(hashKey(`${side} change ${changeId}`));
  const name = (author?.email ?? sender).toLowerCase();
  const byAuthor = posting.ghost
    ? []
    : [
        ...files.slice(0, MOST_FILES).map((file) => hashKey(`${side} file ${name} ${file}`)),
        ...longestWords(title).map((word) => hashKey(`${side} word ${name} ${word}`)),
      ];
  return {
    plain: [...new Set(plain)],
    author: [...new Set(byAuthor)],
    lines: [
      ...smallest(posting.added, MOST_ADDED).map((hash) => LINE_BASE + hash),
      ...smallest(posting.removed, MOST_REMOVED).map((hash) => LINE_BASE + LINE_SPAN + hash),
    ],
  };
}

/** Under this a true posting is found by the ghosts that its name silences. */
export const nameKey = (posting: Posting) => hashKey(`name ${postingName(posting)}`);
/** Under this a posting is found that names a Message-ID. */
export const linkedKey = (messageId: string) => hashKey(`linked ${messageId}`);
/** Under this the numbered patches are found that one sender sends outside any thread as one series. */
export const looseKey = (kin: string) => hashKey(`loose ${kin}`);

/** A number that orders postings of one second, whatever the tables call them. */
export const tieOf = (posting: Posting) => hashKey(posting.key) % 2 ** 31;

/** Orders the postings under one key. */
export function byDateThenTie(a: Posting, b: Posting): number {
  return a.dateUsed - b.dateUsed || tieOf(a) - tieOf(b);
}

/** The words of a title that are longest: the rarer ones mostly, and no archive is needed to tell. */
function longestWords(title: string): string[] {
  return [...new Set(title.split(' '))]
    .filter((word) => word.length > 2)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .slice(0, MOST_WORDS);
}

/** The first of a sorted side, each once. */
function smallest(side: Int32Array, most: number): number[] {
  const found: number[] = [];
  for (let n = 0; n < side.length && found.length < most; n += 1) if (side[n] !== side[n - 1]) found.push(side[n]!);
  return found;
}

/** FNV-1a from two starts, of 26 bits each, in one safe integer below those of lines. */
export function hashKey(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x01000197);
  }
  return ((high >>> 6) % 2 ** 26) * 2 ** 26 + ((low ^ (low >>> 15)) >>> 6);
}

const LINE_BASE = 2 ** 52;
const LINE_SPAN = 2 ** 30;
const MOST_FILES = 6;
const MOST_WORDS = 3;
const MOST_ADDED = 10;
const MOST_REMOVED = 5;
