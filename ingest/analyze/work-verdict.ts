import type { Posting } from './postings.ts';
import type { Likeness } from './work-likeness.ts';

/** Why two postings may be the same work, and how good that reason is. */
export interface PairVerdict {
  /** Orders pairs of one series; 0 and more. */
  score: number;
  /** True where the reason stands without help of the series around. */
  isSure: boolean;
  /** True where a good part of one diff stands in the other: a split or a merge if it is not the same work. */
  isPart: boolean;
  reason: string;
}

/** What is known of the series around a pair. */
export interface Context {
  /** The new series names the older one or answers it. */
  isKin: boolean;
  /** Another pair of the same two series is sure. */
  isVouched: boolean;
}

/** Judges whether `posting` continues `old`; null where nothing speaks for it. */
export function judgePair(posting: Posting, old: Posting, like: Likeness, context: Context): PairVerdict | null {
  const { isKin, isVouched } = context;
  const near = isKin || isVouched;
  const days = Math.abs(posting.dateUsed - old.dateUsed) / DAY;
  const { title, sameAuthor } = like;
  const diff = like.diff ?? 0;
  const files = like.files ?? 0;
  const words = like.words ?? 0;
  const leavesRfc = old.isRfc && !posting.isRfc && days < 200 && (near || words >= 0.5 || diff >= 0.3);
  const grows = posting.version > old.version || posting.isResend || leavesRfc;
  const isLarge = Math.min(posting.added.length, old.added.length) >= FEW_LINES;
  const samePatch = posting.facts?.patchId != null && posting.facts.patchId === old.facts?.patchId;
  const score =
    2 * title +
    2 * diff +
    0.5 * files +
    0.5 * words +
    (sameAuthor ? 0.5 : 0) +
    (near ? 0.5 : 0) +
    (grows ? 0.25 : 0) +
    (Math.floor(posting.version) - Math.floor(old.version) === 1 ? 0.25 : 0) +
    (samePatch ? 1 : 0) -
    Math.min(days / 365, 1) * 0.5;
  const isPart = (like.held ?? 0) >= 0.4;
  const says = (isSureNow: boolean): PairVerdict => ({
    score,
    isSure: isSureNow,
    isPart,
    reason: reasonOf(like, samePatch, isKin, isVouched),
  });
  if (posting.ghost || old.ghost) return title === 1 && days < 365 && isTelling(posting.titleKey) ? says(false) : null;
  if (posting.isCover) return judgeCover();
  // Sent minutes apart under other titles: brothers, made from one template.
  if (title < 1 && days < MINUTES && !grows) return null;
  if (samePatch && (sameAuthor || title > 0.5)) return says(true);
  if (title === 1) {
    if (diff >= 0.08) return sameAuthor || diff >= 0.5 || (near && isTelling(posting.titleKey)) ? says(true) : null;
    if (!sameAuthor) return near && (files > 0 || words > 0.3) ? says(false) : null;
    // The same title over another change: a recurring title unless something else ties them.
    if (files > 0 && (grows || near) && days < 200) return says(true);
    if (like.diff === null && days < 200 && (grows || near)) return says(true);
    if (near && grows) return says(false);
    if (words > 0.5 && grows && days < 200) return says(false);
    return null;
  }
  if (like.diff === null) return near && sameAuthor && title >= 0.7 ? says(false) : null;
  const isClose = files > 0 || title >= 0.5;
  if (sameAuthor) {
    if (diff >= 0.6 && (files > 0 || (diff >= 0.8 && isLarge)) && days < 400) return says(true);
    // A higher version claims that there is an older one; the rest have to look alike.
    if (near && diff >= (grows ? 0.3 : 0.5) && isClose) return says(false);
    if (near && isPart && files > 0 && size(posting) >= FEW_LINES && size(old) >= FEW_LINES) return says(false);
    if (!grows) return null;
    if (near && title >= 0.6 && (files > 0 || diff > 0.1)) return says(false);
    if (near && words >= 0.5 && files > 0) return says(false);
    if (title >= 0.7 && diff >= 0.2 && files > 0 && days < 200) return says(true);
    if (diff >= 0.4 && files > 0 && (title >= 0.3 || words >= 0.4) && days < 200) return says(true);
    return null;
  }
  if (diff >= 0.7 && files > 0 && isLarge && days < 400) return says(false);
  if (near && diff >= 0.5 && files > 0) return says(false);
  return null;

  function judgeCover(): PairVerdict | null {
    if (!sameAuthor) return title === 1 && near ? says(false) : null;
    if (title === 1) return grows || near || days < 60 ? says(true) : null;
    const sameChange = posting.facts?.changeId != null && posting.facts.changeId === old.facts?.changeId;
    if (sameChange) return says(true);
    if (near && (title >= 0.3 || words >= 0.25)) return says(isKin && title >= 0.5);
    if (title >= 0.7 && grows && days < 200) return says(true);
    return null;
  }
}

/** The reason in words, the strongest first. */
function reasonOf(like: Likeness, samePatch: boolean, isKin: boolean, isVouched: boolean): string {
  const parts: string[] = [];
  if (like.title === 1) parts.push(like.sameAuthor ? 'same title and author' : 'same title');
  else if (like.title >= 0.5) parts.push(like.sameAuthor ? 'similar title, same author' : 'similar title');
  else if (like.sameAuthor) parts.push('same author');
  if (samePatch) parts.push('the same diff');
  else if (like.diff !== null) parts.push(`${like.diff.toFixed(2)} of the changed lines`);
  if (isKin) parts.push('names or answers the older series');
  else if (isVouched) parts.push('in a series that continues the older one');
  return parts.join('; ');
}

function size({ added, removed }: Posting): number {
  return added.length + removed.length;
}

/** A title of three words and more is hardly met by chance. */
function isTelling(titleKey: string): boolean {
  return titleKey.split(' ').length >= 3;
}

const DAY = 86_400;
const MINUTES = 20 / (24 * 60);
/** Telling added lines that two diffs need before their likeness alone ties them: whoever removes a file removes the same lines. */
const FEW_LINES = 8;
