import { Command } from 'commander';
import type { ThreadAnswer } from '../../contract/index.ts';
import { ask, withArchive } from '../ask.ts';
import { bareMessageId } from '../message-id.ts';
import { dbOption } from '../settings.ts';
import { renderThread } from '../thread-text.ts';

/** `lorescope show MESSAGE-ID` */
export function showVerb(): Command {
  return new Command('show')
    .description('a thread in the terminal: its tree, who said what to what, what was decided')
    .argument('<message-id>', 'any message of the thread; a lore link will do')
    .option('--tree', 'the tree alone')
    .option('--json', 'print it as JSON, as GET /api/v1/threads/…')
    .addOption(dbOption())
    .action(async (text: string, options: { db?: string; tree?: boolean; json?: boolean }) => {
      const id = encodeURIComponent(bareMessageId(text));
      const thread = await withArchive(options.db, async (archive) => {
        const answer = await ask<ThreadAnswer>(archive, `/api/v1/threads/${id}${options.tree ? '?bodies=0' : ''}`);
        while (answer.next !== null && !options.tree) {
          const more = await ask<Pick<ThreadAnswer, 'bodies' | 'next'>>(
            archive,
            `/api/v1/threads/${id}/bodies?cursor=${encodeURIComponent(answer.next)}`,
          );
          answer.bodies.push(...more.bodies);
          answer.next = more.next;
        }
        return answer;
      });
      if (options.json) console.log(JSON.stringify(thread));
      else console.log(renderThread(thread, { treeOnly: options.tree ?? false, width: process.stdout.columns ?? 100 }));
    });
}
