import type { FoundMessage, SearchRequest } from '../records/index.ts';
import type { Direction } from '../read/postings.ts';
import type { Seen } from './hits.ts';
import type { Runner } from './runner.ts';

/**
 * The page, and one hit more where there is one: of what was seen one hit a thread where that is asked for; a thread that a page
 * before had is passed over.
 */
export function pageOf(
  { collapse, limit, after }: Pick<SearchRequest, 'collapse' | 'limit' | 'after'>,
  runner: Runner,
  seen: Seen[],
): { row: number; more: number }[] {
  if (!collapse) return seen.slice(0, limit + 1).map(({ row }) => ({ row, more: 0 }));
  const page: { row: number; more: number }[] = [];
  const threads = new Map<number, { row: number; more: number } | null>();
  for (const { row, thread } of seen) {
    const known = threads.get(thread);
    if (known !== undefined) {
      if (known) known.more += 1;
      continue;
    }
    if (page.length > limit) continue;
    const isNew = after === null || !runner.hasHitBefore(thread, after[0]);
    const hit = isNew ? { row, more: 0 } : null;
    threads.set(thread, hit);
    if (hit) page.push(hit);
  }
  return page;
}

/** Rows are coarser than dates: within a page the dates order. */
export function sortPage(hits: FoundMessage[], direction: Direction): FoundMessage[] {
  return hits.sort((a, b) => direction * (a.dateUsed - b.dateUsed) || (a.key < b.key ? -1 : 1));
}

/** Hits that facets count: 3 microseconds each. */
export const FACET_ROWS = 500;
/** Hits that are looked at for threads. */
export const COLLAPSE_ROWS = 1000;
