import type { Evidence, StoredPatch } from '../../../data/records/index.ts';
import { besideMail } from '../../../ingest/analyze/outcomes/evidence/evidence.ts';
import type { Quote, SummaryPatch } from '../../contract/index.ts';
import type { Telling } from './parts.ts';

/** An evidence's words as a quote; null where they can't be shown as new text of their sender. */
export function quoteEvidence({ words }: Telling, evidence: Evidence): Quote | null {
  if (besideMail(evidence) !== null) return null;
  const { messageId, lines, text, role, part } = evidence;
  const quote = words.sentence(messageId, lines, text, part);
  return quote && { ...quote, role };
}

/** Evidence that is a commit of a repository: nobody's words in a mail. */
export function commitOf({ history }: StoredPatch['outcome']): SummaryPatch['commit'] {
  const found = history.flatMap(({ evidence }) => evidence).findLast(({ commit }) => commit !== undefined);
  return found?.commit ? { hash: found.commit.commit, what: `${besideMail(found)} (“${found.commit.title}”)` } : null;
}
