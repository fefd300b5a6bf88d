/** Which pieces of our own code ran: V8's precise coverage by blocks, of this process. */
import { Session } from 'node:inspector';

interface Taken {
  result: {
    url: string;
    functions: { ranges: { startOffset: number; endOffset: number; count: number }[] }[];
  }[];
}

/** Tells what is new. */
export class Coverage {
  readonly #session = new Session();
  readonly #seen = new Set<string>();

  constructor() {
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Blocks that ran since the last call, more often by powers of eight than ever before; counts them as seen. */
  take(): number {
    let fresh = 0;
    this.#session.post('Profiler.takePreciseCoverage', (error: Error | null, taken?: object) => {
      if (error) throw error;
      for (const { url, functions } of (taken as Taken).result) {
        if (!/\/(?:ingest|server\/query)\//.test(url)) continue;
        for (const { ranges } of functions) {
          for (const { startOffset, endOffset, count } of ranges) {
            if (count === 0) continue;
            const key = `${url}:${startOffset}-${endOffset}:${Math.floor(Math.log2(count) / 3)}`;
            if (this.#seen.has(key)) continue;
            this.#seen.add(key);
            fresh += 1;
          }
        }
      }
    });
    return fresh;
  }

  /** Blocks, told apart by how often they ran. */
  get size(): number {
    return this.#seen.size;
  }

  close(): void {
    this.#session.disconnect();
  }
}
