import type { StoredSeries } from '../../../data/records/index.ts';
import type { SeriesBrief } from '../../contract/index.ts';
import { instant } from './time.ts';

/** A series as a thread or a row of revisions shows it. */
export function briefSeries({ record, outcome, threadId }: StoredSeries): SeriesBrief {
  return {
    seriesId: record.seriesId,
    threadId,
    title: record.title,
    version: record.version,
    isRfc: record.isRfc,
    cover: record.cover,
    patches: record.patches,
    total: record.total,
    missing: record.missing,
    date: instant(record.dateUsed),
    from: record.from,
    state: outcome.state,
    counts: outcome.counts,
    supersededBy: outcome.supersededBy,
  };
}
