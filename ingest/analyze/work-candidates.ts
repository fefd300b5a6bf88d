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
  const lists = new Map<string | number, Posting[]>();
  const push = (key: string | number, posting: Posting) => {
    const list = lists.get(key);
    if (list) list.push(posting);
    else lists.set(key, [posting]);
  };
  return {
    find(posting) {
      const found = new Set<Posting>();
      const take = (key: string | number, most: number) => {
        const list = lists.get(key);
        if (list) for (let n = list.length - 1; n >= 0 && n >= list.length - most; n -= 1) found.add(list[n]!);
      };
      for (const key of plainKeys(posting)) take(key, MOST_OF_TITLE);
      for (const key of authorKeys(posting, frequencies)) take(key, MOST_OF_AUTHOR);
      const shared = new Map<Posting, number>();
      for (const hash of rareLines(posting, frequencies)) {
        const list = lists.get(hash) ?? [];
        for (let n = Math.max(0, list.length - MOST_OF_LINE); n < list.length; n += 1) {
          shared.set(list[n]!, (shared.get(list[n]!) ?? 0) + 1);
        }
      }
      const best = [...shared].sort(
        ([a, many], [b, others]) => others - many || b.dateUsed - a.dateUsed || (a.key < b.key ? -1 : 1),
      );
      for (const [other] of best.slice(0, MOST_OF_LINES)) found.add(other);
      found.delete(posting);
      return [...found].filter((other) => other.isCover === posting.isCover && !other.isBackport);
    },
    add(posting) {
      for (const key of plainKeys(posting)) push(key, posting);
      for (const key of authorKeys(posting, frequencies)) push(key, posting);
      for (const hash of rareLines(posting, frequencies)) push(hash, posting);
    },
  };
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
  for (const side of [added, removed]) {
    for (let n = 0; n < side.length; n += 1) {
      if (n > 0 && side[n] === side[n - 1]) continue;
      const count = lines.get(side[n]!) ?? 0;
      if (count <= COMMON_LINE) rare.push(side[n]!);
    }
  }
  if (rare.length <= RARE_LINES) return rare;
  return rare.sort((a, b) => lines.get(a)! - lines.get(b)! || a - b).slice(0, RARE_LINES);
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
