import { Command } from 'commander';
import { request, withArchive } from '../ask.ts';
import { type Ask, findOutcome } from '../../mcp/find-outcome.ts';
import { renderOtherNames, renderPatchOutcome } from '../../present/text/outcome.ts';
import { renderPull } from '../../present/text/pull.ts';
import { renderStanding } from '../../present/text/standing.ts';
import { dbOption } from '../settings.ts';
import { UsageError } from '../usage-error.ts';
import { refused } from './summary.ts';
import { print, printJson } from '../terminal.ts';

/** `lorescope outcome MESSAGE-ID | 'PATCH NAME'` */
export function outcomeVerb(): Command {
  return new Command('outcome')
    .description('what became of a patch, a request to pull or a thread, with the sentences that say so')
    .argument('<what...>', 'a Message-ID, a lore link, or the name of a patch as you remember it')
    .option(
      '--json',
      'print it as JSON, as GET /api/v1/patches/… (of a request to pull as GET /api/v1/pulls/…, of a thread as GET /api/v1/threads/…/summary)',
    )
    .addOption(dbOption())
    .addHelpText(
      'after',
      "\nExamples:\n  lorescope outcome 20251124085840.6546-1-kwabena@example.org\n  lorescope outcome 'evict: two generations'\n  lorescope outcome mm-introduce-arch_has_pte_devmap.patch",
    )
    .action(async (what: string[], options: { db?: string; json?: boolean }) => {
      const text = what.join(' ');
      const found = await withArchive(options.db, (archive) => {
        const ask: Ask = async <Answer>(path: string) => {
          const { statusCode, body } = await request(archive, path);
          if (statusCode === 404) return null;
          if (statusCode >= 400) throw refused(body);
          return JSON.parse(body) as Answer;
        };
        return findOutcome(ask, text);
      });
      if (!found)
        throw new UsageError(`Nothing here goes by “${text}”. lorescope search finds parts of subjects: s:word.`);
      if (options.json)
        printJson(found.kind === 'patch' ? found.patch : found.kind === 'pull' ? found.pull : found.summary);
      else if (found.kind === 'thread') print(renderStanding(found.summary));
      else if (found.kind === 'pull') print(renderPull(found.pull));
      else print([renderPatchOutcome(found.patch), renderOtherNames(found.others)].filter(Boolean).join('\n\n'));
    });
}
