import type { PatchFacts, StoredPatch } from '../../../data/records/index.ts';
import type { RevisionBrief } from '../../contract/index.ts';
import { instant } from '../brief/time.ts';

/** What one posting of a work did to the one before. */
export type Change = 'same' | 'reworded' | 'renamed' | 'changed';

/** The same diff under the same title and message is `same`; a new title is told even where the diff changed too. */
export function changeBetween(before: PatchFacts | undefined, after: PatchFacts | undefined): Change | null {
  if (!before || !after) return null;
  if (before.titleKey !== after.titleKey) return 'renamed';
  if (before.patchId !== after.patchId) return 'changed';
  return before.words === after.words ? 'same' : 'reworded';
}

/** The postings of one work, oldest first, each with what it did to the one before it and why it is held for the same. */
export function presentRevisions(
  revisions: StoredPatch[],
  facts: ReadonlyMap<string, PatchFacts>,
  seriesTitles: ReadonlyMap<string, string>,
): RevisionBrief[] {
  return revisions.map(({ record, outcome }, n) => {
    const before = revisions[n - 1];
    return {
      messageId: record.messageId,
      seriesId: record.seriesId,
      seriesTitle: seriesTitles.get(record.seriesId) ?? record.title,
      version: record.version,
      number: record.number,
      total: record.total,
      title: record.title,
      date: instant(record.dateUsed),
      state: outcome.state,
      isRfc: record.isRfc,
      change: before ? changeBetween(facts.get(before.record.key), facts.get(record.key)) : null,
      reason: record.links.map(({ reason }) => reason).join('; ') || null,
    };
  });
}
