import { Command, InvalidArgumentError } from 'commander';
import { type Archive, expectFile } from '../../../data/database.ts';
import { tuneEngine } from '../../../ingest/pipeline/engine.ts';
import type { IngestReport } from '../../../ingest/pipeline/options.ts';
import { openCurrent } from '../../../ingest/pipeline/rebuild.ts';
import { usualJobs } from '../../../ingest/pipeline/usual-jobs.ts';
import { sync } from '../../../ingest/pipeline/run.ts';
import { progressPrinter } from '../progress.ts';
import { dbOption, dbPath, jobsOption } from '../settings.ts';
import { print, printError, printJson } from '../terminal.ts';

interface Options {
  db?: string;
  every?: number;
  json?: boolean;
  jobs?: number;
}

/** `lorescope sync [LIST…]` */
export function syncVerb(): Command {
  return new Command('sync')
    .description('read again what was ingested before, files and web addresses alike, for what is new')
    .argument('[list...]', 'only sources of these lists (default: all)')
    .option('--every <time>', 'go on for ever, with this pause between: 30s, 5m, 1h', parsePause)
    .option('--json', 'print each report as a line of JSON')
    .addOption(jobsOption())
    .addOption(dbOption())
    .addHelpText('after', HELP)
    .action(run);
}

async function run(lists: string[], { db, every, json, jobs = usualJobs() }: Options): Promise<void> {
  tuneEngine();
  const path = dbPath(db);
  expectFile(path);
  const ending = new Ending();
  try {
    do {
      const report = await round(path, lists, jobs, ending);
      printReport(report, json ?? false);
      if (every === undefined) process.exitCode = report.problems.length > 0 || ending.wanted ? 1 : 0;
      else await ending.within(every);
    } while (every !== undefined && !ending.wanted);
  } finally {
    ending.off();
  }
}

/** The database is open only while it is written: between two rounds it may be moved, restored, rebuilt. */
async function round(path: string, lists: string[], jobs: number, ending: Ending): Promise<IngestReport> {
  const progress = progressPrinter(process.stderr);
  let archive: Archive | undefined;
  try {
    archive = await openCurrent(path, { onProgress: progress.show, jobs });
    return await sync(archive, lists, {
      now: Math.floor(Date.now() / 1000),
      jobs,
      onProgress: progress.show,
      shouldStop: () => ending.wanted,
    });
  } finally {
    progress.end();
    archive?.close();
  }
}

function printReport(report: IngestReport, json: boolean): void {
  if (json) {
    printJson(report);
    return;
  }
  for (const problem of report.problems) printError(`problem: ${problem}`);
  const removed = report.removed > 0 ? `, ${report.removed} withdrawn` : '';
  const commits = report.commits > 0 ? `, ${report.commits} commits` : '';
  print(`${report.new} new messages${removed}${commits}; ${report.threads} threads analyzed`);
}

/** Waits, and knows when the program was asked to end (SIGINT, SIGTERM). */
class Ending {
  wanted = false;
  #wake: (() => void) | null = null;
  readonly #stop = () => {
    this.wanted = true;
    this.#wake?.();
  };

  constructor() {
    process.once('SIGINT', this.#stop).once('SIGTERM', this.#stop);
  }

  /** Resolves after so many milliseconds, or at once when the end is wanted. */
  async within(milliseconds: number): Promise<void> {
    if (this.wanted) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = setTimeout(resolve, milliseconds);
    });
    clearTimeout(timer);
  }

  off(): void {
    process.off('SIGINT', this.#stop).off('SIGTERM', this.#stop);
  }
}

/** "5m" in milliseconds. Not under ten seconds: servers of archives are run by volunteers. */
function parsePause(text: string): number {
  const found = /^(\d{1,6})(s|m|h)$/.exec(text.trim());
  const milliseconds = Number(found?.[1]) * ({ s: 1000, m: 60_000, h: 3_600_000 }[found?.[2] ?? ''] ?? NaN);
  if (!(milliseconds >= 10_000 && milliseconds <= 86_400_000))
    throw new InvalidArgumentError('A pause is a number with s, m or h, from 10s to 24h: 30s, 5m, 1h.');
  return milliseconds;
}

const HELP = `
Examples:
  lorescope ingest https://lore.kernel.org/linux-rdma/     (once)
  lorescope sync                                           (from then on, as often as you like)
  lorescope sync --every 5m                                (for ever; SIGTERM ends it cleanly)

Copies of what was fetched lie beside the database, in FILE.mirrors/.
Exit: 0 done, 1 done with problems that it lists, 2 wrong use.`;
