import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildNntp, type NntpOptions } from '../../../server/nntp/server.ts';
import { withFolder } from '../../support/archive.ts';
import { serveFiles, type TestServer } from '../../support/app.ts';
import { dateAfter, mail, mbox } from '../../support/mail.ts';
import { patchText, telling } from '../../support/patches.ts';
import { Newsreader } from './newsreader.ts';

const OTHER = 'other.lists.example.org';
const MAILS = [
  mail({ id: 'one@example.org', subject: '=?UTF-8?Q?caf=C3=A9?= opens', body: 'First line.\n.hidden\n..two\n.\nlast' }),
  mail({
    id: 'two@example.org',
    date: dateAfter(1),
    subject: 'Re: a\tlong\n one',
    references: ['one@example.org'],
    headers: { Lines: '99', Path: 'else', 'X-Note': 'kept' },
  }),
  mail({
    id: 'patch@example.org',
    date: dateAfter(2),
    subject: '[PATCH] gate: close it',
    body: patchText([{ path: 'gate.c', lines: telling('gate', 5) }]),
  }),
];

let server: TestServer;
let close: () => void;
let port = 0;
const closers: (() => void)[] = [];

async function start(options: NntpOptions = {}): Promise<number> {
  const servers = buildNntp(server.archive, { host: 'news.example.org', ...options });
  await new Promise<void>((done) => servers.plain.listen(0, '127.0.0.1', done));
  if (servers.secure) await new Promise<void>((done) => servers.secure!.listen(0, '127.0.0.1', done));
  closers.push(() => {
    servers.plain.close();
    servers.secure?.close();
    servers.close();
  });
  return (servers.plain.address() as AddressInfo).port;
}

async function reader(at = port): Promise<Newsreader> {
  const found = await Newsreader.open(at);
  expect(await found.line()).toMatch(/^201 /);
  return found;
}

beforeAll(async () => {
  await withFolder(async (folder) => {
    const files = [join(folder, 'demo.mbox'), join(folder, 'other.mbox')];
    writeFileSync(files[0]!, mbox(MAILS));
    writeFileSync(
      files[1]!,
      mbox([
        mail({ id: 'first@example.org', listId: OTHER }),
        mail({
          id: 'two@example.org',
          date: dateAfter(1),
          subject: 'Re: a\tlong\n one',
          references: ['one@example.org'],
          listId: OTHER,
        }),
      ]),
    );
    server = await serveFiles(files);
  });
  port = await start();
  close = () => closers.forEach((one) => one());
}, 60_000);
afterAll(async () => {
  close();
  await server.close();
});

describe('newsgroups', () => {
  it('are the lists, with exact numbers, descriptions and times', async () => {
    const news = await reader();
    expect((await news.askAll('CAPABILITIES')).lines).toEqual(
      expect.arrayContaining(['VERSION 2', 'READER', 'OVER MSGID', 'HDR', 'NEWNEWS']),
    );
    expect((await news.askAll('LIST')).lines).toEqual(['demo 3 1 n', 'other 2 1 n']);
    expect((await news.askAll('LIST ACTIVE o*,!other')).lines).toEqual([]);
    expect((await news.askAll('LIST NEWSGROUPS d?mo')).lines).toEqual(['demo\tdemo@lists.example.org']);
    expect((await news.askAll('LIST OVERVIEW.FMT')).lines).toHaveLength(8);
    expect(await news.ask('LIST SUBSCRIPTIONS')).toMatch(/^503/);
    expect(await news.ask('GROUP nowhere')).toMatch(/^411/);
    expect(await news.ask('GROUP demo')).toBe('211 3 1 3 demo');
    news.send('LISTGROUP demo 2-');
    expect(await news.upTo('.\r\n')).toBe('211 3 1 3 demo list follows\r\n2\r\n3\r\n.\r\n');
    expect((await news.askAll('NEWGROUPS 20000101 000000 GMT')).lines).toHaveLength(2);
    expect((await news.askAll('NEWNEWS demo 200101 000000')).lines).toEqual([
      '<one@example.org>',
      '<two@example.org>',
      '<patch@example.org>',
    ]);
    expect((await news.askAll(`NEWNEWS * ${new Date().getUTCFullYear() + 1}0101 000000`)).lines).toEqual([]);
    expect(await news.ask('QUIT')).toMatch(/^205/);
  });
});

describe('articles', () => {
  it('are the mails with what newsreaders need, dots doubled, encoded words left as they are', async () => {
    const news = await reader();
    await news.ask('GROUP demo');
    news.send('ARTICLE 1');
    const text = await news.upTo('\r\n.\r\n');
    expect(text).toMatch(
      /^220 1 <one@example\.org>\r\nPath: news\.example\.org!not-for-mail\r\nNewsgroups: demo\r\nXref: news\.example\.org demo:1\r\n/,
    );
    expect(text).toContain('\r\nSubject: =?UTF-8?Q?caf=C3=A9?= opens\r\n');
    expect(text).toMatch(/\r\n\r\nFirst line\.\r\n\.\.hidden\r\n\.\.\.two\r\n\.\.\r\nlast\r\n\.\r\n$/);
    const second = await news.askAll('HEAD 2');
    expect(second.lines).toContain('Newsgroups: demo,other');
    expect(second.lines).toContain('Xref: news.example.org demo:2 other:2');
    expect(second.lines).toContain('X-Note: kept');
    expect(second.lines.filter((line) => /^(?:Lines|Path):/.test(line))).toEqual([
      'Path: news.example.org!not-for-mail',
    ]);
    expect((await news.askAll('HEAD 3')).lines).toContain('X-Lorescope-State: new');
    expect(await news.ask('STAT')).toBe('223 3 <patch@example.org>');
    expect(await news.ask('STAT <two@example.org>')).toBe('223 0 <two@example.org>');
    expect(await news.ask('LAST')).toBe('223 2 <two@example.org>');
    expect(await news.ask('NEXT')).toBe('223 3 <patch@example.org>');
    expect(await news.ask('NEXT')).toMatch(/^421/);
    expect(await news.ask('BODY <none@example.org>')).toMatch(/^430/);
    expect(await news.ask('ARTICLE 9')).toMatch(/^423/);
    expect(await news.ask('POST')).toBe('440 This server only reads; write to demo@lists.example.org');
    expect(await news.ask('AUTHINFO USER me')).toMatch(/^502/);
    news.socket.destroy();
  });

  it('are told of in lines whose numbers of bytes and lines are right', async () => {
    const news = await reader();
    expect(await news.ask('XOVER 1-3')).toMatch(/^412/);
    await news.ask('GROUP demo');
    const { lines } = await news.askAll('OVER 1-');
    const fields = lines.map((line) => line.split('\t'));
    expect(fields.map((line) => line.length)).toEqual([9, 9, 9]);
    expect(fields[1]!.slice(0, 6)).toEqual([
      '2',
      'Re: a long one',
      'Alice Example <alice@example.org>',
      dateAfter(1),
      '<two@example.org>',
      '<one@example.org>',
    ]);
    expect(fields[1]![8]).toBe('Xref: news.example.org demo:2 other:2');
    for (const field of fields) {
      const article = await news.askAll(`ARTICLE ${field[0]}`);
      const body = article.lines.slice(article.lines.indexOf('') + 1);
      expect(Number(field[6])).toBe(article.lines.join('\r\n').length + 2);
      expect(Number(field[7])).toBe(body.length);
    }
    expect(await news.ask('OVER 7-9')).toMatch(/^423/);
    expect((await news.askAll('OVER <two@example.org>')).lines[0]).toMatch(/^0\tRe: a long one/);
    expect((await news.askAll('HDR X-Lorescope-State 1-')).lines).toEqual(['1 ', '2 ', '3 new']);
    expect((await news.askAll('XHDR Subject 2-2')).lines).toEqual(['2 Re: a long one']);
    expect((await news.askAll('HDR :lines 1')).lines).toEqual([`1 ${fields[0]![7]}`]);
    expect(await news.ask('HDR :nothing 1')).toMatch(/^503/);
    news.socket.destroy();
  });
});

describe('a server for newsreaders', () => {
  it('answers a burst of commands in order, long lines and nonsense with a sentence', async () => {
    const news = await reader();
    news.send('GROUP demo', 'STAT 1', 'x'.repeat(100_000), 'nonsense', 'STAT 2', 'LISTGROUP demo 1-x', 'DATE');
    const answers = [];
    for (let n = 0; n < 7; n += 1) answers.push((await news.line()).slice(0, 3));
    expect(answers).toEqual(['211', '223', '501', '500', '223', '501', '111']);
    news.socket.destroy();
  });

  it('turns away whoever comes beyond its bounds, and ends who says nothing', async () => {
    const small = await start({ mostConnections: 2, idle: 300 });
    const [first, second] = [await reader(small), await reader(small)];
    const third = await Newsreader.open(small);
    expect(await third.line()).toMatch(/^400/);
    await expect(first.line()).rejects.toThrow('the server left');
    await expect(second.line()).rejects.toThrow('the server left');
    await reader(small);
  });

  it('holds 200 readers at once', async () => {
    const readers = await Promise.all(Array.from({ length: 200 }, () => reader()));
    const answers = await Promise.all(readers.map((one) => one.ask('GROUP demo')));
    expect(new Set(answers)).toEqual(new Set(['211 3 1 3 demo']));
    for (const one of readers) one.socket.destroy();
  });

  it('goes on encrypted where it has a certificate, and forgets what came in the clear', async () => {
    await withFolder(async (folder) => {
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-keyout',
          key,
          '-out',
          cert,
          '-days',
          '2',
          '-subj',
          '/CN=news.example.org',
        ],
        { stdio: 'ignore' },
      );
      const secured = await start({ tls: { cert: readFileSync(cert), key: readFileSync(key) } });
      const news = await reader(secured);
      expect((await news.askAll('CAPABILITIES')).lines).toContain('STARTTLS');
      await news.ask('GROUP demo');
      news.send('STARTTLS', 'GROUP other');
      expect(await news.line()).toMatch(/^382/);
      news.socket.removeAllListeners('data');
      const socket = connectTls({ socket: news.socket, rejectUnauthorized: false });
      await new Promise<void>((done) => socket.once('secureConnect', () => done()));
      const hidden = new Newsreader(socket);
      expect(await hidden.ask('STAT')).toMatch(/^412/);
      expect((await hidden.askAll('CAPABILITIES')).lines).not.toContain('STARTTLS');
      expect(await hidden.ask('GROUP demo')).toBe('211 3 1 3 demo');
      socket.destroy();
    });
  });
});
