import type { Archive } from '../database.ts';
import type { SearchRequest, SearchResult } from '../records/index.ts';
import { OutOfFuel } from '../read/postings.ts';
import { countAll } from './count.ts';
import { facetsOf } from './facets.ts';
import { loadFound, lookAt } from './hits.ts';
import { COLLAPSE_ROWS, FACET_ROWS, pageOf, sortPage } from './page.ts';
import { rankedPage } from './ranked.ts';
import { Runner } from './runner.ts';
import { WordExpressions } from './words.ts';

/**
 * Runs a search within bounds of time: what was found until then, and where to go on. Newest and oldest first walk the index
 * in its own order and stop when the page is full; order of fit scores a bounded number of the newest hits.
 */
export function search(archive: Archive, request: SearchRequest): SearchResult {
  return archive.read(() => run(archive, request));
}

function run(archive: Archive, request: SearchRequest): SearchResult {
  const words = new WordExpressions(archive);
  const runner = new Runner(archive, words, request.order === 'oldest' ? 1 : -1);
  const expression = words.of(request.plan);
  if (request.order === 'best') {
    const ranked = rankedPage(archive, runner, words, request);
    if (ranked) return ranked;
  }
  const { direction, fuel } = runner;
  const wanted = rowsWanted(request);
  const postings = runner.postings(request.plan, true, wanted);
  const start = request.after === null ? -direction * Number.MAX_SAFE_INTEGER : request.after[0] + direction;
  const rows: number[] = [];
  let place = start;
  let isEnd = false;
  let outOfFuel = false;
  try {
    while (rows.length < wanted && !isEnd) {
      const row = postings.seek(place);
      if (row === null) isEnd = true;
      else {
        rows.push(row);
        place = row + direction;
      }
    }
  } catch (error) {
    if (!(error instanceof OutOfFuel)) throw error;
    outOfFuel = true;
  }
  const seen = request.facets || request.collapse ? lookAt(archive, rows) : null;
  const page = seen ? pageOf(request, runner, seen) : rows.map((row) => ({ row, more: 0 }));
  const shown = page.slice(0, request.limit);
  const isComplete = isEnd && !outOfFuel;
  // Where the walk ended without a page full, the next one goes on from there: from the last hit, or from where fuel ended.
  const walked =
    outOfFuel && fuel.reached !== null && direction * (fuel.reached - place) > 0 ? fuel.reached : (rows.at(-1) ?? null);
  const next = page.length > request.limit ? shown.at(-1)!.row : isComplete ? null : walked;
  const total =
    request.after === null && isComplete
      ? { count: rows.length, exact: true }
      : countAll(
          archive,
          runner,
          request.plan,
          expression,
          request.after === null && !outOfFuel ? { rows, postings } : null,
        );
  return {
    hits: sortPage(loadFound(archive, shown), direction),
    total,
    facets: request.facets && request.after === null ? facetsOf(archive, seen!.slice(0, FACET_ROWS)) : [],
    facetsExact: isComplete && rows.length <= FACET_ROWS,
    next: next === null ? null : [next],
    names: words.names,
    tooMany: words.tooMany,
  };
}

function rowsWanted({ collapse, facets, limit }: SearchRequest): number {
  return Math.max(collapse ? COLLAPSE_ROWS : 0, facets ? FACET_ROWS : 0, limit + 1);
}
