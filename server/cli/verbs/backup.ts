import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { openForCopy } from '../../../data/database.ts';
import { dbOption, dbPath } from '../settings.ts';
import { UsageError } from '../usage-error.ts';
import { print } from '../terminal.ts';

/** `lorescope backup FILE` */
export function backupVerb(): Command {
  return new Command('backup')
    .description('copy the database to FILE, while it is served or written')
    .argument('<file>', 'where the copy goes; must not be there yet')
    .addOption(dbOption())
    .action(async (file: string, options: { db?: string }) => {
      if (existsSync(file)) throw new UsageError(`${file} is there already. Name a new file, or remove it first.`);
      const archive = openForCopy(dbPath(options.db));
      await archive.backup(file);
      archive.close();
      print(`${file} holds a copy. Try it with: lorescope doctor --db ${file}`);
    });
}
