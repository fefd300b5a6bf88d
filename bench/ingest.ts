import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openReader } from '../data/database.ts';
import { corporaOf, PROGRAM, runProgram, scratch, writeMadeUp } from './archives.ts';
import { costOf } from './cost.ts';
import { writeEpoch } from './epoch.ts';
import { table } from './table.ts';

/**
 * First ingest of each corpus as an mbox, and of the first as a git epoch, each in a process of its own: messages per wall second
 * and per CPU second, peak memory, size of the database against the raw mail, of it without the mails; a run with nothing new; a
 * rebuild of what is derived.
 */
export async function benchIngest(): Promise<object> {
  const folder = scratch();
  try {
    const corpora = corporaOf(CORPORA);
    if (corpora.length === 0) corpora.push(writeMadeUp(join(folder.path, 'made-up.mbox'), 20_000));
    const epoch = join(folder.path, 'epoch');
    await writeEpoch(corpora[0]!, epoch);
    const rows = [...corpora, epoch].map((source, n) => {
      const db = join(folder.path, `${n}.sqlite`);
      const args = ['ingest', source, '--db', db, ...(source === epoch ? ['--list', 'bench'] : [])];
      const first = runProgram(args);
      const again = runProgram(args);
      const sizes = sizesOf(db);
      const rebuilt = source === epoch ? null : costOf(`${PROGRAM} rebuild --db ${db}`).cpu;
      return {
        source: source === epoch ? `${corpora[0]!.split('/').at(-1)!}, git epoch` : source.split('/').at(-1)!,
        messages: first.read,
        'msgs/s': first.messagesPerSecond,
        'msgs/cpu-s': first.messagesPerCpuSecond,
        'peak MB': first.peakMemoryMb,
        'db/raw': sizes.whole,
        'without mails': sizes.withoutMails,
        'nothing new s': Number(again.seconds.toFixed(2)),
        ...(rebuilt !== null && { 'rebuild msgs/cpu-s': Math.round(first.read / rebuilt) }),
      };
    });
    table(rows);
    const jobs = benchJobs(corpora[0]!, folder.path);
    table(jobs);
    return { rows, jobs };
  } finally {
    folder.remove();
  }
}

/**
 * What more threads gain: measured with one and two, and modelled for more cores than this machine may have: the thread that writes
 * does its part alone, the rest is shared (Amdahl). `writer s` is the limit whatever the number.
 */
function benchJobs(source: string, folder: string): object[] {
  const runs = [1, 2].map((jobs) =>
    runProgram(['ingest', source, '--db', join(folder, `jobs-${jobs}.sqlite`), '--jobs', String(jobs)]),
  );
  const [alone, shared] = [runs[0]!, runs[1]!];
  const total = shared.read / shared.messagesPerCpuSecond;
  const writer = shared.writerCpuSeconds ?? total;
  const measured = runs.map(({ seconds, messagesPerSecond, messagesPerCpuSecond, peakMemoryMb }, n) => ({
    jobs: n + 1,
    from: 'measured',
    s: Number(seconds.toFixed(1)),
    'msgs/s': messagesPerSecond,
    'msgs/cpu-s': messagesPerCpuSecond,
    'peak MB': peakMemoryMb,
    'speed-up': Number((alone.seconds / seconds).toFixed(2)),
    'writer s': Number(writer.toFixed(1)),
  }));
  const modelled = [4, 8, 16].map((jobs) => {
    const seconds = Math.max(writer, (total - writer) / jobs);
    return {
      jobs,
      from: 'modelled',
      s: Number(seconds.toFixed(1)),
      'msgs/s': Math.round(shared.read / seconds),
      'speed-up': Number((alone.seconds / seconds).toFixed(2)),
    };
  });
  return [...measured, ...modelled];
}

/** Bytes of the database against the raw mail. */
function sizesOf(db: string): { whole: number; withoutMails: number } {
  const archive = openReader(db);
  const one = (sql: string) => archive.prepare<{ n: number }>(sql).get()!.n;
  const raw = one('SELECT sum(raw_size) AS n FROM mail');
  const mails = one('SELECT sum(length(packed)) AS n FROM raw_group');
  archive.close();
  const { size } = statSync(db);
  return { whole: Number((size / raw).toFixed(3)), withoutMails: Number(((size - mails) / raw).toFixed(3)) };
}

const CORPORA = ['linux-rdma-2019-2020.mbox.gz', 'nvdimm-2021-2022.mbox.gz', 'ltp-2024.mbox.gz'];
