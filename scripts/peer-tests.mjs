// Holds Lorescope against other programs: each file of tests/peers/*.mjs compares one of them with the built program.
// A peer that is not installed is named and left out. Ends with a line "N passed, N failed".
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = resolve(import.meta.dirname, '..');
const PEERS = join(ROOT, 'tests/peers');

const scratch = mkdtempSync(join(tmpdir(), 'lorescope-peers-'));
let passed = 0;
let failed = 0;
try {
  const files = existsSync(PEERS)
    ? readdirSync(PEERS)
        .filter((name) => name.endsWith('.peer.mjs'))
        .sort()
    : [];
  for (const file of files) await runPeer(await import(pathToFileURL(join(PEERS, file)).href));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/** A peer exports `program` (what must be installed), `title`, and `tests({ root, scratch })`: a list of [sentence, function]. */
async function runPeer({ program, title, tests }) {
  if (spawnSync(program, ['--version'], { stdio: 'ignore' }).error) {
    console.log(`${title}: ${program} is not installed, left out`);
    return;
  }
  console.log(title);
  for (const [sentence, test] of await testsOf(tests)) {
    try {
      await test();
      passed += 1;
      console.log(`  ok    ${sentence}`);
    } catch (error) {
      failed += 1;
      console.log(`  FAIL  ${sentence}\n        ${String(error?.message ?? error).replaceAll('\n', '\n        ')}`);
    }
  }
}

/** A peer that cannot even begin counts as one failed test. */
async function testsOf(tests) {
  try {
    return await tests({ root: ROOT, scratch });
  } catch (error) {
    return [['begins', () => Promise.reject(error)]];
  }
}
