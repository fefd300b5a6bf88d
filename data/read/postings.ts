import type { Archive } from '../database.ts';

/** Which way rows are walked: -1 newest first, 1 oldest first. */
export type Direction = -1 | 1;

/** Rows that fit some condition, in the order of their numbers. */
export interface Postings {
  /** The first row at or behind `row` in the direction of the walk; null where there is none. */
  seek(row: number): number | null;
  /** How many there may be, for choosing what leads; Infinity where nobody knows. */
  size: number;
}

/** How much one search may cost: it ends when the time is over or so many steps were made. */
export class Fuel {
  readonly #deadline: number;
  /** A row up to which nothing (more) fits: where to go on after the end of fuel. Null where nobody can tell. */
  reached: number | null = null;
  #steps: number;
  #now: () => number;

  constructor(milliseconds: number, steps: number, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#deadline = now() + milliseconds;
    this.#steps = steps;
  }

  /** Throws {@link OutOfFuel} where the bound is reached. */
  burn(cost: number): void {
    this.#steps -= cost;
    if (this.#steps < 0) throw new OutOfFuel();
    if ((this.#steps & 31) === 0 && this.#now() > this.#deadline) throw new OutOfFuel();
  }

  check(): void {
    if (this.#now() > this.#deadline) throw new OutOfFuel();
  }
}

/** A search that reached its bound; what was found so far stands. */
export class OutOfFuel extends Error {}

/** Rows that a statement yields, read in pieces that grow while they are walked one by one and shrink after a leap. */
export function statementPostings(
  archive: Archive,
  direction: Direction,
  fuel: Fuel,
  sql: (comparison: string) => string,
  values: unknown[],
  size: number,
  first = FIRST_PIECE,
): Postings {
  const order = direction < 0 ? 'DESC' : 'ASC';
  const statement = archive
    .prepare<number>(`${sql(direction < 0 ? '<=' : '>=')} ${order} LIMIT CAST(? AS INTEGER)`)
    .pluck();
  let rows: number[] = [];
  let at = 0;
  let start: number | null = null;
  let isLast = false;
  let piece = first;
  const covers = (row: number) => start !== null && direction * (row - start) >= 0;
  return {
    size,
    seek(row) {
      if (!covers(row) || (at > 0 && direction * (rows[at - 1]! - row) >= 0)) at = 0;
      for (;;) {
        if (covers(row)) {
          while (at < rows.length && direction * (rows[at]! - row) < 0) at += 1;
          if (at < rows.length) return rows[at]!;
          if (isLast) return null;
        }
        const isNext = covers(row) && rows.length > 0 && at >= rows.length;
        if (start !== null) piece = isNext && at > rows.length / 2 ? Math.min(piece * 4, LARGEST_PIECE) : FIRST_PIECE;
        fuel.burn(16 + piece / 16);
        rows = statement.all(...values, row, piece);
        fuel.check();
        start = row;
        at = 0;
        isLast = rows.length < piece;
      }
    },
  };
}

/** Rows that are held in memory, ascending. */
export function arrayPostings(rows: Float64Array, direction: Direction): Postings {
  return {
    size: rows.length,
    seek(row) {
      let low = 0;
      let high = rows.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (direction > 0 ? rows[middle]! < row : rows[middle]! <= row) low = middle + 1;
        else high = middle;
      }
      return (direction > 0 ? rows[low] : rows[low - 1]) ?? null;
    },
  };
}

/** The rows of `all` that pass a test. */
export function testPostings(
  all: Postings,
  direction: Direction,
  fuel: Fuel,
  test: (row: number) => boolean,
  tellsProgress = false,
): Postings {
  return {
    size: Infinity,
    seek(row) {
      for (let at = all.seek(row); at !== null; at = all.seek(at + direction)) {
        if (tellsProgress) fuel.reached = at;
        fuel.burn(1);
        if (test(at)) return at;
      }
      return null;
    },
  };
}

/** Rows that stand in every part: the rarest part leads, each leaps to where the others are. */
export function allOf(parts: Postings[], fuel: Fuel, tellsProgress = false): Postings {
  const ordered = [...parts].sort((a, b) => a.size - b.size);
  return {
    size: ordered[0]?.size ?? Infinity,
    seek(row) {
      let at = row;
      for (let agreed = 0; agreed < ordered.length;) {
        if (tellsProgress) fuel.reached = at;
        fuel.burn(1);
        const found = ordered[agreed]!.seek(at);
        if (found === null) return null;
        if (found === at) agreed += 1;
        else {
          at = found;
          // The part that leapt stands there already, but the ones before it must be asked again.
          agreed = agreed === 0 ? 1 : 0;
        }
      }
      return at;
    },
  };
}

/** Rows that stand in any part. */
export function anyOf(parts: Postings[], direction: Direction, fuel: Fuel): Postings {
  return {
    size: parts.reduce((sum, part) => sum + part.size, 0),
    seek(row) {
      fuel.burn(1);
      let best: number | null = null;
      for (const part of parts) {
        const found = part.seek(row);
        if (found !== null && (best === null || direction * (found - best) < 0)) best = found;
      }
      return best;
    },
  };
}

/** Rows of `all` that do not stand in `part`. */
export function noneOf(
  all: Postings,
  part: Postings,
  direction: Direction,
  fuel: Fuel,
  tellsProgress = false,
): Postings {
  return testPostings(all, direction, fuel, (row) => part.seek(row) !== row, tellsProgress);
}

export const NOTHING: Postings = { size: 0, seek: () => null };

const FIRST_PIECE = 32;
const LARGEST_PIECE = 4096;
