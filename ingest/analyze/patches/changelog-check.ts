import type { LineRange } from '../../../data/records/block.ts';
import type { PatchFacts, SeriesRecord } from '../../../data/records/patch.ts';
import type { RangeDiffPair } from './range-diff.ts';
import { joined, pattern } from '../../parse/text/pattern.ts';

/** One sentence of a changelog: what the author says changed in this version. */
export interface ChangelogClaim {
  text: string;
  /** Where it stands. */
  key: string;
  lines: LineRange;
  /** The patch below whose `---` it stands; null in a cover letter. */
  patch: string | null;
}

/** A claim held against the difference. */
export interface CheckedClaim extends ChangelogClaim {
  found: 'found' | 'not-found' | 'not-checkable';
  /** Keys of the patches of the new version (of the old one where removed) in which it was found. */
  patches: string[];
}

/** A changelog held against the difference of two revisions. */
export interface ChangelogCheck {
  claims: CheckedClaim[];
  /** Changes that no claim speaks of: key of the patch (the old one's where removed) and what happened to it. */
  unmentioned: { key: string; status: 'changed' | 'added' | 'removed' }[];
}

/** Numbers of patches by key, of both revisions. */
export type Numbers = ReadonlyMap<string, number>;

/** The claims of a series' cover letter and patches about what this version changed. */
export function changelogClaims(series: SeriesRecord, facts: ReadonlyMap<string, PatchFacts>): ChangelogClaim[] {
  const claims: ChangelogClaim[] = [];
  for (const key of [...(series.cover === null ? [] : [series.cover]), ...series.patches]) {
    const parts = facts.get(key)?.changelog ?? [];
    // A heading without a number is the newest part where no other names this version.
    const named = parts.filter(({ version }) => version !== null && Math.floor(version) === Math.floor(series.version));
    for (const part of named.length > 0 ? named : parts.filter(({ version }) => version === null).slice(0, 1)) {
      for (const { text, lines } of part.entries)
        claims.push({ text, key, lines, patch: key === series.cover ? null : key });
    }
  }
  return claims;
}

/**
 * Holds what a changelog claims against what is different: claimed and found, claimed and not found, found and not
 * mentioned. Numbers in a changelog are those of the new version, of removed patches those of the old one.
 */
export function checkChangelog(
  claims: readonly ChangelogClaim[],
  pairs: readonly RangeDiffPair[],
  numbers: Numbers,
): ChangelogCheck {
  const words = new Map(pairs.map((pair) => [pair, changedText(pair)]));
  const mentioned = new Set<RangeDiffPair>();
  const checked = claims.map((claim): CheckedClaim => {
    const { found, where } = checkClaim(claim, pairs, numbers, words);
    for (const pair of where) mentioned.add(pair);
    return { ...claim, found, patches: where.map((pair) => pair.to ?? pair.from!) };
  });
  const unmentioned = pairs
    .filter(
      (pair) =>
        !mentioned.has(pair) && (pair.status === 'changed' || pair.status === 'added' || pair.status === 'removed'),
    )
    .map((pair) => ({ key: pair.to ?? pair.from!, status: pair.status as 'changed' | 'added' | 'removed' }));
  return { claims: checked, unmentioned };
}

interface Found {
  found: CheckedClaim['found'];
  where: RangeDiffPair[];
}

/** What a claim is held against: the pairs of both versions, the patch numbers that it names, and the patches that it is about. */
interface Claimed {
  low: string;
  claim: ChangelogClaim;
  pairs: readonly RangeDiffPair[];
  numbers: Numbers;
  words: ReadonlyMap<RangeDiffPair, string>;
  named: readonly number[];
  /** Patches below whose `---` the claim stands; else those that it names; else all. */
  meant: readonly RangeDiffPair[];
  /** Those of them whose contents or message differ. */
  changed: readonly RangeDiffPair[];
}

/** The first kind of claim that can say whether it holds. */
function checkClaim(
  claim: ChangelogClaim,
  pairs: readonly RangeDiffPair[],
  numbers: Numbers,
  words: ReadonlyMap<RangeDiffPair, string>,
): Found {
  const low = claim.text.toLowerCase();
  const named = numbersIn(low);
  const own = claim.patch === null ? [] : pairs.filter(({ to }) => to === claim.patch);
  const byNumber = named.length > 0 ? pairs.filter((pair) => named.includes(newNumber(pair, numbers))) : pairs;
  const meant = own.length > 0 ? own : byNumber;
  const changed = meant.filter((pair) => pair.status === 'changed' || pair.status === 'added' || isReworded(pair));
  const claimed: Claimed = { low, claim, pairs, numbers, words, named, meant, changed };
  for (const check of CHECKS) {
    const found = check(claimed);
    if (found) return found;
  }
  return checkTerms(claimed);
}

const newNumber = ({ to }: RangeDiffPair, numbers: Numbers): number => (to === null ? -1 : (numbers.get(to) ?? -1));
const oldNumber = ({ from }: RangeDiffPair, numbers: Numbers): number =>
  from === null ? -1 : (numbers.get(from) ?? -1);
const foundIn = (where: readonly RangeDiffPair[]): Found => ({ found: 'found', where: [...where] });
const foundWhere = (where: readonly RangeDiffPair[]): Found | null => (where.length > 0 ? foundIn(where) : null);

/** "Rebased on …", "no changes", what concerns the cover letter alone: a difference of patches cannot tell. */
function checkElsewhere({ low }: Claimed): Found | null {
  const isRebase = /^(re)?bas(e|ed|ing)\b|\brebased?\b[^.]{0,60}$/.test(low);
  const isNothing = /^no (functional )?changes?\b/.test(low);
  const isCover = /\bcover[- ]?letter\b/.test(low) && !/\bpatch/.test(low);
  return isRebase || isNothing || isCover ? { found: 'not-checkable', where: [] } : null;
}

function checkOrder({ low, pairs, numbers }: Claimed): Found | null {
  if (!/\bre-?order|\bmoved? (the )?patch/.test(low)) return null;
  return { found: isReordered(pairs, numbers) ? 'found' : 'not-found', where: [] };
}

/** "Dropped patch 3", "removed the last patch": a patch of the old version that the new one lacks. */
function checkRemoved({ low, pairs, numbers, named }: Claimed): Found | null {
  if (!GONE.test(low) || (!/\bpatch(es)?\b/.test(low) && named.length === 0)) return null;
  const gone = pairs.filter(({ status }) => status === 'removed');
  const last = /\blast patch\b/.test(low) ? gone.slice(-1) : gone;
  const meant = named.length > 0 ? gone.filter((pair) => named.includes(oldNumber(pair, numbers))) : last;
  if (meant.length > 0) return foundIn(meant);
  if (!/\b(remove|drop|delete)[sd]?(ped)? (the )?(first |last |two |three |\w+ )?patch/.test(low)) return null;
  return { found: gone.length > 0 ? 'found' : 'not-found', where: gone };
}

/** "New patch", "split patch 2": a patch that the old version lacks. */
function checkAdded({ low, pairs, numbers, named }: Claimed): Found | null {
  if (!/\b(new|add(ed|s)?|introduced?)\b[^.]{0,30}\bpatch|\bpatch\b[^.]{0,20}\bnew\b|\bsplit\b/.test(low)) return null;
  return foundWhere(
    pairs.filter((pair) => pair.status === 'added' && (named.length === 0 || named.includes(newNumber(pair, numbers)))),
  );
}

/** "Collected Reviewed-by": trailers that came. */
function checkTags({ low, meant }: Claimed): Found | null {
  if (!TAGS.test(low)) return null;
  const tagged = meant.filter((pair) =>
    pair.lines.some(({ mark, text }) => mark === '+' && /^\s*[A-Za-z-]+-by: /.test(text)),
  );
  return { found: tagged.length > 0 ? 'found' : 'not-found', where: tagged };
}

function checkMessage({ low, changed }: Claimed): Found | null {
  if (!/\b(commit (message|log|msg|description)|changelog|description|subject|title|wording|reword|typos?)\b/.test(low))
    return null;
  return foundWhere(
    changed.filter((pair) => pair.lines.some(({ mark, text }) => mark === '@' && text === 'Commit message')),
  );
}

/** Every other claim: by the code that it names, in the patches that it is about or, as authors misnumber, in others. */
function checkTerms({ claim, pairs, words, meant, changed }: Claimed): Found {
  const terms = termsIn(claim.text);
  const holds = (pair: RangeDiffPair) => terms.some((term) => words.get(pair)!.includes(term));
  const found = foundWhere(changed.filter(holds));
  if (found) return found;
  const isAboutSome = meant.length < pairs.length || meant.some(({ to }) => to !== null && to === claim.patch);
  if (!isAboutSome)
    return { found: terms.length > 0 && changed.length === 0 ? 'not-found' : 'not-checkable', where: [] };
  const elsewhere = foundWhere(pairs.filter((pair) => pair.status === 'changed' && holds(pair)));
  if (elsewhere) return elsewhere;
  // A patch that is named and did not change belies the claim; one that changed somewhere is as much as can be said.
  if (changed.length > 0) return { found: terms.length > 0 ? 'not-checkable' : 'found', where: [...changed] };
  return { found: meant.length > 0 ? 'not-found' : 'not-checkable', where: [] };
}

/** True where the commit message differs in more than trailers and white space. */
function isReworded({ status, lines }: RangeDiffPair): boolean {
  if (status !== 'message-only') return false;
  return lines.some(
    ({ mark, text }) => (mark === '+' || mark === '-') && text.trim() !== '' && !/^\s*[A-Za-z-]+: /.test(text),
  );
}

/** True where two patches of both versions stand in another order. */
function isReordered(pairs: readonly RangeDiffPair[], numbers: Numbers): boolean {
  const old = pairs.filter(({ from, to }) => from !== null && to !== null).map(({ from }) => numbers.get(from!) ?? 0);
  return old.some((number, n) => n > 0 && number < old[n - 1]!);
}

/** Patch numbers in a claim: "patch 4", "patches 8-14", "patch 1,3 and 5", "(Patch 9, 13)", "[2/7]", "#3". */
function numbersIn(low: string): number[] {
  const found = new Set<number>();
  for (const [, list] of low.matchAll(
    /(?:patch(?:es)?|commits?|#|\bp)\s*#?\s*((?:\d{1,3}(?:\/\d{1,3})?\s*(?:,|and|&|-|to|\s)*\s*)+)/g,
  )) {
    for (const [, from, to] of list!.replace(/\/\d+/g, '').matchAll(/(\d{1,3})(?:\s*(?:-|to)\s*(\d{1,3}))?/g)) {
      const last = Math.min(Number(to ?? from), Number(from) + MOST_NUMBERS);
      for (let number = Number(from); number <= last; number += 1) found.add(number);
    }
  }
  for (const [, number] of low.matchAll(/\[(\d{1,3})\/\d{1,3}\]/g)) found.add(Number(number));
  return [...found];
}

/** Words that name code: with `_`, `()`, capitals inside, a file's ending, an `@` before them, in quotes; both sides of `s/a/b/`. */
function termsIn(text: string): string[] {
  const terms = new Set<string>();
  for (const [word] of text.matchAll(/@?[A-Za-z_.][\w.>-]*(?:\(\))?/g)) {
    const bare = word.replace(/^@|\(\)$|(?<![.,;:])[.,;:]+$/g, '');
    if (
      bare.length >= 3 &&
      (/_|[a-z][A-Z]|->|\.[ch]$/.test(bare) ||
        word.endsWith('()') ||
        word.startsWith('@') ||
        /^[A-Z][A-Z0-9]{3,}$/.test(bare))
    )
      terms.add(bare);
  }
  for (const [, quoted] of text.matchAll(/["'`]([^"'`]{3,60})["'`]/g)) terms.add(quoted!);
  const swap = /\bs\/([^/]{2,60})\/([^/]{2,60})\//.exec(text);
  if (swap) terms.add(swap[1]!).add(swap[2]!);
  return [...terms].slice(0, MOST_TERMS);
}

function changedText({ lines, status }: RangeDiffPair): string {
  if (status === 'added' || status === 'removed') return '';
  return lines
    .filter(({ mark }) => mark !== ' ')
    .map(({ text }) => text)
    .join('\n');
}

const GONE =
  /\b(remov(e|ed|es|ing)|drop(s|ped)?|delet(e|ed|es)|squash(ed|es)?|fold(ed|s)?|merged?|left out|leave out|postponed?)\b/;
const TAGS = pattern('', [
  joined(
    String.raw`\b(add|collect|gather|pick|include|append|carry|appl(y|ied))\w*( up)? .{0,40}\b(`,
    ['r-?b', 'a-?b', 't-?b', 'reviewed-by', 'acked-by', 'tested-by', 'tags?', 'trailers?', 'acks?', 'reviews'],
    String.raw`)\b`,
  ),
  String.raw`^(r-?b|reviewed-by|acked-by|tested-by)s?\b`,
]);
const MOST_NUMBERS = 100;
const MOST_TERMS = 12;
/** Kinds of claims, the narrow ones first. */
const CHECKS = [checkElsewhere, checkOrder, checkRemoved, checkAdded, checkTags, checkMessage];
