// b4 as a client of the server: threads, series for git am, differences of versions.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTrees } from '../../scripts/sample/git.mjs';
import { readSources } from '../../scripts/sample/sources.mjs';
import { dumpSample, run, sampleDatabase } from './archive.mjs';
import { runIn, serve } from './server.mjs';

export const program = 'b4';
export const title = 'b4 (mbox, am, diff)';

const V3 = '20251110093015.1246-1-kwabena@example.org';
const V4 = '20251124085840.6546-1-kwabena@example.org';

/** Tags that b4 takes and we leave, because the words above them set a condition: by series. */
const LEFT = new Map([[V3, ['Reviewed-by: Ingrid Solheim <ingrid@tidepool.example.org>']]]);

const head = (id, from, subject, more = '') =>
  `From mboxrd@z Thu Jan  1 00:00:00 1970\nFrom: ${from}\nTo: demo@lists.example.org\nSubject: ${subject}\nDate: Mon, 5 Jan 2026 10:00:00 +0000\nMessage-ID: <${id}>\n${more}List-Id: <demo.lists.example.org>\nContent-Type: text/plain; charset=utf-8\n\n`;
const reply = (id, from, body) =>
  `${head(id, from, 'Re: [PATCH] sluice: close the gate', 'In-Reply-To: <one@example.org>\nReferences: <one@example.org>\n')}${body}\n`;
/** Two replies: one asks for Fixes: and gives a tag, one is spoken of in passing. */
const WITH_FIXES = [
  `${head('one@example.org', 'Alice Example <alice@example.org>', '[PATCH] sluice: close the gate')}The gate stays open for too long.\n\nSigned-off-by: Alice Example <alice@example.org>\n---\n gate.c | 1 +\n 1 file changed, 1 insertion(+)\n\ndiff --git a/gate.c b/gate.c\nindex 1111111..2222222 100644\n--- a/gate.c\n+++ b/gate.c\n@@ -1,2 +1,3 @@ int gate(void)\n int a;\n+close();\n int b;\n-- \n2.40.1\n\n`,
  reply(
    'two@example.org',
    'Bob Example <bob@example.org>',
    '> The gate stays open for too long.\n\nThis wants\n\nFixes: 0123456789ab ("sluice: open the gate")\nReviewed-by: Bob Example <bob@example.org>\n',
  ),
  reply(
    'three@example.org',
    'Carol Example <carol@example.org>',
    '> This wants\n> Fixes: abcdefabcdef ("sluice: dig")\n\nFixes what, exactly?\n',
  ),
].join('');

export async function tests(context) {
  const url = await serve(context);
  const config = [
    ['midmask', `${url}/all/%s`],
    ['searchmask', `${url}/all/?x=m&t=1&q=%s`],
    ['attestation-policy', 'off'],
  ].map(([name, value]) => [`b4.${name}`, value]);
  // b4 looks for the user's name where it writes a series.
  config.push(['user.name', 'Test'], ['user.email', 'test@example.org']);
  const env = Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(config.length)],
    ...config.flatMap(([name, value], n) => [
      [`GIT_CONFIG_KEY_${n}`, name],
      [`GIT_CONFIG_VALUE_${n}`, value],
    ]),
  ]);
  const b4 = (args, options = {}) => runIn(context, 'b4', args, { ...options, env }).toString();
  const rows = dumpSample(context);
  const series = rows.filter(({ type }) => type === 'series');
  // b4 does not read v2.1 as a version: where a patch was posted anew we take that one.
  const isRerolled = ({ workIds }) =>
    series.some((one) => one.version % 1 !== 0 && one.workIds.some((id) => workIds.includes(id)));
  const whole = series.filter(
    (one) => one.missing.length === 0 && one.version % 1 === 0 && one.patches.length > 1 && !isRerolled(one),
  );
  return [
    [
      'b4 mbox fetches the thread of a message, every mail of it',
      () => {
        const { threadId } = rows.find(({ type, key }) => type === 'message' && key === V4);
        const ours = rows
          .filter((row) => row.type === 'message' && row.threadId === threadId)
          .map((row) => row.messageId);
        const theirs = ids(b4(['-q', 'mbox', '-o', '-', V4]));
        assert.deepEqual(new Set(theirs), new Set(ours));
      },
    ],
    [
      `b4 am makes the same bytes as our export of ${whole.length} series, but for tags on a condition`,
      () => {
        assert.ok(whole.length >= 6, `${whole.length} series`);
        for (const { seriesId, version } of whole) {
          const theirs = b4(['-q', 'am', '-t', '-v', String(version), '-o', '-', seriesId]);
          const ours = run(
            context,
            ...['export', seriesId, '--format', 'am', '--revision', String(version), '--db', sampleDatabase(context)],
          ).toString();
          assert.equal(ours, without(theirs, LEFT.get(seriesId) ?? []), seriesId);
        }
      },
    ],
    [
      'b4 am takes Fixes: of replies as our export does, byte for byte',
      () => {
        const mbox = join(context.scratch, 'fixes.mbox');
        writeFileSync(mbox, WITH_FIXES);
        const db = join(context.scratch, 'fixes.sqlite');
        run(context, 'ingest', mbox, '--db', db);
        const ours = run(context, 'export', 'one@example.org', '--format', 'am', '--db', db).toString();
        const theirs = b4(['-q', 'am', '-t', '-m', mbox, '-o', '-', 'one@example.org']);
        assert.equal(ours, theirs);
        assert.match(ours, /^Fixes: 0123456789ab/m);
      },
    ],
    [
      'b4 diff finds what to compare in two versions that we exported, and git compares them',
      () => {
        const trees = openTrees(readSources(join(context.root, 'data/sample/source')).trees);
        try {
          const clone = join(context.scratch, 'clone');
          runIn(context, 'git', ['clone', '-q', '-b', 'lru-v1-1', trees.repository, clone]);
          const paths = [3, 4].map((version) => {
            const out = join(context.scratch, `v${version}.mbox`);
            const how = ['--format', 'am', '--revision', String(version), '--output', out];
            run(context, 'export', V4, ...how, '--db', sampleDatabase(context));
            return out;
          });
          const output = join(context.scratch, 'b4-diff.txt');
          b4(['diff', '-m', ...paths, '-o', output], { cwd: clone });
          assert.match(readFileSync(output, 'utf8'), /^3:.*[!=].*evict: add an LRU with two generations$/m);
        } finally {
          trees.close();
        }
      },
    ],
  ];
}

const ids = (mbox) => [...mbox.matchAll(/^Message-ID:\s*<([^>]+)>/gim)].map(([, id]) => id);

function without(text, lines) {
  for (const line of lines) text = text.replaceAll(`${line}\n`, '');
  return text;
}
