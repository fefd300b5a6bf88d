import type { LastWord, PatchState } from '../../../data/records/index.ts';
import { isUndecided } from '../../../data/rules/states.ts';
import { evidenceOf } from './evidence/evidence.ts';
import type { PatchContext } from './patch-context.ts';
import type { Verdict } from './verdict.ts';

/**
 * Where nothing is decided, the last word of somebody who decides here is what stands: a refusal refuses, a wish for changes wishes for
 * them. So no state contradicts the last word that is shown beside it.
 */
export function endWithLastWord(
  verdict: Verdict,
  lastWord: LastWord | null,
  { gathered, index, authority }: PatchContext,
  reviewers: ReadonlySet<string>,
): Verdict {
  const state = lastWord === null || lastWord.standing === 'speaks' ? undefined : MEANS[lastWord.says];
  if (state === undefined || !isUndecided(verdict.state) || (verdict.state === 'rfc' && state === 'changes-requested'))
    return verdict;
  const said = gathered.said.find(
    ({ signal }) =>
      signal.lines[0] === lastWord!.lines[0] && index.skeletons.get(signal.key)?.messageId === lastWord!.messageId,
  );
  // A doubt asks for no other version.
  const isDoubt = said?.signal.says === 'objection' && (verdict.state === 'reviewed' || DOUBTS.test(said.signal.text));
  if (!said || isDoubt) return verdict;
  return {
    state,
    basis: 'stated',
    confidence: UNSURE,
    history: [
      ...verdict.history,
      { state, date: said.date, confidence: UNSURE, evidence: [evidenceOf(said, index, authority, reviewers)] },
    ],
  };
}

const DOUBTS = /\b(?:not (?:\w+ )?sure|unsure|more time|wonder(?:ing)?|no idea|don't know)\b/i;

const MEANS: Partial<Record<LastWord['says'], PatchState>> = {
  refuse: 'rejected',
  'ask-changes': 'changes-requested',
  defer: 'deferred',
};
/** How sure a state is that follows from the last word alone. */
export const UNSURE = 0.6;

/** True where a state says otherwise than the last word of somebody who decides here: shown together they would be a defect. */
export function contradicts({ says, standing }: LastWord, state: PatchState): boolean {
  return standing !== 'speaks' && (FORBIDS[says]?.has(state) ?? false);
}

const FORBIDS: Partial<Record<LastWord['says'], ReadonlySet<PatchState>>> = {
  refuse: new Set(['new', 'under-review', 'reviewed']),
  defer: new Set(['new', 'under-review']),
  accept: new Set(['new']),
  approve: new Set(['new']),
  'ask-changes': new Set(['new']),
};
