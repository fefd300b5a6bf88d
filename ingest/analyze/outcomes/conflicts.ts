import type { Evidence } from '../../../data/records/index.ts';
import type { Authority } from './context/authority.ts';
import { evidenceOf } from './evidence/evidence.ts';
import type { OutcomeIndex } from './context/outcome-index.ts';
import type { Said } from './context/signal-targets.ts';

/**
 * Views on one patch that contradict each other, side by side, one list a view; empty where nobody contradicts. Two sorts are
 * known: different releases named as the goal ("it will have to wait 5.4" / "we are still OK for 5.3"), and taken by one
 * though refused by another.
 */
export function findConflicts(
  said: readonly Said[],
  index: OutcomeIndex,
  authority: Authority,
  reviewers: ReadonlySet<string>,
): Evidence[][] {
  const evidence = (one: Said): Evidence => evidenceOf(one, index, authority, reviewers);
  const goals = new Map<string, Said[]>();
  for (const one of said) {
    const release = RELEASE.exec(one.signal.until ?? '')?.[1];
    if (release === undefined || !GOALS.has(one.signal.signal)) continue;
    const list = goals.get(release) ?? [];
    list.push(one);
    goals.set(release, list);
  }
  const views: Evidence[][] = [];
  const holders = [...goals.values()].map((list) => list[0]!.person);
  if (goals.size > 1 && new Set(holders).size > 1) {
    const sides = [...goals.values()].sort(
      (a, b) => a[0]!.date - b[0]!.date || (a[0]!.signal.key < b[0]!.signal.key ? -1 : 1),
    );
    views.push(...sides.map((side) => side.slice(0, MOST).map(evidence)));
  }
  const taken = said.filter(
    (one) =>
      one.signal.says === 'accepted' &&
      one.signal.mode === 'done' &&
      (one.signal.machine || one.signal.atLineStart || authority.applies(one.person)),
  );
  const refused = said.filter(
    (one) => one.signal.says === 'rejected' && one.signal.mode === 'done' && !one.signal.weak,
  );
  if (taken.length > 0 && refused.length > 0 && refused.some((no) => taken.every((yes) => yes.person !== no.person))) {
    views.push(taken.slice(0, MOST).map(evidence), refused.slice(0, MOST).map(evidence));
  }
  return views;
}

const RELEASE = /\bv?(\d+\.\d+)\b/;
const GOALS = new Set(['will-wait', 'too-late', 'for-later', 'in-time']);
const MOST = 4;
