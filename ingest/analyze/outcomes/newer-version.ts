import type { Evidence, PatchRecord, StateChange } from '../../../data/records/index.ts';
import type { Claim } from './evidence/claims.ts';
import { roleOf } from './evidence/evidence.ts';
import type { OutcomeIndex } from './context/outcome-index.ts';
import type { PatchContext } from './patch-context.ts';
import type { Verdict } from './verdict.ts';
import { isTaken } from '../../../data/rules/states.ts';

/** A later version took this one's place: its own first words are the evidence. */
export function replacedClaims({ record, index, authority }: PatchContext, reviewers: ReadonlySet<string>): Claim[] {
  const next = nextVersion(record, index);
  if (!next) return [];
  const skeleton = index.skeletons.get(next.key);
  const words = postedWords(next.key, index);
  if (!skeleton || !words) return [];
  const link = next.links.find((one) => one.to === record.key || one.to === record.messageId);
  const evidence: Evidence = {
    ...words,
    messageId: skeleton.messageId,
    by: skeleton.from,
    role: roleOf(skeleton.person, record, false, index, authority, reviewers),
    signal: 'newer-version',
    shows: 'a newer version was posted; its first words',
    mode: 'done',
    where: skeleton.threadId === record.threadId ? 'here' : 'elsewhere',
    tree: null,
    answers: null,
  };
  const confidence = link?.confidence ?? 0.85;
  return [
    {
      state: 'superseded',
      date: next.dateUsed,
      person: skeleton.person,
      confidence,
      stated: confidence >= 0.9,
      evidence: [evidence],
      tree: null,
    },
  ];
}

/** The version that took this one's place: as linked, else the next posting of the same work. */
export function nextVersion(record: PatchRecord, index: OutcomeIndex): PatchRecord | null {
  const later = index.later(record);
  return (
    later.find((other) => record.supersededBy.includes(other.messageId) || record.supersededBy.includes(other.key)) ??
    later[0] ??
    null
  );
}

/** Not a ghost, and no pull request that posts the same patch again. */
export function isSuccessor(id: string, record: PatchRecord, index: OutcomeIndex): boolean {
  const other = index.byMessageId(id) ?? index.records.get(id);
  return !other || (!other.ghost && (!other.isPull || record.isPull));
}

/**
 * Taken and then replaced is superseded, unless this diff is what landed; so is what its author took back to send it anew, and
 * what -mm dropped because it was to be updated.
 */
export function endReplaced(verdict: Verdict, claim: Claim): Verdict {
  const updated =
    verdict.state === 'dropped' &&
    verdict.history.at(-1)!.evidence.every(({ signal }) => signal === 'mm-to-be-updated');
  if (!isTaken(verdict.state) && verdict.state !== 'withdrawn' && !updated) return verdict;
  const change: StateChange = {
    state: 'superseded',
    date: Math.max(claim.date, verdict.history.at(-1)!.date),
    confidence: claim.confidence,
    evidence: claim.evidence,
  };
  return {
    state: 'superseded',
    basis: claim.stated ? 'stated' : 'inferred',
    confidence: claim.confidence,
    history: [...verdict.history.filter((one) => one.state !== 'superseded'), change],
  };
}

/** The first own words of a posted mail, with their lines. */
export function postedWords(key: string, index: OutcomeIndex): Pick<Evidence, 'lines' | 'text'> | null {
  const posted = index.facts.get(key)?.signals?.find((signal) => signal.says === 'posted');
  return posted ? { lines: posted.lines, text: posted.text } : null;
}
