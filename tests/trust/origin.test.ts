import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppOptions } from '../../server/http/app.ts';
import { serveFiles, type TestServer } from '../support/app.ts';
import { withFolder } from '../support/archive.ts';
import { mail, mbox } from '../support/mail.ts';

const SLASHES = ['one@example.org', 'a/b@example.org', 'a%2Fb@example.org', 'a%252Fb@example.org', 'a%zz@example.org'];
const PUBLIC = 'https://lists.example.org';

const servers: TestServer[] = [];
async function served(options: AppOptions = {}): Promise<TestServer> {
  const server = await withFolder(async (folder) => {
    const path = join(folder, 'mails.mbox');
    writeFileSync(path, mbox(SLASHES.map((id) => mail({ id, body: `This is ${id}.\n` }))));
    return serveFiles([path], options);
  });
  servers.push(server);
  return server;
}
afterAll(async () => {
  for (const server of servers) await server.close();
});

const PAGES = ['/demo/new.atom', '/demo/new.json', '/robots.txt', '/sitemap.xml', '/demo/one@example.org/', '/pw/api/'];

describe('names of the server in what it sends', () => {
  let open: TestServer;
  let named: TestServer;
  beforeAll(async () => {
    open = await served();
    named = await served({ publicUrl: PUBLIC, trustProxy: ['10.0.0.0/8'] });
  });
  const ask = (server: TestServer, url: string, headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    server.app.inject({ url, headers, remoteAddress });

  it.each(PAGES)('are those of the settings: %s', async (url) => {
    for (const headers of [
      { host: 'lists.example.org' },
      { host: 'localhost:8080' },
      { host: 'lists.example.org', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' },
    ]) {
      const answer = await ask(named, url, headers);
      expect(answer.statusCode).toBe(200);
      expect(answer.body).not.toMatch(/evil|gopher|localhost|http:\/\/lists/);
    }
    if (url !== '/demo/one@example.org/') expect((await ask(named, url, { host: 'localhost' })).body).toContain(PUBLIC);
  });

  it('are no other names: a request for another host is refused, but by watchers', async () => {
    for (const host of ['evil.example', 'lists.example.org.evil.example', 'lists.example.org:81'])
      expect((await ask(named, '/demo/', { host })).statusCode, host).toBe(421);
    for (const url of ['/metrics', '/api/v1/health'])
      expect((await ask(named, url, { host: '192.0.2.7:8080' })).statusCode).toBe(200);
  });

  it('come from a proxy only where it is one of those that are named', async () => {
    const headers = { host: 'lists.example.org', 'x-forwarded-host': 'evil.example' };
    expect((await ask(named, '/demo/', headers, '10.1.2.3')).statusCode).toBe(421);
    expect((await ask(named, '/demo/', headers, '127.0.0.1')).statusCode).toBe(200);
    const forwarded = { host: 'a.example', 'x-forwarded-host': 'b.example', 'x-forwarded-proto': 'https' };
    expect((await ask(open, '/robots.txt', forwarded, '127.0.0.1')).body).toContain('https://b.example/');
    expect((await ask(open, '/robots.txt', forwarded, '198.51.100.7')).body).toContain('http://a.example/');
  });

  it('are names: what could be none is refused', async () => {
    for (const host of ['a b', 'a"><script>', 'x@evil.example', 'a/b', 'évil', 'a:99999999', '[::1'])
      expect((await ask(open, '/demo/new.atom', { host })).statusCode, host).toBe(400);
    for (const proto of ['javascript', 'https"x'])
      expect((await ask(open, '/demo/new.atom', { host: 'a.example', 'x-forwarded-proto': proto })).statusCode).toBe(
        400,
      );
    for (const host of ['a.example', 'A.example:8080', '[::1]:8080', '127.0.0.1', 'my_host'])
      expect((await ask(open, '/demo/new.atom', { host })).statusCode, host).toBe(200);
  });
});

it('an address is unescaped once: ids that hold escapes are told apart from what they would mean', async () => {
  const masked = await served({ maskAddresses: true });
  for (const server of [await served(), masked]) {
    for (const id of SLASHES) {
      const escaped = encodeURIComponent(id).replace('%40', '@');
      for (const url of [`/demo/${escaped}/`, `/api/v1/messages/${escaped}`]) {
        const answer = await server.app.inject({ url });
        expect(answer.statusCode, url).toBe(200);
        // Behind a slash it is taken for an address where those are hidden.
        expect(answer.body, url).toContain(server === masked ? 'This is ' : `This is ${id}.`);
      }
      const moved = await server.app.inject({ url: `/demo/${escaped}` });
      expect([moved.statusCode, moved.headers.location]).toEqual([301, `/demo/${escaped}/`]);
    }
  }
});
