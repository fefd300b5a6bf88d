import { parentPort, type Worker } from 'node:worker_threads';
import type { AnalyzedThread, StoredMessage, StoredThread } from '../../data/write/threads.ts';
import { packThread } from '../../data/write/threads.ts';
import { ANALYZER, startThread } from './start-thread.ts';
import { analyzeThread } from './threads.ts';

/** Analyzes batches of threads, each batch whole; what comes out depends on the batch alone. */
export interface ThreadAnalyzer {
  /** How many batches it may hold at once without one waiting for another. */
  readonly atOnce: number;
  analyze(threads: StoredThread[]): Promise<AnalyzedThread[]>;
  end(): Promise<void>;
}

/** Analyzes in this thread. */
export const inThisThread: ThreadAnalyzer = {
  atOnce: 1,
  analyze: (threads) => Promise.resolve(threads.map(analyzeThread)),
  end: () => Promise.resolve(),
};

/** Threads that analyze, started the way this program was. */
export function startAnalyzers(jobs: number): ThreadAnalyzer {
  const seats = Array.from({ length: jobs }, () => new Seat(startThread(process.argv[1]!, { task: ANALYZER })));
  return {
    atOnce: jobs + 1,
    analyze: (threads) => {
      const seat = seats.reduce((best, one) => (one.waiting < best.waiting ? one : best));
      return seat.analyze(threads);
    },
    end: async () => {
      await Promise.all(seats.map((seat) => seat.end()));
    },
  };
}

/** One thread and what it owes; it answers in the order in which it was asked. */
class Seat {
  readonly #worker: Worker;
  readonly #owed: { resolve: (threads: AnalyzedThread[]) => void; reject: (error: Error) => void }[] = [];
  #failed: Error | null = null;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: AnalyzedThread[]) => this.#owed.shift()!.resolve(answer.map(revive)));
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', (code) => this.#fail(new Error(`A thread that analyzes ended (${code}).`)));
  }

  get waiting(): number {
    return this.#owed.length;
  }

  analyze(threads: StoredThread[]): Promise<AnalyzedThread[]> {
    if (this.#failed) return Promise.reject(this.#failed);
    const { sent, bytes } = toSend(threads);
    this.#worker.postMessage({ threads: sent, bytes }, [bytes.buffer]);
    return new Promise((resolve, reject) => this.#owed.push({ resolve, reject }));
  }

  async end(): Promise<void> {
    this.#worker.removeAllListeners('exit');
    await this.#worker.terminate();
  }

  #fail(error: Error): void {
    this.#failed = error;
    for (const { reject } of this.#owed.splice(0)) reject(error);
  }
}

/** What a batch is sent as: its mails' bytes in one piece that changes hands instead of being copied. */
interface Sent {
  threads: { id: number; messages: (Omit<StoredMessage, 'bytes'> & { size: number })[] }[];
  bytes: Uint8Array<ArrayBuffer>;
}

function toSend(threads: readonly StoredThread[]): { sent: Sent['threads']; bytes: Sent['bytes'] } {
  const total = threads.reduce(
    (sum, { messages }) => sum + messages.reduce((all, one) => all + one.bytes.length, 0),
    0,
  );
  const bytes = new Uint8Array(new ArrayBuffer(total));
  let at = 0;
  const sent = threads.map(({ id, messages }) => ({
    id,
    messages: messages.map(({ bytes: own, ...message }) => {
      bytes.set(own, at);
      at += own.length;
      return { ...message, size: own.length };
    }),
  }));
  return { sent, bytes };
}

/** Answers the thread that started this one, batch by batch. */
export function analyzeInThread(): void {
  parentPort!.on('message', ({ threads, bytes }: Sent) => {
    const all = Buffer.from(bytes.buffer);
    let at = 0;
    const stored = threads.map(({ id, messages }) => ({
      id,
      messages: messages.map(({ size, ...message }) => {
        at += size;
        return { ...message, bytes: all.subarray(at - size, at) };
      }),
    }));
    parentPort!.postMessage(stored.map((thread) => packThread(analyzeThread(thread))));
  });
}

/** Bytes come through a message as arrays that are no buffers. */
function revive(thread: AnalyzedThread): AnalyzedThread {
  const buffer = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const message of thread.messages) if (message.hash) message.hash = buffer(message.hash);
  if (thread.packed) thread.packed = { blocks: buffer(thread.packed.blocks) };
  return thread;
}
