import type { Posting } from './postings.ts';
import type { Likeness } from './work-likeness.ts';

/** Why two postings belong together, and how good that reason is. */
export interface PairVerdict {
  /**
   * `same`: one work. `successor`: the new one takes the place of the old one, written anew under another title; the graph
   * shows it, the works stay two. `part`: a good part of one diff stands in the other, and nothing else ties them.
   */
  bond: 'same' | 'successor' | 'part';
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
  const pair = new PairView(posting, old, like, context);
  const found = bondOf(pair);
  return found && { ...found, score: scoreOf(pair), isPart: pair.isPart, reason: reasonOf(pair) };
}

type Bond = Pick<PairVerdict, 'bond' | 'isSure'>;
const SURE: Bond = { bond: 'same', isSure: true };
const SAME: Bond = { bond: 'same', isSure: false };
const SUCCESSOR: Bond = { bond: 'successor', isSure: false };
const PART: Bond = { bond: 'part', isSure: false };

/** What the rules look at, nulls as 0; what costs more than a look is reckoned where a rule asks for it. */
class PairView {
  readonly posting: Posting;
  readonly old: Posting;
  readonly isKin: boolean;
  readonly isVouched: boolean;
  readonly near: boolean;
  readonly days: number;
  /** The very next version by number. */
  readonly isNext: boolean;
  readonly #like: Likeness;

  constructor(posting: Posting, old: Posting, like: Likeness, { isKin, isVouched }: Context) {
    this.posting = posting;
    this.old = old;
    this.isKin = isKin;
    this.isVouched = isVouched;
    this.near = isKin || isVouched;
    this.days = Math.abs(posting.dateUsed - old.dateUsed) / DAY;
    this.isNext = Math.floor(posting.version) - Math.floor(old.version) === 1;
    this.#like = like;
  }

  get title(): number {
    return this.#like.title;
  }

  get diff(): number {
    return this.#like.diff ?? 0;
  }

  get hasDiffs(): boolean {
    return this.#like.hasDiffs;
  }

  get files(): number {
    return this.#like.files ?? 0;
  }

  get words(): number {
    return this.#like.words ?? 0;
  }

  get sameAuthor(): boolean {
    return this.#like.sameAuthor;
  }

  get samePatch(): boolean {
    const patchId = this.posting.patchId;
    return patchId != null && patchId === this.old.patchId;
  }

  get isPart(): boolean {
    return (this.#like.held ?? 0) >= 0.4;
  }

  /** Both diffs add enough lines for their likeness to tell. */
  get isLarge(): boolean {
    return Math.min(this.posting.added.length, this.old.added.length) >= FEW_LINES;
  }

  /** The new one claims to be later: a higher version, a resend, a patch where there was an RFC. */
  get grows(): boolean {
    const { posting, old, near, days } = this;
    if (posting.version > old.version || posting.isResend) return true;
    return old.isRfc && !posting.isRfc && days < SEASON && (near || this.words >= 0.5 || this.diff >= 0.3);
  }
}

function bondOf(pair: PairView): Bond | null {
  const { posting, old, title, days } = pair;
  if (posting.ghost || old.ghost) return title === 1 && days < YEAR && isTelling(posting.titleKey) ? SAME : null;
  if (posting.isCover) return bondOfCovers(pair);
  // Sent minutes apart under other titles: brothers, made from one template.
  if (title < 1 && days < MINUTES && !pair.grows) return null;
  if (pair.samePatch && (pair.sameAuthor || title > 0.5)) return SURE;
  if (title === 1) return bondOfNamesakes(pair);
  return pair.sameAuthor ? bondOfRenamed(pair) : bondOfTakenOver(pair);
}

/** The same title: one work, unless it is a title that recurs over other changes ("MAINTAINERS: update entries"). */
function bondOfNamesakes(pair: PairView): Bond | null {
  const { posting, diff, files, sameAuthor, near, days } = pair;
  if (diff >= 0.08) return sameAuthor || diff >= 0.5 || (near && isTelling(posting.titleKey)) ? SURE : null;
  if (!sameAuthor) return near && (files > 0 || pair.words > 0.3) ? SAME : null;
  if ((files > 0 || !pair.hasDiffs) && (pair.grows || near) && days < SEASON) return SURE;
  // A higher number under a title that says something claims the older one, however long the work rested.
  if (files > 0 && posting.version > pair.old.version && isTelling(posting.titleKey) && days < YEARS) return SAME;
  if (near && pair.grows) return SAME;
  return pair.words > 0.5 && pair.grows && days < SEASON ? SAME : null;
}

/** Another title by the same author. A higher version claims that there is an older one; the rest have to look alike. */
function bondOfRenamed(pair: PairView): Bond | null {
  const { posting, old, title, files, near, days, isNext, isLarge } = pair;
  if (!pair.hasDiffs) return near && title >= 0.7 ? SAME : null;
  // Most pairs share no file: then few rules are left, and the diffs need not be compared.
  if (files === 0 && !near && !(isLarge && days < YEAR)) return null;
  const { diff } = pair;
  const isClose = files > 0 || title >= 0.5 || diff >= 0.6;
  // Made from one template for other files, they are as alike: what claims no older version has to keep its files.
  const keepsFiles = files >= 0.5 || (files > 0 && (diff >= 0.8 || pair.grows || near));
  if (diff >= 0.6 && (keepsFiles || (diff >= 0.8 && isLarge)) && days < YEAR) return SURE;
  if (files === 0 && !near) return null;
  const { grows } = pair;
  if (near && diff >= (grows ? 0.4 : 0.5) && isClose) return SAME;
  if (near && grows && title >= 0.7 && (files > 0 || diff > 0.1)) return SAME;
  if (grows && days < SEASON) {
    const { words } = pair;
    if (near && isClose && (diff >= 0.25 || words >= 0.5)) return SUCCESSOR;
    if (files > 0 && diff >= 0.4 && (title >= 0.3 || words >= 0.4)) return SUCCESSOR;
    if (files > 0 && title >= 0.6 && diff >= 0.2) return SUCCESSOR;
    // The next version by number, with nearly the same words, of a diff written anew.
    if (files > 0 && isNext && (title >= 0.85 || words >= 0.8 || (title >= 0.6 && words >= 0.5))) return SUCCESSOR;
  }
  return near && pair.isPart && files > 0 && Math.min(size(posting), size(old)) >= FEW_LINES ? PART : null;
}

/** Another title and another author: the diff has to say it all. */
function bondOfTakenOver(pair: PairView): Bond | null {
  const { isLarge, near, days } = pair;
  if (!near && (!isLarge || days >= YEAR)) return null;
  if (pair.files === 0) return null;
  if (pair.diff >= 0.7 && isLarge && days < YEAR) return SAME;
  // A small diff is soon written twice: a revert, a leak that two people saw.
  return near && pair.diff >= 0.5 && (isLarge || pair.title >= 0.5) ? SAME : null;
}

function bondOfCovers(pair: PairView): Bond | null {
  const { posting, old, title, sameAuthor, isKin, near, days } = pair;
  if (!sameAuthor) return title === 1 && near ? SAME : null;
  // A title that comes every week (pull requests, "fixes for the next release") ties nothing by itself: patches in common do.
  if (title === 1) return near || pair.grows ? SURE : null;
  const changeId = posting.changeId;
  if (changeId != null && changeId === old.changeId) return SURE;
  if (near && (title >= 0.3 || pair.words >= 0.25)) return isKin && title >= 0.5 ? SURE : SAME;
  return title >= 0.7 && days < SEASON && pair.grows ? SURE : null;
}

function scoreOf({ title, diff, files, words, sameAuthor, near, grows, isNext, samePatch, days }: PairView): number {
  const bonus = (given: boolean, weight: number) => (given ? weight : 0);
  return (
    2 * title +
    2 * diff +
    0.5 * files +
    0.5 * words +
    bonus(title === 1, 0.4) +
    bonus(sameAuthor, 0.5) +
    bonus(near, 0.5) +
    bonus(grows, 0.25) +
    bonus(isNext, 0.25) +
    bonus(samePatch, 1) -
    Math.min(days / YEAR, 1) * 0.5
  );
}

/** The reason in words, the strongest first. */
function reasonOf({ title, diff, hasDiffs, sameAuthor, samePatch, isKin, isVouched }: PairView): string {
  const parts: string[] = [];
  if (title === 1) parts.push(sameAuthor ? 'same title and author' : 'same title');
  else if (title >= 0.5) parts.push(sameAuthor ? 'similar title, same author' : 'similar title');
  else if (sameAuthor) parts.push('same author');
  if (samePatch) parts.push('the same diff');
  else if (hasDiffs) parts.push(`${diff.toFixed(2)} of the changed lines`);
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
/** In days. Revisions follow each other in days or weeks; a work that rested longer has to prove itself by its diff. */
const MINUTES = 20 / (24 * 60);
const SEASON = 200;
const YEAR = 400;
const YEARS = 3 * 365;
/** Telling added lines that two diffs need before their likeness alone ties them: whoever removes a file removes the same lines. */
const FEW_LINES = 8;
