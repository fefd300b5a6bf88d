import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Command } from 'commander';
import { tuneEngine } from '../../../ingest/pipeline/engine.ts';
import { sqliteFacts } from '../../../data/write/facts.ts';
import { readFacts } from '../../../ingest/pipeline/read-facts.ts';
import { usualJobs } from '../../../ingest/pipeline/usual-jobs.ts';
import { ingest, mirrorsBeside } from '../../../ingest/pipeline/run.ts';
import type { PostgresFacts } from '../../../data/postgres/facts.ts';
import { factsAddress } from './facts.ts';
import type { IngestReport } from '../../../ingest/pipeline/options.ts';
import { openCurrent } from '../../../ingest/pipeline/rebuild.ts';
import { progressPrinter } from '../progress.ts';
import { dbOption, dbPath, jobsOption } from '../settings.ts';
import { parseDay } from '../day.ts';
import { UsageError } from '../usage-error.ts';
import { giveSettings } from '../settings-files.ts';
import { print, printError, printJson } from '../terminal.ts';

interface Options {
  db?: string;
  repo?: string[];
  mailmap?: string;
  maintainers?: string;
  corrections?: string;
  list?: string;
  since?: number;
  until?: number;
  json?: boolean;
  facts?: string;
  jobs?: number;
}

/** `lorescope ingest SOURCE…` */
export function ingestVerb(): Command {
  return new Command('ingest')
    .description(
      'read mail into the archive: mbox (plain, .gz, - for standard input), .eml, Maildir, folders of these, public-inbox git, https addresses of these',
    )
    .argument('[source...]', 'files or folders; what each holds is found out')
    .option('--repo <path...>', 'a git clone of the code: its commits tell what became of patches')
    .option('--list <name>', 'name of the list, where the mail does not say')
    .option('--mailmap <file>', 'who is one person behind several addresses (gitmailmap)')
    .option('--maintainers <file>', 'a MAINTAINERS file: who has the say')
    .option('--corrections <file>', 'corrections by hand (default: corrections.json, where there is one)')
    .option('--since <date>', 'skip mail before this day (2024-01-31)', parseDay)
    .option('--until <date>', 'skip mail from this day on', parseDay)
    .option('--json', 'print the report as JSON')
    .option('--facts <address>', 'store in PostgreSQL (postgres://…) for nodes to follow, in the place of the database')
    .addOption(jobsOption())
    .addOption(dbOption())
    .addHelpText('after', HELP)
    .action(run);
}

async function run(sources: string[], options: Options): Promise<void> {
  tuneEngine();
  if (sources.length === 0 && !options.repo)
    throw new UsageError(
      'Name at least one source: a file, a folder, - for standard input, or --repo with a git clone.',
    );
  const path = dbPath(options.db);
  makeFolder(dirname(path));
  const progress = progressPrinter(process.stderr);
  const jobs = options.jobs ?? usualJobs();
  const archive = options.facts === undefined ? await openCurrent(path, { onProgress: progress.show, jobs }) : null;
  const shared = archive ? null : await openShared(options.facts!);
  const facts = archive ? sqliteFacts(archive) : shared!;
  await giveSettings(facts, options);
  const started = performance.now();
  let stopping = false;
  const stop = () => {
    stopping = true;
    printError('\nlorescope: stopping after this batch; run the same command again to go on');
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    const asked = {
      list: options.list ?? null,
      repositories: options.repo ?? [],
      since: options.since ?? null,
      until: options.until ?? null,
      now: Math.floor(Date.now() / 1000),
      jobs,
      onProgress: progress.show,
      shouldStop: () => stopping,
      mirrors: mirrorsBeside(path),
    };
    const report = archive ? await ingest(archive, sources, asked) : await readFacts(facts, sources, asked);
    progress.end();
    printReport(report, (performance.now() - started) / 1000, options);
    if (report.problems.length > 0 || stopping) process.exitCode = 1;
  } finally {
    progress.end();
    process.off('SIGINT', stop).off('SIGTERM', stop);
    archive?.close();
    await shared?.close();
  }
}

/** Facts in PostgreSQL; the library is loaded only here. */
async function openShared(address: string): Promise<PostgresFacts> {
  const { openPostgresFacts } = await import('../../../data/postgres/facts.ts');
  return openPostgresFacts(factsAddress(address), { onWait: (sentence) => printError(`lorescope: ${sentence}`) });
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`The folder ${folder} for the database can't be made: ${(error as Error).message}.`);
  }
}

function printReport(report: IngestReport, seconds: number, { json }: Options): void {
  const perSecond = Math.round(report.read / seconds);
  const peakMemoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const { user, system } = process.cpuUsage();
  const perCpuSecond = Math.round(report.read / ((user + system) / 1e6));
  if (json) {
    printJson({
      ...report,
      seconds,
      messagesPerSecond: perSecond,
      messagesPerCpuSecond: perCpuSecond,
      peakMemoryMb,
      writerCpuSeconds: ownThreadCpu(),
    });
    return;
  }
  for (const problem of report.problems) printError(`problem: ${problem}`);
  const counts = [
    `${report.read.toLocaleString('en')} read`,
    `${report.new.toLocaleString('en')} new`,
    `${report.known.toLocaleString('en')} known`,
    `${report.defective.toLocaleString('en')} with defects`,
    ...(report.skipped ? [`${report.skipped.toLocaleString('en')} outside the dates`] : []),
    ...(report.forgotten ? [`${report.forgotten.toLocaleString('en')} forgotten, not taken back`] : []),
    ...(report.commits ? [`${report.commits.toLocaleString('en')} commits`] : []),
    ...(report.removed ? [`${report.removed.toLocaleString('en')} withdrawn`] : []),
  ];
  print(`${counts.join(', ')}; ${report.threads.toLocaleString('en')} threads analyzed`);
  print(
    `${seconds.toFixed(1)} s, ${perSecond.toLocaleString('en')} messages/s (${perCpuSecond.toLocaleString('en')} per CPU second), peak memory ${peakMemoryMb} MB`,
  );
}

/** CPU seconds of the thread that writes, where the machine tells: its share bounds what more threads can gain. */
function ownThreadCpu(): number | null {
  try {
    const fields = readFileSync(`/proc/self/task/${process.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

/** Of Linux's clock for programs (proc_pid_stat(5)); it has been the same on every machine for decades. */
const TICKS_PER_SECOND = 100;

const HELP = `
Examples:
  lorescope ingest ~/Mail/linux-rdma.mbox.gz
  lorescope ingest --list tools all.mbox.gz
  curl … | lorescope ingest -
  lorescope ingest /srv/public-inbox/linux-rdma/      (v2: reads git/0.git, 1.git, …)
  lorescope ingest https://lore.kernel.org/linux-rdma/     (fetched with git; lorescope sync keeps it up to date)

Safe to run again (only what is new is read), to interrupt, and to run while the server serves.
Exit: 0 done, 1 done with problems that it lists, 2 wrong use.`;
