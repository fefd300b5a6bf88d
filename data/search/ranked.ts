import type { Archive } from '../database.ts';
import type { SearchPlan, SearchRequest, SearchResult } from '../records/index.ts';
import { countAll, walk } from './count.ts';
import { facetsOf } from './facets.ts';
import { loadFound, lookAt } from './hits.ts';
import { FACET_ROWS, pageOf } from './page.ts';
import type { Runner } from './runner.ts';
import type { WordExpressions } from './words.ts';

/** The page in order of fit; null where the query asks for no words. */
export function rankedPage(
  archive: Archive,
  runner: Runner,
  words: WordExpressions,
  request: SearchRequest,
): SearchResult | null {
  const { plan, limit } = request;
  if (!asksForWords(plan)) return null;
  const parts = plan.op === 'and' ? plan.parts : [plan];
  const scored = parts.filter((part) => part.op !== 'not' && words.of(part) !== null);
  const expression =
    words.of(plan) ?? (scored.length > 0 ? scored.map((part) => `(${words.of(part)!})`).join(' AND ') : null);
  if (expression === null) return null;
  const fitting = words.of(plan) === null ? walk(runner, plan, MOST_SIFTED) : null;
  const [offset = 0] = request.after ?? [];
  const bound = archive
    .prepare<{ row: number }>(
      `SELECT rowid AS row FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ${MOST_RANKED}`,
    )
    .get(expression);
  const wanted = Math.min(MOST_PAGED, (offset + limit + 1) * (request.collapse ? 4 : 1));
  const most = request.facets ? Math.max(wanted, FACET_ROWS) : wanted;
  const oldest = fitting?.rows.at(-1) ?? (bound ? bound.row + 1 : -Number.MAX_SAFE_INTEGER);
  const ranked = archive
    .prepare<{ row: number }>(
      'SELECT rowid AS row FROM search WHERE search MATCH ? AND rowid >= CAST(? AS INTEGER) ORDER BY rank LIMIT CAST(? AS INTEGER)',
    )
    .all(expression, oldest, fitting ? MOST_RANKED : most)
    .map(({ row }) => row);
  const sifted = fitting && new Set(fitting.rows);
  const rows = (sifted ? ranked.filter((row) => sifted.has(row)) : ranked).slice(0, most);
  const seen = lookAt(archive, rows);
  const page = pageOf({ collapse: request.collapse, after: null, limit: seen.length }, runner, seen);
  const shown = page.slice(offset, offset + limit);
  const isComplete = rows.length < most && rows.length <= FACET_ROWS && !bound && fitting?.isComplete !== false;
  return {
    hits: loadFound(archive, shown),
    total: fitting
      ? { count: fitting.rows.length, exact: fitting.isComplete }
      : countAll(archive, runner, plan, expression, null),
    facets: request.facets && offset === 0 ? facetsOf(archive, seen.slice(0, FACET_ROWS)) : [],
    facetsExact: isComplete,
    next: page.length > offset + limit && offset + limit < MOST_PAGED ? [offset + limit] : null,
    names: words.names,
    tooMany: words.tooMany,
  };
}

/** True where something in a plan has a score: marks of lists and kinds have none. */
function asksForWords(plan: SearchPlan): boolean {
  if ('parts' in plan) return plan.parts.some(asksForWords);
  return plan.op === 'near' || (plan.op === 'words' && plan.columns.some((column) => column !== 'mark'));
}

/** Hits that are scored: 0.6 µs each. */
const MOST_RANKED = 20_000;
/** Pages in order of fit end here. */
const MOST_PAGED = 2000;
/** Hits of a query with more than words that are put in order of fit. */
const MOST_SIFTED = 5000;
