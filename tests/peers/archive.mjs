// The sample archive, read by the built program into a scratch database; shared by the peers.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const SAMPLE_FILES = ['shoreline.mbox', 'tidepool-devel.mbox'];

/** Rows of the sample's dump. Throws where the program is not built. */
export function dumpSample(context) {
  return run(context, 'dump', '--db', sampleDatabase(context))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Path of the database that holds the sample, made at the first call. */
export function sampleDatabase(context) {
  const db = join(context.scratch, 'sample.sqlite');
  if (!existsSync(db))
    run(context, 'ingest', ...SAMPLE_FILES.map((name) => join(context.root, 'data/sample', name)), '--db', db);
  return db;
}

/** What the built program prints. */
export function run({ root }, ...args) {
  const program = join(root, 'dist/lorescope.mjs');
  if (!existsSync(program)) throw new Error('dist/lorescope.mjs is missing: run npm run build first.');
  return execFileSync('node', [program, ...args], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
}
