import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressesIn } from '../../ingest/parse/text/address-forms.ts';
import type { SearchAnswer } from '../../server/contract/index.ts';
import { serveFiles, type TestServer } from '../support/app.ts';
import { withFolder } from '../support/archive.ts';
import { dateAfter, mail, mbox } from '../support/mail.ts';

/** Addresses in words of mails, each in another form; local part, domain without the sign between. */
const FORMS: [text: string, local: string, hidden: string][] = [
  ['plain dora.plain@secretplain.example.net here', 'dora.plain', 'secretplain'],
  ['in <dora.angle@secretangle.example.net>', 'dora.angle', 'secretangle'],
  ['after/dora.slash@secretslash.example.net', 'dora.slash', 'secretslash'],
  ['mid:dora.mid@secretmid.example.net', 'dora.mid', 'secretmid'],
  ['https://example.org/options/dora.link@secretlink.example.net', 'dora.link', 'secretlink'],
  ['IDN dora.idn@secrétidn.example', 'dora.idn', 'secrétidn'],
  ['dora.number@[192.0.2.77]', 'dora.number', '192.0.2.77'],
  ['full width dora.wide＠secretwide.example.net', 'dora.wide', 'secretwide'],
  ['quoted-printable dora.qp=40secretqp.example.net', 'dora.qp', 'secretqp'],
  ['escaped https://example.org/?to=dora.url%40secreturl.example.net', 'dora.url', 'secreturl'],
  ['in HTML dora.html&#64;secrethtml.example.net', 'dora.html', 'secrethtml'],
  ['quoted "dora quoted"@secretquoted.example.net', 'quoted', 'secretquoted'],
  ['broken dora.broken@\nsecretbroken.example.net', 'dora.broken', 'secretbroken'],
  ['broken dora.later@secretlater.\nexample.info more', 'dora.later', 'example.info'],
  ['one label <dora.one@secretone>', 'dora.one', 'secretone'],
];
const PEOPLE = [
  ['alice', 'secretalice.example.com'],
  ['bob', 'secretbob.example.com'],
  ['carol', 'secretcarol.example.com'],
] as const;
const SECRETS = [...FORMS.map(([, , hidden]) => hidden), ...PEOPLE.map(([, domain]) => domain.split('.')[0]!)];
const LOCALS = [...FORMS.map(([, local]) => local), ...PEOPLE.map(([local]) => local)];

const filler =
  'Words before it go on for long, so that a line is cut at its beginning and at its end when it is quoted. ';
const DIFF =
  '---\n a.c | 1 +\n\ndiff --git a/a.c b/a.c\nindex 1111111..2222222 100644\n--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,2 @@ int f(void)\n x\n+y\n';
const MAILS = [
  mail({
    id: 'first-id@host.example',
    from: 'Alice <alice@secretalice.example.com>',
    subject: '[PATCH 1/1] pool: fix a leak',
    headers: { Cc: 'Carol <carol@secretcarol.example.com>' },
    body: `${FORMS.map(([text]) => filler.repeat(2) + text).join('\n\n')}\n${DIFF}`,
  }),
  mail({
    id: 'second-id@host.example',
    from: 'Bob <bob@secretbob.example.com>',
    references: ['first-id@host.example'],
    date: dateAfter(60),
    headers: { 'Content-Transfer-Encoding': 'base64' },
    body: Buffer.from(
      `On Monday, Alice <alice@secretalice.example.com> wrote:\n${FORMS.map(([text]) => `> ${filler}${text.replace('\n', '\n> ')}`).join('\n')}\n\nApplied, thanks.\n\nReviewed-by: Carol <carol@secretcarol.example.com>\n-- \nBob, bob@secretbob.example.com\n`,
    ).toString('base64'),
  }),
];

let masked: TestServer;
beforeAll(async () => {
  masked = await withFolder(async (folder) => {
    const path = join(folder, 'mails.mbox');
    writeFileSync(path, mbox(MAILS));
    return serveFiles([path], { maskAddresses: true });
  });
});
afterAll(() => masked.close());

/** What an answer tells that it should not. */
function told(body: string): string[] {
  const plain = body.toLowerCase();
  return SECRETS.filter((secret) => plain.includes(secret) || plain.includes(encodeURIComponent(secret).toLowerCase()));
}
const ask = (url: string) => masked.app.inject({ url });
const search = async (q: string, more = '') => {
  const { body, statusCode } = await ask(`/api/v1/search?q=${encodeURIComponent(q)}${more}`);
  return { body, statusCode, hits: statusCode === 200 ? (JSON.parse(body) as SearchAnswer).hits.length : 0 };
};

describe('addresses in a text', () => {
  it.each(FORMS)('are found: %s', (text, local, hidden) => {
    const [span, ...others] = addressesIn(text);
    expect(others).toEqual([]);
    expect(text.slice(span!.from, span!.at)).toContain(local);
    expect(text.slice(span!.domain, span!.to)).toContain(hidden.split('.')[0]);
  });

  it('are not found where an at sign says something else', () => {
    for (const text of [
      'i2c@40000000 {',
      'HEAD@{1}',
      '@@ -1,2 +1,2 @@',
      'a @ b',
      '@param x',
      'cpu@0: x',
      'me@',
      '5 @ 3.50',
    ])
      expect(addressesIn(text), text).toEqual([]);
  });
});

describe('a visitor from whom addresses are hidden', () => {
  it('finds none of them on any page, feed or file that links lead to', async () => {
    const open = [
      '/',
      '/api/v1/home',
      '/demo/',
      '/demo/new.atom',
      '/demo/new.json',
      '/demo/first-id@host.example/t.atom',
    ];
    for (const place of ['/pw/api/1.3/', '/api/v1/lists/demo/patches?format=csv', '/api/v1/stats', '/sitemap.xml'])
      open.push(place);
    for (const id of ['first-id@host.example', 'second-id@host.example'])
      for (const form of ['messages', 'threads', 'summaries', 'patches', 'series', 'verdicts'])
        open.push(`/api/v1/${form}/${id}`);
    for (const kind of ['people', 'patches', 'series', 'covers', 'projects', 'events', 'bundles'])
      open.push(`/pw/api/1.3/${kind}/`, `/pw/api/1.3/${kind}/1/`);
    const seen = new Set<string>();
    const found: string[] = [];
    while (open.length > 0 && seen.size < 400) {
      const url = open.shift()!;
      if (seen.has(url)) continue;
      seen.add(url);
      const { body, headers } = await ask(url);
      const secrets = told(`${body} ${String(headers.location ?? '')} ${JSON.stringify(headers)}`);
      if (secrets.length > 0) found.push(`${url}: ${secrets.join()}`);
      for (const [, link] of body.matchAll(
        /(?:href=|"(?:url|html_url|mbox|comments|web_url|_url|self)":\s?)"([^"]+)"/g,
      ))
        open.push(
          link!
            .replace(/&amp;/g, '&')
            .replace(/^https?:\/\/[^/]+/, '')
            .replace(/#.*/, '') || '/',
        );
    }
    expect(seen.size).toBeGreaterThan(60);
    expect(found).toEqual([]);
  }, 120_000);

  it('finds a mail by each local part, and no more of the address with it', async () => {
    for (const local of LOCALS) {
      for (const q of [
        local,
        `f:${local}`,
        `"${local}"`,
        `b:${local}`,
        `tc:${local}`,
        `${local}*`,
        `person:${local}`,
      ]) {
        for (const more of ['', '&order=best', '&collapse=thread']) {
          const { body } = await search(q, more);
          expect(told(body), `${q} ${body.slice(0, 300)}`).toEqual([]);
        }
      }
      for (const url of [
        `/demo/?q=${local}`,
        `/all/?q=${local}&x=A`,
        `/api/v1/people?q=${local}`,
        `/pw/api/1.3/people/?q=${local}`,
      ])
        expect(told((await ask(url)).body), url).toEqual([]);
    }
    expect((await search('f:alice')).hits).toBe(1);
    expect((await search('"dora.plain"')).hits).toBeGreaterThan(0);
    expect((await search('leak')).hits).toBeGreaterThan(0);
  }, 120_000);

  it('learns by no question whether an address goes on as guessed', async () => {
    const nothing = await search('alice NOT nosuchwordanywhere');
    expect(nothing.hits).toBeGreaterThan(0);
    for (const [local, domain] of [...PEOPLE, ['dora.plain', 'secretplain.example.net'] as const]) {
      const [word] = domain.split('.') as [string];
      for (const q of [
        word,
        `${word.slice(0, 8)}*`,
        `"${local} ${word}"`,
        `${local}@${domain}`,
        `f:${local}@${domain}`,
      ]) {
        const right = await search(q);
        const wrong = await search(
          q.replace(domain, 'wrong.example.com').replace(word, 'nosuchword').replace(word.slice(0, 8), 'nosuchwo'),
        );
        expect([right.statusCode, right.hits], q).toEqual([wrong.statusCode, wrong.hits]);
      }
      for (const q of [
        `f:${word}`,
        `tc:${domain}`,
        `person:${word}`,
        `person:${local}@${domain}`,
        `${local} NEAR ${word}`,
      ])
        expect((await search(q)).hits, q).toBe(0);
      // What is ruled out by a hidden word is found all the same.
      expect((await search(`leak NOT ${word}`)).hits, word).toBe((await search('leak NOT nosuchword')).hits);
      for (const url of [
        `/api/v1/people/${local}@${domain}`,
        `/api/v1/people/${encodeURIComponent(`${local}@${domain}`)}`,
      ])
        expect((await ask(url)).statusCode, url).toBe(404);
      const { people } = (await ask(`/api/v1/people?q=${word}`)).json<{ people: unknown[] }>();
      expect(people).toEqual([]);
    }
    for (const q of ['leak', 'secretalice']) expect((await ask(`/demo/?q=${q}&x=m`)).statusCode, q).toBe(403);
  });

  it('follows what is shown: a masked address finds its mails, and the person', async () => {
    const { body } = await ask('/api/v1/messages/first-id@host.example');
    const shown = /alice@\u2022[a-z0-9]{7}\u2022*/.exec(body)![0];
    for (const q of [`f:${shown}`, `person:${shown}`, `person:"${shown}"`]) expect((await search(q)).hits, q).toBe(1);
    expect((await ask(`/api/v1/people/${encodeURIComponent(shown)}`)).statusCode).toBe(200);
  });
});
