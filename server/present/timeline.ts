import type { ThreadRecord } from '../../data/records/index.ts';
import type { ThreadAnswer } from '../contract/index.ts';
import { instant } from './time.ts';

type Entry = ThreadAnswer['timeline'][number];

/** Postings, reviews given and changes of state on one axis, oldest first. What several patches share stands once. */
export function timelineOf(thread: ThreadRecord): Entry[] {
  const entries: (Entry & { at: number })[] = [];
  for (const { record, outcome } of thread.series) {
    const key = record.cover ?? record.patches[0];
    if (key === undefined) continue;
    entries.push({
      at: record.dateUsed,
      date: instant(record.dateUsed),
      what: 'posted',
      key,
      title: record.title,
      state: outcome.state,
      by: record.from,
      text: null,
      lines: null,
    });
  }
  for (const review of thread.reviews) {
    if (review.trailers.length === 0) continue;
    entries.push({
      at: review.dateUsed,
      date: instant(review.dateUsed),
      what: 'reviewed',
      key: review.key,
      title: [...new Set(review.trailers.map((trailer) => trailer.name))].join(', '),
      state: null,
      by: review.by,
      text: null,
      lines: [review.trailers[0]!.line, review.trailers.at(-1)!.line + 1],
    });
  }
  const told = new Set<string>();
  for (const { record, outcome } of thread.patches) {
    for (const change of outcome.history) {
      const evidence = change.evidence.at(-1);
      const same = `${change.state} ${evidence?.messageId ?? record.seriesId} ${evidence?.lines[0] ?? ''}`;
      if (told.has(same)) continue;
      told.add(same);
      entries.push({
        at: change.date,
        date: instant(change.date),
        what: 'state',
        key: evidence?.messageId ?? record.key,
        title: record.title,
        state: change.state,
        by: evidence?.by ?? null,
        text: evidence?.text ?? null,
        lines: evidence?.lines ?? null,
      });
    }
  }
  return entries
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ at: _, ...entry }) => entry);
}
