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
 * The fragments on which a reader's time grows faster than in proportion to the text. What stays below `NOTICED_MS` is not looked at, as no
 * mail makes it felt. A suspicion must hold at two more doublings: collecting garbage and compiling count too, and another process may have had the processor.
 */
export function findGrowth({ name, read }: Reader, fragments: readonly string[]): Growth[] {
  const found: Growth[] = [];
  for (const fragment of fragments) {
    const whole = cost(read, fill(fragment, SIZE));
    if (whole < NOTICED_MS) continue;
    const steps: [number, number][] = [];
    for (let size = SIZE; size <= SIZE * 4; size *= 2) {
      const [small, large] = [best(read, fill(fragment, size / 2)), best(read, fill(fragment, size))];
      if (large < NOTICED_MS || large <= small * STEEP) break;
      steps.push([small, large]);
    }
    if (steps.length === 3) found.push({ reader: name, fragment, milliseconds: steps[2]! });
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

const SIZE = 64 * 1024;
const TRIES = 3;
const NOTICED_MS = 60;
/** Twice the text in twice the time is linear, four times is quadratic; between them lie sorting, caches and noise. */
const STEEP = 3;
