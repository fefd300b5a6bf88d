import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeUpMail } from './made-up/archive.ts';

const ROOT = join(import.meta.dirname, '..');

/** The built program as a shell has it. */
export const PROGRAM = `${process.execPath} ${join(ROOT, 'dist', 'lorescope.mjs')}`;

/** Corpora by their file's name, those that are there. Says on the console where none is. */
export function corporaOf(names: string[]): string[] {
  const shared = process.env['LORESCOPE_SHARED'] ?? join(ROOT, '..', 'shared');
  const found = names.map((name) => join(shared, 'corpora', name)).filter(existsSync);
  if (found.length === 0) console.log(`No corpora under ${shared}: measuring made-up mail.`);
  return found;
}

/** Writes made-up mail to an mbox. */
export function writeMadeUp(path: string, messages: number, threads: number[] = []): string {
  writeFileSync(path, [...madeUpMail({ messages, seed: 1, threads })].join(''), 'latin1');
  return path;
}

/** What `ingest --json` and `rebuild --json` tell. */
export interface RunReport {
  read: number;
  messagesPerSecond: number;
  messagesPerCpuSecond: number;
  peakMemoryMb: number;
  seconds: number;
  /** CPU of the thread that writes; null where the machine does not tell. */
  writerCpuSeconds: number | null;
}

/** Runs the built program and reads its JSON. */
export function runProgram<Report = RunReport>(args: string[]): Report {
  const program = join(ROOT, 'dist', 'lorescope.mjs');
  if (!existsSync(program)) throw new Error('Build first: npm run build');
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status === 2 || status === null) throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}

/** A folder for scratch files that goes when it is not needed any more. */
export function scratch(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'lorescope-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** An archive to ask questions: LORESCOPE_BENCH_DB, or the benchmark list with made-up mail whose threads are as long as wanted. */
export async function archiveToRead(): Promise<{ path: string; remove(): void }> {
  const given = process.env['LORESCOPE_BENCH_DB'];
  if (given) return { path: given, remove: () => undefined };
  const folder = scratch();
  const made = writeMadeUp(join(folder.path, 'made-up.mbox'), 8000, LONG_THREADS);
  const path = join(folder.path, 'bench.sqlite');
  runProgram(['ingest', ...corporaOf(['linux-rdma-2019-2020.mbox.gz']), made, '--db', path]);
  return Promise.resolve({ path, remove: folder.remove });
}

/** Replies to a patch or series, so that threads of about 30, 177 and 1,000 messages are there. */
const LONG_THREADS = [...Array.from({ length: 20 }, () => 27), ...Array.from({ length: 10 }, () => 173), 996, 994, 990];
