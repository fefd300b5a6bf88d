import { Command } from 'commander';
import { type Archive, expectFile, openReader } from '../../../data/database.ts';
import { listLists } from '../../../data/read/lists.ts';
import { aliasList, dropList, renameList } from '../../../data/write/lists.ts';
import { analyze } from '../../../ingest/pipeline/run.ts';
import { openCurrent } from '../../../ingest/pipeline/rebuild.ts';
import { day } from '../format.ts';
import { dbOption, dbPath } from '../settings.ts';
import { UsageError } from '../usage-error.ts';
import { print, printJson } from '../terminal.ts';

/** `lorescope lists`, `lists rename`, `lists alias`, `lists drop` */
export function listsVerb(): Command {
  const verb = new Command('lists')
    .description('the lists with their figures')
    .option('--json', 'print them as JSON')
    .addOption(dbOption());
  verb.action(async (options: { db?: string; json?: boolean }) => {
    const archive = openReader(dbPath(options.db));
    const lists = listLists(archive);
    archive.close();
    if (options.json) printJson(lists);
    else
      for (const list of lists)
        print(
          `${list.name.padEnd(24)} ${String(list.messages).padStart(9)} messages  ${String(list.threads).padStart(7)} threads  ${list.begins === null ? '' : `${day(list.begins)} to ${day(list.ends ?? list.begins)}`}`,
        );
  });
  const sub = (name: string, description: string, work: (archive: Archive, first: string, second: string) => boolean) =>
    new Command(name)
      .description(description)
      .exitOverride()
      .addOption(dbOption())
      .action(async (...args: unknown[]) => {
        const command = args.at(-1) as Command;
        const [first = '', second = ''] = command.args;
        const path = dbPath((command.optsWithGlobals() as { db?: string }).db);
        expectFile(path);
        const archive = await openCurrent(path);
        try {
          if (!work(archive, first, second))
            throw new UsageError(`There is no list ${first}. lorescope lists shows those that are there.`);
          await analyze(archive, {});
        } finally {
          archive.close();
        }
      });
  verb.addCommand(
    sub('rename', 'give a list another short name', renameList).argument('<name>').argument('<new-name>'),
  );
  verb.addCommand(
    sub('alias', 'make another name or List-Id mean this list', aliasList).argument('<name>').argument('<alias>'),
  );
  verb.addCommand(
    sub(
      'drop',
      'take a list and the mail that only it carried out of the archive (read its source again to have it back)',
      (archive, name) => dropList(archive, name),
    ).argument('<name>'),
  );
  return verb;
}
