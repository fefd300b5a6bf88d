import type { Archive } from '../database.ts';
import type { RowsPlan, SearchPlan } from '../records/index.ts';
import { SECONDS_PER_ROW } from '../schema/search.ts';
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
} from '../read/postings.ts';
import { isUnanswered, rowsOf, testOf } from './sets.ts';
import type { WordExpressions } from './words.ts';

/** Builds what walks the rows of a plan. */
export class Runner {
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

  /**
   * `isWhole` where every hit of the search must stand in it: then it tells how far the walk came. `wanted` rows are read at once where
   * all of them are hits.
   */
  postings(plan: SearchPlan, isWhole = false, wanted?: number): Postings {
    this.#plan ??= plan;
    const expression = this.#words.of(plan);
    if (expression !== null) return this.matching(expression, wanted);
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
      case 'received':
        return this.#received(plan.from, plan.to, isWhole);
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

  matching(expression: string, wanted?: number): Postings {
    const sql = (comparison: string) =>
      `SELECT rowid AS row FROM search WHERE search MATCH ? AND rowid ${comparison} CAST(? AS INTEGER) ORDER BY rowid`;
    return statementPostings(this.#archive, this.direction, this.fuel, sql, [expression], 1e9, wanted);
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

  /** Most mail is received within a day or two: rows around are tested one by one; the few others have an index. */
  #received(from: number | null, to: number | null, isWhole: boolean): Postings {
    const known = this.#archive.prepare<{ received: number }>('SELECT received FROM search_row WHERE id = ?');
    const isWithin = (row: number) => {
      const received = known.get(row)?.received;
      return received !== undefined && (from === null || received >= from) && (to === null || received < to);
    };
    const low = from === null ? -Number.MAX_SAFE_INTEGER : Math.floor((from - PROMPT) / SECONDS_PER_ROW);
    const high = to === null ? Number.MAX_SAFE_INTEGER : Math.ceil((to + PROMPT) / SECONDS_PER_ROW);
    const around = allOf([this.everything(), spanOf(low, high, this.direction)], this.fuel);
    const prompt = testPostings(around, this.direction, this.fuel, isWithin, isWhole);
    const late = this.#archive
      .prepare<{ id: number }>(
        `SELECT id FROM search_row WHERE abs(received - 16 * id) > 172800 AND received >= CAST(? AS INTEGER) AND received < CAST(? AS INTEGER)`,
      )
      .all(from ?? 0, to ?? Number.MAX_SAFE_INTEGER);
    if (late.length === 0) return prompt;
    return anyOf(
      [prompt, arrayPostings(Float64Array.from(late, ({ id }) => id).sort(), this.direction)],
      this.direction,
      this.fuel,
    );
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

/** Every row between two bounds, both included: something else must tell which rows there are. */
function spanOf(low: number, high: number, direction: Direction): Postings {
  return {
    size: Infinity,
    seek: (row) => {
      const at = direction < 0 ? Math.min(row, high) : Math.max(row, low);
      return at < low || at > high ? null : at;
    },
  };
}

/** Seconds between the date of a mail and its receipt within which its row is near enough; the index of late ones begins there. */
const PROMPT = 172_800;
/** One search holds the thread of the server for so long at most. */
const MILLISECONDS = 150;
export const STEPS = 2_000_000;
