import type { StoredPatch } from '../../../data/records/index.ts';
import type { Quote, SummaryNewest } from '../../contract/index.ts';
import { instant } from '../brief/time.ts';
import { commitOf, quoteEvidence } from './evidence.ts';
import type { Telling } from './parts.ts';

/**
 * What became, in the end, of the works whose patches are posted here: each work once, by its newest posting in the archive,
 * those of one state and series together. A work that was split or merged goes on as what took its place.
 */
export function newestOf(telling: Telling): SummaryNewest[] {
  const { thread, patches } = telling;
  const known = new Map<string, StoredPatch>();
  for (const patch of [...thread.patches, ...patches]) {
    const { record } = patch;
    if (record.isCover || record.ghost) continue;
    const other = known.get(record.workId);
    if (!other || isLater(patch, other)) known.set(record.workId, patch);
  }
  const groups = new Map<string, StoredPatch[]>();
  const works = new Set(thread.patches.filter(({ record }) => !record.isCover && !record.ghost).map(workOf));
  for (const work of [...works].sort()) {
    const patch = known.get(work)!;
    const name = `${patch.record.seriesId}\n${patch.outcome.state}`;
    groups.set(name, [...(groups.get(name) ?? []), patch]);
  }
  return [...groups.values()]
    .map((group) => group.sort(byPlace))
    .sort((a, b) => b.length - a.length || byPlace(a[0]!, b[0]!))
    .map((group) => {
      const [{ record, outcome, threadId }] = group as [StoredPatch];
      const here = threadId === thread.summary.root;
      return {
        state: outcome.state,
        count: group.length,
        version: record.version,
        messageId: record.key,
        date: instant(record.dateUsed),
        here,
        evidence: here ? null : newestEvidence(telling, group),
        commit: here ? null : (group.flatMap(({ outcome: one }) => commitOf(one) ?? [])[0]?.what ?? null),
      };
    });
}

/** The newest sentence on which the state of some patches rests. */
function newestEvidence(telling: Telling, group: StoredPatch[]): Quote | null {
  const quotes = group.flatMap(({ outcome }) =>
    outcome.history
      .filter(({ state }) => state === outcome.state)
      .flatMap(({ evidence }) => evidence.flatMap((one) => quoteEvidence(telling, one) ?? [])),
  );
  return quotes.sort((a, b) => (b.date ?? '').localeCompare(a.date ?? '') || a.lines[0] - b.lines[0])[0] ?? null;
}

const workOf = ({ record }: StoredPatch): string => record.workId;

/** Of two postings the newer one: superseded ones step back, then the version tells, then the date. */
function isLater(a: StoredPatch, b: StoredPatch): boolean {
  const gone = (one: StoredPatch) => Number(one.outcome.state === 'superseded');
  return (
    (gone(b) - gone(a) ||
      a.record.version - b.record.version ||
      a.record.dateUsed - b.record.dateUsed ||
      Number(a.record.key > b.record.key) - 0.5) > 0
  );
}

function byPlace({ record: a }: StoredPatch, { record: b }: StoredPatch): number {
  return a.number - b.number || a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1);
}
