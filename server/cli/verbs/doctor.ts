import { Command } from 'commander';
import { openReader } from '../../../data/database.ts';
import { examine } from '../../../data/read/doctor.ts';
import { dbOption, dbPath } from '../settings.ts';
import { print, printJson } from '../terminal.ts';

/** `lorescope doctor` */
export function doctorVerb(): Command {
  return new Command('doctor')
    .description('check the database: is every page whole, every mail readable, every derived row backed by a mail')
    .option('--json', 'print the findings as JSON')
    .addOption(dbOption())
    .addHelpText('after', '\nExit code 0: whole. 3: unfinished, the next ingest goes on. 1: damaged.')
    .action(async (options: { db?: string; json?: boolean }) => {
      const archive = openReader(dbPath(options.db));
      const findings = examine(archive);
      archive.close();
      if (options.json) printJson(findings);
      else {
        for (const { check, ok, waits, detail } of findings.checks)
          print(`${ok ? 'ok  ' : waits ? 'WAIT' : 'BAD '}  ${check}${detail ? `: ${detail}` : ''}`);
        print(SENTENCES[findings.state]);
      }
      process.exitCode = EXIT_CODES[findings.state];
    });
}

const SENTENCES = {
  whole: 'The database is whole.',
  unfinished:
    'The database is unfinished: a run was interrupted. Nothing is lost; the next ingest, sync or rebuild goes on from there.',
  damaged: 'The database is damaged. Restore a backup, or ingest the sources into a new file.',
};
const EXIT_CODES = { whole: 0, damaged: 1, unfinished: 3 };
