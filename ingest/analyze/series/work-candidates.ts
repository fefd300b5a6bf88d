import type { Posting } from './postings.ts';
import type { Frequencies } from './work-likeness.ts';

/** Finds earlier postings that might be the same work; fed in order of time, so that only the past is asked. */
export interface CandidateIndex {
  /** Earlier postings worth a comparison, at most some dozens. */
  find(posting: Posting): Posting[];
  add(posting: Posting): void;
}

/**
 * Looks up candidates by title, by changed lines that few postings share, by patch-id and change-id, by author and file,
 * and by author and rare words of the title. No look-up grows with the archive: each list is cut to its newest.
 */
export function candidateIndex(frequencies: Frequencies): CandidateIndex {
  const byKey = new Map<string, Posting[]>();
  const byLine = new Map<number, Posting[]>();
  // What is looked for is added a moment later, so its keys are kept until then.
  const asked = new Map<Posting, Keys>();
  const keysOf = (posting: Posting): Keys => {
    let keys = asked.get(posting);
    if (!keys) {
      keys = {
        plain: plainKeys(posting),
        author: authorKeys(posting, frequencies),
        lines: rareLines(posting, frequencies),
      };
      asked.set(posting, keys);
    }
    return keys;
  };
  return {
    find(posting) {
      const found = new Set<Posting>();
      const take = (key: string, most: number) => {
        const list = byKey.get(key);
        if (list) for (let n = list.length - 1; n >= 0 && n >= list.length - most; n -= 1) found.add(list[n]!);
      };
      const { plain, author, lines } = keysOf(posting);
      for (const key of plain) take(key, MOST_OF_TITLE);
      for (const key of author) take(key, MOST_OF_AUTHOR);
      const shared = new Map<Posting, number>();
      for (const hash of lines) {
        const list = byLine.get(hash);
        if (!list) continue;
        for (let n = Math.max(0, list.length - MOST_OF_LINE); n < list.length; n += 1) {
          shared.set(list[n]!, (shared.get(list[n]!) ?? 0) + 1);
        }
      }
      let best = [...shared];
      if (best.length > MOST_OF_LINES)
        best = best
          .sort(([a, many], [b, others]) => others - many || b.dateUsed - a.dateUsed || (a.key < b.key ? -1 : 1))
          .slice(0, MOST_OF_LINES);
      for (const [other] of best) found.add(other);
      found.delete(posting);
      return [...found].filter((other) => other.isCover === posting.isCover && !other.isBackport);
    },
    add(posting) {
      const { plain, author, lines } = keysOf(posting);
      for (const key of plain) push(byKey, key, posting);
      for (const key of author) push(byKey, key, posting);
      for (const hash of lines) push(byLine, hash, posting);
      asked.delete(posting);
    },
  };
}

interface Keys {
  plain: string[];
  author: string[];
  lines: number[];
}

function push<Key>(lists: Map<Key, Posting[]>, key: Key, posting: Posting): void {
  const list = lists.get(key);
  if (list) list.push(posting);
  else lists.set(key, [posting]);
}

function plainKeys({ titleKey, facts, isCover }: Posting): string[] {
  const keys = [`t ${titleKey}`];
  const former = facts?.formerTitle;
  if (former != null)
    keys.push(
      `t ${former
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim()}`,
    );
  if (facts?.patchId != null) keys.push(`p ${facts.patchId}`);
  if (facts?.changeId != null && isCover) keys.push(`c ${facts.changeId}`);
  return keys;
}

/** Author with each file, and author with the rarest words of the title. */
function authorKeys(posting: Posting, { words }: Frequencies): string[] {
  const name = (posting.author?.email ?? posting.person).toLowerCase();
  const keys = (posting.facts?.files ?? []).slice(0, MOST_FILES).map((file) => `f ${name} ${file}`);
  const rarest = [...new Set(posting.titleKey.split(' '))]
    .filter((word) => word.length > 2)
    .sort((a, b) => (words.get(a) ?? 0) - (words.get(b) ?? 0) || (a < b ? -1 : 1))
    .slice(0, RARE_WORDS);
  return [...keys, ...rarest.map((word) => `w ${name} ${word}`)];
}

/** The changed lines that fewest postings have. */
function rareLines({ added, removed }: Posting, { lines }: Frequencies): number[] {
  const rare: number[] = [];
  const ranks: number[] = [];
  for (const side of [added, removed]) {
    for (let n = 0; n < side.length; n += 1) {
      const hash = side[n]!;
      if (n > 0 && hash === side[n - 1]) continue;
      const count = lines.get(hash) ?? 0;
      if (count > COMMON_LINE) continue;
      rare.push(hash);
      // Count and hash, of 30 bits, in one number that sorts by both.
      ranks.push(count * 2 ** 30 + hash);
    }
  }
  if (rare.length <= RARE_LINES) return rare;
  const sorted = Float64Array.from(ranks).sort();
  return Array.from(sorted.subarray(0, RARE_LINES), (rank) => rank % 2 ** 30);
}

const MOST_OF_TITLE = 30;
const MOST_OF_AUTHOR = 25;
const MOST_OF_LINES = 12;
const MOST_OF_LINE = 24;
const MOST_FILES = 8;
const RARE_WORDS = 3;
const RARE_LINES = 40;
/** A line under more titles is boilerplate and finds nothing. */
const COMMON_LINE = 8;
