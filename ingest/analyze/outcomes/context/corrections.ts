import type { Evidence, OutcomeCorrection, PatchOutcome } from '../../../../data/records/index.ts';
import type { OutcomeIndex } from './outcome-index.ts';
import { isDecided, isTaken } from '../../../../data/rules/states.ts';

/**
 * Sets outcomes that somebody corrected by hand; the history keeps what was read before. `newest` dates corrections without a
 * date. One that names no patch of the archive changes nothing.
 */
export function correctOutcomes(
  patches: Map<string, PatchOutcome>,
  corrections: readonly OutcomeCorrection[],
  index: OutcomeIndex,
  newest: number,
): void {
  for (const { messageId, state, why, by, tree, commit, date } of corrections) {
    const record = index.byMessageId(messageId);
    const outcome = record ? patches.get(record.key) : undefined;
    if (!record || !outcome) continue;
    const when = date === undefined ? newest : Math.floor(Date.parse(date) / 1000) || newest;
    const evidence: Evidence = {
      messageId: record.messageId,
      lines: [0, 0],
      text: why,
      by: { name: by ?? '', email: '' },
      role: 'other',
      signal: 'correction',
      mode: 'done',
      where: 'here',
      tree: tree ?? null,
      answers: null,
      corrected: { from: outcome.state },
    };
    const taken = isTaken(state);
    patches.set(record.key, {
      ...outcome,
      state,
      basis: 'stated',
      confidence: 1,
      landedProbability: taken ? 0.99 : 0.01,
      likely: 'corrected by hand',
      commit: commit ?? outcome.commit,
      commitBasis: commit === undefined ? outcome.commitBasis : 'mail',
      turn: !isDecided(state)
        ? outcome.turn
        : state === 'superseded'
          ? null
          : { whose: 'nobody', who: null, since: when, why: 'corrected by hand' },
      history: [...outcome.history, { state, date: when, confidence: 1, evidence: [evidence] }],
    });
  }
}
