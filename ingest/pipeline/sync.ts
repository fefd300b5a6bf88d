import { type Archive } from '../../data/database.ts';
import { sourcesOfLists } from '../../data/write/sources.ts';
import type { IngestOptions } from './options.ts';
import { analyze, emptyReport, ingest, type IngestReport } from './run.ts';

/**
 * Reads again every source that the archive knows, or those of some lists: files and folders for what grew, web addresses for
 * what came. A source that is gone or can't be reached is a problem of the report, and the others are read all the same.
 */
export async function sync(
  archive: Archive,
  lists: string[],
  options: Pick<IngestOptions, 'now' | 'onProgress' | 'shouldStop' | 'manners'>,
): Promise<IngestReport> {
  const total = emptyReport();
  for (const { path, kind } of await sourcesOfLists(archive, lists)) {
    if (path === '-' || options.shouldStop?.()) continue;
    const isRepository = kind === 'repository';
    try {
      const report = await ingest(archive, isRepository ? [] : [path], {
        ...options,
        list: null,
        since: null,
        until: null,
        repositories: isRepository ? [path.replace(/^repository:/, '')] : [],
        analyze: false,
      });
      add(total, report);
    } catch (error) {
      if ((error as Error).name !== 'SourceError') throw error;
      total.problems.push((error as Error).message);
    }
  }
  await analyze(archive, options, total);
  return total;
}

function add(total: IngestReport, { problems, ...counts }: IngestReport): void {
  for (const [name, count] of Object.entries(counts)) total[name as keyof typeof counts] += count;
  total.problems.push(...problems);
}
