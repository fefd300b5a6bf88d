import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ANALYSIS_VERSION, openReader, openWriter } from '../../data/database.ts';
import { ingest } from '../../ingest/pipeline/run.ts';
import { packageRoot } from './settings.ts';
import { printError } from './terminal.ts';

/** Path of the database of the bundled sample archive, made (or made anew after a change) where needed. */
export async function sampleDatabase(): Promise<string> {
  const folder = join(packageRoot(), 'data', 'sample');
  const path = join(packageRoot(), 'data', 'sample.sqlite');
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.mbox'))
    .sort()
    .map((name) => join(folder, name));
  const version = createHash('sha256');
  for (const source of sources) version.update(readFileSync(source));
  const wanted = `${version.digest('hex')}-${ANALYSIS_VERSION}`;
  if (existsSync(path) && versionOf(path) === wanted) return path;
  printError('Preparing the sample archive…');
  const fresh = `${path}.new`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${fresh}${suffix}`, { force: true });
  const archive = openWriter(fresh);
  await ingest(archive, sources, { list: null, since: null, until: null, now: Math.floor(Date.now() / 1000) });
  archive.setMeta('sample', wanted);
  archive.toSingleFile();
  archive.close();
  for (const suffix of ['-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  renameSync(fresh, path);
  return path;
}

function versionOf(path: string): string | null {
  try {
    const archive = openReader(path);
    const version = archive.meta('sample');
    archive.close();
    return version;
  } catch {
    return null;
  }
}
