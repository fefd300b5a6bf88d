import type { ReviewFacts, StoredSeries, ThreadRecord } from '../../../data/records/index.ts';
import { besideMail } from '../../../ingest/analyze/outcomes/evidence/evidence.ts';
import type { ThreadAnswer } from '../../contract/index.ts';
import { instant } from '../brief/time.ts';

type Entry = ThreadAnswer['timeline'][number];

/**
 * Postings, reviews given and changes of state on one axis, oldest first. What happened to several patches of a series on one
 * day stands once, told of its cover or first patch, with their number.
 */
export function timelineOf(thread: ThreadRecord): Entry[] {
  const entries = [...thread.series.flatMap(postingOf), ...thread.reviews.flatMap(reviewOf), ...changesOf(thread)];
  return entries
    .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ at: _, ...entry }) => entry);
}

interface Placed extends Entry {
  /** Unix seconds. */
  at: number;
}

function postingOf({ record, outcome }: StoredSeries): Placed[] {
  const key = record.cover ?? record.patches[0];
  if (key === undefined) return [];
  return [
    {
      at: record.dateUsed,
      date: instant(record.dateUsed),
      what: 'posted',
      key,
      title: record.title,
      count: record.patches.length,
      state: outcome.state,
      by: record.from,
      text: null,
      lines: null,
    },
  ];
}

function reviewOf(review: ReviewFacts): Placed[] {
  const [first] = review.trailers;
  if (!first) return [];
  return [
    {
      at: review.dateUsed,
      date: instant(review.dateUsed),
      what: 'reviewed',
      key: review.key,
      title: [...new Set(review.trailers.map((trailer) => trailer.name))].join(', '),
      count: review.trailers.length,
      state: null,
      by: review.by,
      text: null,
      lines: [first.line, review.trailers.at(-1)!.line + 1],
    },
  ];
}

/** Changes of state; the beginning (`new`) is told by the posting. */
function changesOf(thread: ThreadRecord): Placed[] {
  const told = new Map<string, Placed>();
  const byNumber = [...thread.patches].sort((a, b) => a.record.number - b.record.number);
  for (const { record, outcome } of byNumber) {
    for (const change of outcome.history) {
      const evidence = change.evidence.at(-1);
      if (!evidence) continue;
      const note = besideMail(evidence);
      const date = instant(change.date);
      const same = `${record.seriesId} ${change.state} ${date.slice(0, 10)} ${evidence.by.email}`;
      const known = told.get(same);
      if (known) {
        known.count += record.isCover ? 0 : 1;
        continue;
      }
      told.set(same, {
        at: change.date,
        date,
        what: 'state',
        key: evidence.messageId,
        title: record.title,
        count: record.isCover ? 0 : 1,
        state: change.state,
        by: note === null ? evidence.by : null,
        text: note ?? evidence.text,
        lines: note === null ? evidence.lines : null,
      });
    }
  }
  return [...told.values()];
}
