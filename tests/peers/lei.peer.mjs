// lei with the server as an external: it asks in lore's language and takes the answer as an mbox.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dumpSample } from './archive.mjs';
import { runIn, serve } from './server.mjs';

export const program = 'lei';
export const title = 'lei (q with the server as an external)';

export async function tests(context) {
  const url = await serve(context);
  const rows = dumpSample(context).filter(({ type }) => type === 'message');
  const ask = (query, list) => {
    const out = join(context.scratch, `lei-${query.replace(/\W/g, '-')}.mbox`);
    try {
      runIn(context, 'lei', ['q', '--no-save', '--only', `${url}/${list}/`, '-o', `mboxrd:${out}`, query]);
    } finally {
      runIn(context, 'lei', ['daemon-kill']);
    }
    return [...readFileSync(out, 'utf8').matchAll(/^Message-ID:\s*<([^>]+)>/gim)].map(([, id]) => id);
  };
  return [
    [
      'finds the messages of a sender',
      () => {
        const ours = rows.filter(
          (row) => row.from.email === 'zeynep@example.com' && row.lists.includes('tidepool-devel'),
        );
        const theirs = ask('f:zeynep@example.com', 'tidepool-devel');
        assert.ok(ours.length > 3);
        assert.deepEqual(new Set(theirs), new Set(ours.map((row) => row.messageId)));
      },
    ],
    [
      'finds words of subjects',
      () =>
        assert.ok(
          ask('s:batches', 'shoreline').every((id) =>
            rows.find((row) => row.messageId === id).subject.includes('batches'),
          ),
        ),
    ],
  ];
}
