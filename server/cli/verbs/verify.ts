import { Command } from 'commander';
import { openReader } from '../../../data/database.ts';
import type { VerifyReport } from '../../../ingest/verify/verify.ts';
import { progressPrinter } from '../progress.ts';
import { dbOption, dbPath } from '../settings.ts';
import { print, printError, printJson } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

interface Options {
  db?: string;
  bytes?: boolean;
  json?: boolean;
}

/** `lorescope verify SOURCE…` */
export function verifyVerb(): Command {
  return new Command('verify')
    .description(
      'read sources again with other programs (mbox-reader, mailparser, git) and say what the archive lacks or reads in another way',
    )
    .argument('<source...>', 'files or folders that were ingested')
    .option('--bytes', 'only count mails and compare their bytes; fields take most of the time')
    .option('--json', 'print the reports as JSON')
    .addOption(dbOption())
    .addHelpText('after', HELP)
    .action(run);
}

async function run(sources: string[], options: Options): Promise<void> {
  const odd = sources.find((source) => source === '-' || /^https?:/i.test(source));
  if (odd !== undefined)
    throw new UsageError(`${odd} can't be read twice: save it as a file, ingest that file, and name it here.`);
  // Loaded here alone: no other verb needs the second readers.
  const { isWhole, verifySource } = await import('../../../ingest/verify/verify.ts');
  const archive = openReader(dbPath(options.db));
  const progress = progressPrinter(process.stderr);
  try {
    const reports: VerifyReport[] = [];
    for (const source of sources) {
      const onProgress = (messages: number) => progress.show({ step: 'read', source, done: 0, total: null, messages });
      const report = await verifySource(archive, source, { fields: !options.bytes, onProgress });
      progress.end();
      reports.push(report);
      if (!options.json) show(report);
    }
    if (options.json) printJson(reports);
    if (!reports.every(isWhole)) process.exitCode = 1;
  } finally {
    progress.end();
    archive.close();
  }
}

function show(report: VerifyReport): void {
  const { ours, theirs, stored, withdrawn, forgotten, salvaged } = report;
  print(report.source);
  print(
    `  ${count(ours)} mails by our reader, ${count(theirs)} by the second; ${count(stored)} in the archive byte for byte`,
  );
  if (withdrawn) print(`  ${count(withdrawn)} taken back by the source's own history`);
  if (forgotten) print(`  ${count(forgotten)} taken out by lorescope forget`);
  if (salvaged) print(`  ${count(salvaged)} are text that was a mail once; no other program reads them`);
  for (const { place, what } of first(report.missing)) printError(`  MISSING ${place}: ${what}`);
  for (const place of first(report.extra)) print(`  only we read a mail here: ${place}`);
  for (const { place, field, ours: mine, theirs: other } of first(report.unexplained))
    print(`  differs ${place}: ${field} is ${JSON.stringify(mine)} to us and ${JSON.stringify(other)} to mailparser`);
  for (const { what, count: times, place } of report.explained)
    print(`  explained ${count(times)} × ${what} (${place})`);
  for (const problem of first(report.problems)) print(`  problem ${problem}`);
  print(
    report.missing.length === 0
      ? '  Nothing is missing.'
      : `  ${count(report.missing.length)} mails are missing. Ingest the source, then ask again.`,
  );
}

/** The first lines; `--json` has all. */
function* first<Line>(lines: readonly Line[]): Generator<Line> {
  yield* lines.slice(0, MOST_LINES);
  if (lines.length > MOST_LINES) print(`  … and ${count(lines.length - MOST_LINES)} more of the kind`);
}

const count = (n: number) => n.toLocaleString('en');
const MOST_LINES = 20;

const HELP = `
Example:
  lorescope verify ~/Mail/linux-rdma.mbox.gz

mbox-reader parts mboxes, git lists what public-inbox archives hold, mailparser reads each mail. Where the two readings differ
for a known reason, the reason is counted; all other differences are listed one by one.
Exit: 0 nothing is missing, 1 a mail that either reader finds is not in the archive, 2 wrong use.`;
