import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { request, withArchive } from '../ask.ts';
import { bareMessageId } from '../../query/message-id.ts';
import { dbOption } from '../settings.ts';
import { UsageError } from '../usage-error.ts';
import { refused } from './summary.ts';
import { writeOut } from '../terminal.ts';

interface Options {
  db?: string;
  format: string;
  revision?: string;
  coverTrailers: boolean;
  incomplete?: boolean;
  list?: string;
  output?: string;
}

/** `lorescope export MESSAGE-ID` */
export function exportVerb(): Command {
  return new Command('export')
    .description('take a thread, a series, a patch or a table of patches along')
    .argument('[message-id]', 'any message of the thread; a lore link will do')
    .addOption(
      new Option('--format <format>', 'what to write')
        .choices(['mbox', 'am', 'patch', 'diff', 'csv', 'json'])
        .default('mbox'),
    )
    .option('--revision <number>', 'with am: this version instead of the newest complete one')
    .option('--incomplete', 'with am: also where patches of the series are missing')
    .option('--no-cover-trailers', 'with am and patch: leave tags that were given to the cover letter')
    .option('--list <name>', 'with csv and json: the list whose patches to write (all where absent)')
    .option('--output <file>', 'write it to this file')
    .addOption(dbOption())
    .addHelpText('after', HELP)
    .action(async (text: string | undefined, options: Options) => {
      const answer = await withArchive(options.db, (archive) => request(archive, addressOf(text, options)));
      if (answer.statusCode >= 400) throw refused(answer.body);
      if (options.output === undefined) writeOut(answer.bytes);
      else writeFileSync(options.output, answer.bytes);
    });
}

function addressOf(text: string | undefined, options: Options): string {
  const { format, revision, list } = options;
  if (format === 'csv' || format === 'json')
    return `/api/v1/lists/${encodeURIComponent(list ?? 'all')}/patches?format=${format}`;
  if (text === undefined) throw new UsageError(`--format ${format} needs a Message-ID.`);
  if (revision !== undefined && !/^\d{1,3}$/.test(revision)) throw new UsageError('--revision takes a number.');
  const id = encodeURIComponent(bareMessageId(text));
  const cover = options.coverTrailers ? '' : '&coverTrailers=0';
  switch (format) {
    case 'am': {
      const version = revision === undefined ? '' : `&revision=${revision}`;
      return `/api/v1/threads/${id}/am?incomplete=${options.incomplete ? 1 : 0}${version}${cover}`;
    }
    case 'patch':
      return `/api/v1/patches/${id}/am?${cover.slice(1)}`;
    case 'diff':
      return `/api/v1/patches/${id}/diff`;
    default:
      return `/api/v1/threads/${id}/mbox`;
  }
}

const HELP = `
Formats:
  mbox   the thread as mboxrd, oldest first; taking one ">" off each ">From " line gives the very bytes back
  am     the newest complete series for git am, with the tags that replies gave
  patch  one patch for git am
  diff   the diff of a patch alone
  csv    the patches of a list with what became of them; json the same

Examples:
  lorescope export --format am 20251124085840.6546-1-kwabena@example.org | git am
  lorescope export 20251124085840.6546-1-kwabena@example.org --output thread.mbox && mutt -f thread.mbox`;
