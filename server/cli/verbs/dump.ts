import { once } from 'node:events';
import { Command } from 'commander';
import { openReader } from '../../../data/database.ts';
import { dumpRows } from '../../dump.ts';
import { parseDay } from '../day.ts';
import { dbOption, dbPath } from '../settings.ts';
import { writeOut } from '../terminal.ts';

/** `lorescope dump` */
export function dumpVerb(): Command {
  return new Command('dump')
    .description('print the whole analysis as JSON lines, in an order that depends on the content alone')
    .option('--list <name>', 'only this list')
    .option('--thread <message-id>', 'only the thread of this message')
    .option('--as-of <date>', 'judge as of this day', parseDay)
    .addOption(dbOption())
    .action(async (options: { db?: string; list?: string; thread?: string; asOf?: number }) => {
      const archive = openReader(dbPath(options.db));
      let lines: string[] = [];
      let size = 0;
      const flush = async () => {
        if (!writeOut(lines.join(''))) await once(process.stdout, 'drain');
        lines = [];
        size = 0;
      };
      for await (const row of dumpRows(archive, { list: options.list, thread: options.thread, asOf: options.asOf })) {
        const line = `${JSON.stringify(row)}\n`;
        lines.push(line);
        size += line.length;
        if (size > 1 << 18) await flush();
      }
      await flush();
      archive.close();
    });
}
