import type { StoredSeries } from '../../../data/records/index.ts';
import { changelogClaims } from '../../../ingest/analyze/changelog-check.ts';
import type { SummaryRevision } from '../../contract/index.ts';
import { instant } from '../time.ts';
import type { Telling } from './parts.ts';

/** How it got there: every posting of the thread's works, oldest first, with what its author says changed. */
export function pathOf(telling: Telling): SummaryRevision[] {
  return telling.revisions.filter(({ record }) => record.dateUsed > 0).map((series) => tellRevision(telling, series));
}

function tellRevision(telling: Telling, { record, outcome, threadId }: StoredSeries): SummaryRevision {
  const { facts, words, budget, thread } = telling;
  const claims = changelogClaims(record, facts);
  const changes = claims.flatMap(({ key, lines, text }) => words.sentence(key, lines, text) ?? []);
  const first = record.cover ?? record.patches[0] ?? record.seriesId;
  return {
    seriesId: record.seriesId,
    messageId: first,
    threadId,
    version: record.version,
    isRfc: record.isRfc,
    title: record.title,
    date: instant(record.dateUsed),
    patches: record.patches.length,
    total: record.total,
    state: outcome.state,
    here: threadId === thread.summary.root,
    changes: changes.slice(0, budget.changes),
    moreChanges: Math.max(0, changes.length - budget.changes),
  };
}
