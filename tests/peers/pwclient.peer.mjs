// pwclient as a client of Patchwork's API: projects, patches, events, a mail, a patch by its hash.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runIn, serve } from './server.mjs';

export const program = 'pwclient';
export const title = 'pwclient (Patchwork)';

export async function tests(context) {
  const url = await serve(context);
  const home = join(context.scratch, 'home-pwclient');
  mkdirSync(home, { recursive: true });
  const rc = await fetch(`${url}/pw/project/tidepool-devel/pwclientrc/`);
  writeFileSync(join(home, '.pwclientrc'), await rc.text());
  const pw = (...args) => runIn(context, 'pwclient', args, { env: { PAGER: 'cat' } }).toString();
  const known = await (await fetch(`${url}/pw/api/patches/?project=tidepool-devel&per_page=250`)).json();
  return [
    [
      'it lists every patch by its number, and the projects',
      () => {
        const ids = [...pw('list').matchAll(/^(\d+) /gm)].map(([, id]) => Number(id));
        assert.deepEqual(
          ids,
          known.map(({ id }) => id),
        );
        assert.match(pw('projects'), /shoreline[\s\S]*tidepool-devel/);
      },
    ],
    [
      'it shows a patch as mail, and what was learnt',
      () => {
        const { id, msgid } = known[1];
        assert.ok(pw('view', String(id)).includes(`Message-Id: ${msgid}`));
        assert.match(pw('event-list', '-c', 'series-completed'), /series-completed/);
      },
    ],
  ];
}
