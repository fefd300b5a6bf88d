import type { Archive } from '../../data/database.ts';
import { sqliteFacts } from '../../data/write/facts.ts';
import { analyzeArchive } from './archive.ts';
import type { IngestOptions, IngestReport } from './options.ts';
import { readFacts, readFactsAgain } from './read-facts.ts';
import { settleSalvaged } from './salvage.ts';
import { analyzeThreads } from './analyze-threads.ts';

/**
 * Reads sources into the archive and brings everything derived up to date. Safe to run again and to interrupt: each batch
 * is one transaction with the place from which the next run goes on.
 */
export async function ingest(archive: Archive, paths: string[], options: IngestOptions): Promise<IngestReport> {
  const report = await readFacts(sqliteFacts(archive), paths, { mirrors: mirrorsOf(archive), ...options });
  await analyze(archive, options, report);
  return report;
}

/** Reads again what the archive was made from, and brings everything derived up to date. */
export async function sync(
  archive: Archive,
  lists: string[],
  options: Omit<IngestOptions, 'list' | 'since' | 'until' | 'repositories'>,
): Promise<IngestReport> {
  const report = await readFactsAgain(sqliteFacts(archive), lists, { mirrors: mirrorsOf(archive), ...options });
  await analyze(archive, options, report);
  return report;
}

/** Brings derived rows up to date: salvaged mails, dirty threads, then the pass over the whole archive. */
export async function analyze(
  archive: Archive,
  options: Pick<IngestOptions, 'onProgress' | 'shouldStop' | 'windows' | 'jobs'>,
  report?: IngestReport,
): Promise<void> {
  await settleSalvaged(archive);
  const threads = await analyzeThreads(archive, options);
  if (report) report.threads = threads;
  if (options.shouldStop?.()) return;
  await analyzeArchive(archive, options);
}

/** Copies of what stands on the web lie beside the database. */
const mirrorsOf = ({ path }: Archive) => (path === ':memory:' || path === '' ? null : mirrorsBeside(path));

/** The folder for copies of what stands on the web, beside a database. */
export const mirrorsBeside = (path: string) => `${path}.mirrors`;
