import type { Habit } from '../../contract/index.ts';

/** Median and ninth decile of spans that are sorted ascending. */
export function quantiles(sorted: number[]): Habit {
  const at = (share: number) => sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? null;
  return { count: sorted.length, median: at(0.5), p90: at(0.9) };
}

/** Threads by size in ranges that double; the last one has no end. */
export function sizeRanges(
  sizes: { messages: number; threads: number }[],
): { from: number; to: number | null; threads: number }[] {
  return SIZES.map((from, n) => {
    const to = SIZES[n + 1] ?? null;
    const threads = sizes
      .filter(({ messages }) => messages >= from && (to === null || messages < to))
      .reduce((sum, size) => sum + size.threads, 0);
    return { from, to, threads };
  });
}

const SIZES = [1, 2, 3, 5, 9, 17, 33, 65, 129];
