import type { Evidence, PatchRecord, PatchState, Signal } from '../../../../data/records/index.ts';
import type { Authority } from '../context/authority.ts';
import { evidenceOf, trailerEvidence } from './evidence.ts';
import type { Gathered } from '../landing/features.ts';
import type { OutcomeIndex } from '../context/outcome-index.ts';
import type { Said } from '../context/signal-targets.ts';
import { isReview } from '../../../../data/rules/tags.ts';

/** Something that was said to move a patch to a state. */
export interface Claim {
  state: PatchState;
  date: number;
  person: string;
  confidence: number;
  /** False where it follows from something else than words. */
  stated: boolean;
  evidence: Evidence[];
  /** A claim that takes back an earlier one instead of making one. */
  retracts?: 'dropped';
  tree: string | null;
}

/**
 * What was said of one patch as claims of a state, oldest first. Announcements and conditions make no claim; what takes an
 * announced drop back does, so that the history shows both.
 */
export function readClaims(
  on: PatchRecord,
  gathered: Gathered,
  index: OutcomeIndex,
  authority: Authority,
  reviewers: ReadonlySet<string>,
): Claim[] {
  const claims: Claim[] = [];
  const author = index.skeletons.get(on.key)?.person ?? '';
  const evidence = (said: Said) => evidenceOf(said, index, authority, reviewers);
  const announced = new Map<string, Said>();
  const asked: Said[] = [];
  for (const said of gathered.said) {
    const { signal, person, date } = said;
    const bot = index.skeletons.get(signal.key)?.bot ?? false;
    const byAuthor = person === author && author !== '';
    const base = { date, person, stated: true, evidence: [evidence(said)], tree: signal.tree ?? null };
    const claim = (state: PatchState, confidence: number) => claims.push({ ...base, state, confidence });
    switch (signal.says) {
      case 'accepted':
      case 'mainlined': {
        const confidence = takingConfidence(said, authority, byAuthor);
        if (confidence !== null) claim(signal.says, confidence);
        break;
      }
      case 'pull':
        if (!byAuthor) claim('accepted', 0.92);
        break;
      case 'rejected':
        if (!signal.weak && signal.mode === 'done' && !byAuthor)
          claim('rejected', authority.applies(person) ? 0.9 : 0.6);
        break;
      case 'withdrawn':
        if (signal.mode === 'done' && (byAuthor || signal.machine)) claim('withdrawn', 0.9);
        break;
      case 'dropped':
        if (signal.mode === 'announced') announced.set(person, said);
        else if (signal.mode === 'retracted') {
          const drop =
            announced.get(person) ??
            [...gathered.said].find(
              (other) =>
                other.signal.says === 'dropped' &&
                other.signal.mode === 'done' &&
                other.person === person &&
                other.date <= date,
            );
          if (drop)
            claims.push({
              ...base,
              state: 'accepted',
              confidence: 0.75,
              evidence: [evidence(drop), evidence(said)],
              retracts: 'dropped',
            });
        } else if (
          signal.machine ||
          authority.applies(person) ||
          claims.some((one) => one.person === person && one.state === 'accepted')
        ) {
          if (!byAuthor || authority.applies(person)) claim('dropped', 0.85);
        }
        break;
      case 'moved':
        if (signal.mode === 'done' && claims.some((one) => one.state === 'accepted')) claim('accepted', 0.8);
        break;
      case 'deferred':
        if (signal.mode !== 'done') break;
        // Who took it and then holds it back, or the pull request that carries it, has taken it out.
        if (claims.some((one) => one.person === person && one.state === 'accepted')) claim('dropped', 0.7);
        else if (!byAuthor) claim('deferred', authority.applies(person) ? 0.85 : 0.65);
        break;
      case 'not-applicable':
      case 'superseded':
        if (signal.mode === 'done') claim(signal.says, signal.machine ? 0.9 : 0.7);
        break;
      case 'changes-requested':
        if (byAuthor || bot) break;
        asked.push(said);
        if (!signal.weak) claim('changes-requested', authority.applies(person) ? 0.9 : 0.75);
        else if (authority.applies(person) || reviewers.has(person)) claim('changes-requested', 0.6);
        break;
      case 'objection':
        if (!byAuthor && !bot) asked.push(said);
        break;
      case 'new-version':
      case 'concession':
        // The author's promise shows that what was asked is accepted: the request is the evidence, the promise stands beside it.
        if (byAuthor && asked.length > 0 && !(signal.says === 'concession' && signal.weak)) {
          const request = asked.at(-1)!;
          claims.push({
            ...base,
            state: 'changes-requested',
            date,
            person: request.person,
            confidence: 0.8,
            evidence: [evidence(request), evidence(said)],
          });
        }
        break;
      default:
        break;
    }
  }
  return [...claims, ...reviewClaims(on, gathered, author, index, authority)].sort(byDateThenWords);
}

/** How far a sentence of taking is believed; null where it claims nothing. */
function takingConfidence({ signal, person, via }: Said, authority: Authority, byAuthor: boolean): number | null {
  if (signal.mode === 'announced' || signal.mode === 'conditional' || signal.mode === 'retracted') return null;
  const applies = authority.applies(person);
  if (signal.machine) return signal.mode === 'reported' ? 0.9 : 0.97;
  if (signal.signal === 'applied-and-tested' && !applies) return null;
  if (signal.mode === 'reported') {
    if (signal.signal === 'mm-name') return 0.6;
    if (signal.signal === 'named-commit') return via === 'title' || (signal.commits?.length ?? 0) > 0 ? 0.75 : null;
    if (via === 'next') return 0.85;
    return byAuthor && !applies ? 0.7 : applies ? 0.85 : 0.7;
  }
  if (applies) return signal.atLineStart ? 0.97 : 0.93;
  if (byAuthor) return signal.atLineStart || signal.tree !== undefined ? 0.85 : null;
  if (signal.atLineStart) return 0.85;
  return signal.tree !== undefined ? 0.75 : null;
}

/** Reviewed-by and Acked-by by others, on the patch or its cover letter. */
function reviewClaims(
  on: PatchRecord,
  gathered: Gathered,
  author: string,
  index: OutcomeIndex,
  authority: Authority,
): Claim[] {
  const claims: Claim[] = [];
  for (const review of [...gathered.reviews, ...gathered.coverReviews]) {
    const person = index.skeletons.get(review.key)?.person ?? '';
    if (person === author) continue;
    for (const trailer of review.trailers) {
      // Tags of others stand in commits that somebody shows as an example.
      if (!isReview(trailer.name) || trailer.condition !== null || !trailer.verified) continue;
      claims.push({
        state: 'reviewed',
        date: review.dateUsed,
        person,
        confidence: 0.97,
        stated: true,
        evidence: [trailerEvidence(review, trailer, on, index, authority)],
        tree: null,
      });
    }
  }
  return claims;
}

function byDateThenWords(a: Claim, b: Claim): number {
  return a.date - b.date || compare(keyOf(a), keyOf(b));
}

const keyOf = (claim: Claim) =>
  `${claim.evidence[0]?.messageId ?? ''} ${String(claim.evidence[0]?.lines[0] ?? 0).padStart(7, '0')} ${claim.state}`;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** True for signals that a bot or a person gave as a fault of the patch. */
export const isFault = (signal: Signal) =>
  signal.says === 'objection' || signal.says === 'changes-requested' || signal.says === 'rejected';
