import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFiles, type TestServer } from '../../support/app.ts';
import { BOB, dateAfter, mail, mbox } from '../../support/mail.ts';
import { patchText, telling } from '../../support/patches.ts';

const OTHER = { listId: 'other.lists.example.org' };
const PATCH = {
  id: 'patch@example.org',
  subject: '[PATCH] gate: close it',
  body: patchText([{ path: 'gate.c', lines: telling('gate', 5) }], {
    message: 'It </script><b>stays</b> open.\n\nSigned-off-by: Alice Example <alice@example.org>',
  }),
};
const TAKEN = {
  id: 'taken@example.org',
  from: BOB,
  date: dateAfter(60),
  subject: 'Re: [PATCH] gate: close it',
  references: ['patch@example.org'],
  body: '> It stays open.\n\nApplied, thanks!\n',
};
const QUESTION = {
  id: 'why@example.org',
  from: BOB,
  date: dateAfter(90),
  subject: 'Re: [PATCH] fence: mend it',
  references: ['fence@example.org'],
  body: '> +\tresult_fence += compute_fence_0(input_fence);\n\nWhy is this needed?\n',
};

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lorescope-findable-'));
  const files = [join(folder, 'demo.mbox'), join(folder, 'other.mbox')];
  writeFileSync(
    files[0]!,
    mbox([
      mail(PATCH),
      mail(TAKEN),
      mail({
        id: 'fence@example.org',
        date: dateAfter(80),
        subject: '[PATCH] fence: mend it',
        body: patchText([{ path: 'fence.c', lines: telling('fence', 5) }]),
      }),
      mail(QUESTION),
      mail({ id: 'old@example.org', date: 'Tue, 2 Dec 2025 10:00:00 +0000', subject: 'Old' }),
    ]),
  );
  writeFileSync(files[1]!, mbox([mail({ ...PATCH, ...OTHER }), mail({ id: 'alone@example.org', ...OTHER })]));
  server = await serveFiles(files, { me: ['alice@example.org'] });
}, 60_000);
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = async (url: string) => {
  const answer = await server.app.inject({ url, headers: { host: 'lists.example.org' } });
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 200)}`).toBe(200);
  return answer;
};
interface Item {
  id: string;
  url: string;
  title: string;
  content_text: string;
  date_published: string;
}
const feed = async (url: string) => {
  const answer = await get(`${url}.json`);
  expect(answer.headers['content-type']).toBe('application/feed+json; charset=utf-8');
  const value = answer.json<{
    version: string;
    title: string;
    feed_url: string;
    home_page_url: string;
    items: Item[];
  }>();
  expect(value.version).toBe('https://jsonfeed.org/version/1.1');
  expect(value.feed_url).toMatch(/^http:\/\/lists\.example\.org\/.*\.json$/);
  // The same as Atom.
  const atom = (await get(`${url}.atom`)).body;
  expect(atom.match(/<entry>/g) ?? []).toHaveLength(value.items.length);
  for (const { date_published: date } of value.items) expect(atom).toContain(`<updated>${date}</updated>`);
  return value;
};
const titles = async (url: string) => (await feed(url)).items.map(({ title }) => title);

describe('feeds, as Atom and as JSON', () => {
  it('tell what is new on a list, in a thread, by a person, of a series', async () => {
    expect((await feed('/demo/new')).items.map(({ id }) => id)).toEqual([
      'why@example.org',
      'fence@example.org',
      'taken@example.org',
      'patch@example.org',
      'old@example.org',
    ]);
    expect(await titles('/demo/patch@example.org/t')).toEqual(['Re: [PATCH] gate: close it', '[PATCH] gate: close it']);
    expect(await titles('/person/bob@example.org/new')).toEqual([
      'Re: [PATCH] fence: mend it',
      'Re: [PATCH] gate: close it',
    ]);
    expect(await titles('/series/patch@example.org/new')).toEqual([
      'Re: [PATCH] gate: close it',
      '[PATCH] gate: close it',
    ]);
  });

  it('tell what was decided, with the words that say so', async () => {
    const { items } = await feed('/demo/decided');
    expect(items.map(({ title, content_text }) => [title, content_text])).toEqual([
      ['Accepted: gate: close it', 'Accepted: “Applied, thanks!” (Bob Example, 2026-01-05).'],
    ]);
    expect(await titles('/all/decided')).toHaveLength(1);
  });

  it('tell what waits for the reader whom the settings or the address name', async () => {
    const { items } = await feed('/me/waiting');
    expect(items.map(({ title }) => title)).toContain('fence: mend it');
    expect(items[0]!.content_text).not.toBe('');
    expect((await get('/me/waiting.json?who=bob@example.org')).json<{ items: Item[] }>().items).toEqual([]);
  });
});

describe('pages', () => {
  it('tell in their heads where they stand and what became of the patch', async () => {
    const { body } = await get('/other/patch@example.org/');
    expect(body).toContain('<meta property="og:url" content="http://lists.example.org/other/patch@example.org/" />');
    expect(body).toContain('<link rel="canonical" href="http://lists.example.org/other/patch@example.org/" />');
    expect(body).toMatch(
      /<meta property="og:description" content="Accepted: “Applied, thanks!” \(Bob Example, 2026-01-05\)\. /,
    );
    expect(body).toContain('type="application/feed+json"');
    expect(body).toContain('<link rel="search" type="application/opensearchdescription+xml"');
  });

  it('describe the discussion, its first post on every page, and nothing in a mail ends the element', async () => {
    for (const [url, comments] of [
      ['/demo/patch@example.org/', 0],
      ['/demo/taken@example.org/', 1],
      ['/demo/taken@example.org/T/', 1],
      ['/demo/taken@example.org/t/', 1],
    ] as const) {
      const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec((await get(url)).body)!;
      const posting = JSON.parse(json!) as Record<string, unknown> & { comment: { text: string; url: string }[] };
      expect(posting).toMatchObject({
        '@type': 'DiscussionForumPosting',
        headline: 'gate: close it',
        author: { '@type': 'Person', name: 'Alice Example' },
        datePublished: '2026-01-05T10:00:00Z',
        url: 'http://lists.example.org/demo/patch@example.org/',
      });
      expect(posting['text']).toMatch(/^It <\/script><b>stays<\/b> open\./);
      expect(posting.comment, url).toHaveLength(comments);
      if (comments > 0) expect(posting.comment[0]!.text).toContain('Applied, thanks!');
    }
  });
});

describe('search engines', () => {
  it('find every thread once, by list and month, with its last mail', async () => {
    const robots = (await get('/robots.txt')).body;
    expect(robots).toContain('Disallow: /api/');
    const index = /^Sitemap: http:\/\/lists\.example\.org(.*)$/m.exec(robots)![1]!;
    const locations = (xml: string) =>
      [...xml.matchAll(/<loc>http:\/\/lists\.example\.org(.*?)<\/loc>/g)].map(([, path]) => path!);
    const maps = locations((await get(index)).body);
    expect(maps).toEqual(['/sitemap/demo/2025-12.xml', '/sitemap/demo/2026-01.xml', '/sitemap/other/2026-01.xml']);
    const pages = (await Promise.all(maps.map(async (path) => locations((await get(path)).body)))).flat();
    expect(pages).toEqual([
      '/demo/old@example.org/T/',
      '/demo/patch@example.org/T/',
      '/demo/fence@example.org/T/',
      '/other/alone@example.org/T/',
    ]);
    for (const page of pages)
      expect((await get(page)).body).toContain(`<link rel="canonical" href="http://lists.example.org${page}" />`);
    expect((await get('/sitemap/demo/2026-01.xml')).body).toContain('<lastmod>2026-01-05T11:00:00Z</lastmod>');
  });

  it('are told not to list files, and how to search', async () => {
    expect((await get('/demo/patch@example.org/raw')).headers['x-robots-tag']).toBe('noindex');
    expect((await get('/opensearch.xml')).body).toContain('template="http://lists.example.org/all/?q={searchTerms}"');
  });

  it('that ask too often are told when to come back', async () => {
    const small = await serveFiles([join(folder, 'demo.mbox')], { guard: true, requestsPerMinute: 2 });
    const ask = () => small.app.inject({ url: '/demo/new.json', remoteAddress: '192.0.2.7' });
    await ask();
    await ask();
    const third = await ask();
    expect(third.statusCode).toBe(429);
    expect(Number(third.headers['retry-after'])).toBeGreaterThan(0);
    await small.close();
  });
});
