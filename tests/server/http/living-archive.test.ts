import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contract from '../../../server/contract/index.ts';
import { serveFiles, type TestServer } from '../../support/app.ts';
import { withFolder } from '../../support/archive.ts';
import { BOB, dateAfter, mail, mbox } from '../../support/mail.ts';

const LONG = 500;

/** A thread of 500 answers, each to the one before, three kilobytes each: more than one answer holds. */
function longThread(): Buffer[] {
  const words = `${'Words that fill the page. '.repeat(4)}\n`.repeat(28);
  return Array.from({ length: LONG }, (_, n) =>
    mail({
      id: `n${n}@example.org`,
      subject: n === 0 ? 'A long thread' : 'Re: A long thread',
      references: n === 0 ? [] : ['n0@example.org', ...(n > 1 ? [`n${n - 1}@example.org`] : [])],
      date: dateAfter(n),
      body: n === 0 ? words : `> ${words.split('\n')[0]}\nAnswer ${n}.\n${words}`,
    }),
  );
}

let server: TestServer;
beforeAll(async () => {
  server = await withFolder((folder) => {
    const file = join(folder, 'long.mbox');
    writeFileSync(file, mbox(longThread()));
    return serveFiles([file]);
  });
});
afterAll(() => server.close());

describe('a thread longer than one answer', () => {
  it('has all rows at once and its words page by page, each once, in reading order', async () => {
    const thread = await server.get(contract.ThreadAnswer, '/api/v1/threads/n250@example.org');
    expect(thread.rows).toHaveLength(LONG);
    expect(thread.target).toBe('n250@example.org');
    expect(thread.bodies.length).toBeLessThan(LONG);
    const bodies = [...thread.bodies];
    for (let next = thread.next; next !== null;) {
      const page: contract.BodiesAnswer = await server.get(
        contract.BodiesAnswer,
        `/api/v1/threads/n0@example.org/bodies?cursor=${next}`,
      );
      expect(page.bodies.length).toBeGreaterThan(0);
      bodies.push(...page.bodies);
      next = page.next;
    }
    expect(bodies.map((body) => body.key)).toEqual(thread.rows.map((row) => row.key));
  });

  it('gives the rows alone on demand', async () => {
    const thread = await server.get(contract.ThreadAnswer, '/api/v1/threads/n0@example.org?bodies=0');
    expect(thread.rows).toHaveLength(LONG);
    expect(thread.bodies).toEqual([]);
    expect(thread.next).not.toBeNull();
  });

  it('is read in as many queries as a thread of one message', async () => {
    const count = async (url: string) => {
      let queries = 0;
      const { prepare } = server.archive;
      server.archive.prepare = function counted(this: typeof server.archive, sql: string) {
        queries += 1;
        return prepare.call(this, sql);
      } as typeof prepare;
      await server.app.inject({ url });
      server.archive.prepare = prepare;
      return queries;
    };
    await withFolder(async (folder) => {
      writeFileSync(join(folder, 'short.mbox'), mbox([mail({ id: 'short@example.org', date: dateAfter(5000) })]));
      await server.add(join(folder, 'short.mbox'));
    });
    const short = await count('/api/v1/threads/short@example.org');
    const long = await count('/api/v1/threads/n0@example.org');
    expect(long).toBeLessThanOrEqual(short + 1);
    expect(short).toBeLessThan(25);
  });

  it('is answered packed, the second time from memory, until the archive changes', async () => {
    const ask = () =>
      server.app.inject({ url: '/api/v1/threads/n0@example.org', headers: { 'accept-encoding': 'gzip' } });
    const first = await ask();
    const second = await ask();
    expect(first.headers['content-encoding']).toBe('gzip');
    expect(second.rawPayload.equals(first.rawPayload)).toBe(true);
    await withFolder(async (folder) => {
      const late = mail({
        id: 'late@example.org',
        from: BOB,
        references: ['n0@example.org'],
        date: dateAfter(6000),
        body: 'Late words.\n',
      });
      writeFileSync(join(folder, 'late.mbox'), mbox([late]));
      await server.add(join(folder, 'late.mbox'));
    });
    const third = await ask();
    expect(third.rawPayload.equals(first.rawPayload)).toBe(false);
    expect(third.headers.etag).not.toBe(first.headers.etag);
    const thread = await server.get(contract.ThreadAnswer, '/api/v1/threads/n0@example.org');
    expect(thread.messages).toBe(LONG + 1);
  });

  it('is packed as the client takes it, with the same words', async () => {
    const url = '/api/v1/threads/n0@example.org';
    const plain = await server.app.inject({ url });
    expect(plain.headers['content-encoding']).toBeUndefined();
    const ask = (accepted: string) => server.app.inject({ url, headers: { 'accept-encoding': accepted } });
    for (const accepted of ['gzip, deflate, br', 'br;q=1.0, gzip;q=0.5']) {
      const answer = await ask(accepted);
      expect(answer.headers['content-encoding']).toBe('br');
      expect(answer.headers.vary).toContain('accept-encoding');
      expect(answer.headers['content-type']).toBe(plain.headers['content-type']);
      expect(brotliDecompressSync(answer.rawPayload).toString()).toBe(plain.body);
    }
    for (const accepted of ['gzip', 'gzip, br;q=0']) {
      const answer = await ask(accepted);
      expect(answer.headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(answer.rawPayload).toString()).toBe(plain.body);
    }
    expect((await ask('identity')).body).toBe(plain.body);
  });

  it('is kept packed for nobody who asks something else', async () => {
    const ask = (url: string) => server.app.inject({ url, headers: { 'accept-encoding': 'gzip' } });
    const all = await ask('/api/v1/threads/n0@example.org');
    const rows = await ask('/api/v1/threads/n0@example.org?bodies=0');
    expect(rows.rawPayload.equals(all.rawPayload)).toBe(false);
    const missing = await ask('/api/v1/threads/nobody@example.org');
    expect([missing.statusCode, (await ask('/api/v1/threads/nobody@example.org')).statusCode]).toEqual([404, 404]);
    const found = await ask('/api/v1/search?q=d:yesterday..');
    expect(found.headers.etag).toBeUndefined();
  });

  it('counts new mail in lists and figures as soon as it is in', async () => {
    const before = await server.get(contract.ListsAnswer, '/api/v1/lists');
    await withFolder(async (folder) => {
      writeFileSync(join(folder, 'new.mbox'), mbox([mail({ id: 'new@example.org', date: dateAfter(7000) })]));
      await server.add(join(folder, 'new.mbox'));
    });
    const after = await server.get(contract.ListsAnswer, '/api/v1/lists');
    expect(after.lists[0]!.messages).toBe(before.lists[0]!.messages + 1);
    const [row] = (await server.get(contract.ListThreadsAnswer, '/api/v1/lists/demo/threads')).threads;
    expect(row!.key).toBe('new@example.org');
  });
});

describe('hostile requests', () => {
  it.each([
    ['an id of 5,000 characters', `/api/v1/messages/${'x'.repeat(5000)}`],
    ['a NUL', `/api/v1/threads/${encodeURIComponent('\u0000')}`],
    ['half an escape', '/api/v1/messages/%'],
    ['bytes that are no UTF-8', '/api/v1/messages/%ff%fe'],
    ['a list that is no UTF-8', '/%ff/'],
    ['SQL in a name', `/api/v1/lists/all/threads?person=${encodeURIComponent("x' OR 1=1 --")}`],
    ['wildcards', `/api/v1/people?q=${encodeURIComponent('%_\\')}`],
    ['a cursor of nulls', '/api/v1/lists/all/threads?cursor=W251bGwsbnVsbF0'],
    ['an infinite cursor', `/api/v1/lists/all/threads?cursor=${Buffer.from('[1e999,1]').toString('base64url')}`],
    ['a negative page', '/api/v1/patches?limit=-1'],
    ['a range-diff of nothing', '/api/v1/series/x/range-diff'],
  ])('%s is answered without a fault', async (_name, url) => {
    const { statusCode } = await server.app.inject({ url });
    expect(statusCode).toBeLessThan(500);
  });
});
