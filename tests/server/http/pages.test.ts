import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { escapeMessageId } from '../../../server/present/brief/links.ts';
import { serveFiles, type TestServer } from '../../support/app.ts';
import { withFolder } from '../../support/archive.ts';
import { ALICE, BOB, dateAfter, mail, mbox } from '../../support/mail.ts';

const ODD = 'a/b?c#d%25&e="f"(g)@example.org';
const MAILS = [
  mail({
    id: 'root@example.org',
    subject: 'A <script>alert(1)</script> & a proposal',
    date: dateAfter(0),
    body: 'First line.\n<img src=x onerror=alert(2)>\nFrom here on it is quoted.\n>From there too.\nSee https://example.org/a?b=1&c=2.\n',
  }),
  mail({
    id: 'answer@example.org',
    from: BOB,
    subject: 'Re: A <script>alert(1)</script> & a proposal',
    references: ['root@example.org'],
    date: dateAfter(5),
    body: 'On Mon, 5 Jan 2026, Alice Example wrote:\n> First line.\n\nNo, the second.\n',
  }),
  mail({
    id: ODD,
    from: '"</title><script>x()</script>" <odd@example.org>',
    references: ['root@example.org', 'lost@example.org'],
    date: dateAfter(9),
    body: 'On Mon, 5 Jan 2026, Carol Example wrote:\n> Words of a mail that is not here.\n\nIndeed.\r\n',
  }),
];

let server: TestServer;
beforeAll(async () => {
  server = await withFolder((folder) => {
    const file = join(folder, 'demo.mbox');
    writeFileSync(file, mbox(MAILS));
    return serveFiles([file]);
  });
});
afterAll(() => server.close());

const page = async (url: string) => {
  const answer = await server.app.inject({ url });
  expect(answer.statusCode, url).toBe(200);
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  return answer.body;
};

/** What a reader sees: markup taken out. */
const words = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');

/** What search engines read is data, which nothing runs; it holds no sign that could end it. */
const withoutData = (html: string) => html.replace(/<script type="application\/ld\+json">[^<>&]*<\/script>/g, '');

const ADDRESSES = [
  '/',
  '/all/',
  '/demo/',
  '/demo/root@example.org/',
  '/demo/answer@example.org/',
  `/demo/${escapeMessageId(ODD)}/`,
  '/demo/lost@example.org/',
  '/demo/root@example.org/T/',
  '/all/root@example.org/t/',
  '/demo/root@example.org/summary/',
  '/demo/answer@example.org/summary/?length=full',
];

describe('pages without JavaScript', () => {
  it.each(ADDRESSES)('%s runs nothing that a mail brought', async (url) => {
    const html = withoutData(await page(url));
    expect(html).not.toMatch(/<script|<img|onerror=(?!alert\(2\)&gt;)|<\/title>[\s\S]*<\/title>/);
    expect(html.match(/<html/g)).toHaveLength(1);
  });

  it.each(ADDRESSES)('%s leads only to addresses that are there', async (url) => {
    const html = await page(url);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, link]) =>
      link!.replace(/&amp;/g, '&').replace(/&#39;/g, "'"),
    );
    for (const link of links) {
      if (/^(https?:|mailto:)/.test(link)) continue;
      // Relative links would follow the base of the app's page.
      expect(link).toMatch(/^\//);
      const target = new URL(link, 'http://localhost');
      const answer = await server.app.inject({ url: `${target.pathname}${target.search}` });
      expect(answer.statusCode, `${url} leads to ${link}`).toBe(200);
    }
  });

  it('tells above a quote who said it first, when and where', async () => {
    const html = await page('/demo/answer@example.org/');
    expect(html).toMatch(
      /<p class="says">Alice Example, <a href="\/demo\/root@example\.org\/#L1">2026-01-05 10:00, line 1<\/a>/,
    );
  });

  it('tells below a message who answered which lines', async () => {
    const text = words(await page('/demo/root@example.org/'));
    expect(text).toContain('Who answered what');
    expect(text).toMatch(/Lines 1 to 1: Bob Example, 2026-01-05 10:05/);
  });

  it('draws the conversation with the answer below the line that it answers', async () => {
    const text = words(withoutData(await page('/demo/root@example.org/t/')));
    expect(text.indexOf('First line.')).toBeLessThan(text.indexOf('No, the second.'));
    expect(text.indexOf('No, the second.')).toBeLessThan(text.indexOf('From here on it is quoted.'));
  });

  it('shows of a missing message what others quoted', async () => {
    const text = words(await page('/demo/lost@example.org/'));
    expect(text).toContain('This message is not in the archive');
    expect(text).toContain('Words of a mail that is not here.');
  });

  it('says in a sentence what is not there', async () => {
    for (const url of ['/none/', '/demo/nobody@example.org/', '/r/nobody@example.org']) {
      const answer = await server.app.inject({ url });
      expect(answer.statusCode).toBe(404);
      expect(answer.headers['content-type']).toMatch(/html/);
    }
  });

  it.each([
    ['/demo', '/demo/'],
    ['/demo/root@example.org', '/demo/root@example.org/'],
    [`/all/${escapeMessageId(ODD)}`, `/all/${escapeMessageId(ODD)}/`],
    ['/r/root@example.org', '/demo/root@example.org/'],
    [`/r/${escapeMessageId(ODD)}/`, `/demo/${escapeMessageId(ODD)}/`],
    ['/demo/root@example.org/T', '/demo/root@example.org/T/'],
  ])('%s leads to %s, as on lore', async (from, to) => {
    const answer = await server.app.inject({ url: from });
    expect([301, 302]).toContain(answer.statusCode);
    expect(answer.headers.location).toBe(to);
  });
});

describe('mails as files', () => {
  it('gives raw mail byte for byte', async () => {
    for (const [n, id] of ['root@example.org', 'answer@example.org', ODD].entries()) {
      const answer = await server.app.inject({ url: `/demo/${escapeMessageId(id)}/raw` });
      expect(answer.rawPayload.equals(MAILS[n]!)).toBe(true);
    }
  });

  it('gives the thread as mboxrd from which the very bytes come back', async () => {
    const answer = await server.app.inject({ url: '/all/answer@example.org/t.mbox.gz' });
    expect(answer.headers['content-type']).toBe('application/gzip');
    const text = gunzipSync(answer.rawPayload).toString('latin1');
    const mails = text
      .split(/^From mboxrd@z Thu Jan {2}1 00:00:00 1970\n/m)
      .slice(1)
      .map((one) => one.replace(/\n$/, '').replace(/^>(>*From )/gm, '$1'));
    expect(mails).toEqual(MAILS.map((bytes) => bytes.toString('latin1')));
  });

  it('gives it unpacked too', async () => {
    const answer = await server.app.inject({ url: '/all/answer@example.org/t.mbox' });
    expect(answer.headers['content-type']).toBe('application/mbox');
    expect(answer.body.match(/^From mboxrd@z/gm)).toHaveLength(3);
  });
});

describe('feeds', () => {
  it.each([
    ['/demo/new.atom', '/demo/new.atom'],
    ['/all/new.atom', '/all/new.atom'],
    ['/demo/answer@example.org/t.atom', '/demo/root@example.org/t.atom'],
  ])('%s is Atom', async (url, self) => {
    const { body, headers } = await server.app.inject({ url, headers: { host: 'lists.example.org' } });
    expect(headers['content-type']).toBe('application/atom+xml; charset=utf-8');
    expect(body.match(/<entry>/g)).toHaveLength(3);
    const ids = [...body.matchAll(/<id>([^<]*)<\/id>/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(4);
    for (const id of ids) expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(body).toContain(`<link rel="self" href="http://lists.example.org${self}"/>`);
    expect(body).not.toContain('<script');
    for (const [, date] of body.matchAll(/<updated>([^<]*)</g))
      expect(new Date(date!).toISOString()).toMatch(/^2026-01-05/);
  });

  it('names its author, newest first', async () => {
    const { body } = await server.app.inject({ url: '/demo/new.atom' });
    const names = [...body.matchAll(/<name>([^<]*)</g)].map(([, name]) => name);
    expect(names).toEqual(['&lt;/title&gt;&lt;script&gt;x()&lt;/script&gt;', BOB.split(' <')[0], ALICE.split(' <')[0]]);
  });
});
