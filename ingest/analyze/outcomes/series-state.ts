import type {
  PatchOutcome,
  PatchState,
  SeriesOutcome,
  SeriesRecord,
  StateChange,
} from '../../../data/records/index.ts';
import { PARTLY, weightOf } from '../../../data/rules/states.ts';

/** The state of one posting of a series: its patches' common state, else `partly` the weightiest, with counts. */
export function rollUp(series: SeriesRecord, patches: ReadonlyMap<string, PatchOutcome>): SeriesOutcome {
  const members = series.patches.flatMap((key) => patches.get(key) ?? []);
  const cover = series.cover === null ? undefined : patches.get(series.cover);
  const shown = members.length > 0 ? members : cover ? [cover] : [];
  const counts: Record<string, number> = {};
  for (const { state } of shown) counts[state] = (counts[state] ?? 0) + 1;
  const states = (Object.keys(counts) as PatchState[]).sort((a, b) => weightOf(b) - weightOf(a));
  const state = states.length === 0 ? 'new' : states.length === 1 ? states[0]! : `${PARTLY}${states[0]!}`;
  const newest = shown.flatMap(({ lastWord }) => lastWord ?? []).at(-1) ?? null;
  return {
    seriesId: series.seriesId,
    state,
    counts,
    supersededBy: series.supersededBy,
    lastWord: cover?.lastWord ?? newest,
    history: joined(shown),
  };
}

/** The members' histories as one: the same change on several patches stands once, with all its evidence. */
function joined(members: readonly PatchOutcome[]): StateChange[] {
  const changes = new Map<string, StateChange>();
  for (const { history } of members) {
    for (const change of history) {
      const key = `${change.date} ${change.state} ${change.evidence[0]?.messageId ?? ''}`;
      const known = changes.get(key);
      if (!known) {
        changes.set(key, { ...change, evidence: [...change.evidence] });
        continue;
      }
      known.confidence = Math.max(known.confidence, change.confidence);
      for (const evidence of change.evidence) {
        if (
          known.evidence.length < MOST_EVIDENCE &&
          !known.evidence.some((one) => one.messageId === evidence.messageId && one.lines[0] === evidence.lines[0])
        )
          known.evidence.push(evidence);
      }
    }
  }
  return [...changes.values()]
    .sort((a, b) => a.date - b.date || (a.state < b.state ? -1 : a.state > b.state ? 1 : 0))
    .slice(-MOST_CHANGES);
}

const MOST_EVIDENCE = 8;
const MOST_CHANGES = 60;
