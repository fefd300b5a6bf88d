/** Whether the time that a reader takes grows faster than its text: each reader is given each fragment again and again, n and 2n times. */
import { cpuMilliseconds } from '../support/cost.ts';

/** A reader of text, by its name. */
export interface Reader {
  name: string;
  read: (text: string) => unknown;
}

/** What a reader takes too long over. */
export interface Growth {
  reader: string;
  fragment: string;
  /** Characters of the texts, each twice the one before. */
  sizes: number[];
  /** Milliseconds of this process for each of them, the least of a few runs. */
  milliseconds: number[];
}

/**
 * The fragments on which a reader's time grows faster than in proportion to the text. Most are let go after one look at a short text, which
 * no reader of linear time takes long over. The rest climb a ladder of doublings as long as each looks quadratic; what reaches its end is
 * believed only where the whole ladder is steep and its end is felt. One disturbed measure can so hide a step, and never make four.
 */
export function findGrowth({ name, read }: Reader, fragments: readonly string[], measure = cpuMilliseconds): Growth[] {
  return fragments.flatMap((fragment) => {
    if (measure(() => read(fill(fragment, SIZES[0]!))) < NOTICED_MS) return [];
    return climb((size) => measure(() => read(fill(fragment, size))), { reader: name, fragment });
  });
}

function climb(cost: (size: number) => number, which: Pick<Growth, 'reader' | 'fragment'>): Growth[] {
  const least = SIZES.map(() => Infinity);
  for (let step = 1; step < SIZES.length; step += 1) {
    // Small and large take turns, so that what disturbs the machine for a while disturbs both.
    for (let tries = 0; tries < TRIES; tries += 1) {
      for (const at of [step - 1, step]) least[at] = Math.min(least[at]!, cost(SIZES[at]!));
      if (least[step]! < least[step - 1]! * EVEN_STEP) return [];
    }
    if (least[step]! < least[step - 1]! * STEEP_STEP) return [];
  }
  const isFelt = least.at(-1)! >= FELT_MS && least.at(-1)! >= least[0]! * STEEP_LADDER;
  return isFelt ? [{ ...which, sizes: SIZES, milliseconds: least }] : [];
}

const fill = (fragment: string, size: number) => fragment.repeat(Math.ceil(size / fragment.length));

const SIZES = [16, 32, 64, 128].map((kilobytes) => kilobytes * 1024);
const TRIES = 3;
/** For the shortest text: what is quadratic and below takes less than half a second for 128 KB. */
const NOTICED_MS = 6;
const FELT_MS = 100;
/** Twice the text in twice the time is linear, four times is quadratic; between them lie sorting, caches and noise. */
const STEEP_STEP = 2.6;
/** Twice the text in no more than this is not looked at again. */
const EVEN_STEP = 2.2;
/** Eight times the text: 8 times is linear, 64 quadratic; a steep step by chance is made good by the next one. */
const STEEP_LADDER = 30;
