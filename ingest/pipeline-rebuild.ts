import { type Archive, needsRebuild } from '../data/database.ts';
import { rebuildMessages } from '../data/write/rebuild.ts';
import { analyze, type IngestOptions } from './pipeline.ts';

/** Makes everything derived anew from the stored mail. Returns the number of messages. */
export async function rebuild(
  archive: Archive,
  options: Pick<IngestOptions, 'onProgress' | 'shouldStop'>,
): Promise<number> {
  const messages = await rebuildMessages(archive);
  await analyze(archive, options);
  return messages;
}

/** Rebuilds where the derived rows were made by another version of the analysis; true where it did. */
export async function rebuildIfNeeded(
  archive: Archive,
  options: Pick<IngestOptions, 'onProgress' | 'shouldStop'>,
): Promise<boolean> {
  if (!needsRebuild(archive)) return false;
  await rebuild(archive, options);
  return true;
}
