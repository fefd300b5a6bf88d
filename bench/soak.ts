import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Disturbance, recover, surviveClock, surviveFullDisk, surviveReadOnly } from '../tests/trust/disturbed.ts';
import { dumpOf, surviveKills } from '../tests/trust/killed.ts';
import { growth, mixOfPages, putUnderLoad, startServer, stopServer } from '../tests/trust/load.ts';
import { buildProgram, mailsOf, manySamples } from '../tests/trust/program.ts';
import { publishedInbox } from '../tests/trust/published.ts';
import { restoreWhileBusy } from '../tests/trust/restored.ts';
import { overwritePage } from '../tests/trust/torn.ts';

/**
 * `npm run soak [kills] [minutes]`: what may go wrong on a machine goes wrong. Kills an ingest and a sync that often each (200), fills the
 * disk, takes rights away, turns the clock, tears pages, lets two write at once, copies and restores while it is served; then serves 50
 * clients for a minute while an ingest runs, and ten clients for so many minutes (10) to see whether memory grows. Prints figures; exit 1
 * where anything was lost.
 */
const kills = wholeNumber(process.argv[2], 200);
const minutes = wholeNumber(process.argv[3], 10);
const folder = mkdtempSync(join(tmpdir(), 'lorescope-soak-'));
const program = await buildProgram();
const started = performance.now();
let tried = 0;
let survived = 0;
let failures = 0;
try {
  mkdirSync(join(folder, 'mail'));
  const many = manySamples(join(folder, 'mail'), 4);
  const files = many.slice(0, 1);
  const calm = join(folder, 'calm.sqlite');
  await program.run(['ingest', ...files, '--db', calm]);
  const setting = { program, files, folder, expected: await dumpOf(calm) };

  report(await killed('ingest', ['ingest', ...files]));
  const inbox = await publishedInbox(join(folder, 'served'), mailsOf(files[0]!));
  report(await killed('sync', ['ingest', inbox.url]));
  await inbox.close();
  report(await surviveFullDisk(setting, [100_000, 300_000, 600_000, 900_000, 1_200_000, 1_500_000]));
  report(await surviveReadOnly(setting));
  report(await surviveClock(setting));
  report(await tornPages(calm, 12));
  report(await twoAtOnce(6));
  report(await restoreWhileBusy(setting));
  await serveMany(calm, many);

  async function killed(name: string, args: string[]): Promise<Disturbance> {
    const work = join(folder, `killed-${name}`);
    mkdirSync(work);
    const rounds = Math.ceil(kills / 20);
    const result = await surviveKills(program, { args, folder: work, kills, rounds, seed: kills });
    rmSync(work, { recursive: true, force: true });
    return {
      name: `kill -9 during ${name} (${result.hits} before its end)`,
      tried: result.kills,
      losses: result.losses,
    };
  }

  async function twoAtOnce(times: number): Promise<Disturbance> {
    const losses: string[] = [];
    for (let i = 0; i < times; i += 1) {
      const db = join(folder, `two-${i}.sqlite`);
      const ended = await Promise.all([0, 1].map(() => program.run(['ingest', ...files, '--db', db])));
      for (const { code, errors } of ended) if (code !== 0) losses.push(`ended with ${code}: ${errors.slice(-300)}`);
      losses.push(...(await recover(setting, db)));
    }
    return { name: 'two ingests at once', tried: times, losses };
  }

  /** Damage is to be named, and a rebuild of the sources in a new file to be whole. */
  async function tornPages(whole: string, times: number): Promise<Disturbance> {
    const losses: string[] = [];
    for (let i = 0; i < times; i += 1) {
      const path = join(folder, `torn-${i}.sqlite`);
      const copied = await program.run(['backup', path, '--db', whole]);
      if (copied.code !== 0) losses.push(copied.errors);
      overwritePage(path, (i + 0.5) / times);
      const { code, output, errors } = await program.run(['doctor', '--db', path]);
      const isNamed = code === 1 && errors === '' && /^BAD {2}/m.test(output);
      const isRefused = code === 2 && errors.trim().split('\n').length === 1;
      if (!isNamed && !isRefused)
        losses.push(`page at ${i}/${times}: doctor ended with ${code}: ${errors.slice(-300)}`);
    }
    return { name: 'torn pages', tried: times, losses };
  }

  async function serveMany(db: string, more: string[]): Promise<void> {
    const server = await startServer(program, db);
    const pages = await mixOfPages(server.url);
    const [busy, ingest] = await Promise.all([
      putUnderLoad(server.url, { pages, clients: 50, seconds: 60 }),
      program.run(['ingest', ...more, '--db', db]),
    ]);
    console.log(
      `load: 50 clients, 60 s, an ingest beside: ${busy.requests} requests, ${busy.errors} errors${told(busy.statuses)}, p50 ${busy.p50} ms, p99 ${busy.p99} ms`,
    );
    const long = await putUnderLoad(server.url, { pages, clients: 10, seconds: minutes * 60 });
    const grown = Math.round(growth(long.memory));
    console.log(
      `memory: 10 clients, ${minutes} min: ${long.requests} requests, ${long.errors} errors${told(long.statuses)}, p99 ${long.p99} ms, ${Math.round(long.memory.at(-1) ?? 0)} MB at the end, ${grown} MB more than in the second quarter`,
    );
    const { code, milliseconds } = await stopServer(server);
    console.log(`stop: exit ${code} after ${Math.round(milliseconds)} ms`);
    if (
      busy.errors + long.errors > 0 ||
      ingest.code !== 0 ||
      grown > MOST_GROWTH_MB ||
      code !== 0 ||
      server.log() !== ''
    ) {
      failures += 1;
      console.log(`FAIL  served: ${server.log().slice(0, 1000)} ${ingest.errors.slice(-300)}`);
    }
  }
} finally {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `${tried} faults tried, ${survived} survived, ${failures} losses or errors, in ${Math.round((performance.now() - started) / 60_000)} min`,
);
process.exitCode = failures > 0 ? 1 : 0;

function report({ name, tried: times, losses }: Disturbance): void {
  tried += times;
  survived += Math.max(0, times - losses.length);
  failures += losses.length;
  for (const loss of losses) console.log(`LOST  ${name}: ${loss}`);
  console.log(`${name}: ${times} tried, ${losses.length} losses`);
}

/** How often which status came, where one was no 200. */
function told(statuses: Record<number, number>): string {
  const others = Object.entries(statuses).filter(([status]) => status !== '200');
  return others.length === 0 ? '' : ` (${others.map(([status, count]) => `${count} × ${status}`).join(', ')})`;
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  const number = Number(text ?? otherwise);
  if (Number.isInteger(number) && number > 0) return number;
  console.error('How many kills, and how many minutes under load? Whole numbers: npm run soak 50 2');
  process.exit(2);
}

/** Caches fill up to their bounds; a leak goes on. */
const MOST_GROWTH_MB = 30;
