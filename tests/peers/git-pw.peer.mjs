// git-pw as a client of Patchwork's API: lists, one patch, applying, the refusal to write.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openTrees } from '../../scripts/sample/git.mjs';
import { readSources } from '../../scripts/sample/sources.mjs';
import { dumpSample } from './archive.mjs';
import { runIn, serve } from './server.mjs';

export const program = 'git-pw';
export const title = 'git-pw (Patchwork)';

const PROJECT = 'tidepool-devel';

export async function tests(context) {
  const env = {
    PW_SERVER: `${await serve(context)}/pw/api/1.2`,
    PW_PROJECT: PROJECT,
    // It asks for one even to read; any will do.
    PW_TOKEN: 'none',
    LC_ALL: 'C.UTF-8',
  };
  const home = join(context.scratch, 'home-git-pw');
  mkdirSync(home, { recursive: true });
  runIn(context, 'git', ['init', '-q', home]);
  const pw = (...args) => runIn(context, 'git-pw', args, { cwd: home, env }).toString();
  const rows = (text) =>
    text.split('\n').flatMap((line) => (/^\d+,|^"?\d+"?,/.test(line) ? [line.split(',')[0].replaceAll('"', '')] : []));
  const patches = dumpSample(context).filter(
    (row) => row.type === 'patch' && !row.ghost && !row.isCover && row.lists?.includes(PROJECT) !== false,
  );
  return [
    [
      'it lists as many patches of a state as the archive has',
      () => {
        for (const state of ['superseded', 'new']) {
          const told = rows(pw('patch', 'list', '--state', state, '--limit', '250', '-f', 'csv'));
          const ours = patches.filter((patch) => patch.state === state && !patch.isPull);
          assert.ok(told.length > 0 && told.length <= ours.length, `${state}: ${told.length} of ${ours.length}`);
        }
      },
    ],
    [
      'it shows a patch and applies its series, as git takes it',
      () => {
        const trees = openTrees(readSources(join(context.root, 'data/sample/source')).trees);
        try {
          const clone = join(context.scratch, 'clone-pw');
          runIn(context, 'git', ['clone', '-q', '-b', 'base', trees.repository, clone]);
          const [id] = rows(pw('series', 'list', 'evict: a scan', '--sort', 'id', '--limit', '1', '-f', 'csv'));
          assert.match(pw('series', 'show', id), /a scan should not empty the pool/);
          runIn(context, 'git-pw', ['series', 'apply', id], { cwd: clone, env });
          const treeOf = (name) => runIn(context, 'git', ['rev-parse', `${name}^{tree}`], { cwd: clone }).toString();
          assert.equal(treeOf('HEAD'), treeOf('origin/lru-v1-3'));
        } finally {
          trees.close();
        }
      },
    ],
    [
      'it is told in a sentence that nothing can be set',
      () => {
        const [id] = rows(pw('patch', 'list', '--state', 'superseded', '--limit', '1', '-f', 'csv'));
        assert.throws(() => pw('patch', 'update', '--state', 'accepted', id), /This archive only reads/);
      },
    ],
  ];
}
