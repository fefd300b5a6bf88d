import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Archive, openReader } from '../data/database.ts';
import { archiveToRead } from './archives.ts';
import { chances } from './draw-names.ts';
import { table } from './table.ts';
import { serve, spreadOf, timePaths } from './served.ts';

/**
 * Milliseconds of the API over one kept connection to the built server, packed as for a browser: messages and threads that nobody asked for
 * before ("first"), the same again ("again"), list pages with each filter in each order, searches; then requests a second for one
 * thread of 30 from four connections of another process. LORESCOPE_BENCH_DB names an archive to use instead of making one.
 */
export async function benchApi(): Promise<object> {
  const made = await archiveToRead();
  try {
    const archive = openReader(made.path);
    const plan = planOf(archive);
    archive.close();
    const rows: Row[] = [];
    const server = await serve(made.path);
    try {
      await timePaths(server.url, ['/api/v1/health', '/api/v1/home', '/api/v1/lists', ...plan.warm]);
      for (const { name, paths } of plan.groups) {
        const before = cpuMs(server.pid);
        const first = spreadOf(await timePaths(server.url, paths));
        const cpu = (cpuMs(server.pid) - before) / paths.length;
        const again = spreadOf(await timePaths(server.url, [...paths, ...paths, ...paths]));
        rows.push({
          what: name,
          asked: paths.length,
          'cpu ms first': Number(cpu.toFixed(2)),
          'p50 first': first.p50,
          'p99 first': first.p99,
          'p50 again': again.p50,
          'p99 again': again.p99,
        });
      }
      table(rows);
      const perSecond = plan.thread === null ? null : await requestsPerSecond(server.url + plan.thread);
      console.log({
        messages: plan.messages,
        'requests/s for a thread of 30': perSecond,
        'server MB': residentMb(server.pid),
      });
      return { messages: plan.messages, rows, perSecond };
    } finally {
      await server.stop();
    }
  } finally {
    made.remove();
  }
}

interface Row {
  what: string;
  asked: number;
  /** Of the server alone, so that other work on the machine does not count. */
  'cpu ms first': number;
  'p50 first': number;
  'p99 first': number;
  'p50 again': number;
  'p99 again': number;
}

function planOf(archive: Archive) {
  const random = chances(SEED);
  const keys = (sql: string, ...values: unknown[]) =>
    archive
      .prepare<{ key: string }>(sql)
      .all(...values)
      .map((row) => encodeURIComponent(row.key));
  const some = (all: string[], count: number) =>
    all
      .map((key) => ({ key, at: random() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, count)
      .map((one) => one.key);
  const threads = (from: number, to: number) =>
    keys('SELECT root AS key FROM thread WHERE messages BETWEEN ? AND ? ORDER BY root LIMIT 20000', from, to);
  const messages = archive.prepare<{ n: number }>('SELECT count(*) AS n FROM message').get()!.n;
  const ids = Array.from({ length: 400 }, () => 1 + Math.floor(random() * messages));
  const groups = [
    {
      name: 'message',
      paths: ids
        .flatMap((id) => keys('SELECT key FROM message WHERE id >= ? ORDER BY id LIMIT 1', id))
        .map((key) => `/api/v1/messages/${key}`),
    },
    ...SIZES.map(([size, from, to]) => ({
      name: `thread of ${size}`,
      paths: some(threads(from, to), 100).map((key) => `/api/v1/threads/${key}`),
    })),
    {
      name: 'message in a long thread',
      paths: some(
        keys(
          'SELECT message.key FROM thread CROSS JOIN message ON message.thread_id = thread.id WHERE thread.messages >= 150 ORDER BY message.key LIMIT 20000',
        ),
        100,
      ).map((key) => `/api/v1/messages/${key}`),
    },
    ...listGroups(archive, messages),
    {
      name: 'search, newest first',
      paths: searches(archive, random).map((q) => `/api/v1/search?q=${encodeURIComponent(q)}`),
    },
  ].filter(({ paths }) => paths.length > 0);
  const [thread] = some(threads(28, 32), 1);
  const warm = some(keys('SELECT root AS key FROM thread WHERE messages BETWEEN 5 AND 20 LIMIT 20000'), 100).map(
    (key) => `/api/v1/threads/${key}`,
  );
  return { messages, groups, warm, thread: thread ? `/api/v1/threads/${thread}` : null };
}

/** Every filter in every order on the largest list, the smallest and all together, and the filters by twos. */
function listGroups(archive: Archive, messages: number) {
  const lists = archive
    .prepare<{ name: string }>(
      'SELECT list.name, count(*) AS n FROM list JOIN thread_list ON thread_list.list_id = list.id GROUP BY 1 ORDER BY n DESC',
    )
    .all();
  const people = archive
    .prepare<{ name: string }>('SELECT name FROM person WHERE bot = 0 ORDER BY messages DESC LIMIT 200')
    .all();
  const last = archive.prepare<{ at: number }>('SELECT avg(last) AS at FROM thread').get()!.at;
  const day = (time: number) => new Date(time * 1000).toISOString().slice(0, 10);
  const filters: [string, string][] = [
    ['none', ''],
    ['state', 'state=accepted'],
    ['states', 'state=open'],
    ['rare state', 'state=withdrawn'],
    ['hasPatch', 'hasPatch=true'],
    ['no patch', 'hasPatch=false'],
    ['unanswered', 'unanswered=true'],
    ['answered', 'unanswered=false'],
    ['bots', 'bots=off'],
    ['person', `person=${encodeURIComponent(people[0]?.name ?? '')}`],
    ['quiet person', `person=${encodeURIComponent(people.at(-1)?.name ?? '')}`],
    ['from, to', `from=${day(last - 30 * 86_400)}&to=${day(last)}`],
  ];
  const names = [...new Set([lists[0]?.name, lists.at(-1)?.name, 'all'])].filter((name) => name !== undefined);
  const twos = filters.slice(1).flatMap((a, n) =>
    filters
      .slice(n + 2)
      .filter((b) => b[1].split('=')[0] !== a[1].split('=')[0])
      .map((b): [string, string] => ['two filters', `${a[1]}&${b[1]}`]),
  );
  const groups = new Map<string, string[]>();
  for (const [name, filter] of messages > 0 ? [...filters, ...twos] : [])
    for (const list of names)
      for (const sort of ['activity', 'start', 'size']) {
        const paths = groups.get(name) ?? [];
        paths.push(`/api/v1/lists/${encodeURIComponent(list)}/threads?sort=${sort}&${filter}`);
        groups.set(name, paths);
      }
  return [...groups].map(([name, paths]) => ({ name: `list, ${name}`, paths }));
}

/** Words of titles, common and rare, alone and by twos. */
function searches(archive: Archive, random: () => number): string[] {
  const titles = archive.prepare<{ title: string }>('SELECT title FROM search_title ORDER BY title LIMIT 20000').all();
  const words = titles.flatMap(({ title }) => title.match(/[a-z]{4,}/g) ?? []);
  const word = () => words[Math.floor(random() * words.length)] ?? 'patch';
  return [
    'patch',
    'the',
    'is:patch',
    ...Array.from({ length: 60 }, (_, n) => (n % 3 === 0 ? `${word()} ${word()}` : word())),
  ];
}

/** Requests a second from four connections, asked for by a process of its own so that only the server is measured. */
async function requestsPerSecond(url: string): Promise<number> {
  const autocannon = join(import.meta.dirname, '..', 'node_modules', 'autocannon', 'autocannon.js');
  const { stdout } = await promisify(execFile)(process.execPath, [
    autocannon,
    '-c',
    '4',
    '-d',
    '5',
    '-H',
    'accept-encoding=gzip, br',
    '--json',
    url,
  ]);
  return (JSON.parse(stdout) as { requests: { average: number } }).requests.average;
}

/** Processor time of all threads of a process so far, milliseconds; 0 where the system does not tell. */
function cpuMs(pid: number): number {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    // Nanoseconds; /proc/PID/stat counts in ticks of ten milliseconds.
    const spent = tasks.map((task) =>
      Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]),
    );
    return spent.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6;
  } catch {
    return 0;
  }
}

function residentMb(pid: number): number | null {
  try {
    const line = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return line ? Math.round(Number(line[1]) / 1024) : null;
  } catch {
    return null;
  }
}

const SEED = 9;
const SIZES: [size: string, from: number, to: number][] = [
  ['30', 28, 32],
  ['177', 130, 220],
  ['1,000', 900, 1200],
];
