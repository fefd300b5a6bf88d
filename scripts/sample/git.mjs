// Differences of the sample's trees, as git prints them.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Loads all trees into a scratch repository, one commit each. Call `close` when done. */
export function openTrees(trees) {
  const repository = mkdtempSync(join(tmpdir(), 'lorescope-sample-'));
  const git = (args, input) =>
    execFileSync('git', ['-C', repository, '-c', 'core.abbrev=12', ...args], {
      encoding: 'utf8',
      input,
      env: PLAIN_GIT,
    });
  git(['init', '-q', '--bare']);
  git(['fast-import', '--quiet'], [...trees.values()].map(commitOf).join(''));
  return {
    /** The bare repository, a branch a tree. */
    repository,
    /** What git prints for the change from one tree to another. */
    diff: (from, to, options) => git(['diff', '-M', ...options, `refs/heads/${from}`, `refs/heads/${to}`]),
    close: () => rmSync(repository, { recursive: true, force: true }),
  };
}

function commitOf({ name, files }) {
  const entries = [...files].map(([path, text]) => `M 100644 inline ${path}\n${dataOf(text)}`).join('');
  return `commit refs/heads/${name}\ncommitter Sample <sample@example.org> 0 +0000\n${dataOf(name)}${entries}\n`;
}

const dataOf = (text) => `data ${Buffer.byteLength(text)}\n${text}\n`;

/** Nobody's settings of git may change the sample. */
const PLAIN_GIT = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
