import { chances } from '../draw-names.ts';

/** A repeatable source of chance with the distributions that mail follows. */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [0, count). */
  below(count: number): number;
  /** True in that share of cases. */
  one(share: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** A rank in [0, count), the first one commonest (Zipf's law with exponent 1). */
  rank(count: number): number;
  /** A waiting time with this mean. */
  wait(mean: number): number;
  /** A count of at least 0 with a long tail (Pareto), never over `most`. */
  tail(scale: number, most: number): number;
}

export function chanceOf(seed: number): Chance {
  const next = chances(seed);
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    one: (share) => next() < share,
    pick: (items) => items[below(items.length)]!,
    rank: (count) => Math.floor((count + 1) ** next()) - 1,
    wait: (mean) => -Math.log(1 - next()) * mean,
    tail: (scale, most) => Math.min(most, Math.floor(scale * ((1 - next()) ** (-1 / TAIL) - 1))),
  };
}

/** Exponent of the lengths of real threads: half have one or two messages, one in a thousand some hundreds. */
const TAIL = 1.35;
