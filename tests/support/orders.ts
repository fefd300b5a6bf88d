/** Every order, split and shape of small inputs, for tests of "the order does not matter". */

/** All orders of `items`; n! of them, so keep n at 6 or less. */
export function orders<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, n) =>
    orders([...items.slice(0, n), ...items.slice(n + 1)]).map((rest) => [item, ...rest]),
  );
}

/** All ways to cut a sequence into non-empty runs: 2^(n-1) of them. */
export function splits<T>(items: readonly T[]): T[][][] {
  if (items.length === 0) return [[]];
  const found: T[][][] = [];
  for (let mask = 0; mask < 2 ** (items.length - 1); mask += 1) {
    const runs: T[][] = [[items[0]!]];
    for (let n = 1; n < items.length; n += 1) {
      if (mask & (1 << (n - 1))) runs.push([items[n]!]);
      else runs.at(-1)!.push(items[n]!);
    }
    found.push(runs);
  }
  return found;
}

/** All forests of n nodes as parent lists: entry k is the parent of node k, an earlier node or null; n! of them. */
export function forests(n: number): (number | null)[][] {
  if (n === 0) return [[]];
  return forests(n - 1).flatMap((shape) => [null, ...shape.keys()].map((parent) => [...shape, parent]));
}

/** A repeatable stream of numbers in [0, 1), for samples of sets too large to walk (mulberry32). */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `items` in an order drawn from `chance`. */
export function shuffled<T>(items: readonly T[], chance: () => number): T[] {
  const drawn = [...items];
  for (let n = drawn.length - 1; n > 0; n -= 1) {
    const other = Math.floor(chance() * (n + 1));
    [drawn[n], drawn[other]] = [drawn[other]!, drawn[n]!];
  }
  return drawn;
}
