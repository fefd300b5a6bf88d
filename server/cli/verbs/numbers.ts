import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { expectFile } from '../../../data/database.ts';
import { numberRows } from '../../../data/read/numbers.ts';
import type { NumberRow } from '../../../data/records/index.ts';
import { takeNumbers } from '../../../data/write/number-transfer.ts';
import { openCurrent } from '../../../ingest/pipeline/rebuild.ts';
import { withArchive } from '../ask.ts';
import { dbOption, dbPath } from '../settings.ts';
import { print, writeOut } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

/** `lorescope numbers` */
export function numbersVerb(): Command {
  return new Command('numbers')
    .description('the numbers by which newsreaders and Patchwork clients know lists and messages, as JSON lines')
    .option('--take <file>', 'take over the numbers of another archive, which its `numbers` printed')
    .addOption(dbOption())
    .addHelpText(
      'after',
      '\nAn archive that is read anew numbers its messages as they come. To keep ids that people know:\n' +
        '  lorescope numbers --db old.sqlite > numbers.jsonl\n' +
        '  lorescope ingest … --db new.sqlite && lorescope numbers --take numbers.jsonl --db new.sqlite',
    )
    .action(async (options: { db?: string; take?: string }) => {
      if (options.take !== undefined) return takeFrom(options.take, dbPath(options.db));
      await withArchive(options.db, async (archive) => {
        for (const row of numberRows(archive)) if (!writeOut(`${JSON.stringify(row)}\n`)) await drained();
      });
    });
}

async function takeFrom(file: string, path: string): Promise<void> {
  expectFile(path);
  const rows: NumberRow[] = [];
  try {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      if (line.trim() !== '') rows.push(JSON.parse(line) as NumberRow);
    }
  } catch (error) {
    throw new UsageError(`${file} holds no numbers: ${(error as Error).message}`);
  }
  if (!rows.every(({ type }) => TYPES.has(type)))
    throw new UsageError(`${file} holds no numbers. Make one with: lorescope numbers > ${file}`);
  const archive = await openCurrent(path);
  try {
    const { taken, absent } = takeNumbers(archive, rows, Math.trunc(Date.now() / 1000));
    print(`${taken} messages have their numbers, ${absent} that are not here left a hole.`);
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_CONSTRAINT'))
      throw new UsageError(`${file} contradicts itself: ${(error as Error).message}. Nothing was changed.`);
    throw error;
  } finally {
    archive.close();
  }
}

const drained = () => new Promise<void>((done) => process.stdout.once('drain', () => done()));
const TYPES = new Set<string>(['list', 'message', 'address', 'event'] satisfies NumberRow['type'][]);
