import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { segmentText } from '../../../ingest/parse/blocks/blocks.ts';
import { UsageError } from '../usage-error.ts';
import { print } from '../terminal.ts';

/** `lorescope blocks` */
export function blocksVerb(): Command {
  return new Command('blocks')
    .description('show the blocks of one text; needs no database')
    .argument('[file]', 'a text; standard input where none is given')
    .option('--jsonl', 'read lines {"id","text"}, of the file too, write lines {"id","blocks"}')
    .addHelpText('after', '\nLines of a block are counted from 0; [from, to) leaves the last one out.')
    .action(async (file: string | undefined, options: { jsonl?: boolean }) => {
      if (options.jsonl) return blocksOfLines(file);
      const text = readText(file);
      const lines = text.split('\n');
      for (const block of segmentText(text)) {
        print(`${block.kind}${block.depth ? ` ${block.depth}` : ''} [${block.lines.join(', ')})`);
        for (let n = block.lines[0]; n < block.lines[1]; n += 1) print(`    ${lines[n]}`);
      }
    });
}

async function blocksOfLines(file: string | undefined): Promise<void> {
  let number = 0;
  for await (const line of file === undefined ? standardInput() : readText(file).split('\n')) {
    number += 1;
    if (line.trim() === '') continue;
    let row: { id: unknown; text?: unknown };
    try {
      row = JSON.parse(line) as { id: unknown; text?: unknown };
    } catch {
      throw new UsageError(`Line ${number} is no JSON. Each line must be {"id": …, "text": "…"}.`);
    }
    print(JSON.stringify({ id: row.id, blocks: segmentText(typeof row.text === 'string' ? row.text : '') }));
  }
}

const standardInput = () => createInterface({ input: process.stdin, crlfDelay: Infinity });

function readText(file: string | undefined): string {
  try {
    return readFileSync(file ?? 0, 'utf8').replace(/\r\n?/g, '\n');
  } catch (error) {
    throw new UsageError(`${file ?? 'Standard input'} can't be read: ${(error as Error).message}`);
  }
}
