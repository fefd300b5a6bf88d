import type { StoredSeries } from '../../../data/records/index.ts';
import { changelogClaims } from '../../../ingest/analyze/patches/changelog-check.ts';
import type { SummaryRevision } from '../../contract/index.ts';
import { instant } from '../brief/time.ts';
import type { Telling } from './parts.ts';

/** How it got there: every posting in the archive of the thread's works, oldest first, with what its author says changed. */
export function pathOf(telling: Telling): SummaryRevision[] {
  return telling.revisions
    .filter(({ record }) => [record.cover, ...record.patches].some((key) => key !== null && telling.words.has(key)))
    .map((series, _, all) => tellRevision(telling, series, Math.floor(telling.budget.changes / all.length)));
}

function tellRevision(telling: Telling, { record, outcome, threadId }: StoredSeries, share: number): SummaryRevision {
  const { facts, words, thread } = telling;
  const shown = Math.min(share, MOST_CHANGES);
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
    changes: changes.slice(0, shown),
    moreChanges: Math.max(0, changes.length - shown),
  };
}

/** Lines of one changelog. */
const MOST_CHANGES = 40;
