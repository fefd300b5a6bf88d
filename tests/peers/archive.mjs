// The sample archive, read by the built program into a scratch database; shared by the peers.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const SAMPLE_FILES = ['shoreline.mbox', 'tidepool-devel.mbox'];

/** Rows of the sample's dump. Throws where the program is not built. */
export function dumpSample({ root, scratch }) {
  const program = join(root, 'dist/lorescope.mjs');
  if (!existsSync(program)) throw new Error('dist/lorescope.mjs is missing: run npm run build first.');
  const db = join(scratch, 'sample.sqlite');
  const run = (...args) =>
    execFileSync('node', [program, ...args, '--db', db], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  if (!existsSync(db)) run('ingest', ...SAMPLE_FILES.map((name) => join(root, 'data/sample', name)));
  return run('dump')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
