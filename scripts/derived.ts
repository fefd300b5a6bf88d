/**
 * Notes what the sample archive comes to, beside the number of the analysis that came to it: tests/fixtures/derived.json. Run it with
 * `npm run derived` after ANALYSIS_VERSION was raised; under the same number it writes nothing, since databases that were made with
 * that number would be taken for up to date.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ANALYSIS_VERSION, openWriter } from '../data/database.ts';
import { listThreads } from '../data/read/threads.ts';
import { ingest } from '../ingest/pipeline/run.ts';
import { dumpRows } from '../server/dump.ts';

const ROOT = resolve(import.meta.dirname, '..');
export const DERIVED_FILE = join(ROOT, 'tests/fixtures/derived.json');

export interface Derived {
  version: number;
  /** SHA-256 of the dump of the sample archive and of its threads' headlines. */
  digest: string;
}

/** What this program makes of the sample archive. */
export async function derivedNow(): Promise<Derived> {
  const folder = join(ROOT, 'data/sample');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.mbox'))
    .sort();
  const archive = openWriter(':memory:');
  try {
    await ingest(
      archive,
      files.map((name) => join(folder, name)),
      { list: null, since: null, until: null, now: 1_800_000_000 },
    );
    const hash = createHash('sha256');
    for await (const row of dumpRows(archive)) hash.update(`${JSON.stringify(row)}\n`);
    const all = { list: null, states: [], person: null, hasPatch: null, unanswered: null, withoutBots: false };
    const { threads } = listThreads(archive, { ...all, from: null, to: null }, 'start', 1000, null);
    for (const { root, headline } of threads) hash.update(`${JSON.stringify({ root, headline })}\n`);
    return { version: ANALYSIS_VERSION, digest: hash.digest('hex') };
  } finally {
    archive.close();
  }
}

/** What was noted last. */
export const derivedNoted = (): Derived => JSON.parse(readFileSync(DERIVED_FILE, 'utf8')) as Derived;

if (process.argv[1]?.endsWith('derived.ts')) {
  const noted = derivedNoted();
  const now = await derivedNow();
  if (now.digest === noted.digest && now.version === noted.version) console.log('Nothing changed.');
  else if (now.version <= noted.version) {
    console.error(
      `What is derived changed under the number ${noted.version}: raise ANALYSIS_VERSION in data/database.ts first.`,
    );
    process.exitCode = 1;
  } else {
    writeFileSync(DERIVED_FILE, `${JSON.stringify(now, null, 2)}\n`);
    console.log(`Noted for analysis version ${now.version}.`);
  }
}
