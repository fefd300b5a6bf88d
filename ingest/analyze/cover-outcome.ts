import type { PatchOutcome, PatchRecord, PatchState, StateChange } from '../../data/records/index.ts';
import type { OutcomeIndex } from './outcome-index.ts';

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
  const taken = state === 'accepted' || state === 'mainlined';
  const history = own.state === state ? own.history : withEnd(own.history, model.history.at(-1)!);
  return {
    ...own,
    state,
    basis: model.basis,
    confidence: model.confidence,
    landedProbability: taken ? Math.max(0.5, landedProbability) : landedProbability,
    likely: model.likely,
    supersededBy: cover.supersededBy,
    turn: own.state === state ? own.turn : model.turn,
    history,
  };
}

function withEnd(history: readonly StateChange[], end: StateChange): StateChange[] {
  return [...history.filter((change) => change.date <= end.date && change.state !== end.state), end];
}

const round = (value: number) => Math.round(value * 1000) / 1000;
