import type { StoredPatch, StoredSeries } from '../../../data/records/index.ts';
import { rangeDiff, type RangeDiffPair } from '../../../ingest/analyze/patches/range-diff.ts';
import type { RangeDiffAnswer } from '../../contract/index.ts';
import { briefSeries } from '../brief/series-brief.ts';

/** Two revisions of a series compared patch by patch; `texts` hold the diffs by key. */
export function presentRangeDiff(
  from: StoredSeries,
  to: StoredSeries,
  patches: StoredPatch[],
  texts: ReadonlyMap<string, string>,
): RangeDiffAnswer {
  const of = (series: StoredSeries) => patches.filter(({ record }) => record.seriesId === series.record.seriesId);
  const byKey = new Map(patches.map((patch) => [patch.record.key, patch.record]));
  const reference = (key: string | null) => {
    const record = key === null ? undefined : byKey.get(key);
    return record ? { messageId: record.messageId, number: record.number, title: record.title } : null;
  };
  return {
    from: briefSeries(from),
    to: briefSeries(to),
    pairs: comparePatches(of(from), of(to), texts).map((pair) => ({
      from: reference(pair.from),
      to: reference(pair.to),
      status: pair.status,
      likeness: pair.likeness,
      lines: pair.lines,
    })),
  };
}

/** Pairs of older and newer patches; those of one work are known to belong together. */
export function comparePatches(
  older: StoredPatch[],
  newer: StoredPatch[],
  texts: ReadonlyMap<string, string>,
): RangeDiffPair[] {
  const toTexts = (patches: StoredPatch[]) =>
    [...patches]
      .sort((a, b) => a.record.number - b.record.number || a.record.dateUsed - b.record.dateUsed)
      .flatMap(({ record: { key, title } }) => {
        const text = texts.get(key);
        return text === undefined ? [] : [{ key, title, text }];
      });
  const before = new Map(older.map(({ record }) => [record.workId, record.key]));
  const known = new Map(
    newer.flatMap(({ record: { key, workId } }) => {
      const old = before.get(workId);
      return old === undefined ? [] : [[key, old] as const];
    }),
  );
  return rangeDiff(toTexts(older), toTexts(newer), known);
}
