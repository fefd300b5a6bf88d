import { closeSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { benchApi } from './api.ts';
import { runProgram, scratch } from './archives.ts';
import { madeUpMail } from './made-up/archive.ts';
import { plot } from './plot.ts';
import { table } from './table.ts';

/**
 * An archive that grows to a million made-up messages (LORESCOPE_BENCH_MESSAGES for another number) in steps, each read by a run of
 * its own: messages a second, per CPU second and memory of each step, then a hundred new messages, a run with nothing new, the sizes
 * and the latencies of the API. LORESCOPE_BENCH_DB names the archive, which then stays; LORESCOPE_BENCH_PLOT a file for the plot.
 */
export async function benchGrowth(): Promise<object> {
  const messages = Number(process.env['LORESCOPE_BENCH_MESSAGES'] ?? 1_000_000);
  const folder = scratch();
  const db = process.env['LORESCOPE_BENCH_DB'] ?? join(folder.path, 'growth.sqlite');
  try {
    const mails = madeUpMail({ messages: messages + LATE, seed: 1, threads: LONG_THREADS });
    const steps: Step[] = [];
    let raw = 0;
    for (let step = 1; step <= STEPS; step += 1) {
      const file = join(folder.path, `step-${step}.mbox`);
      raw += writeSome(file, mails, Math.round(messages / STEPS));
      const run = runProgram(['ingest', file, '--db', db]);
      rmSync(file);
      steps.push({
        messages: Math.round((messages / STEPS) * step),
        'msgs/s': run.messagesPerSecond,
        'msgs/cpu-s': run.messagesPerCpuSecond,
        'peak MB': run.peakMemoryMb,
        'db/raw': Number((statSync(db).size / raw).toFixed(3)),
      });
      table(steps.slice(-1));
    }
    table(steps);
    const late = join(folder.path, 'late.mbox');
    writeSome(late, mails, LATE);
    const { seconds } = runProgram(['ingest', late, '--db', db]);
    const again = runProgram(['ingest', late, '--db', db]).seconds;
    const figures = { messages, raw, 'next 100 s': round(seconds), 'nothing new s': round(again) };
    console.log(figures);
    const picture = plot(
      steps.map((step) => [step.messages, step['msgs/cpu-s']]),
      'messages in the archive',
      'messages per CPU second',
    );
    const path = process.env['LORESCOPE_BENCH_PLOT'];
    if (path) writeFileSync(path, picture);
    process.env['LORESCOPE_BENCH_DB'] = db;
    return { ...figures, steps, api: await benchApi() };
  } finally {
    folder.remove();
  }
}

interface Step {
  messages: number;
  'msgs/s': number;
  'msgs/cpu-s': number;
  'peak MB': number;
  'db/raw': number;
}

/** Writes the next mails to a file and returns their bytes. */
function writeSome(path: string, mails: Generator<string>, count: number): number {
  const file = openSync(path, 'w');
  let bytes = 0;
  for (let n = 0; n < count; n += 1) {
    const { value, done } = mails.next();
    if (done) break;
    bytes += writeSync(file, value, null, 'latin1');
  }
  closeSync(file);
  return bytes;
}

const round = (seconds: number) => Number(seconds.toFixed(2));
const STEPS = 10;
const LATE = 100;
/** Replies to some series, so that threads of 177 and 1,000 are there for certain. */
const LONG_THREADS = [170, 172, 174, 176, 990, 996];
