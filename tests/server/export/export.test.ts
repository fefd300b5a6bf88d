import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ListThreadsAnswer, PatchesAnswer, ThreadAnswer } from '../../../server/contract/index.ts';
import { withFolder } from '../../support/archive.ts';
import { serveFiles, serveSample, type TestServer } from '../../support/app.ts';
import { mail, mbox } from '../../support/mail.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveSample();
}, 60_000);
afterAll(() => server.close());

const encode = encodeURIComponent;
const get = (url: string) => server.app.inject({ url });
const am = async (id: string, query = '') => (await get(`/api/v1/threads/${encode(id)}/am${query}`)).body;
const mailsIn = (text: string) => text.split(/^From git@z .*\n/m).slice(1);

const V3 = '20251110093015.1246-1-kwabena@example.org';
const V4 = '20251124085840.6546-1-kwabena@example.org';
const RING = '20260211-ring-batches-v2-0-05ceeb7b3c0e@kaigan.example';

describe('a thread as mbox', () => {
  it('gives back the very bytes of each mail, once the From lines are unquoted', async () => {
    const { threads } = await server.get(ListThreadsAnswer, '/api/v1/lists/all/threads?limit=200');
    for (const { key } of threads) {
      const { rawPayload } = await get(`/api/v1/threads/${encode(key)}/mbox`);
      const found = rawPayload
        .toString('latin1')
        .split(/^From mboxrd@z .*\n/m)
        .slice(1)
        .map((one) => one.replace(/\n$/, '').replace(/^>(>*From )/gm, '$1'));
      const thread = await server.get(ThreadAnswer, `/api/v1/threads/${encode(key)}`);
      const real = await Promise.all(
        thread.rows
          .filter((row) => !row.ghost)
          .map(async (row) => (await get(`/api/v1/messages/${encode(row.key)}/raw`)).rawPayload.toString('latin1')),
      );
      expect(new Set(found)).toEqual(new Set(real));
    }
  });
});

describe('a series for git am', () => {
  it('is the newest version, whatever message was named', async () => {
    const mails = mailsIn(await am('20251006081231.4028-1-kwabena@example.org'));
    expect(mails).toHaveLength(4);
    expect(mails.every((one, n) => one.startsWith(`Subject: [PATCH v4 ${n + 1}/4]`))).toBe(true);
  });

  it('is another version where it is asked for, or a sentence which there are', async () => {
    expect(mailsIn(await am(V4, '?revision=1'))).toHaveLength(3);
    const none = await get(`/api/v1/threads/${encode(V4)}/am?revision=9`);
    expect(none.statusCode).toBe(404);
    expect(none.json()).toMatchObject({ error: { hint: expect.stringContaining('v4') as string } });
  });

  it('has the tags of replies behind those that are there', async () => {
    const [, second] = mailsIn(await am(V3, '?revision=3'));
    const message = second!.slice(0, second!.indexOf('\n---\n'));
    expect(message.split('\n').slice(-3)).toEqual([
      'Signed-off-by: Kwabena Osei-Mensah <kwabena@example.org>',
      'Reviewed-by: Tomás Quiroga <tquiroga@example.com>',
      // Given to the cover letter.
      'Tested-by: Aoife Brannigan <aoife@example.net>',
    ]);
  });

  it('leaves a tag that hangs on a condition, and one given in the name of somebody else', async () => {
    const text = await am(V3, '?revision=3');
    expect(text).not.toContain('Reviewed-by: Ingrid Solheim');
  });

  it('has the commit and the links that replies ask for, in their new text alone', async () => {
    const about = { subject: 'Re: [PATCH] sluice: close the gate', references: ['one@example.org'] };
    const mails = [
      mail({
        id: 'one@example.org',
        subject: '[PATCH] sluice: close the gate',
        body: `Why.\n\nSigned-off-by: Alice Example <alice@example.org>\n---\ndiff --git a/g.c b/g.c\n--- a/g.c\n+++ b/g.c\n@@ -1 +1 @@\n-a\n+b\n`,
      }),
      mail({
        id: 'two@example.org',
        ...about,
        body: '> Why.\n\nFixes: 0123456789ab ("sluice: open it")\nCloses: https://bugs.example.org/7\nLink: see there\n',
      }),
      mail({
        id: 'three@example.org',
        ...about,
        references: ['one@example.org', 'two@example.org'],
        body: '> Fixes: abcdefabcdef ("sluice: dig")\n\nNo, that one.\n',
      }),
    ];
    const text = await withFolder(async (folder) => {
      const file = join(folder, 'demo.mbox');
      writeFileSync(file, mbox(mails));
      const own = await serveFiles([file]);
      const { body } = await own.app.inject({ url: '/api/v1/threads/one@example.org/am' });
      await own.close();
      return body;
    });
    expect(text.slice(0, text.indexOf('\n---\n')).split('\n').slice(-3)).toEqual([
      'Signed-off-by: Alice Example <alice@example.org>',
      'Fixes: 0123456789ab ("sluice: open it")',
      'Closes: https://bugs.example.org/7',
    ]);
  });

  it('takes a patch that was posted anew in place of the first one', async () => {
    const text = await am(RING);
    expect(mailsIn(text)).toHaveLength(3);
    expect(text).toContain('Message-Id: <20260212-ring-batches-v2.1-2-8a7d210e5ef7@kaigan.example>');
    expect(text).not.toContain('Message-Id: <20260211-ring-batches-v2-2-');
  });

  it('is taken by git am, and each commit is the diff that was posted', async () => {
    await withFolder(async (folder) => {
      const repository = join(folder, 'tree');
      mkdirSync(repository);
      const git = (...args: string[]) =>
        execFileSync('git', args, {
          cwd: repository,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
          env: { ...process.env, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' },
        });
      git('init', '-q');
      git('config', 'user.name', 'Test');
      git('config', 'user.email', 'test@example.org');
      writeFileSync(join(repository, 'pins.c'), 'one\ntwo\nthree\n');
      git('add', '.');
      git('commit', '-q', '-m', 'begin');
      const own = await serveFiles([writeMbox(folder, [PATCH, REVIEW, SCISSORS])]);
      for (const id of ['pins-1@example.org', 'pins-2@example.org']) {
        const { body } = await own.app.inject({ url: `/api/v1/patches/${encode(id)}/am` });
        const path = join(folder, `${id}.mbox`);
        writeFileSync(path, body);
        git('am', '-q', path);
      }
      await own.close();
      expect(readFileSync(join(repository, 'pins.c'), 'utf8')).toBe('one\nTWO\ndrei\n');
      expect(git('log', '-2', '--format=%an|%s')).toBe('Bob|pins: three in German\nAlice Ångström|pins: shout\n');
      expect(git('log', '-1', '--skip=1', '--format=%b').trim()).toBe(
        'Nobody hears a small two.\n\nSigned-off-by: Alice Ångström <alice@example.org>\nReviewed-by: Carol <carol@example.org> # on a pier',
      );
    });
  });

  it('says what is missing of a series that is not whole', async () => {
    await withFolder(async (folder) => {
      const own = await serveFiles([
        writeMbox(folder, [mail({ id: 'half-1@example.org', subject: '[PATCH 1/2] half', body: `x\n---\n${DIFF}` })]),
      ]);
      const url = `/api/v1/threads/${encode('half-1@example.org')}/am`;
      const refused = await own.app.inject({ url });
      expect(refused.json()).toMatchObject({ error: { message: expect.stringContaining('1 of 2 patches') as string } });
      expect(mailsIn((await own.app.inject({ url: `${url}?incomplete=1` })).body)).toHaveLength(1);
      await own.close();
    });
  });
});

describe('a patch alone', () => {
  it('is its diff, which has the patch id that was found', async () => {
    const { patches } = await server.get(PatchesAnswer, '/api/v1/patches?limit=200');
    let compared = 0;
    for (const { messageId, ghost, isCover } of patches) {
      if (ghost || isCover) continue;
      const { body } = await get(`/api/v1/patches/${encode(messageId)}/diff`);
      const { patch } = (await get(`/api/v1/patches/${encode(messageId)}`)).json<{
        patch: { patchId: string | null };
      }>();
      const [id] = execFileSync('git', ['patch-id', '--stable'], { input: body, encoding: 'utf8' }).split(' ');
      if (patch.patchId === null) continue;
      expect(id, messageId).toBe(patch.patchId);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(20);
  });

  it('is no cover letter', async () => {
    expect((await get(`/api/v1/patches/${encode(V4)}/diff`)).statusCode).toBe(404);
  });
});

describe('the patches of a list as a table', () => {
  it('has one row a patch, in JSON and CSV alike', async () => {
    const rows = (await get('/api/v1/lists/all/patches')).json<{ title: string; state: string }[]>();
    const { body } = await get('/api/v1/lists/all/patches?format=csv');
    expect(rows.length).toBeGreaterThan(30);
    expect(body.split('\r\n').filter(Boolean).length).toBeGreaterThanOrEqual(rows.length + 1);
    expect(body.startsWith('messageId,threadId,')).toBe(true);
    const some = (await get('/api/v1/lists/all/patches?state=accepted')).json<{ state: string }[]>();
    expect(new Set(some.map(({ state }) => state))).toEqual(new Set(['accepted']));
  });

  it('lets no title become a formula', async () => {
    await withFolder(async (folder) => {
      const own = await serveFiles([
        writeMbox(folder, [mail({ id: 'f@example.org', subject: '[PATCH] =cmd|"x"!A1', body: `x\n---\n${DIFF}` })]),
      ]);
      const { body } = await own.app.inject({ url: '/api/v1/lists/all/patches?format=csv' });
      expect(body).toContain(`"'=cmd|""x""!A1"`);
      await own.close();
    });
  });
});

function writeMbox(folder: string, mails: Buffer[]): string {
  const path = join(folder, 'mails.mbox');
  writeFileSync(path, mbox(mails));
  expect(readdirSync(resolve(folder))).toContain('mails.mbox');
  return path;
}

const DIFF = `diff --git a/pins.c b/pins.c
index 4cb29ea38f70..82e93f7eb1a5 100644
--- a/pins.c
+++ b/pins.c
@@ -1,3 +1,3 @@
 one
-two
+TWO
 three
-- 
2.47.3
`;
const PATCH = mail({
  id: 'pins-1@example.org',
  from: 'Alice =?utf-8?q?=C3=85ngstr=C3=B6m?= <alice@example.org>',
  subject: '[pins-devel] [PATCH v2] pins: shout',
  body: `Nobody hears a small two.\n\nSigned-off-by: Alice Ångström <alice@example.org>\n---\nv2: louder\n\n${DIFF}`,
});
const REVIEW = mail({
  id: 'review@example.org',
  from: 'Carol <carol@example.org>',
  subject: 'Re: [PATCH v2] pins: shout',
  inReplyTo: 'pins-1@example.org',
  body: '> Nobody hears a small two.\n\nTrue.\n\nReviewed-by: Carol <carol@example.org> # on a pier\n',
});
const SCISSORS = mail({
  id: 'pins-2@example.org',
  from: 'Alice <alice@example.org>',
  subject: '[PATCH] something of Bob',
  body: `Found on a disk.\n\n-- >8 --\nFrom: Bob <bob@example.org>\nSubject: pins: three in German\n\nWhy not.\n---\n${DIFF.replace(
    / one\n-two\n\+TWO\n three/,
    ' one\n TWO\n-three\n+drei',
  )}`,
});
