// Holds Lorescope against other programs: each file of tests/peers/*.mjs compares one of them with the built program.
// A peer that is not installed is named, counted and left out. Ends with a line "N passed, N failed".
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stopServer } from '../tests/peers/server.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const PEERS = join(ROOT, 'tests/peers');

/** Peers named on the command line; all where none is. */
const only = process.argv.slice(2);
const scratch = mkdtempSync(join(tmpdir(), 'lorescope-peers-'));
let passed = 0;
let failed = 0;
/** Programs that are not installed. */
const absent = [];
try {
  const files = existsSync(PEERS)
    ? readdirSync(PEERS)
        .filter((name) => name.endsWith('.peer.mjs') && (only.length === 0 || only.includes(name.split('.')[0])))
        .sort()
    : [];
  for (const file of files) await runPeer(await import(pathToFileURL(join(PEERS, file)).href));
} finally {
  await stopServer();
  rmSync(scratch, { recursive: true, force: true });
}
if (absent.length > 0) console.log(`${absent.length} skipped, not installed: ${absent.join(', ')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

/**
 * A peer exports `program` (what must be installed, or several of which one will do), `title`, and
 * `tests({ root, scratch, found })`: a list of [sentence, function].
 */
async function runPeer({ program, title, tests }) {
  const found = [program].flat().find((one) => !spawnSync(one, ['--version'], { stdio: 'ignore' }).error);
  if (!found) {
    absent.push([program].flat().join(' or '));
    console.log(`${title}: ${[program].flat().join(' or ')} is not installed, left out`);
    return;
  }
  console.log(title);
  for (const [sentence, test] of await testsOf(tests, found)) {
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
async function testsOf(tests, found) {
  try {
    return await tests({ root: ROOT, scratch, found });
  } catch (error) {
    return [['begins', () => Promise.reject(error)]];
  }
}
