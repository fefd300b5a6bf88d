import type { StoredPatch } from '../../../data/records/index.ts';
import type { SummaryNewest } from '../../contract/index.ts';
import { instant } from '../time.ts';
import type { Telling } from './parts.ts';

/**
 * What became, in the end, of the works whose patches are posted here: each work once, by its newest posting in the archive,
 * those of one state and series together. A work that was split or merged goes on as what took its place.
 */
export function newestOf({ thread, patches }: Telling): SummaryNewest[] {
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
      return {
        state: outcome.state,
        count: group.length,
        version: record.version,
        messageId: record.key,
        date: instant(record.dateUsed),
        here: threadId === thread.summary.root,
      };
    });
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
