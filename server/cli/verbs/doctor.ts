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
    .action(async (options: { db?: string; json?: boolean }) => {
      const archive = openReader(dbPath(options.db));
      const findings = await examine(archive);
      archive.close();
      if (options.json) printJson(findings);
      else {
        for (const { check, ok, detail } of findings.checks)
          print(`${ok ? 'ok ' : 'BAD'}  ${check}${detail ? `: ${detail}` : ''}`);
        print(
          findings.ok
            ? 'The database is sound.'
            : 'The database is damaged. Restore a backup, or ingest the sources into a new file.',
        );
      }
      if (!findings.ok) process.exitCode = 1;
    });
}
