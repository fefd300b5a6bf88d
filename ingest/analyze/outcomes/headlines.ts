import type { Basis, Headline, JudgedPatch, JudgedSeries, ReviewFacts } from '../../../data/records/index.ts';
import { besideMail } from './evidence/evidence.ts';
import { patchStateOf } from '../../../data/rules/states.ts';
import { isReview } from '../../../data/rules/tags.ts';

/**
 * What a list row says of each thread that posts patches: the state of the series that speaks for the thread, with the sentence
 * that decided it. The series that speaks is the newest one by the author who opened the thread, whole series before rerolls of
 * single patches. By threadId.
 */
export function headlines(
  patches: JudgedPatch[],
  series: JudgedSeries[],
  reviews: ReviewFacts[],
): Map<string, Headline> {
  const byKey = new Map(patches.map((patch) => [patch.record.key, patch]));
  const reviewed = new Set(reviews.filter((review) => review.trailers.some(countsAsReview)).map((review) => review.on));
  const ofThread = new Map<string, JudgedSeries[]>();
  for (const one of series) {
    const list = ofThread.get(one.record.threadId);
    if (list) list.push(one);
    else ofThread.set(one.record.threadId, [one]);
  }
  const result = new Map<string, Headline>();
  for (const [threadId, all] of ofThread) {
    const speaks = speaker(all);
    if (speaks) result.set(threadId, headline(speaks, byKey, reviewed));
  }
  return result;
}

function speaker(all: JudgedSeries[]): JudgedSeries | undefined {
  const sorted = [...all].sort(byDate);
  const opener = addressOf(sorted[0]!);
  const own = sorted.filter((one) => addressOf(one) === opener);
  return own.filter(({ record }) => record.rerollOf === null).at(-1) ?? own.at(-1);
}

const addressOf = ({ record }: JudgedSeries) => record.from?.email.toLowerCase() ?? '';

function headline({ record, outcome }: JudgedSeries, byKey: Map<string, JudgedPatch>, reviewed: Set<string>): Headline {
  const members = record.patches.flatMap((key) => byKey.get(key) ?? []);
  const cover = record.cover === null ? undefined : byKey.get(record.cover);
  const last = lastChange(
    [outcome.history, ...members.map((member) => member.outcome.history)],
    patchStateOf(outcome.state),
  );
  // That a newer version was posted is a fact, not a sentence that somebody said about this one.
  const deciding = last?.evidence.findLast(({ signal }) => !POSTINGS.has(signal)) ?? null;
  const note = deciding && besideMail(deciding);
  const evidence = note === null ? deciding : null;
  const turn = (cover ?? members[0])?.outcome.turn ?? null;
  const coverReviewed = record.cover !== null && reviewed.has(record.cover);
  return {
    state: outcome.state,
    counts: outcome.counts,
    title: record.title,
    version: record.version,
    isRfc: record.isRfc,
    patches: record.patches.length,
    reviewed: coverReviewed ? members.length : members.filter((member) => reviewed.has(member.record.key)).length,
    sentence: evidence?.text ?? null,
    note,
    by: evidence?.by ?? null,
    role: evidence?.role ?? null,
    date: last?.date ?? null,
    messageId: evidence?.messageId ?? null,
    lines: evidence?.lines ?? null,
    basis: basisOf(members.map((member) => member.outcome.basis)),
    turn,
    supersededBy: outcome.supersededBy,
  };
}

/** Stated where any patch's state is, else inferred where any is. */
function basisOf(bases: Basis[]): Basis {
  return bases.includes('stated') ? 'stated' : bases.includes('inferred') ? 'inferred' : 'none';
}

/** The newest change to the headline's state that has evidence; the first history wins a tie. */
function lastChange(
  histories: JudgedPatch['outcome']['history'][],
  state: string,
): JudgedPatch['outcome']['history'][number] | null {
  let newest: JudgedPatch['outcome']['history'][number] | null = null;
  for (const history of histories) {
    for (const change of history) {
      if (change.state !== state || change.evidence.length === 0) continue;
      if (newest === null || change.date > newest.date) newest = change;
    }
  }
  return newest;
}

/** Evidence that is a posting by itself; its first line is no verdict. */
const POSTINGS = new Set(['newer-version', 'built-upon']);

const countsAsReview = ({ name, condition }: { name: string; condition: string | null }) =>
  isReview(name) && condition === null;

const byDate = (a: JudgedSeries, b: JudgedSeries) =>
  a.record.dateUsed - b.record.dateUsed ||
  a.record.version - b.record.version ||
  (a.record.seriesId < b.record.seriesId ? -1 : 1);
