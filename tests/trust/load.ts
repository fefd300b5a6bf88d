/** Many clients at once on a server of its own. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { createInterface } from 'node:readline';
import type { ListsAnswer, ListThreadsAnswer } from '../../server/contract/index.ts';
import type { Program } from './program.ts';

/** The served program. */
export interface Served {
  url: string;
  child: ChildProcess;
  /** What it wrote to its log. */
  log: () => string;
}

export interface Load {
  requests: number;
  /** Answers that were no 200, connections that failed, timeouts. */
  errors: number;
  /** How often each status came; 0 where no answer came whole. */
  statuses: Record<number, number>;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Resident memory in MB, sampled through the run. */
  memory: number[];
}

/** Starts `serve` on a free port of this machine. */
export async function startServer(program: Program, db: string, args: string[] = []): Promise<Served> {
  const child = program.start(['serve', '--db', db, '--port', '0', ...args]);
  let log = '';
  child.stderr!.on('data', (chunk: Buffer) => (log += chunk.toString()));
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /http:\/\/\S+/.exec(line)?.[0];
    if (url) {
      child.stdout!.resume();
      return { url, child, log: () => log };
    }
  }
  throw new Error(`The server ended before it listened: ${log}`);
}

/** Ends a server as an operator does; its exit code, and how long it took in milliseconds. */
export async function stopServer({ child }: Served): Promise<{ code: number | null; milliseconds: number }> {
  const started = performance.now();
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGTERM');
  const [code] = await ended;
  return { code, milliseconds: performance.now() - started };
}

/** Addresses of every kind of page and resource, for the threads, messages and people of the archive. */
export async function mixOfPages(url: string): Promise<string[]> {
  const json = async <T>(path: string) => (await (await fetch(url + path)).json()) as T;
  const { lists } = await json<ListsAnswer>('/api/v1/lists');
  const list = lists[0]!.name;
  const { threads } = await json<ListThreadsAnswer>(`/api/v1/lists/${list}/threads`);
  const ids = threads.map(({ key }) => encodeURIComponent(key));
  return [
    '/',
    `/${list}/`,
    '/api/v1/health',
    '/api/v1/lists',
    `/api/v1/lists/${list}/threads`,
    '/api/v1/search?q=pool',
    '/api/v1/search?q=s:evict%20OR%20b:generation',
    '/search?q=write-back',
    `/${list}/new.atom`,
    ...ids
      .slice(0, 10)
      .flatMap((id) => [
        `/api/v1/threads/${id}`,
        `/api/v1/messages/${id}`,
        `/${list}/${id}/`,
        `/${list}/${id}/raw`,
        `/${list}/${id}/t.mbox.gz`,
      ]),
  ];
}

/** So many clients for so many seconds, each asking for the next page as soon as it has the last. */
export async function putUnderLoad(
  url: string,
  { pages, clients, seconds }: { pages: string[]; clients: number; seconds: number },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const memory: number[] = [];
  const times: number[] = [];
  const statuses: Record<number, number> = {};
  let next = 0;
  const end = performance.now() + seconds * 1000;
  const client = async () => {
    while (performance.now() < end) {
      const started = performance.now();
      const status = await ask(url + pages[next++ % pages.length]!, agent);
      times.push(performance.now() - started);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  const timer = setInterval(() => void memoryOf(url).then((megabytes) => memory.push(megabytes)), 1000);
  await Promise.all(Array.from({ length: clients }, client));
  clearInterval(timer);
  agent.destroy();
  times.sort((x, y) => x - y);
  const percentile = (part: number) =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0);
  const errors = times.length - (statuses[200] ?? 0);
  return { requests: times.length, errors, statuses, p50: percentile(0.5), p99: percentile(0.99), memory };
}

/** The status of an answer that came whole; 0 where none did. */
function ask(url: string, agent: Agent): Promise<number> {
  return new Promise((done) => {
    const request = get(url, { agent, timeout: 20_000 }, (answer) => {
      answer.resume();
      answer.once('end', () => done(answer.statusCode ?? 0));
      answer.once('error', () => done(0));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => done(0));
  });
}

async function memoryOf(url: string): Promise<number> {
  try {
    const text = await (await fetch(`${url}/metrics`)).text();
    return Number(/^process_resident_memory_bytes (\d+)/m.exec(text)?.[1]) / 2 ** 20;
  } catch {
    return 0;
  }
}

/** Megabytes by which memory grew from the second quarter of the samples to the last, by their medians. */
export function growth(memory: number[]): number {
  const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
  const quarter = memory.length / 4;
  return median(memory.slice(quarter * 3)) - median(memory.slice(quarter, quarter * 2));
}
