import type { Discussion, StoredPatch } from '../../../data/records/index.ts';
import type { Quote, SummaryAnswer, SummaryPatch } from '../../contract/index.ts';
import { besideMail } from '../../../ingest/analyze/outcomes/evidence/evidence.ts';
import { presentTurn } from '../brief/outcome.ts';
import { silentIn } from '../brief/silent.ts';
import { instantOrNull } from '../brief/time.ts';
import { commitOf, quoteEvidence } from './evidence.ts';
import { newestOf } from './newest.ts';
import type { Telling } from './parts.ts';
import { isDecided, isVerdict } from '../../../data/rules/states.ts';

/** Where it stands: the outcome of each patch with the sentences that say so; of each question put to somebody. */
export function standingOf(telling: Telling): SummaryAnswer['standing'] {
  const { thread } = telling;
  return {
    state: thread.summary.headline?.state ?? null,
    counts: thread.summary.headline?.counts ?? {},
    newest: newestOf(telling),
    patches: patchesToTell(telling).map((patch) => tellPatch(telling, patch)),
    discussions: thread.discussions.map((discussion) => tellDiscussion(telling, discussion)),
  };
}

/** Patches in the order of their series; a cover only where none of its patches is here. */
function patchesToTell({ thread }: Telling): StoredPatch[] {
  const withPatches = new Set(
    thread.patches.filter(({ record }) => !record.isCover).map(({ record }) => record.seriesId),
  );
  const absent = new Set<string>();
  const told = thread.patches.filter(({ record }) => {
    if (record.isCover && withPatches.has(record.seriesId)) return false;
    // Several missing mails of one subject are told once.
    const name = `${record.version} ${record.number} ${record.title}`;
    if (record.ghost && absent.has(name)) return false;
    if (record.ghost) absent.add(name);
    return true;
  });
  const began = new Map<string, number>();
  for (const { record } of told)
    began.set(record.seriesId, Math.min(began.get(record.seriesId) ?? Infinity, record.dateUsed));
  return told.sort(
    ({ record: a }, { record: b }) =>
      began.get(a.seriesId)! - began.get(b.seriesId)! ||
      (a.seriesId < b.seriesId ? -1 : Number(a.seriesId > b.seriesId)) ||
      a.number - b.number ||
      a.dateUsed - b.dateUsed ||
      (a.key < b.key ? -1 : 1),
  );
}

function tellPatch(telling: Telling, { record, outcome }: StoredPatch): SummaryPatch {
  const { budget, versionOf, thread } = telling;
  const change = outcome.history.findLast(({ state }) => state === outcome.state);
  const settled = isDecided(outcome.state);
  // All that led to this state, not the last step alone: a drop that was taken back says nothing without what was dropped.
  const told = outcome.history.filter(({ state }) => state === outcome.state).flatMap((step) => step.evidence);
  const evidence = told
    .flatMap((one) => {
      const quote = quoteEvidence(telling, one);
      return quote ? [{ quote, mode: one.mode, where: one.where, tree: one.tree }] : [];
    })
    .filter(({ quote }, n, all) => all.findIndex((other) => isSame(quote, other.quote)) === n);
  return {
    messageId: record.key,
    seriesId: record.seriesId,
    title: record.title,
    version: record.version,
    number: record.number,
    total: record.total,
    ghost: record.ghost,
    state: outcome.state,
    basis: outcome.basis,
    since: instantOrNull(change?.date ?? null),
    evidence: evidence.slice(-budget.evidence),
    before: outcome.state === 'superseded' ? decidedBefore(telling, outcome).slice(-budget.evidence) : [],
    corrections: [...new Set(told.flatMap((one) => (one.corrected ? besideMail(one)! : [])))],
    supersededBy: outcome.supersededBy.map((key) => ({ messageId: key, version: versionOf(key) })),
    commit: commitOf(outcome),
    conflicts: outcome.conflicts.flatMap((side) =>
      side.slice(0, 1).flatMap((one) => quoteEvidence(telling, one) ?? []),
    ),
    likely: settled || thread.summary.rootMissing ? null : outcome.likely || null,
    turn: settled || !outcome.turn || outcome.turn.whose === 'nobody' ? null : presentTurn(outcome.turn),
  };
}

/** What was decided of a version before a later one took its place. */
function decidedBefore(telling: Telling, { history }: StoredPatch['outcome']): SummaryPatch['before'] {
  return history
    .filter(({ state }) => isVerdict(state))
    .flatMap(({ state, evidence }) =>
      evidence.flatMap((one) => {
        const quote = quoteEvidence(telling, one);
        return quote ? [{ state, quote, mode: one.mode }] : [];
      }),
    );
}

function tellDiscussion(telling: Telling, discussion: Discussion): SummaryAnswer['standing']['discussions'][number] {
  const evidence = discussion.history.flatMap((change) =>
    change.evidence.flatMap((one) => quoteEvidence(telling, one) ?? []),
  );
  const shown = evidence.length > MOST_EVIDENCE ? [evidence[0]!, ...evidence.slice(1 - MOST_EVIDENCE)] : evidence;
  return {
    title: discussion.title,
    isMain: discussion.isMain,
    state: discussion.state,
    asked: discussion.asked.map(({ name, email }) => name || email),
    silent: silentIn(telling.thread, discussion).map(({ name, email }) => name || email),
    evidence: shown.filter((quote, n) => shown.findIndex((other) => isSame(quote, other)) === n),
  };
}

const isSame = (a: Quote, b: Quote): boolean => a.messageId === b.messageId && a.text === b.text;

const MOST_EVIDENCE = 8;
