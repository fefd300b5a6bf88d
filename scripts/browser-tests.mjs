/**
 * Tests of the screens: units of web/ and journeys in Chromium, on the sample archive.
 * Builds the screens if they changed, reads the sample and a made-up thread of a thousand mails, a patch of 30,000 lines and a maintainer's desk into a temporary database, serves it on a free loopback port, runs
 * tests/web and tests/browser, and ends with one line "N passed, N failed". Further arguments go to vitest.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeDesk } from '../tests/browser/support/make-desk.mjs';
import { makeLongPatch } from '../tests/browser/support/make-long-patch.mjs';
import { makeLongThread } from '../tests/browser/support/make-long-thread.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'lorescope-browser-'));
let server = null;
let [passed, failed] = [0, 0];
try {
  if (newest(join(root, 'web')) > builtAt()) run(process.execPath, ['scripts/build.mjs', '--web']);
  const db = join(folder, 'sample.sqlite');
  const mails = readdirSync(join(root, 'data/sample')).filter((name) => name.endsWith('.mbox'));
  const long = join(folder, 'long.mbox');
  writeFileSync(long, makeLongThread(1000) + makeLongPatch(30_000) + makeDesk());
  run(
    process.execPath,
    [...PROGRAM(), 'ingest', ...mails.map((name) => `data/sample/${name}`), long, '--db', db],
    'ignore',
  );
  const port = await freePort();
  server = spawn(process.execPath, [...PROGRAM(), 'serve', '--db', db, '--port', String(port)], {
    cwd: root,
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}/`;
  await answers(`${url}api/v1/health`);
  const report = join(folder, 'report.json');
  spawnSync(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/browser/vitest.config.ts', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
    { cwd: root, stdio: 'inherit', env: { ...process.env, LORESCOPE_URL: url } },
  ); // prettier-ignore
  const counts = spawnSync(process.execPath, ['scripts/count-vitest.mjs', report], { cwd: root, encoding: 'utf8' });
  [passed, failed] = counts.stdout.trim().split(' ').map(Number);
  if (!Number.isFinite(passed)) [passed, failed] = [0, 1];
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  failed += 1;
} finally {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function PROGRAM() {
  return ['--import', 'tsx', 'server/cli/main.ts'];
}

function run(command, args, output = 'inherit') {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', output, 'inherit'] });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}.`);
}

/** When the newest file below a folder was changed, in milliseconds. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function builtAt() {
  const page = join(root, 'dist/web/index.html');
  return existsSync(page) && readFileSync(page, 'utf8').includes('assets/') ? statSync(page).mtimeMs : 0;
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function answers(url) {
  for (let tries = 0; tries < 150; tries++) {
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // not up yet
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('The server did not start.');
}
