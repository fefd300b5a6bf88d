import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as contract from '../../../server/contract/index.ts';
import { serveFiles, serveSample, type TestServer } from '../../support/app.ts';
import { corpus, itWith, sayCorporaAbsent } from '../../support/corpora.ts';
import { faultsOf, quotesOf } from './true-words.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveSample();
}, 60_000);
afterAll(() => server.close());

const SAMPLE = resolve(import.meta.dirname, '../../../data/sample');
const encode = encodeURIComponent;
const address = (id: string, query = '') => `/api/v1/threads/${encode(id)}/summary${query}`;

async function threadsOf(from: TestServer): Promise<string[]> {
  const { threads } = await from.get(contract.ListThreadsAnswer, '/api/v1/lists/all/threads?limit=200');
  return threads.map(({ key }) => key);
}

/** The thread of a quote's message, whole. */
function reader(from: TestServer): (id: string) => Promise<contract.ThreadAnswer> {
  const known = new Map<string, Promise<contract.ThreadAnswer>>();
  return async (id) => {
    const read = known.get(id) ?? from.get(contract.ThreadAnswer, `/api/v1/threads/${encode(id)}`);
    known.set(id, read);
    const thread = await read;
    for (const { key } of thread.rows) known.set(key, read);
    return thread;
  };
}

async function faultsIn(
  from: TestServer,
  lengths: contract.SummaryLength[],
): Promise<{ quotes: number; faults: string[] }> {
  const read = reader(from);
  const faults: string[] = [];
  let quotes = 0;
  for (const id of await threadsOf(from)) {
    for (const length of lengths) {
      const summary = await from.get(contract.SummaryAnswer, address(id, `?length=${length}`));
      const sources = new Set(summary.sources.map(({ messageId }) => messageId));
      for (const quote of quotesOf(summary)) {
        quotes += 1;
        faults.push(...faultsOf(quote, await read(quote.keptBy ?? quote.messageId)));
        if (!sources.has(quote.messageId)) faults.push(`${quote.messageId} is not among the sources`);
      }
    }
  }
  return { quotes, faults };
}

describe('the summary of a thread', () => {
  it('quotes only what stands in the named message as new text of the named person', async () => {
    const { quotes, faults } = await faultsIn(server, ['short', 'normal', 'full']);
    expect(quotes).toBeGreaterThan(300);
    expect(faults).toEqual([]);
  }, 60_000);

  const seeds = corpus('seeds-threads.mbox.gz');
  if (seeds === null) sayCorporaAbsent('summaries');
  itWith(
    seeds !== null,
    'quotes as truly from real threads',
    async () => {
      const real = await serveFiles([seeds!]);
      const { quotes, faults } = await faultsIn(real, ['normal']);
      await real.close();
      expect(quotes).toBeGreaterThan(200);
      expect(faults).toEqual([]);
    },
    240_000,
  );

  it('has the same bytes from any order of reading, in every format', async () => {
    const files = readdirSync(SAMPLE).filter((name) => name.endsWith('.mbox'));
    const other = await serveFiles(
      files
        .sort()
        .reverse()
        .map((name) => join(SAMPLE, name)),
    );
    for (const id of await threadsOf(server)) {
      for (const format of ['md', 'html', 'json', 'txt']) {
        const ours = await server.app.inject({ url: address(id, `?format=${format}`) });
        const theirs = await other.app.inject({ url: address(id, `?format=${format}`) });
        expect(ours.statusCode).toBe(200);
        expect(theirs.body).toBe(ours.body);
      }
    }
    await other.close();
  }, 60_000);

  it('is JSON of the published schema, in every length', async () => {
    const schema = JSON.parse(
      readFileSync(resolve(import.meta.dirname, '../../../docs/summary.schema.json'), 'utf8'),
    ) as TSchema;
    const check = Compile(schema);
    for (const id of await threadsOf(server)) {
      for (const length of ['short', 'normal', 'full']) {
        const summary: unknown = (await server.app.inject({ url: address(id, `?length=${length}`) })).json();
        const [, faults] = check.Errors(summary);
        expect(faults, id).toEqual([]);
      }
    }
    const harmed: Record<string, unknown> = (
      await server.app.inject({ url: address((await threadsOf(server))[0]!) })
    ).json();
    expect(check.Check({ ...harmed, messages: 'many' })).toBe(false);
    expect(check.Check({ ...harmed, sources: [{ n: 1 }] })).toBe(false);
  });

  it('names the hash of the bytes as read for every source that is here', async () => {
    const { createHash } = await import('node:crypto');
    for (const id of await threadsOf(server)) {
      const summary = await server.get(contract.SummaryAnswer, address(id, '?length=short'));
      for (const { messageId, sha256 } of summary.sources) {
        const raw = await server.app.inject({ url: `/api/v1/messages/${encode(messageId)}/raw` });
        if (sha256 === null) expect(raw.statusCode).toBe(404);
        else expect(createHash('sha256').update(raw.rawPayload).digest('hex')).toBe(sha256);
      }
    }
  });

  it('has every own line of every person in the full conversation', async () => {
    const [id] = await threadsOf(server);
    const summary = await server.get(contract.SummaryAnswer, address(id!, '?length=full'));
    const thread = await server.get(contract.ThreadAnswer, `/api/v1/threads/${encode(id!)}`);
    const told = summary.conversation.map(({ quote }) => quote.text).join('\n');
    for (const row of thread.rows) {
      if (row.ghost || row.bot) continue;
      const body = thread.bodies.find(({ key }) => key === row.key)!;
      const lines = body.text.split('\n');
      for (const { kind, lines: range } of body.blocks)
        if (kind === 'text') for (const line of lines.slice(...range)) expect(told).toContain(line.trim());
    }
  });

  it('grows with its length', async () => {
    for (const id of await threadsOf(server)) {
      const sizes = [];
      for (const length of ['short', 'normal', 'full'])
        sizes.push((await server.app.inject({ url: address(id, `?format=txt&length=${length}`) })).body.length);
      expect(sizes[0]).toBeLessThanOrEqual(sizes[1]!);
      expect(sizes[1]).toBeLessThanOrEqual(sizes[2]!);
    }
  });

  it('carries each quote’s Message-ID in every format', async () => {
    const [id] = await threadsOf(server);
    const summary = await server.get(contract.SummaryAnswer, address(id!));
    for (const format of ['md', 'txt', 'html']) {
      const { body } = await server.app.inject({ url: address(id!, `?format=${format}`) });
      for (const { messageId } of quotesOf(summary)) expect(body).toContain(messageId);
    }
  });

  it('is one HTML file that loads nothing and runs nothing, whatever a mail holds', async () => {
    for (const id of await threadsOf(server)) {
      const { body } = await server.app.inject({ url: address(id, '?format=html&length=full') });
      expect(body).not.toMatch(/<(script|img|iframe|link|object|embed)\b|\son\w+=|url\(|@import/i);
      expect(body).toContain('@media print');
    }
  });

  it('says in a sentence what is wrong with a question', async () => {
    const missing = await server.app.inject({ url: address('nobody@example.org') });
    expect(missing.statusCode).toBe(404);
    expect(missing.json()).toMatchObject({ error: { code: 'not-found' } });
    const odd = await server.app.inject({ url: address('x@example.org', '?length=huge') });
    expect(odd.statusCode).toBe(400);
  });
});
