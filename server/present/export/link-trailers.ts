import type { BlockKind, GivenTrailer, MessageRecord, ReviewFacts, ThreadRecord } from '../../../data/records/index.ts';
import { parseTrailers } from '../../../ingest/parse/patch/trailers.ts';

/**
 * What replies ask to be written below a patch beside people: `Fixes:` with a commit, `Link:`, `Closes:`, `Buglink:` with an address.
 * As b4 has it anybody may give them; they count for the nearest patch or cover letter above, where they stand as new text.
 * @param texts of the thread's messages, by key
 */
export function linkTrailers(thread: ThreadRecord, texts: ReadonlyMap<string, string>): ReviewFacts[] {
  const postings = new Set(thread.patches.map(({ record }) => record.key));
  const byKey = new Map(thread.messages.map((message) => [message.key, message]));
  return thread.messages.flatMap((message): ReviewFacts[] => {
    if (postings.has(message.key)) return [];
    const on = postingAbove(message, byKey, postings);
    const trailers = on === null ? [] : trailersOf(message, texts.get(message.key) ?? '');
    if (on === null || trailers.length === 0) return [];
    const { key, from, dateUsed } = message;
    return [{ on, key, by: from, dateUsed, trailers, prose: [], comments: [], hasComments: false }];
  });
}

/** Both kinds of trailers of each reply together, in the order in which they stand in it. */
export function mergeTrailers(reviews: readonly ReviewFacts[], links: readonly ReviewFacts[]): ReviewFacts[] {
  const merged = new Map<string, ReviewFacts>();
  for (const review of [...reviews, ...links]) {
    const name = `${review.on}\n${review.key}`;
    const known = merged.get(name);
    const trailers = [...(known?.trailers ?? []), ...review.trailers].sort((a, b) => a.line - b.line);
    merged.set(name, { ...(known ?? review), trailers });
  }
  return [...merged.values()].sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
}

function postingAbove(
  message: MessageRecord,
  byKey: ReadonlyMap<string, MessageRecord>,
  postings: ReadonlySet<string>,
): string | null {
  let at = message.parent;
  for (let steps = 0; at !== null && steps < MOST_STEPS; steps += 1) {
    if (postings.has(at)) return at;
    at = byKey.get(at)?.parent ?? null;
  }
  return null;
}

function trailersOf({ blocks }: MessageRecord, text: string): GivenTrailer[] {
  const lines = text.split('\n');
  return blocks
    .filter(({ depth, kind }) => depth === 0 && OWN.has(kind))
    .flatMap((block) => parseTrailers(lines, block.lines))
    .filter(({ name, value }) => {
      const low = name.toLowerCase();
      return low === 'fixes' ? /^[0-9a-f]{6,}\b/i.test(value) : LINKS.has(low) && /^https?:\/\/\S+$/.test(value);
    })
    .map((trailer) => ({ ...trailer, verified: true, condition: null }));
}

const OWN: ReadonlySet<BlockKind> = new Set(['text', 'trailers', 'closing', 'changelog']);
const LINKS = new Set(['link', 'closes', 'buglink']);
const MOST_STEPS = 1000;
