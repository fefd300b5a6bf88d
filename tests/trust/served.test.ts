import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openReader } from '../../data/database.ts';
import { serveFiles, type TestServer } from '../support/app.ts';
import type { AppOptions } from '../../server/http/app.ts';
import { withFolder } from '../support/archive.ts';
import { mail, mbox } from '../support/mail.ts';

/** A server over one mail whose words must not be told. */
async function serving(options: AppOptions, work: (server: TestServer) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    const path = join(folder, 'one.mbox');
    const html = '<script>alert(1)</script><img src="http://tracker.example/x.gif"><b>Bold words</b>\n';
    writeFileSync(
      path,
      mbox([
        mail({ id: 'one@example.org', subject: 'Secret <script>subject</script>', body: 'Secret words.\n' }),
        mail({ id: 'html@example.org', headers: { 'Content-Type': 'text/html' }, body: html }),
      ]),
    );
    const server = await serveFiles([path], options);
    try {
      await work(server);
    } finally {
      await server.close();
    }
  });
}

it('a server that is kept busy turns others away with 503, and recovers', async () => {
  await serving({ guard: true, mostDelay: 100 }, async ({ app }) => {
    await app.ready();
    await wait(1100);
    expect((await app.inject({ url: '/api/v1/lists' })).statusCode).toBe(200);
    let status = 200;
    for (let tries = 0; tries < 5 && status === 200; tries += 1) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1500);
      await wait(50);
      const answer = await app.inject({ url: '/api/v1/lists' });
      status = answer.statusCode;
      if (status !== 503) continue;
      expect(answer.headers['retry-after']).toBe('5');
      expect(answer.json()).toMatchObject({ error: { code: 'too-busy' } });
    }
    expect(status).toBe(503);
    for (let tries = 0; tries < 10 && status !== 200; tries += 1) {
      await wait(1100);
      status = (await app.inject({ url: '/api/v1/lists' })).statusCode;
    }
    expect(status).toBe(200);
  });
});

it('a visitor who asks too often is told to wait, alone, also behind a proxy on this machine', async () => {
  await serving({ guard: true, requestsPerMinute: 5 }, async ({ app }) => {
    const ask = (from: string | null, by = '127.0.0.1') =>
      app.inject({
        url: '/api/v1/health',
        remoteAddress: by,
        ...(from !== null && { headers: { 'x-forwarded-for': from } }),
      });
    for (let i = 0; i < 5; i += 1) expect((await ask('203.0.113.9')).statusCode).toBe(200);
    const refused = await ask('203.0.113.9');
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ error: { code: 'too-many' } });
    expect((await ask('203.0.113.10')).statusCode).toBe(200);
    for (let i = 0; i < 10; i += 1) expect((await ask(null)).statusCode).toBe(200);
    // Who is no proxy of ours can not speak for others.
    for (let i = 0; i < 5; i += 1) await ask(`203.0.113.${20 + i}`, '198.51.100.7');
    expect((await ask('203.0.113.99', '198.51.100.7')).statusCode).toBe(429);
  });
});

it('a log has a line of JSON for each request with its id, and no word of a mail or a search', async () => {
  const lines: string[] = [];
  const logTo = { write: (line: string) => void lines.push(line) };
  await serving({ logger: true, logRequests: true, logTo }, async ({ app, archive }) => {
    const answer = await app.inject({ url: '/api/v1/search?q=secret' });
    expect(answer.statusCode).toBe(200);
    await app.inject({ url: '/demo/one@example.org/' });
    const id = answer.headers['x-request-id'];
    const logged = lines.map((line) => JSON.parse(line) as { reqId?: string; req?: object; res?: object });
    expect(logged.filter(({ reqId }) => reqId === id)).toMatchObject([
      { req: { method: 'GET', path: '/api/v1/search' } },
      { res: { status: 200 } },
    ]);
    // What goes wrong inside is in the log with its id, and not in the answer.
    archive.sqlite.close();
    lines.length = 0;
    const broken = await app.inject({ url: '/api/v1/threads/one@example.org' });
    expect(broken.statusCode).toBe(500);
    expect(broken.json()).toEqual({
      error: { code: 'internal', message: 'Something went wrong here.', hint: 'The log of the server says what.' },
    });
    expect(
      lines.some((line) => (JSON.parse(line) as { reqId?: string }).reqId === broken.headers['x-request-id']),
    ).toBe(true);
    expect(lines.join('')).not.toMatch(/secret/i);
  }).catch((error: unknown) => {
    // The archive was closed on purpose.
    if (!/not open/.test(String(error))) throw error;
  });
  expect(lines.join('')).not.toMatch(/secret/i);
});

it('error pages tell nothing of the machine', async () => {
  await serving({}, async ({ app, archive }) => {
    for (const url of [
      '/nothing/here/at/all',
      '/api/v1/nothing',
      '/demo/%00',
      '/demo/..%2f..%2fetc%2fpasswd/',
      '/api/v1/lists/demo/threads?cursor=x',
      '/assets/../../package.json',
    ]) {
      const { body, statusCode } = await app.inject({ url });
      expect(statusCode, url).toBeGreaterThanOrEqual(300);
      expect(statusCode, url).toBeLessThan(500);
      expect(body, url).not.toMatch(/node_modules|\.ts\b|\bat \w+ \(|sqlite|root:/i);
      expect(body, url).not.toContain(archive.path);
    }
  });
});

it('every answer forbids what is not ours, and nothing of a mail is run', async () => {
  await serving({}, async ({ app }) => {
    for (const url of [
      '/',
      '/demo/one@example.org/',
      '/api/v1/lists',
      '/demo/one@example.org/raw',
      '/nothing',
      '/demo/html@example.org/',
    ]) {
      const { headers, body } = await app.inject({ url });
      const policy = String(headers['content-security-policy']);
      expect(policy, url).toContain("default-src 'self'");
      expect(policy, url).toContain("script-src 'self'");
      expect(policy, url).toContain("object-src 'none'");
      expect(policy, url).toContain("frame-ancestors 'none'");
      expect(policy, url).not.toMatch(/script-src[^;]*unsafe|https?:|\*/);
      expect(headers['x-content-type-options'], url).toBe('nosniff');
      if (String(headers['content-type']).includes('html')) expect(body, url).not.toMatch(/<script>|tracker\.example/);
    }
    const raw = await app.inject({ url: '/demo/html@example.org/raw' });
    expect(raw.headers['content-type']).toBe('text/plain; charset=us-ascii');
  });
});

it('names of downloads are harmless', async () => {
  await serving({}, async ({ app }) => {
    const { headers } = await app.inject({ url: '/demo/one@example.org/t.mbox' });
    expect(headers['content-disposition']).toMatch(/^attachment; filename="[A-Za-z0-9][A-Za-z0-9._-]*\.mbox"$/);
  });
});

it('nothing can be changed over HTTP, and the handle of the database could not', async () => {
  await serving({}, async ({ app, archive }) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      for (const url of ['/', '/api/v1/messages/one@example.org', '/api/v1/lists/demo', '/demo/one@example.org/']) {
        expect((await app.inject({ method, url })).statusCode, `${method} ${url}`).toBe(404);
      }
    }
    const reader = openReader(archive.path);
    expect(() => reader.sqlite.exec('DELETE FROM mail')).toThrow(/readonly/);
    reader.close();
  });
});
