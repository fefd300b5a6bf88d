import { type Archive, needsRebuild, openWriter } from '../../data/database.ts';
import { rebuildMessages } from '../../data/write/rebuild.ts';
import { analyze } from './run.ts';
import type { IngestOptions } from './options.ts';

/** Makes everything derived anew from the stored mail. Returns the number of messages. */
export async function rebuild(
  archive: Archive,
  options: Pick<IngestOptions, 'onProgress' | 'shouldStop' | 'jobs'>,
): Promise<number> {
  const messages = rebuildMessages(archive);
  await analyze(archive, options);
  return messages;
}

/** Opens a database for writing and rebuilds it where its derived rows were made by another version of the analysis. */
export async function openCurrent(
  path: string,
  options: Pick<IngestOptions, 'onProgress' | 'shouldStop' | 'jobs'> = {},
): Promise<Archive> {
  const archive = openWriter(path);
  try {
    if (needsRebuild(archive)) await rebuild(archive, options);
    return archive;
  } catch (error) {
    archive.close();
    throw error;
  }
}
