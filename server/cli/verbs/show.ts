import { Command } from 'commander';
import type { PatchAnswer, PointsAnswer, RangeDiffAnswer, SeriesAnswer, ThreadAnswer } from '../../contract/index.ts';
import { renderPatch } from '../../present/text/patch.ts';
import { renderPoints } from '../../present/text/points.ts';
import { renderRangeDiff, renderSeries } from '../../present/text/series.ts';
import { ask, withArchive } from '../ask.ts';
import { bareMessageId } from '../../query/message-id.ts';
import { dbOption } from '../settings.ts';
import { renderThread } from '../thread-text.ts';
import { print, printJson } from '../terminal.ts';

/** `lorescope show MESSAGE-ID` */
export function showVerb(): Command {
  return new Command('show')
    .description('a thread, a patch or a series in the terminal: who said what to what, what changed, what was decided')
    .argument('<message-id>', 'any message of the thread; a lore link will do')
    .option('--tree', 'the tree alone')
    .option('--patch', 'the patch with the comments under their lines')
    .option('--series', 'the series: its revisions, patches, tags, review points, changelog')
    .option('--points', 'the questions, requests and objections of the thread, and what closed each; open ones first')
    .option('--compare <message-id>', 'what changed from the series of that message to this one, patch by patch')
    .option('--json', 'print it as JSON, as the API answers it')
    .addOption(dbOption())
    .action(async (text: string, options: ShowOptions) => {
      const id = encodeURIComponent(bareMessageId(text));
      const other = await showOther(id, options);
      if (other !== null) {
        print(other);
        return;
      }
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
      if (options.json) printJson(thread);
      else print(renderThread(thread, { treeOnly: options.tree ?? false, width: process.stdout.columns ?? 100 }));
    });
}

interface ShowOptions {
  db?: string;
  tree?: boolean;
  patch?: boolean;
  series?: boolean;
  points?: boolean;
  compare?: string;
  json?: boolean;
}

/** The text for what is no thread; null where the thread is asked for. */
async function showOther(
  id: string,
  { db, patch, series, points, compare, json }: ShowOptions,
): Promise<string | null> {
  if (patch) {
    const answer = await withArchive(db, (archive) => ask<PatchAnswer>(archive, `/api/v1/patches/${id}`));
    return json ? JSON.stringify(answer) : renderPatch(answer, { diff: true });
  }
  if (compare !== undefined) {
    const from = encodeURIComponent(bareMessageId(compare));
    const path = `/api/v1/series/${id}/range-diff?from=${from}&to=${id}`;
    const answer = await withArchive(db, (archive) => ask<RangeDiffAnswer>(archive, path));
    return json ? JSON.stringify(answer) : renderRangeDiff(answer);
  }
  if (points) {
    const answer = await withArchive(db, (archive) => ask<PointsAnswer>(archive, `/api/v1/threads/${id}/points`));
    return json ? JSON.stringify(answer) : renderPoints(answer);
  }
  if (series) {
    const answer = await withArchive(db, (archive) => ask<SeriesAnswer>(archive, `/api/v1/series/${id}`));
    return json ? JSON.stringify(answer) : renderSeries(answer);
  }
  return null;
}
