import type { Archive } from '../database.ts';
import type { FoundFacet, FoundMessage, RowsPlan, SearchPlan, SearchRequest, SearchResult } from '../records/index.ts';
import { SECONDS_PER_ROW } from '../schema/search.ts';
import { memo } from './memo.ts';
import {
  allOf,
  anyOf,
  arrayPostings,
  type Direction,
  Fuel,
  noneOf,
  NOTHING,
  OutOfFuel,
  type Postings,
  statementPostings,
  testPostings,
} from './postings.ts';
import { loadFound, lookAt, type Seen } from './search-hits.ts';
import { countOf, isUnanswered, rowsOf, testOf } from './search-sets.ts';
import { WordExpressions } from './search-words.ts';

/**
 * Runs a search within bounds of time: what was found until then, and where to go on. Newest and oldest first walk the index
 * in its own order and stop when the page is full; order of fit scores no more than the newest {@link MOST_RANKED} hits.
 */
export function search(archive: Archive, request: SearchRequest): Promise<SearchResult> {
  return Promise.resolve(archive.read(() => run(archive, request)));
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
  const postings = runner.postings(request.plan, true);
  const start = request.after === null ? -direction * Number.MAX_SAFE_INTEGER : request.after[0] + direction;
  const wanted = request.facets || request.collapse ? FACET_ROWS : request.limit + 1;
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
  const seen = lookAt(archive, rows);
  const page = pageOf(request, runner, seen);
  const shown = page.slice(0, request.limit);
  const isComplete = isEnd && !outOfFuel;
  // Where the walk ended without a page full, the next one goes on from there: from the last hit, or from where fuel ended.
  const walked =
    outOfFuel && fuel.reached !== null && direction * (fuel.reached - place) > 0 ? fuel.reached : (rows.at(-1) ?? null);
  const next = page.length > request.limit ? shown.at(-1)!.row : isComplete ? null : walked;
  const total =
    request.after === null && isComplete
      ? { count: seen.length, exact: true }
      : countAll(archive, runner, request.plan, expression, seen.length);
  return {
    hits: sortPage(loadFound(archive, shown), direction),
    total,
    facets: request.facets && request.after === null ? facetsOf(archive, seen) : [],
    facetsExact: isComplete,
    next: next === null ? null : [next],
    names: words.names,
    tooMany: words.tooMany,
  };
}

/**
 * The page, and one hit more where there is one: of what was seen one hit a thread where that is asked for; a thread that a page
 * before had is passed over.
 */
function pageOf(
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

/** Builds what walks the rows of a plan. */
class Runner {
  readonly direction: Direction;
  readonly fuel: Fuel;
  readonly #archive: Archive;
  readonly #words: WordExpressions;
  #plan: SearchPlan | null = null;

  constructor(archive: Archive, words: WordExpressions, direction: Direction, fuel = new Fuel(MILLISECONDS, STEPS)) {
    this.#archive = archive;
    this.#words = words;
    this.direction = direction;
    this.fuel = fuel;
  }

  /** The same with bounds of its own. */
  withFuel(fuel: Fuel): Runner {
    return new Runner(this.#archive, this.#words, this.direction, fuel);
  }

  /** `isWhole` where every hit of the search must stand in it: then it tells how far the walk came. */
  postings(plan: SearchPlan, isWhole = false): Postings {
    this.#plan ??= plan;
    const expression = this.#words.of(plan);
    if (expression !== null) return this.matching(expression);
    switch (plan.op) {
      case 'none':
        return NOTHING;
      case 'and':
        return this.#all(plan.parts, isWhole);
      case 'or':
        return anyOf(
          plan.parts.map((part) => this.postings(part)),
          this.direction,
          this.fuel,
        );
      case 'xor':
        return this.#odd(plan.parts.map((part) => this.postings(part)));
      case 'not':
        return noneOf(this.everything(), this.postings(plan.part), this.direction, this.fuel, isWhole);
      case 'dates':
        return this.#dates(plan.from, plan.to);
      case 'rows':
        if (plan.what === 'unanswered')
          return testPostings(
            this.everything(),
            this.direction,
            this.fuel,
            (row) => isUnanswered(this.#archive, row),
            isWhole,
          );
        return this.#known(plan, isWhole);
      default:
        return this.everything();
    }
  }

  /** Rows that stand in an odd number of parts. */
  #odd(parts: Postings[]): Postings {
    const isOdd = (row: number) => parts.filter((part) => part.seek(row) === row).length % 2 === 1;
    return testPostings(anyOf(parts, this.direction, this.fuel), this.direction, this.fuel, isOdd);
  }

  /** What analysis knows: a list of rows, or a test where they are too many to list. */
  #known(plan: RowsPlan, isWhole: boolean): Postings {
    const test = testOf(this.#archive, plan);
    if (test) return testPostings(this.everything(), this.direction, this.fuel, test, isWhole);
    return arrayPostings(rowsOf(this.#archive, plan), this.direction);
  }

  everything(): Postings {
    const sql = (comparison: string) =>
      `SELECT id AS row FROM search_row WHERE id ${comparison} CAST(? AS INTEGER) ORDER BY id`;
    return statementPostings(this.#archive, this.direction, this.fuel, sql, [], Number.MAX_VALUE);
  }

  matching(expression: string): Postings {
    const sql = (comparison: string) =>
      `SELECT rowid AS row FROM search WHERE search MATCH ? AND rowid ${comparison} CAST(? AS INTEGER) ORDER BY rowid`;
    return statementPostings(this.#archive, this.direction, this.fuel, sql, [expression], 1e9);
  }

  /** True where a message of the thread fits that an earlier page had or passed. */
  hasHitBefore(thread: number, row: number): boolean {
    const comparison = this.direction < 0 ? '>=' : '<=';
    const rows = this.#archive
      .prepare<{ row: number }>(
        `SELECT search_id AS row FROM message WHERE thread_id = ? AND search_id ${comparison} CAST(? AS INTEGER) ORDER BY search_id LIMIT 200`,
      )
      .all(thread, row);
    if (rows.length === 0) return false;
    const postings = this.postings(this.#plan!);
    try {
      return rows.some((message) => postings.seek(message.row) === message.row);
    } catch (error) {
      if (!(error instanceof OutOfFuel)) throw error;
      // Better a thread twice than a hit never.
      return false;
    }
  }

  /** Words together go to the full text at once; times become bounds; what only a test tells comes last. */
  #all(parts: SearchPlan[], isWhole: boolean): Postings {
    const flat = parts.flatMap((part) => (part.op === 'and' ? part.parts : [part]));
    const words: SearchPlan[] = [];
    const others: SearchPlan[] = [];
    const ruledOut: SearchPlan[] = [];
    for (const part of flat) {
      if (this.#words.of(part) !== null) words.push(part);
      else if (part.op === 'not') ruledOut.push(part.part);
      else if (part.op !== 'all') others.push(part);
    }
    const sources = others.filter((part) => part.op !== 'dates').map((part) => this.postings(part, isWhole));
    const negative = ruledOut.map((part) => this.#words.of(part));
    if (words.length > 0) {
      const wanted = words.map((part) => `(${this.#words.of(part)!})`).join(' AND ');
      const expression = negative.reduce<string>(
        (sum, part) => (part === null ? sum : `(${sum}) NOT (${part})`),
        wanted,
      );
      sources.push(this.matching(expression));
    }
    const isWordless = words.length === 0;
    const rest = ruledOut.filter((_, n) => isWordless || negative[n] === null);
    if (sources.length === 0) sources.push(this.everything());
    for (const part of others) if (part.op === 'dates') sources.push(this.#between(part.from, part.to));
    let postings = sources.length === 1 ? sources[0]! : allOf(sources, this.fuel, isWhole);
    for (const part of rest) postings = noneOf(postings, this.postings(part), this.direction, this.fuel, isWhole);
    return postings;
  }

  #dates(from: number | null, to: number | null): Postings {
    return allOf([this.everything(), this.#between(from, to)], this.fuel);
  }

  /** A span of time as bounds of rows: claims every row within, so something else must tell which rows there are. */
  #between(from: number | null, to: number | null): Postings {
    const stray = Number(this.#archive.meta('search_stray') ?? 0);
    const low = from === null ? -Number.MAX_SAFE_INTEGER : Math.floor(from / SECONDS_PER_ROW);
    const high = to === null ? Number.MAX_SAFE_INTEGER : Math.floor((to - 1) / SECONDS_PER_ROW) + stray;
    const { direction } = this;
    // A row is its date to a few seconds: at the edges the date itself must tell.
    const isInside = (row: number) =>
      ((from === null || row > low + stray) && (to === null || row < high - stray)) || this.#isDated(row, from, to);
    return {
      size: Infinity,
      seek: (row) => {
        const at = direction < 0 ? Math.min(row, high) : Math.max(row, low);
        if (at < low || at > high) return null;
        return isInside(at) ? at : at + direction;
      },
    };
  }

  #isDated(row: number, from: number | null, to: number | null): boolean {
    const found = this.#archive
      .prepare<{ date: number }>(
        'SELECT message.date_used AS date FROM search_row JOIN message ON message.id = search_row.message_id WHERE search_row.id = ?',
      )
      .get(row);
    return found !== undefined && (from === null || found.date >= from) && (to === null || found.date < to);
  }
}

/** The page in order of fit; null where the query asks for no words. */
function rankedPage(
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
  const isComplete = rows.length < most && !bound && fitting?.isComplete !== false;
  return {
    hits: loadFound(archive, shown),
    total: fitting
      ? { count: fitting.rows.length, exact: fitting.isComplete }
      : countAll(archive, runner, plan, expression, rows.length),
    facets: request.facets && offset === 0 ? facetsOf(archive, seen) : [],
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

/** The newest rows of a plan, up to a number. */
function walk(runner: Runner, plan: SearchPlan, most: number): { rows: number[]; isComplete: boolean } {
  const rows: number[] = [];
  try {
    const { direction } = runner;
    const postings = runner.postings(plan);
    for (
      let row = postings.seek(-direction * Number.MAX_SAFE_INTEGER);
      row !== null;
      row = postings.seek(row + direction)
    ) {
      if (rows.length >= most) return { rows, isComplete: false };
      rows.push(row);
    }
  } catch (error) {
    if (!(error instanceof OutOfFuel)) throw error;
    return { rows, isComplete: false };
  }
  return { rows, isComplete: true };
}

/** How many fit: exact where that is cheap. */
function countAll(
  archive: Archive,
  runner: Runner,
  plan: SearchPlan,
  expression: string | null,
  atLeast: number,
): SearchResult['total'] {
  const { direction } = runner;
  if (expression !== null) {
    const piece = archive.prepare<{ n: number; last: number | null }>(
      `SELECT count(*) AS n, ${direction < 0 ? 'min' : 'max'}(row) AS last
       FROM (SELECT rowid AS row FROM search WHERE search MATCH ? AND rowid ${direction < 0 ? '<' : '>'} CAST(? AS INTEGER)
             ORDER BY rowid ${direction < 0 ? 'DESC' : 'ASC'} LIMIT ${COUNT_PIECE})`,
    );
    const start = performance.now();
    let count = 0;
    for (let at = -direction * Number.MAX_SAFE_INTEGER; ;) {
      const { n, last } = piece.get(expression, at)!;
      count += n;
      if (n < COUNT_PIECE || last === null) return { count, exact: true };
      if (performance.now() - start > COUNT_MILLISECONDS) return { count, exact: false };
      at = last;
    }
  }
  if (plan.op === 'all') {
    return {
      count: memo(
        archive,
        'search rows',
        () => archive.prepare<{ n: number }>('SELECT count(*) AS n FROM search_row').get()!.n,
      ),
      exact: true,
    };
  }
  const known = plan.op === 'rows' ? countOf(archive, plan) : null;
  if (known !== null) return { count: known, exact: true };
  const counter = runner.withFuel(new Fuel(COUNT_MILLISECONDS, STEPS));
  const { rows, isComplete } = walk(counter, plan, MOST_WALKED);
  return { count: isComplete ? rows.length : Math.max(rows.length, atLeast), exact: isComplete };
}

function facetsOf(archive: Archive, seen: Seen[]): FoundFacet[] {
  const counts = (valuesOf: (hit: Seen) => string[]) => {
    const found = new Map<string, number>();
    for (const hit of seen) for (const value of valuesOf(hit)) found.set(value, (found.get(value) ?? 0) + 1);
    return [...found]
      .map(([value, count]) => ({ value, count }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  };
  const names = new Map(
    archive
      .prepare<{ id: number; name: string }>('SELECT id, name FROM list')
      .all()
      .map((list) => [list.id, list.name]),
  );
  const people = memo(archive, 'search people', () => new Map<number, string>());
  const personOf = (id: number) => {
    const known = people.get(id);
    if (known !== undefined) return known;
    const name = archive.prepare<{ name: string }>('SELECT name FROM person WHERE id = ?').get(id)?.name ?? '';
    people.set(id, name);
    return name;
  };
  const byPerson = counts((hit) => (hit.person === null ? [] : [String(hit.person)]));
  return [
    {
      field: 'list',
      values: counts((hit) => hit.lists.map((id) => names.get(id) ?? '').filter(Boolean)).slice(0, MOST_VALUES),
    },
    {
      field: 'person',
      values: byPerson.slice(0, MOST_VALUES).map(({ value, count }) => ({ value: personOf(Number(value)), count })),
    },
    {
      field: 'year',
      values: counts((hit) => [String(new Date(hit.dateUsed * 1000).getUTCFullYear())])
        .sort((a, b) => Number(b.value) - Number(a.value))
        .slice(0, 2 * MOST_VALUES),
    },
    { field: 'state', values: counts((hit) => (hit.state === null ? [] : [hit.state])).slice(0, MOST_VALUES) },
    { field: 'kind', values: counts((hit) => kindsOf(hit.kind)) },
  ];
}

const kindsOf = (kind: number) =>
  (['patch', 'cover', 'reply', 'diff', 'pull', 'attachment'] as const).filter((_, n) => (kind & (1 << n)) !== 0);

/** Rows are coarser than dates: within a page the dates order. */
function sortPage(hits: FoundMessage[], direction: Direction): FoundMessage[] {
  return hits.sort((a, b) => direction * (a.dateUsed - b.dateUsed) || (a.key < b.key ? -1 : 1));
}

/** Hits that are looked at for facets and threads. */
const FACET_ROWS = 1000;
/** Hits that are scored: 0.6 µs each. */
const MOST_RANKED = 60_000;
/** Pages in order of fit end here. */
const MOST_PAGED = 2000;
/** Counting goes on in pieces while it is cheap. */
const COUNT_PIECE = 1000;
const COUNT_MILLISECONDS = 2;
const MOST_WALKED = 2000;
/** Hits of a query with more than words that are put in order of fit. */
const MOST_SIFTED = 5000;
const MOST_VALUES = 12;
/** One search holds the thread of the server for so long at most. */
const MILLISECONDS = 150;
const STEPS = 2_000_000;
