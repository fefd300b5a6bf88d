import { search } from '../../data/search/search.ts';
import type { Archive } from '../../data/database.ts';
import type { SearchPlan, StoredSeries, ThreadRecord } from '../../data/records/index.ts';
import type { Mention } from '../present/summary/parts.ts';
import { wordsOf } from '../query/words.ts';

/**
 * Messages of other threads, of a later date, whose new words may name this one: by the title of its series or of a patch, or by
 * the Message-ID of a posting. Threads in which the same works were posted are left out.
 */
export async function mentionsOf(
  archive: Archive,
  thread: ThreadRecord,
  revisions: StoredSeries[],
): Promise<Mention[]> {
  const names = namesOf(thread);
  if (names.length === 0) return [];
  const { hits } = search(archive, {
    plan: {
      op: 'and',
      parts: [
        { op: 'or', parts: names.map(phrase) },
        { op: 'dates', from: thread.summary.started, to: null },
      ],
    },
    order: 'oldest',
    limit: MOST_HITS,
    collapse: false,
    after: null,
    facets: false,
  });
  const own = new Set([thread.summary.root, ...revisions.map(({ threadId }) => threadId)]);
  return hits.filter(({ threadId }) => !own.has(threadId)).map(({ key }) => ({ key, names }));
}

/** The longest first: the title of a series may stand within that of a patch. */
function namesOf({ patches }: ThreadRecord): string[] {
  const names = new Set<string>();
  for (const { record } of patches) {
    if (wordsOf(record.title).length >= LEAST_WORDS) names.add(record.title);
    if (!record.ghost) names.add(record.messageId);
  }
  return [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, MOST_NAMES);
}

function phrase(name: string): SearchPlan {
  return { op: 'words', columns: ['own'], forms: [wordsOf(name).join(' ')], prefix: false, part: null };
}

/** Shorter titles are said of other things too. */
const LEAST_WORDS = 4;
const MOST_NAMES = 60;
const MOST_HITS = 60;
