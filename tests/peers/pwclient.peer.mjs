// pwclient as a client of Patchwork's API: projects, patches, events, a mail, a patch by its hash.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './archive.mjs';
import { runIn, serve, serveDatabase } from './server.mjs';

export const program = 'pwclient';
export const title = 'pwclient (Patchwork)';

export async function tests(context) {
  const url = await serve(context);
  const home = join(context.scratch, 'home-pwclient');
  mkdirSync(home, { recursive: true });
  const rc = await fetch(`${url}/pw/project/tidepool-devel/pwclientrc/`);
  const settings = await rc.text();
  writeFileSync(join(home, '.pwclientrc'), settings);
  const pw = (...args) => runIn(context, 'pwclient', args, { env: { PAGER: 'cat' } }).toString();
  const known = await (await fetch(`${url}/pw/api/patches/?project=tidepool-devel&per_page=250`)).json();
  return [
    [
      'it lists 260 patches, page after page',
      async () => {
        const mails = Array.from({ length: 260 }, (_, n) => patch(n));
        writeFileSync(join(context.scratch, 'many.mbox'), mails.join(''));
        const db = join(context.scratch, 'many.sqlite');
        run(context, 'ingest', join(context.scratch, 'many.mbox'), '--db', db);
        const many = await serveDatabase(context, db);
        const rcOfMany = await fetch(`${many}/pw/project/demo/pwclientrc/`);
        writeFileSync(join(home, '.pwclientrc'), await rcOfMany.text());
        const shown = pw('list');
        writeFileSync(join(home, '.pwclientrc'), settings);
        const numbers = [...shown.matchAll(/gate (\d+): close it$/gm)].map(([, number]) => Number(number));
        assert.deepEqual(
          numbers,
          mails.map((_, n) => n),
        );
      },
    ],
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

/** A patch of its own, n minutes after the first. */
const patch = (n) => `From mboxrd@z Thu Jan  1 00:00:00 1970
From: Alice Example <alice@example.org>
To: demo@lists.example.org
Subject: [PATCH] gate ${n}: close it
Date: ${new Date(Date.UTC(2026, 0, 5, 10, n)).toUTCString()}
Message-ID: <gate-${n}@example.org>
List-Id: <demo.lists.example.org>

It stays open.

Signed-off-by: Alice Example <alice@example.org>
---
diff --git a/gate${n}.c b/gate${n}.c
index 1111111..2222222 100644
--- a/gate${n}.c
+++ b/gate${n}.c
@@ -1,2 +1,3 @@ int gate(void)
 int a;
+close_${n}();
 int b;

`;
