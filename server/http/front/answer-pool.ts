/** Hands requests to workers, one at a time each, by cost: cheap ones first, and dear ones never on all workers at once. */
import { Agent, type IncomingMessage, request as ask, type ServerResponse } from 'node:http';
import type { Worker } from 'node:worker_threads';
import type { AnswerWorkerMessage } from './answer-worker-message.ts';
import { CostClasses } from './cost-classes.ts';

/** One request on its way to a worker. */
export interface Job {
  /** Requests of one kind cost alike: the route's pattern, and what makes it dear. */
  kind: string;
  /** Who asks: those who have had less come first. */
  visitor: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  /** Answers in place of a worker: 503 with a sentence, and after how many seconds to try again. */
  refuse: (sentence: string, seconds: number) => void;
}

interface Seat {
  worker: Worker;
  port: number | null;
  job: Job | null;
  started: number;
}

/** Pool of answering workers; a worker that is busy with one answer for longer than the deadline is ended and replaced. */
export class AnswerPool {
  readonly #start: () => Worker;
  readonly #deadline: number;
  readonly #seats: Seat[] = [];
  readonly #waiting: Job[] = [];
  readonly #costs = new CostClasses();
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #recent = new Map<string, number>();
  readonly #watch: NodeJS.Timeout;
  #isEnding = false;

  /** @param deadline milliseconds until the first byte of an answer */
  constructor(count: number, start: () => Worker, deadline = DEADLINE_MS) {
    this.#start = start;
    this.#deadline = deadline;
    for (let i = 0; i < count; i += 1) this.#seats.push(this.#fill());
    this.#watch = setInterval(() => this.#lookAround(), WATCH_MS);
  }

  /** Resolves when every worker listens; rejects with the reason of the first that could not start. */
  async ready(): Promise<void> {
    await Promise.all(
      this.#seats.map(
        (seat) =>
          new Promise<void>((resolve, reject) => {
            seat.worker.once('error', reject);
            seat.worker.on('message', function listening(message: AnswerWorkerMessage) {
              if (message !== 'awake') resolve();
            });
          }),
      ),
    );
  }

  /** Takes a request on, or refuses it at once where it would wait too long: shed before any work is begun. */
  answer(job: Job): void {
    const dear = this.#costs.isDear(job.kind);
    const ahead = this.#waiting.filter((other) => this.#costs.isDear(other.kind) === dear);
    const wait = ahead.reduce((sum, { kind }) => sum + this.#costs.estimate(kind), 0) / (dear ? 1 : this.#seats.length);
    if (wait > MOST_WAIT_MS) {
      job.refuse('Too many dear questions wait already.', Math.ceil(wait / 1000));
      return;
    }
    this.#waiting.push(job);
    this.#handOut();
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    clearInterval(this.#watch);
    this.#agent.destroy();
    await Promise.all(this.#seats.map(({ worker }) => worker.terminate()));
  }

  #fill(): Seat {
    const seat: Seat = { worker: this.#start(), port: null, job: null, started: 0 };
    seat.worker.on('message', (message: AnswerWorkerMessage) => {
      if (message === 'awake') this.#release(seat);
      else seat.port = message.port;
      this.#handOut();
    });
    seat.worker.once('exit', () => {
      if (!this.#isEnding && this.#seats.includes(seat)) this.#replace(seat);
    });
    // Told by `exit`; without a listener it would end the server.
    seat.worker.on('error', () => undefined);
    return seat;
  }

  #replace(seat: Seat): void {
    seat.job?.refuse('The answer broke off.', 5);
    this.#seats[this.#seats.indexOf(seat)] = this.#fill();
  }

  #handOut(): void {
    for (;;) {
      const seat = this.#seats.find(({ port, job }) => port !== null && job === null);
      const job = seat && this.#next();
      if (!seat || !job) return;
      this.#send(seat, job);
    }
  }

  /** The first cheap request of whoever had the least; dear ones where a worker stays free for the others. */
  #next(): Job | undefined {
    const dearNow = this.#seats.filter(({ job }) => job !== null && this.#costs.isDear(job.kind)).length;
    const allowed = this.#waiting.filter(
      ({ kind }) => !this.#costs.isDear(kind) || dearNow < Math.max(1, this.#seats.length - 1),
    );
    const cost = (job: Job) => (this.#costs.isDear(job.kind) ? 1e9 : 0) + (this.#recent.get(job.visitor) ?? 0);
    const next = allowed.reduce<Job | undefined>(
      (best, job) => (best === undefined || cost(job) < cost(best) ? job : best),
      undefined,
    );
    if (next) this.#waiting.splice(this.#waiting.indexOf(next), 1);
    return next;
  }

  #send(seat: Seat, job: Job): void {
    if (job.outgoing.destroyed) {
      this.#handOut();
      return;
    }
    seat.job = job;
    seat.started = performance.now();
    const upstream = ask(
      {
        host: '127.0.0.1',
        port: seat.port,
        agent: this.#agent,
        method: job.incoming.method,
        path: job.url,
        headers: job.headers,
      },
      (answer) => {
        // The head is there: what remains flows by itself, and the worker may take the next.
        this.#learn(job, performance.now() - seat.started);
        if (seat.job === job) this.#release(seat);
        if (!job.outgoing.headersSent) {
          job.outgoing.writeHead(answer.statusCode ?? 502, headersAsSent(answer));
        }
        answer.pipe(job.outgoing);
        answer.on('error', () => job.outgoing.destroy());
        this.#handOut();
      },
    );
    upstream.on('error', () => {
      if (!job.outgoing.headersSent) job.refuse('The answer broke off.', 5);
      else job.outgoing.destroy();
      // Whether the worker still works on it, only the worker knows.
      if (seat.job === job) seat.worker.postMessage('ping');
    });
    job.outgoing.on('close', () => upstream.destroy());
    job.incoming.pipe(upstream);
  }

  #learn(job: Job, milliseconds: number): void {
    this.#costs.learn(job.kind, milliseconds);
    if (this.#recent.size > MOST_VISITORS) this.#recent.clear();
    this.#recent.set(job.visitor, (this.#recent.get(job.visitor) ?? 0) + milliseconds);
  }

  #release(seat: Seat): void {
    seat.job = null;
  }

  /** Ends what took too long, and lets old use count less. */
  #lookAround(): void {
    for (const [visitor, milliseconds] of this.#recent) {
      if (milliseconds < 1) this.#recent.delete(visitor);
      else this.#recent.set(visitor, milliseconds * 0.9);
    }
    for (const seat of this.#seats) {
      const { job } = seat;
      if (job === null || performance.now() - seat.started < this.#deadline) continue;
      this.#learn(job, this.#deadline);
      seat.job = null;
      job.refuse(`This takes longer than ${Math.round(this.#deadline / 1000)} seconds, and was stopped.`, 60);
      this.#seats[this.#seats.indexOf(seat)] = this.#fill();
      void seat.worker.terminate();
    }
  }
}

/** The dearest honest answer, a summary of a thread of some thousand mails, takes two seconds on a slow machine. */
const DEADLINE_MS = 15_000;
/** Nobody waits longer for a page. */
const MOST_WAIT_MS = 10_000;
const WATCH_MS = 250;
const MOST_VISITORS = 10_000;

/** Headers under the very spelling that the worker chose, which some clients look for; those of the connection stay behind. */
function headersAsSent({ rawHeaders }: IncomingMessage): string[] {
  return rawHeaders.filter((_, n) => !/^(?:connection|keep-alive)$/i.test(rawHeaders[n - (n % 2)]!));
}
