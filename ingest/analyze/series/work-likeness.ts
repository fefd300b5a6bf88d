import { countCommon } from '../../parse/bytes/line-hash.ts';
import type { Posting } from './postings.ts';

/** How alike two postings are, each figure from 0 to 1; null where there is nothing to compare. */
export interface Likeness {
  /** Titles: 1 for equal keys, else the share of words in common, rare ones weighing more. */
  title: number;
  /** Changed lines in common, of both diffs (Dice), lines that stand in many patches weighing less. */
  diff: number | null;
  /** The same, of the smaller diff: near 1 where one patch holds the other. */
  held: number | null;
  /** True where both have changed lines, or are the very same patch without any. */
  hasDiffs: boolean;
  /** Files in common, of both. */
  files: number | null;
  /** Words of the commit message in common (Jaccard over a sample). */
  words: number | null;
  /** One person by any of the addresses and names that stand in the two mails. */
  sameAuthor: boolean;
}

/**
 * Compares two postings; symmetric, and of the two alone. Each figure is reckoned when it is asked for: most pairs are settled by a
 * cheap one.
 */
export function compare(a: Posting, b: Posting): Likeness {
  return new PairLikeness(weigh(a), weigh(b));
}

const weighed = new WeakMap<Posting, Weighed>();

function weigh(posting: Posting): Weighed {
  let known = weighed.get(posting);
  if (known === undefined) weighed.set(posting, (known = weighPosting(posting)));
  return known;
}

/** What is compared of a posting, made ready. */
interface Weighed {
  posting: Posting;
  words: Map<string, number>;
  wordSum: number;
  isSampled: boolean;
  files: readonly string[];
  fileSet: ReadonlySet<string>;
  /** Addresses and full names of author and sender. */
  people: string[];
}

class PairLikeness implements Likeness {
  readonly #a: Weighed;
  readonly #b: Weighed;
  #title = -1;
  #files: number | null | undefined;
  #words: number | null | undefined;
  #diffs: { dice: number | null; held: number | null } | undefined;

  constructor(a: Weighed, b: Weighed) {
    this.#a = a;
    this.#b = b;
  }

  get title(): number {
    if (this.#title < 0)
      this.#title = this.#a.posting.titleKey === this.#b.posting.titleKey ? 1 : compareTitles(this.#a, this.#b);
    return this.#title;
  }

  get diff(): number | null {
    return (this.#diffs ??= compareDiffs(this.#a, this.#b)).dice;
  }

  get held(): number | null {
    return (this.#diffs ??= compareDiffs(this.#a, this.#b)).held;
  }

  get hasDiffs(): boolean {
    return (hasLines(this.#a.posting) && hasLines(this.#b.posting)) || this.diff !== null;
  }

  get files(): number | null {
    if (this.#files === undefined) this.#files = compareFiles(this.#a, this.#b);
    return this.#files;
  }

  get words(): number | null {
    if (this.#words === undefined) this.#words = compareSamples(this.#a.posting.words, this.#b.posting.words);
    return this.#words;
  }

  get sameAuthor(): boolean {
    for (const one of this.#a.people) if (this.#b.people.includes(one)) return true;
    return false;
  }
}

function weighPosting(posting: Posting): Weighed {
  const words = new Map([...new Set(posting.titleKey.split(' '))].map((word) => [word, weighWord(word)]));
  const files = posting.files.slice(0, MOST_FILES);
  return {
    posting,
    words,
    wordSum: [...words.values()].reduce((sum, weight) => sum + weight, 0),
    isSampled: posting.added.length >= SAMPLED || posting.removed.length >= SAMPLED,
    files,
    fileSet: new Set(files),
    people: peopleOf(posting),
  };
}

/** Long words tell more than short ones ("the", "fix"). Halves, so that sums are exact in whatever order. */
function weighWord(word: string): number {
  return Math.min(word.length, 8) / 2;
}

/** One person by any of the addresses and names that stand in the two mails. */
function peopleOf({ author, from }: Posting): string[] {
  const people: string[] = [];
  for (const who of from === null || from === author ? [author] : [author, from]) {
    if (who === null) continue;
    people.push(`@ ${who.email.toLowerCase()}`);
    if (who.name.includes(' ')) people.push(`n ${who.name.toLowerCase()}`);
  }
  return people;
}

const hasLines = ({ added, removed }: Posting) => added.length + removed.length > 0;

function compareTitles(a: Weighed, b: Weighed): number {
  let common = 0;
  for (const [word, weight] of a.words) if (b.words.has(word)) common += weight;
  const all = a.wordSum + b.wordSum;
  return all === 0 ? 0 : (2 * common) / all;
}

function compareDiffs(ours: Weighed, theirs: Weighed): { dice: number | null; held: number | null } {
  const a = ours.posting;
  const b = theirs.posting;
  if (!hasLines(a) || !hasLines(b)) {
    const samePatch = a.patchId !== null && a.patchId === b.patchId;
    return samePatch ? { dice: 1, held: 1 } : { dice: null, held: null };
  }
  const sums = { a: 0, b: 0, common: 0 };
  if (ours.isSampled || theirs.isSampled) {
    compareSides(a.added, b.added, sums);
    compareSides(a.removed, b.removed, sums);
  } else {
    sums.common = countCommon(a.added, b.added) + countCommon(a.removed, b.removed);
    sums.a = a.added.length + a.removed.length;
    sums.b = b.added.length + b.removed.length;
  }
  if (sums.a === 0 || sums.b === 0) return { dice: 0, held: 0 };
  return { dice: (2 * sums.common) / (sums.a + sums.b), held: sums.common / Math.min(sums.a, sums.b) };
}

/** Counts one side's lines; where a side is a sample, the hashes that both samples reach. */
function compareSides(a: Int32Array, b: Int32Array, sums: { a: number; b: number; common: number }): void {
  const limit = Math.min(reachOf(a), reachOf(b));
  const ours = upTo(a, limit);
  const theirs = upTo(b, limit);
  sums.common += countCommon(ours, theirs);
  sums.a += ours.length;
  sums.b += theirs.length;
}

function upTo(side: Int32Array, limit: number): Int32Array {
  let end = side.length;
  while (end > 0 && side[end - 1]! > limit) end -= 1;
  return side.subarray(0, end);
}

/** Up to which hash a sample tells. */
function reachOf(side: Int32Array): number {
  return side.length >= SAMPLED ? side[side.length - 1]! : MAX_HASH;
}

function compareFiles(a: Weighed, b: Weighed): number | null {
  if (a.files.length === 0 || b.files.length === 0) return null;
  let common = 0;
  for (const file of b.files) if (a.fileSet.has(file)) common += 1;
  return common / (a.fileSet.size + b.files.length - common);
}

function compareSamples(a: Int32Array, b: Int32Array): number | null {
  if (a.length < FEWEST_WORDS || b.length < FEWEST_WORDS) return null;
  const limit = Math.min(
    a.length >= WORD_SAMPLE ? a[a.length - 1]! : Infinity,
    b.length >= WORD_SAMPLE ? b[b.length - 1]! : Infinity,
  );
  let common = 0;
  let all = 0;
  for (let i = 0, j = 0; ; all += 1) {
    const mine = i < a.length && a[i]! <= limit ? a[i]! : Infinity;
    const other = j < b.length && b[j]! <= limit ? b[j]! : Infinity;
    if (mine === Infinity && other === Infinity) break;
    if (mine === other) common += 1;
    if (mine <= other) i += 1;
    if (other <= mine) j += 1;
  }
  return all === 0 ? null : common / all;
}

/** Sizes at which patch-facts.ts cuts its samples. */
const SAMPLED = 128;
const WORD_SAMPLE = 32;
/** A change of the whole tree is known by its first files. */
const MOST_FILES = 200;
const MAX_HASH = 0x3fffffff;
const FEWEST_WORDS = 5;
