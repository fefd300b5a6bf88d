import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/**
 * First ingest and rebuild of each corpus in a process of its own: messages per wall second and per CPU second, peak
 * memory, size of the database against the raw mail. Without the corpora the sample archive stands in.
 */
export async function benchIngest(): Promise<object> {
  const shared = process.env.LORESCOPE_SHARED ?? join(ROOT, '..', 'shared');
  const corpora = CORPORA.map((name) => join(shared, 'corpora', name)).filter(existsSync);
  if (corpora.length === 0) {
    console.log(`No corpora under ${shared}: measuring the sample archive, which is too small to tell much.`);
    corpora.push(join(ROOT, 'data', 'sample'));
  }
  const folder = mkdtempSync(join(tmpdir(), 'lorescope-bench-'));
  const rows = corpora.map((corpus) => {
    const db = join(folder, 'bench.sqlite');
    const first = run(['ingest', corpus, '--db', db, '--json']);
    const again = run(['ingest', corpus, '--db', db, '--json']);
    const database = statSync(db).size;
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    return {
      corpus: corpus.split('/').at(-1)!,
      messages: first.read,
      'msgs/s': first.messagesPerSecond,
      'msgs/cpu-s': first.messagesPerCpuSecond,
      'peak MB': first.peakMemoryMb,
      'db MB': Math.round(database / 1e6),
      'again s': Number(again.seconds.toFixed(2)),
    };
  });
  console.table(rows);
  return rows;
}

const CORPORA = ['linux-rdma-2019-2020.mbox.gz', 'nvdimm-2021-2022.mbox.gz', 'ltp-2024.mbox.gz'];

interface Report {
  read: number;
  messagesPerSecond: number;
  messagesPerCpuSecond: number;
  peakMemoryMb: number;
  seconds: number;
}

function run(args: string[]): Report {
  const program = join(ROOT, 'dist', 'lorescope.mjs');
  if (!existsSync(program)) throw new Error('Build first: npm run build');
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  if (status === 2 || status === null) throw new Error(stderr);
  return JSON.parse(stdout) as Report;
}
