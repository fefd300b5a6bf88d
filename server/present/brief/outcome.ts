import type {
  Evidence,
  JudgedPatch,
  PatchOutcome,
  StateChange,
  Turn,
  Headline as StoredHeadline,
} from '../../../data/records/index.ts';
import { besideMail } from '../../../ingest/analyze/outcomes/evidence/evidence.ts';
import type * as contract from '../../contract/index.ts';
import { instant, instantOrNull } from './time.ts';

/** The version of a patch or series by key; null where it is unknown. */
export type VersionOf = (key: string) => number | null;

/** A history of states; evidence keeps the words of the mails. */
export function presentHistory(history: (Omit<StateChange, 'state'> & { state: string })[]): contract.StateChange[] {
  return history.map((change) => ({
    state: change.state,
    date: instant(change.date),
    confidence: change.confidence,
    evidence: change.evidence.map(presentEvidence),
  }));
}

export function presentEvidence(evidence: Evidence): contract.Evidence {
  const note = besideMail(evidence);
  return {
    messageId: evidence.messageId,
    lines: evidence.lines,
    text: evidence.text,
    by: evidence.by,
    role: evidence.role,
    signal: evidence.signal,
    mode: evidence.mode,
    where: evidence.where,
    tree: evidence.tree,
    answers: evidence.answers,
    ...(evidence.part !== undefined && { part: evidence.part }),
    ...(evidence.shows !== undefined && { shows: evidence.shows }),
    ...(evidence.formula && { formula: evidence.formula }),
    ...(evidence.commit && { commit: evidence.commit }),
    ...(evidence.corrected && { corrected: evidence.corrected }),
    ...(note !== null && { note }),
  };
}

export function presentTurn(turn: Turn): contract.Turn {
  return { whose: turn.whose, who: turn.who, since: instant(turn.since), why: turn.why };
}

/** The outcome of one patch in one line. */
export function headlineOfPatch({ record, outcome }: JudgedPatch, versionOf: VersionOf): contract.Headline {
  const decided = decidingEvidence(outcome);
  const note = decided && besideMail(decided.evidence);
  const deciding = note === null ? decided : null;
  return {
    state: outcome.state,
    basis: outcome.basis,
    sentence: deciding?.evidence.text ?? null,
    note,
    by: deciding?.evidence.by ?? null,
    role: deciding?.evidence.role ?? null,
    messageId: deciding?.evidence.messageId ?? null,
    lines: deciding?.evidence.lines ?? null,
    date: decided ? instant(decided.change.date) : null,
    turn: outcome.turn ? presentTurn(outcome.turn) : null,
    version: record.version,
    isRfc: record.isRfc,
    patches: record.isCover ? 0 : 1,
    reviewed: outcome.history.some((change) => change.state === 'reviewed') ? 1 : 0,
    counts: { [outcome.state]: 1 },
    supersededBy: outcome.supersededBy.map((key) => ({ messageId: key, version: versionOf(key) })),
  };
}

/** What list rows show of a thread's outcome; `versionOf` tells the version of what replaced it. */
export function presentHeadline(headline: StoredHeadline, versionOf: VersionOf): contract.Headline {
  return {
    state: headline.state,
    basis: headline.basis,
    sentence: headline.sentence,
    note: headline.note ?? null,
    by: headline.by,
    role: headline.role as contract.Role | null,
    messageId: headline.messageId,
    lines: headline.lines,
    date: instantOrNull(headline.date),
    turn: headline.turn && presentTurn(headline.turn),
    version: headline.version,
    isRfc: headline.isRfc,
    patches: headline.patches,
    reviewed: headline.reviewed,
    counts: headline.counts,
    supersededBy: headline.supersededBy.map((messageId) => ({ messageId, version: versionOf(messageId) })),
  };
}

/** The last evidence of the change that made the patch's state. */
function decidingEvidence(outcome: PatchOutcome): { change: StateChange; evidence: Evidence } | null {
  const change = outcome.history.findLast((entry) => entry.state === outcome.state && entry.evidence.length > 0);
  const evidence = change?.evidence.at(-1);
  return change && evidence ? { change, evidence } : null;
}
