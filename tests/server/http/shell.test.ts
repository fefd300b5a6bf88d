import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFiles, type TestServer } from '../../support/app.ts';
import { mail, mbox } from '../../support/mail.ts';

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lorescope-web-'));
  mkdirSync(join(folder, 'web', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'web', 'index.html'), INDEX);
  writeFileSync(join(folder, 'web', 'assets', 'app-1.js'), 'start();');
  writeFileSync(join(folder, 'demo.mbox'), mbox([mail({ subject: 'Costs $& and $1, `all` of it', body: 'Words.\n' })]));
  server = await serveFiles([join(folder, 'demo.mbox')], { webRoot: join(folder, 'web') });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('pages inside the web app', () => {
  it.each(['/', '/all/', '/demo/one@example.org/', '/demo/one@example.org/T/', '/demo/one@example.org/t/'])(
    '%s is the page of the app with its words in the root',
    async (url) => {
      const { body, statusCode } = await server.app.inject({ url });
      expect(statusCode).toBe(200);
      expect(body).toContain('<script type="module" src="./assets/app-1.js"></script>');
      expect(body).toMatch(/<div id="root"><div class="plain">[\s\S]*<\/div><\/div>/);
      expect(body.match(/<title>/g)).toHaveLength(1);
    },
  );

  it('keeps a subject as it is, whatever marks it holds', async () => {
    const { body } = await server.app.inject({ url: '/demo/one@example.org/' });
    expect(body).toContain('<title>Costs $&amp; and $1, `all` of it · Lorescope</title>');
  });

  it('hands screens that only the app draws to the app', async () => {
    for (const url of ['/search?q=x', '/me', '/series/one@example.org', '/person/Alice%20Example', '/stats/demo']) {
      const { body, statusCode } = await server.app.inject({ url });
      expect(statusCode).toBe(200);
      expect(body).toContain('<script type="module" src="./assets/app-1.js"></script>');
    }
  });

  it('gives the app too where nothing is found, with the status that says so', async () => {
    const { body, statusCode } = await server.app.inject({ url: '/none/' });
    expect(statusCode).toBe(404);
    expect(body).toContain('./assets/app-1.js');
  });

  it('serves the files of the app, to be kept for good', async () => {
    const { body, headers } = await server.app.inject({ url: '/assets/app-1.js' });
    expect(body).toBe('start();');
    expect(headers['cache-control']).toContain('immutable');
    expect(headers['content-type']).toMatch(/javascript/);
  });

  it('shows a new build without a new start: its page, its files, and another tag than before', async () => {
    const before = await server.app.inject({ url: '/demo/one@example.org/' });
    const page = join(folder, 'web', 'index.html');
    writeFileSync(join(folder, 'web', 'assets', 'app-two.js'), 'start(2);');
    writeFileSync(page, INDEX.replace('app-1', 'app-two'));
    const { body, headers } = await server.app.inject({
      url: '/demo/one@example.org/',
      headers: { 'if-none-match': String(before.headers.etag) },
    });
    expect(body).toContain('./assets/app-two.js');
    expect(headers.etag).not.toBe(before.headers.etag);
    expect((await server.app.inject({ url: '/assets/app-two.js' })).body).toBe('start(2);');
    // While it is being built there is no page for a moment: the one before serves.
    rmSync(page);
    expect((await server.app.inject({ url: '/demo/one@example.org/' })).body).toContain('./assets/app-two.js');
    writeFileSync(page, INDEX);
  });

  it('does not serve what stands beside the folder of the app', async () => {
    for (const url of [
      '/../demo.mbox',
      '/%2e%2e/demo.mbox',
      '/assets/..%2f..%2fdemo.mbox',
      '/assets/%2e%2e/%2e%2e/demo.mbox',
    ]) {
      const { body, statusCode } = await server.app.inject({ url });
      expect([301, 400, 403, 404]).toContain(statusCode);
      expect(body).not.toContain('From mboxrd@z');
    }
  });
});

const INDEX = `<!doctype html>
<html lang="en">
  <head>
    <base href="/" />
    <title>Lorescope</title>
    <script type="module" src="./assets/app-1.js"></script>
  </head>
  <body>
    <div id="root"></div>
  </body>
</html>
`;
