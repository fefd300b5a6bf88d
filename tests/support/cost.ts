/** What work costs, told so that neither a slow machine nor one that has other things to do changes the answer. */

/**
 * Milliseconds of this process that `work` takes, as the machine would take them on which the limits were set: the least of a few runs,
 * and over the limit also divided by how much slower this machine is at that moment. Ends with the first run below `limit`.
 */
export function leastCost(work: () => unknown, limit: number): number {
  let least = Infinity;
  for (let tries = 0; tries < TRIES && least >= limit && (tries === 0 || least < HOPELESS * limit); tries += 1) {
    const cost = cpuMilliseconds(work);
    least = Math.min(least, cost < limit ? cost : cost / slowness());
  }
  return least;
}

/** Milliseconds that this process works, in all its threads; what other processes do does not count. */
export function cpuMilliseconds(work: () => unknown): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

/** How many times slower than usual the machine is now: shared caches and halves of a core make the same work dearer. At least 1. */
function slowness(): number {
  return Math.max(1, Math.min(...[1, 2, 3].map(() => cpuMilliseconds(yardstick))) / YARDSTICK_MS);
}

/** Work of the kind that readers of text do. */
function yardstick(): number {
  const words = new Map<string, number>();
  const text = 'On Monday Alice Arden wrote: > a line of words, quoted <alice@example.org>\n'.repeat(4000);
  for (const [word] of text.matchAll(/[\w@.]+/g)) words.set(word, (words.get(word) ?? 0) + 1);
  return words.size;
}

const TRIES = 5;
/** What takes so many times too long takes too long, however often it is run. */
const HOPELESS = 20;
/** What the yardstick takes once its code is compiled, on two cores of 2024. */
const YARDSTICK_MS = 5;
