import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { request, withArchive } from '../ask.ts';
import { bareMessageId } from '../../query/message-id.ts';
import { dbOption } from '../settings.ts';
import { UsageError } from '../usage-error.ts';
import { print, writeOut } from '../terminal.ts';

/** `lorescope summary MESSAGE-ID` */
export function summaryVerb(): Command {
  return new Command('summary')
    .description(
      'the summary of a thread: what it is about, where it stands, who said what to whom, in their own words',
    )
    .argument('<message-id>', 'any message of the thread; a lore link will do')
    .addOption(new Option('--format <format>', 'of the summary').choices(['md', 'html', 'json', 'txt']).default('md'))
    .addOption(
      new Option('--length <length>', 'a page, three minutes, or with the whole conversation')
        .choices(['short', 'normal', 'full'])
        .default('normal'),
    )
    .option('--json', 'print it as JSON, as GET /api/v1/threads/…/summary')
    .option('--output <file>', 'write it to this file')
    .addOption(dbOption())
    .action(
      async (
        text: string,
        options: { db?: string; format: string; length: string; json?: boolean; output?: string },
      ) => {
        const id = encodeURIComponent(bareMessageId(text));
        const format = options.json ? 'json' : options.format;
        const answer = await withArchive(options.db, (archive) =>
          request(archive, `/api/v1/threads/${id}/summary?format=${format}&length=${options.length}`),
        );
        if (answer.statusCode >= 400) throw refused(answer.body);
        if (options.output === undefined) writeSummary(format, answer.body);
        else writeFileSync(options.output, answer.bytes);
      },
    );
}

/** Text is for people, and never moves their cursor; the other forms are for programs. */
function writeSummary(format: string, body: string): void {
  if (format === 'md' || format === 'txt') print(body.replace(/\n$/, ''));
  else writeOut(format === 'json' ? `${body}\n` : body);
}

/** The API's sentence about what was wrong with a question. */
export function refused(body: string): UsageError {
  const { error } = JSON.parse(body) as { error: { message: string; hint?: string } };
  return new UsageError([error.message, error.hint].filter(Boolean).join(' '));
}
