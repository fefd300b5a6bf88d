import type { Basis, PatchState, StateChange } from '../../../data/records/index.ts';
import type { Claim } from './evidence/claims.ts';
import { isTaken, weightOf } from '../../../data/rules/states.ts';

/** The states that claims lead to, in time. */
export interface Verdict {
  state: PatchState;
  basis: Basis;
  confidence: number;
  /** Ends with `state`. */
  history: StateChange[];
}

/**
 * Folds claims, oldest first, into a history that ends with the state: a claim moves the state where it weighs as much as the
 * one before it or more (DUMP's order), where it undoes that one (taken again after a drop), or where the one who asked for
 * changes is content now. `start` is the state before anybody said anything.
 */
export function foldClaims(start: { state: PatchState; date: number }, claims: readonly Claim[]): Verdict {
  const history: StateChange[] = [{ state: start.state, date: start.date, confidence: 0.9, evidence: [] }];
  let state: PatchState = start.state;
  let basis: Basis = 'none';
  let confidence = 0.9;
  let tree: string | null = null;
  const askers = new Set<string>();
  for (const claim of claims) {
    if (claim.state === 'changes-requested') askers.add(claim.person);
    const content =
      claim.state === 'reviewed' && state === 'changes-requested' && askers.delete(claim.person) && askers.size === 0;
    const undoes =
      (state === 'dropped' && claim.state === 'accepted') ||
      (state === 'withdrawn' && isTaken(claim.state) && claim.confidence >= 0.9) ||
      (state === 'superseded' && claim.state === 'mainlined');
    if (claim.retracts && state !== 'dropped' && state !== 'accepted') continue;
    if (!content && !undoes && weightOf(claim.state) < weightOf(state)) continue;
    if (claim.state === 'mainlined' && state === 'dropped' && !undoes) continue;
    const last = history.at(-1)!;
    const moved = claim.tree !== null && claim.tree !== tree && isTaken(claim.state);
    if (claim.state === state && !moved && !claim.retracts) {
      // Said again: more evidence for the same, not another change.
      for (const one of claim.evidence) {
        const known = last.evidence.some(
          ({ messageId, lines }) => messageId === one.messageId && lines[0] === one.lines[0],
        );
        if (!known && last.evidence.length < MOST_EVIDENCE) last.evidence.push(one);
      }
      last.confidence = confidence = Math.max(confidence, claim.confidence);
      if (claim.stated) basis = 'stated';
      tree ??= claim.tree;
      continue;
    }
    ({ state, confidence, tree } = claim);
    basis = claim.state === 'under-review' ? 'none' : claim.stated ? 'stated' : 'inferred';
    history.push({ state, date: claim.date, confidence, evidence: [...claim.evidence] });
  }
  return { state, basis, confidence, history };
}

/** So many sentences that say the same prove it. */
const MOST_EVIDENCE = 8;
