import type { PatchOutcome, PatchRecord, PatchState, StateChange, Turn } from '../../../data/records/index.ts';
import type { OutcomeIndex } from './context/outcome-index.ts';
import { NO_DECISION } from './landing/probability.ts';
import { NOBODY_ANSWERED } from './turn.ts';
import { isTaken, isUndecided } from '../../../data/rules/states.ts';

/** A cover letter stands for its series: the state that all patches have, else the one that most have. */
export function asCover(
  cover: PatchRecord,
  own: PatchOutcome,
  patches: ReadonlyMap<string, PatchOutcome>,
  index: OutcomeIndex,
): PatchOutcome {
  const series = index.seriesOf.get(cover.key);
  const members = (series ? index.members(series) : []).flatMap((record) => patches.get(record.key) ?? []);
  if (members.length === 0) return own;
  const counts = new Map<PatchState, number>();
  for (const { state } of members) counts.set(state, (counts.get(state) ?? 0) + 1);
  const [state] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]!;
  const model = members.find((member) => member.state === state)!;
  const landedProbability = round(members.reduce((sum, member) => sum + member.landedProbability, 0) / members.length);
  const taken = isTaken(state);
  const history = own.state === state ? own.history : withEnd(own.history, model.history.at(-1)!);
  return {
    ...own,
    state,
    basis: model.basis,
    confidence: model.confidence,
    landedProbability: taken ? Math.max(0.5, landedProbability) : landedProbability,
    likely: likelyOf(model, members),
    supersededBy: cover.supersededBy,
    turn: turnOf(own.state === state ? own.turn : model.turn, members),
    history,
  };
}

/**
 * Whose turn it is on a series: the author's where a patch of it waits for the author, since the first that does; else whoever
 * is to act on a patch that was answered. That nobody answered the cover letter tells nothing where patches were.
 */
function turnOf(own: Turn | null, members: readonly PatchOutcome[]): Turn | null {
  if (own === null || own.whose === 'nobody') return own;
  const open = members
    .flatMap(({ turn }) => (turn && turn.whose !== 'nobody' && turn.why !== NOBODY_ANSWERED ? turn : []))
    .sort((a, b) => a.since - b.since);
  return open.find(({ whose }) => whose === 'author') ?? open.at(-1) ?? own;
}

/** What is likely of the patches that the cover stands for; where some are decided, that none is would be untrue. */
function likelyOf(model: PatchOutcome, members: readonly PatchOutcome[]): string {
  const open = members.filter(({ state }) => isUndecided(state)).length;
  if (open === members.length || !model.likely.includes(NO_DECISION)) return model.likely;
  return model.likely.replace(NO_DECISION, `no decision on ${open} of ${members.length} patches found in this archive`);
}

function withEnd(history: readonly StateChange[], end: StateChange): StateChange[] {
  return [...history.filter((change) => change.date <= end.date && change.state !== end.state), end];
}

const round = (value: number) => Math.round(value * 1000) / 1000;
