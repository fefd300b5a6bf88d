import type { Posting } from './postings.ts';

/** How alike two postings are, each figure from 0 to 1; null where there is nothing to compare. */
export interface Likeness {
  /** Titles: 1 for equal keys, else the share of words in common, rare ones weighing more. */
  title: number;
  /** Changed lines in common, of both diffs (Dice), lines that stand in many patches weighing less. */
  diff: number | null;
  /** The same, of the smaller diff: near 1 where one patch holds the other. */
  held: number | null;
  /** Files in common, of both. */
  files: number | null;
  /** Words of the commit message in common (Jaccard over a sample). */
  words: number | null;
  sameAuthor: boolean;
}

/** Under how many titles a line or a word stands: what is common says little. */
export interface Frequencies {
  lines: ReadonlyMap<number, number>;
  words: ReadonlyMap<string, number>;
  titles: number;
}

/** Compares two postings; symmetric. What is weighed once is kept, so make one for a whole run. */
export function likenessBy(frequencies: Frequencies): (a: Posting, b: Posting) => Likeness {
  const weighed = new Map<Posting, Weighed>();
  const weigh = (posting: Posting): Weighed => {
    let known = weighed.get(posting);
    if (known === undefined) weighed.set(posting, (known = weighPosting(posting, frequencies)));
    return known;
  };
  return (a, b) => {
    const ours = weigh(a);
    const theirs = weigh(b);
    const { dice, held } = compareDiffs(a, b, ours, theirs);
    return {
      title: a.titleKey === b.titleKey ? 1 : compareTitles(ours, theirs),
      diff: dice,
      held,
      files: compareFiles(a, b),
      words: compareSamples(a.words, b.words),
      sameAuthor: isSameAuthor(a, b),
    };
  };
}

/** What each word of the title and each changed line weighs. */
interface Weighed {
  words: Map<string, number>;
  wordSum: number;
  added: Float64Array;
  removed: Float64Array;
}

function weighPosting({ titleKey, added, removed }: Posting, { words, lines, titles }: Frequencies): Weighed {
  const weights = new Map<string, number>();
  let wordSum = 0;
  for (const word of new Set(titleKey.split(' '))) {
    const weight = Math.log(1 + titles / (words.get(word) ?? 1));
    weights.set(word, weight);
    wordSum += weight;
  }
  const weighLines = (side: Int32Array) => Float64Array.from(side, (hash) => weighLine(lines.get(hash) ?? 1));
  return { words: weights, wordSum, added: weighLines(added), removed: weighLines(removed) };
}

/** Counts in how many titles a word and under how many titles a changed line stands: revisions of one title count once. */
export function countFrequencies(postings: readonly Posting[]): Frequencies {
  const byTitle = [...postings].sort((a, b) => (a.titleKey < b.titleKey ? -1 : a.titleKey > b.titleKey ? 1 : 0));
  const lines = new Map<number, number>();
  const lastTitle = new Map<number, number>();
  const words = new Map<string, number>();
  let title = -1;
  for (const [place, { added, removed, titleKey }] of byTitle.entries()) {
    if (place === 0 || byTitle[place - 1]!.titleKey !== titleKey) {
      title += 1;
      for (const word of new Set(titleKey.split(' '))) words.set(word, (words.get(word) ?? 0) + 1);
    }
    for (const side of [added, removed]) {
      for (const hash of side) {
        if (lastTitle.get(hash) === title) continue;
        lastTitle.set(hash, title);
        lines.set(hash, (lines.get(hash) ?? 0) + 1);
      }
    }
  }
  return { lines, words, titles: title + 1 };
}

/** One person by any of the addresses and names that stand in the two mails. */
export function isSameAuthor(a: Posting, b: Posting): boolean {
  if (a.person !== '' && a.person === b.person) return true;
  const ours = [a.author, a.from];
  const theirs = [b.author, b.from];
  return ours.some(
    (mine) =>
      mine !== null &&
      theirs.some(
        (other) =>
          other !== null &&
          (mine.email.toLowerCase() === other.email.toLowerCase() ||
            (mine.name.includes(' ') && mine.name.toLowerCase() === other.name.toLowerCase())),
      ),
  );
}

function compareTitles(a: Weighed, b: Weighed): number {
  let common = 0;
  for (const [word, weight] of a.words) if (b.words.has(word)) common += weight;
  const all = a.wordSum + b.wordSum;
  return all === 0 ? 0 : (2 * common) / all;
}

function compareDiffs(
  a: Posting,
  b: Posting,
  ours: Weighed,
  theirs: Weighed,
): { dice: number | null; held: number | null } {
  if (a.added.length + a.removed.length === 0 || b.added.length + b.removed.length === 0) {
    const samePatch = a.facts?.patchId != null && a.facts.patchId === b.facts?.patchId;
    return samePatch ? { dice: 1, held: 1 } : { dice: null, held: null };
  }
  const sums = { a: 0, b: 0, common: 0 };
  compareSides(a.added, b.added, ours.added, theirs.added, sums);
  compareSides(a.removed, b.removed, ours.removed, theirs.removed, sums);
  if (sums.a === 0 || sums.b === 0) return { dice: 0, held: 0 };
  return { dice: (2 * sums.common) / (sums.a + sums.b), held: sums.common / Math.min(sums.a, sums.b) };
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

function compareFiles(a: Posting, b: Posting): number | null {
  const ours = (a.facts?.files ?? []).slice(0, MOST_FILES);
  const theirs = (b.facts?.files ?? []).slice(0, MOST_FILES);
  if (ours.length === 0 || theirs.length === 0) return null;
  const set = new Set(ours);
  let common = 0;
  for (const file of theirs) if (set.has(file)) common += 1;
  return common / (set.size + theirs.length - common);
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
