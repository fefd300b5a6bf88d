/** Whether the time that a reader takes grows faster than its text: each reader is given each fragment again and again, n and 2n times. */

/** A reader of text, by its name. */
export interface Reader {
  name: string;
  read: (text: string) => unknown;
}

/** What a reader takes too long over. */
export interface Growth {
  reader: string;
  fragment: string;
  /** Milliseconds of this process for the smaller and the larger text. */
  milliseconds: [number, number];
}

/**
 * The fragment on which a reader's time grows faster than in proportion to the text. Small texts are tried first, so that a slow reader
 * costs little; what stays below `NOTICED_MS` at the last size is not looked at, as no mail makes it felt.
 */
export function findGrowth({ name, read }: Reader, fragments: readonly string[]): Growth[] {
  const found: Growth[] = [];
  for (const fragment of fragments) {
    for (const size of SIZES) {
      const [half, whole] = [fill(fragment, size / 2), fill(fragment, size)];
      if (cost(read, whole) < NOTICED_MS) continue;
      // The best of several counts: another process may have had the processor, and code that runs first is slow.
      const milliseconds: [number, number] = [best(read, half), best(read, whole)];
      if (milliseconds[1] >= NOTICED_MS && milliseconds[1] > milliseconds[0] * STEEP) {
        found.push({ reader: name, fragment, milliseconds });
        break;
      }
      if (milliseconds[1] > LONG_MS) break;
    }
  }
  return found;
}

const fill = (fragment: string, size: number) => fragment.repeat(Math.ceil(size / fragment.length));

function best(read: Reader['read'], text: string): number {
  return Math.min(...Array.from({ length: TRIES }, () => cost(read, text)));
}

function cost(read: Reader['read'], text: string): number {
  const started = process.cpuUsage();
  read(text);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** The small one first, so that a reader that explodes is found at little cost. */
const SIZES = [8, 128].map((kilobytes) => kilobytes * 1024);
const TRIES = 4;
const NOTICED_MS = 25;
const LONG_MS = 400;
/** Twice the text in twice the time is linear, four times is quadratic; between them lie sorting, caches and noise. */
const STEEP = 3.1;
