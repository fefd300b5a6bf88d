import { Command, InvalidArgumentError, Option } from 'commander';
import { findRaw } from '../../../data/read/messages.ts';
import type { SearchAnswer } from '../../contract/index.ts';
import { mboxrd } from '../../http/mbox.ts';
import { OPERATORS } from '../../query/operators.ts';
import { ask, withArchive } from '../ask.ts';
import { renderExplanation, renderSearch } from '../search-text.ts';
import { dbOption } from '../settings.ts';
import { print, printJson, writeOut } from '../terminal.ts';

interface SearchOptions {
  db?: string;
  order?: string;
  list?: string;
  limit: number;
  threads?: boolean;
  explain?: boolean;
  json?: boolean;
  mbox?: boolean;
}

/** `lorescope search 'QUERY'` */
export function searchVerb(): Command {
  return new Command('search')
    .description(
      "messages by lore's language, patches by name\n" +
        "For example:  lorescope search 's:hmm f:alice d:2.weeks.ago..'   lorescope search 'devmap clenaups'",
    )
    .argument(
      '<query...>',
      `words, or operators: ${OPERATORS.map(({ name }) => `${name}:`).join(' ')} AND OR NOT "phrases" prefix*`,
    )
    .addOption(new Option('--order <order>', 'which come first').choices(['newest', 'oldest', 'best']))
    .option('--list <name>', 'on this list alone')
    .option('--limit <number>', 'so many messages at most', readNumber, 25)
    .option('--threads', 'one message a thread')
    .option('--explain', 'tell how the query is understood')
    .option('--json', 'print it as JSON, as GET /api/v1/search')
    .option('--mbox', 'print the messages themselves as an mbox')
    .addOption(dbOption())
    .action(async (words: string[], options: SearchOptions) => {
      await withArchive(options.db, async (archive) => {
        const answer = await askAll(words.join(' '), options, (path) => ask<SearchAnswer>(archive, path));
        if (options.mbox) {
          for (const { key } of answer.hits) {
            const bytes = findRaw(archive, key, options.list ?? null);
            if (bytes) writeOut(mboxrd(bytes));
          }
        } else if (options.json) printJson(answer);
        else {
          if (options.explain) print(`${renderExplanation(answer)}\n`);
          const isTerminal = process.stdout.isTTY === true;
          print(
            renderSearch(answer, { width: isTerminal ? (process.stdout.columns ?? 100) : 200, colour: isTerminal }),
          );
        }
      });
    });
}

/** The first page, and further ones until so many hits are together. */
async function askAll(
  q: string,
  { order, list, limit, threads, explain }: SearchOptions,
  get: (path: string) => Promise<SearchAnswer>,
): Promise<SearchAnswer> {
  const query = (cursor: string | null, size: number) => {
    const fields = {
      q,
      order,
      list,
      collapse: threads ? 'thread' : undefined,
      explain: explain ? '1' : undefined,
      cursor,
      limit: size,
    };
    const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
    return `/api/v1/search?${new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()}`;
  };
  const answer = await get(query(null, Math.min(limit, LARGEST_PAGE)));
  while (answer.next !== null && answer.hits.length < limit) {
    const more = await get(query(answer.next, Math.min(limit - answer.hits.length, LARGEST_PAGE)));
    answer.hits.push(...more.hits);
    answer.next = more.next;
  }
  return answer;
}

function readNumber(text: string): number {
  if (!/^\d{1,7}$/.test(text) || Number(text) === 0) throw new InvalidArgumentError('It must be a number from 1 on.');
  return Number(text);
}

/** What the API gives at once. */
const LARGEST_PAGE = 200;
