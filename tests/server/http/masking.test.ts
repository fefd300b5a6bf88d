import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ThreadAnswer } from '../../../server/contract/index.ts';
import { AddressMask } from '../../../server/http/address-mask.ts';
import { serveFiles, type TestServer } from '../../support/app.ts';
import { dateAfter, mail, mbox } from '../../support/mail.ts';
import { withFolder } from '../../support/archive.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

let plain: TestServer;
let masked: TestServer;

const mails = [
  mail({
    id: 'a@example.org',
    from: 'Alice <alice@example.org>',
    subject: 'Write to carol@home.example',
    body: 'Ask dave@elsewhere.example.net, or me.\n',
  }),
  mail({
    id: 'b$1.x@example.org',
    references: ['a@example.org'],
    from: 'Alice <alice@other.example>',
    date: dateAfter(5),
    body: 'Alice <alice@example.org> wrote:\n> Ask dave@elsewhere.example.net, or me.\n\nSee <b$1.x@example.org>, https://lore.kernel.org/r/unknown@example.com/ and demo@lists.example.org.\n\nReviewed-by: Carol <carol@home.example>\n',
  }),
];
const SECRETS = ['alice@example.org', 'alice@other.example', 'dave@elsewhere.example.net', 'carol@home.example'];

beforeAll(async () => {
  await withFolder(async (folder) => {
    const path = join(folder, 'mails.mbox');
    writeFileSync(path, mbox(mails));
    plain = await serveFiles([path]);
    masked = await serveFiles([path], { maskAddresses: true });
  });
});
afterAll(async () => {
  await plain.close();
  await masked.close();
});

const bodyOf = async (server: TestServer, url: string) => {
  const answer = await server.app.inject({ url });
  return { status: answer.statusCode, body: answer.body, type: String(answer.headers['content-type']) };
};
const PAGES = [
  '/',
  '/demo/',
  '/demo/a@example.org/',
  '/demo/a@example.org/T/',
  '/demo/new.atom',
  '/demo/a@example.org/t.atom',
  '/search?q=dave',
  '/api/v1/home',
  '/api/v1/lists/demo/threads',
  '/api/v1/threads/a@example.org',
  '/api/v1/messages/b%241.x@example.org',
  '/api/v1/people',
  '/api/v1/search?q=dave',
  '/api/v1/lists/demo/patches?format=csv',
];

describe('a server that masks addresses', () => {
  it.each(PAGES)('shows none of them at %s, and all else', async (url) => {
    const open = await bodyOf(plain, url);
    const closed = await bodyOf(masked, url);
    expect([closed.status, closed.type]).toEqual([open.status, open.type]);
    const found = (text: string) =>
      SECRETS.filter((secret) => text.includes(secret) || text.includes(secret.replace('@', '%40')));
    expect(found(closed.body), closed.body.match(/.{60}(?:dave|carol)(?:@|%40)[a-z]+.{20}/s)?.[0]).toEqual([]);
    expect(closed.body.length).toBeGreaterThan(open.body.length / 2);
  });

  it('shows them where it is not told to mask', async () => {
    const { body } = await bodyOf(plain, '/api/v1/threads/a@example.org');
    expect(SECRETS.filter((secret) => !body.includes(secret))).toEqual([]);
  });

  it('keeps people apart, texts as long as they were, and the ids of mails', async () => {
    const url = '/api/v1/threads/a@example.org';
    const open = JSON.parse((await bodyOf(plain, url)).body) as ThreadAnswer;
    const text = (await bodyOf(masked, url)).body;
    const closed = JSON.parse(text) as ThreadAnswer;
    expect(lengths(closed)).toEqual(lengths(open));
    for (const kept of ['a@example.org', 'b$1.x@example.org', 'demo@lists.example.org', 'r/unknown@example.com'])
      expect(text).toContain(kept);
    const seen = new Set(text.match(/alice@•[a-z0-9]+•*/g));
    expect(seen.size).toBe(2);
  });

  it('understands links with masked addresses', async () => {
    const mask = new AddressMask(masked.archive);
    const shown = mask.text('alice@other.example');
    expect(shown).toMatch(/^alice@•[a-z0-9]{7}•+$/);
    expect(shown).toHaveLength('alice@other.example'.length);
    const url = `/api/v1/people/${encodeURIComponent(shown)}`;
    expect(mask.unmask(url)).toBe('/api/v1/people/alice%40other.example');
    const answer = await masked.app.inject({ url });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('"Alice"');
    const search = await masked.app.inject({ url: `/api/v1/search?q=${encodeURIComponent(`f:${shown}`)}` });
    expect(search.statusCode).toBe(200);
    expect(search.body).toContain('b$1.x@example.org');
  });

  it('hands out no mail as it was sent', async () => {
    for (const url of [
      '/demo/a@example.org/raw',
      '/api/v1/messages/a@example.org/raw',
      '/demo/a@example.org/t.mbox',
      '/demo/a@example.org/t.mbox.gz',
    ]) {
      const open = await plain.app.inject({ url });
      expect(open.statusCode, url).toBe(200);
      const closed = await masked.app.inject({ url });
      expect(closed.statusCode, url).toBe(403);
      expect(closed.body).toContain('hides addresses');
      expect(closed.body).not.toContain('alice@');
    }
  });

  it('packs answers that are masked', async () => {
    const ask = () =>
      masked.app.inject({ url: '/api/v1/threads/a@example.org', headers: { 'accept-encoding': 'gzip' } });
    for (const answer of [await ask(), await ask()]) {
      const body =
        answer.headers['content-encoding'] === 'gzip' ? gunzipSync(answer.rawPayload).toString() : answer.body;
      expect(body).toContain('•');
      expect(body).not.toContain('alice@other.example');
    }
  });

  it('has another ETag, so that no cache shows what was open before', async () => {
    const tag = async (server: TestServer) => (await server.app.inject({ url: '/api/v1/lists' })).headers.etag;
    expect(await tag(plain)).toBeDefined();
    expect(await tag(plain)).not.toBe(await tag(masked));
  });
});

/** The same value with each text as its length. */
function lengths(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'string' ? each.length : each,
  ) as unknown;
}
