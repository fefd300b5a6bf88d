import type { PatchRecord, ReviewFacts } from '../../../../data/records/index.ts';
import { unpackHashes, countCommon } from '../../../parse/bytes/line-hash.ts';
import type { Authority } from '../context/authority.ts';
import type { Habits } from '../context/habits.ts';
import type { OutcomeIndex } from '../context/outcome-index.ts';
import type { Said } from '../context/signal-targets.ts';
import { isTaken } from '../../../../data/rules/states.ts';
import { isAck, isCloseReview, isFix, isTest } from '../../../../data/rules/tags.ts';
import type { Features, SaidFeature } from './feature-names.ts';

/** What was found about one patch, gathered before it is weighed. */
export interface Gathered {
  said: readonly Said[];
  reviews: readonly ReviewFacts[];
  /** Reviews of the cover letter of its series. */
  coverReviews: readonly ReviewFacts[];
  /** Times its title stands in a later Fixes: trailer. */
  fixedLater: number;
  /** Its added lines that later patches of other works take out or change, rare ones only. */
  builtUpon: number;
  /** Share of the other patches of the series that are stated to be taken. */
  siblingsTaken: number;
  /** True where somebody but the author answered it or its cover. */
  answered: boolean;
  /** When somebody else first answered it or its cover, null where nobody did. */
  firstAnswer: number | null;
  /** True where somebody who applies here answered. */
  answeredByMaintainer: boolean;
  /** Share of the other patches of the series on which somebody who applies here found fault or asked. */
  matesFaulted: number;
  /** True where the last word on it is somebody else's objection, question or request. */
  openFault: boolean;
  /** Works that its author posted in the archive, and such ones a fortnight later and more. */
  authorWorks: number;
  authorWentOn: boolean;
  /** Reviews that its author gave to others. */
  authorReviews: number;
  /** Time until which the archive of its list reaches. */
  asOf: number;
}

/** The numbers by which a version is weighed. */
export function readFeatures(
  on: PatchRecord,
  gathered: Gathered,
  index: OutcomeIndex,
  authority: Authority,
  habits: Habits,
): Features {
  const f: Features = {};
  const author = index.skeletons.get(on.key)?.person ?? '';
  const raise = (name: SaidFeature, value: number) => {
    if (value > (f[name] ?? 0)) f[name] = value;
  };
  let lastTaken = 0;
  let lastFault = 0;
  for (const { signal, person, via, date } of gathered.said) {
    const weight = authority.weight(person);
    const byAuthor = person === author;
    const who = signal.machine ? 'machine' : authority.applies(person) ? 'maintainer' : byAuthor ? 'author' : 'other';
    const trust = via === 'title' ? 0.7 : 1;
    if (isTaken(signal.says)) {
      if (signal.mode === 'done') {
        if (signal.signal === 'applied-and-tested' && who !== 'maintainer') continue;
        raise(
          `taken_${who}${signal.atLineStart || signal.machine ? '_clean' : ''}`,
          trust * (who === 'maintainer' ? 1 : who === 'machine' ? 1 : 0.5 + weight),
        );
        if (signal.says === 'mainlined' && signal.machine) raise('taken_mainline', 1);
        lastTaken = Math.max(lastTaken, date);
      } else if (signal.mode === 'announced')
        raise(who === 'maintainer' ? 'will_take_maintainer' : 'will_take_other', 1);
      else if (signal.mode === 'conditional') raise('will_take_if', 1);
      else if (signal.mode === 'reported')
        raise(
          signal.signal === 'named-commit' || signal.signal === 'mm-name'
            ? 'commit_named'
            : via === 'next'
              ? 'author_reports'
              : 'taken_reported',
          trust,
        );
      continue;
    }
    switch (signal.says) {
      case 'pull':
        if (!byAuthor) raise('pull', 1);
        break;
      case 'not-accepted':
        raise('not_taken', 1);
        break;
      case 'rejected':
        raise(
          byAuthor ? 'withdrawn' : who === 'maintainer' ? 'rejected_maintainer' : 'rejected_other',
          signal.weak ? 0.5 : 1,
        );
        lastFault = Math.max(lastFault, date);
        break;
      case 'withdrawn':
        raise('withdrawn', signal.mode === 'announced' ? 0.7 : 1);
        break;
      case 'dropped':
        if (signal.mode === 'done') raise('dropped', 1);
        break;
      case 'deferred':
        raise('deferred', signal.mode === 'done' ? 1 : 0.5);
        break;
      case 'not-applicable':
      case 'superseded':
        raise('superseded_said', 1);
        break;
      case 'changes-requested':
        raise(signal.weak ? (who === 'maintainer' ? 'asks_maintainer' : 'asks_other') : 'respin_asked', 1);
        lastFault = Math.max(lastFault, date);
        break;
      case 'new-version':
        raise(
          signal.signal === 'new-version-sent'
            ? 'new_version_sent'
            : byAuthor
              ? 'new_version_promised'
              : 'new_version_other',
          1,
        );
        lastFault = Math.max(lastFault, date);
        break;
      case 'concession':
        if (byAuthor) raise('concession', signal.weak ? 0.4 : 1);
        break;
      case 'objection':
        if (who === 'maintainer') raise('objection_maintainer', 1);
        else if (!byAuthor) raise('objection_other', 1);
        break;
      case 'question':
        raise(byAuthor ? 'question_author' : 'question', 1);
        break;
      case 'approval':
        raise(who === 'maintainer' ? 'approval_maintainer' : 'approval_other', 1);
        break;
      case 'thanks':
        if (who === 'maintainer') raise('thanks_maintainer', 1);
        break;
      case 'ping':
        raise('ping', 1);
        break;
      case 'test-failed':
        raise('test_failed', 1);
        break;
      default:
        break;
    }
  }
  // What was said before it was taken no longer stands against it.
  if (lastTaken > 0 && lastFault > lastTaken) f.fault_after_taken = 1;
  readReviews(f, gathered, index, authority, author);
  readPlace(f, on, gathered, index, authority, habits, author);
  return f;
}

function readReviews(f: Features, gathered: Gathered, index: OutcomeIndex, authority: Authority, author: string): void {
  let reviewed = 0;
  let acked = 0;
  let tested = 0;
  for (const review of [...gathered.reviews, ...gathered.coverReviews]) {
    const person = index.skeletons.get(review.key)?.person ?? '';
    if (person === author) continue;
    for (const { name, condition } of review.trailers) {
      const worth = condition === null ? 1 : 0.5;
      const applies = authority.applies(person);
      if (isCloseReview(name)) {
        reviewed += worth;
        if (applies) f.reviewed_maintainer = 1;
      } else if (isAck(name)) acked += worth;
      if (isTest(name)) tested += worth;
    }
  }
  if (reviewed > 0) f.reviewed = 1;
  if (reviewed >= 2) f.reviewed_twice = 1;
  if (acked > 0) f.acked = 1;
  if (tested > 0) f.tested = 1;
}

function readPlace(
  f: Features,
  on: PatchRecord,
  gathered: Gathered,
  index: OutcomeIndex,
  authority: Authority,
  habits: Habits,
  author: string,
): void {
  const later = index.later(on);
  const series = index.seriesOf.get(on.key);
  const next = later[0];
  if (next) {
    f.newer = 1;
    if (sameDiff(on, next, index)) f.newer_same = 1;
    if (next.from && on.from && index.skeletons.get(next.key)?.person !== author) f.newer_by_other = 1;
    if (next.dateUsed - on.dateUsed < 86400) f.newer_soon = 1;
  } else if (series?.supersededBy.some((id) => index.series.get(id) && !isPullSeries(id, index))) f.left_out = 1;
  const pulled = index.pulledIn(on);
  // The newest version before the pull is the one that was pulled.
  if (pulled.some((pull) => !later.some((other) => other.dateUsed <= pull.dateUsed))) f.pull = 1;
  if (!gathered.answered) f.unanswered = 1;
  if (gathered.answeredByMaintainer) f.answered_maintainer = 1;
  if (on.isRfc) f.rfc = 1;
  if (on.isResend) f.resend = 1;
  if (on.version > 1) f.revised = 1;
  if (on.version > 3) f.revised_often = 1;
  if (on.total > 1) f.in_series = 1;
  if (on.total > 8) f.in_long_series = 1;
  if (authority.applies(author)) f.author_applies = 1;
  f.author_record = habits.authorRate(author);
  f.author_works = Math.log2(1 + gathered.authorWorks) / 8;
  f.author_reviews = Math.log2(1 + gathered.authorReviews) / 8;
  if (gathered.authorWentOn) f.author_went_on = 1;
  f.mates_faulted = gathered.matesFaulted;
  if (gathered.openFault) f.open_fault = 1;
  const facts = index.facts.get(on.key)?.patch;
  if (facts?.trailers.some(({ name }) => isFix(name))) f.is_fix = 1;
  f.siblings = gathered.siblingsTaken;
  if (gathered.fixedLater > 0) f.fixed_later = 1;
  f.built_upon = Math.min(1, gathered.builtUpon / 4);
  const age = gathered.asOf - on.dateUsed;
  f.young = Math.exp(-age / habits.slowDelay);
  // Where most landings are announced, silence speaks; where few are, it says nothing.
  const silent = !Object.keys(f).some((name) => name.startsWith('taken_'));
  if (silent) {
    f.silent_prior = habits.silentPrior(on);
  }
}

/** A series that a pull request posts again leaves nothing out: it carries what was ready; a ghost's is not known. */
function isPullSeries(id: string, index: OutcomeIndex): boolean {
  const series = index.series.get(id);
  return (
    series !== undefined &&
    series.patches.some((key) => index.records.get(key)?.isPull || index.records.get(key)?.ghost)
  );
}

/** True where two versions change the same lines. */
export function sameDiff(a: PatchRecord, b: PatchRecord, index: OutcomeIndex): boolean {
  if (a.patchId !== null && a.patchId === b.patchId) return true;
  const one = index.facts.get(a.key)?.patch;
  const two = index.facts.get(b.key)?.patch;
  if (!one || !two || one.addedLines + one.removedLines === 0) return false;
  if (one.addedLines !== two.addedLines || one.removedLines !== two.removedLines) return false;
  if (one.added.length + one.removed.length === 0) return false;
  const common =
    countCommon(unpackHashes(one.added), unpackHashes(two.added)) +
    countCommon(unpackHashes(one.removed), unpackHashes(two.removed));
  return common * 5 >= Math.max(one.added.length + one.removed.length, two.added.length + two.removed.length);
}
