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

/** Under how many titles a line or a word stands: what is common says little. */
export interface Frequencies {
  lines: ReadonlyMap<number, number>;
  words: ReadonlyMap<string, number>;
  titles: number;
}

/**
 * Compares two postings; symmetric. Each figure is reckoned when it is asked for: most pairs are settled by a cheap one. What is
 * weighed once is kept, so make one for a whole run.
 */
export function likenessBy(frequencies: Frequencies): (a: Posting, b: Posting) => Likeness {
  const weighed = new Map<Posting, Weighed>();
  const names = new Map<string, number>();
  const weigh = (posting: Posting): Weighed => {
    let known = weighed.get(posting);
    if (known === undefined) weighed.set(posting, (known = weighPosting(posting, frequencies, names)));
    return known;
  };
  return (a, b) => new PairLikeness(weigh(a), weigh(b));
}

/** What each word of the title and each changed line of a posting weighs, and what else is compared, put into numbers. */
interface Weighed {
  posting: Posting;
  words: Int32Array;
  wordWeights: Float64Array;
  wordSum: number;
  added: Float64Array;
  removed: Float64Array;
  /** Of all lines, added up in their order; where none is a sample, no pair changes it. */
  lineSum: number;
  isSampled: boolean;
  files: readonly string[];
  fileSet: ReadonlySet<string>;
  /** Addresses and full names of author and sender. */
  people: number[];
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
    const { person } = this.#a.posting;
    if (person !== '' && person === this.#b.posting.person) return true;
    for (const one of this.#a.people) if (this.#b.people.includes(one)) return true;
    return false;
  }
}

function weighPosting(posting: Posting, { words, lines, titles }: Frequencies, names: Map<string, number>): Weighed {
  const numberOf = (text: string) => {
    let number = names.get(text);
    if (number === undefined) names.set(text, (number = names.size));
    return number;
  };
  const own = [...new Set(posting.titleKey.split(' '))];
  const wordWeights = new Float64Array(own.length);
  let wordSum = 0;
  for (const [n, word] of own.entries()) wordSum += wordWeights[n] = Math.log(1 + titles / (words.get(word) ?? 1));
  let lineSum = 0;
  const weighLines = (side: Int32Array) => {
    const weights = new Float64Array(side.length);
    for (let n = 0; n < side.length; n += 1) lineSum += weights[n] = weighLine(lines.get(side[n]!) ?? 1);
    return weights;
  };
  const added = weighLines(posting.added);
  const removed = weighLines(posting.removed);
  const files = (posting.facts?.files ?? []).slice(0, MOST_FILES);
  return {
    posting,
    words: Int32Array.from(own.map((word) => numberOf(`w ${word}`))),
    wordWeights,
    wordSum,
    added,
    removed,
    lineSum,
    isSampled: posting.added.length >= SAMPLED || posting.removed.length >= SAMPLED,
    files,
    fileSet: new Set(files),
    people: peopleOf(posting).map(numberOf),
  };
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

/** Counts in how many titles a word and under how many titles a changed line stands: revisions of one title count once. */
export function countFrequencies(postings: readonly Posting[]): Frequencies {
  const byTitle = [...postings].sort((a, b) => (a.titleKey < b.titleKey ? -1 : a.titleKey > b.titleKey ? 1 : 0));
  const lines = new Map<number, number>();
  const words = new Map<string, number>();
  let ofTitle = new Set<number>();
  let titles = 0;
  for (const [place, { added, removed, titleKey }] of byTitle.entries()) {
    if (place === 0 || byTitle[place - 1]!.titleKey !== titleKey) {
      titles += 1;
      ofTitle = new Set();
      for (const word of new Set(titleKey.split(' '))) words.set(word, (words.get(word) ?? 0) + 1);
    }
    for (const side of [added, removed]) {
      for (const hash of side) {
        if (ofTitle.has(hash)) continue;
        ofTitle.add(hash);
        lines.set(hash, (lines.get(hash) ?? 0) + 1);
      }
    }
  }
  return { lines, words, titles };
}

const hasLines = ({ added, removed }: Posting) => added.length + removed.length > 0;

function compareTitles(a: Weighed, b: Weighed): number {
  let common = 0;
  for (let n = 0; n < a.words.length; n += 1) if (b.words.includes(a.words[n]!)) common += a.wordWeights[n]!;
  const all = a.wordSum + b.wordSum;
  return all === 0 ? 0 : (2 * common) / all;
}

function compareDiffs(ours: Weighed, theirs: Weighed): { dice: number | null; held: number | null } {
  const a = ours.posting;
  const b = theirs.posting;
  if (!hasLines(a) || !hasLines(b)) {
    const samePatch = a.facts?.patchId != null && a.facts.patchId === b.facts?.patchId;
    return samePatch ? { dice: 1, held: 1 } : { dice: null, held: null };
  }
  const sums = { a: 0, b: 0, common: 0 };
  if (ours.isSampled || theirs.isSampled) {
    compareSides(a.added, b.added, ours.added, theirs.added, sums);
    compareSides(a.removed, b.removed, ours.removed, theirs.removed, sums);
  } else {
    sums.common = addCommon(a.removed, b.removed, ours.removed, addCommon(a.added, b.added, ours.added, 0));
    sums.a = ours.lineSum;
    sums.b = theirs.lineSum;
  }
  if (sums.a === 0 || sums.b === 0) return { dice: 0, held: 0 };
  return { dice: (2 * sums.common) / (sums.a + sums.b), held: sums.common / Math.min(sums.a, sums.b) };
}

/** A sum with the weights of the lines that two sides have in common. */
function addCommon(a: Int32Array, b: Int32Array, weights: Float64Array, sum: number): number {
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const mine = a[i]!;
    const other = b[j]!;
    if (mine === other) {
      sum += weights[i]!;
      j += 1;
    }
    if (mine <= other) i += 1;
    else j += 1;
  }
  return sum;
}

/** Adds the weights of one side's lines; where a side is a sample, of the hashes that both samples reach. */
function compareSides(
  a: Int32Array,
  b: Int32Array,
  weightsA: Float64Array,
  weightsB: Float64Array,
  sums: { a: number; b: number; common: number },
): void {
  const limit = Math.min(reachOf(a), reachOf(b));
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length && a[i]! <= limit && b[j]! <= limit) {
    if (a[i]! === b[j]!) {
      sums.common += weightsA[i]!;
      sums.a += weightsA[i++]!;
      sums.b += weightsB[j++]!;
    } else if (a[i]! < b[j]!) sums.a += weightsA[i++]!;
    else sums.b += weightsB[j++]!;
  }
  for (; i < a.length && a[i]! <= limit; i += 1) sums.a += weightsA[i]!;
  for (; j < b.length && b[j]! <= limit; j += 1) sums.b += weightsB[j]!;
}

/** Up to which hash a sample tells. */
function reachOf(side: Int32Array): number {
  return side.length >= SAMPLED ? side[side.length - 1]! : MAX_HASH;
}

/** A work is renamed once or twice; a line under more titles than that is boilerplate. */
function weighLine(count: number): number {
  return count <= RENAMES ? 1 : RENAMES / count;
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
const RENAMES = 3;
