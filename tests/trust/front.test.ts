import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { buildApp } from '../../server/http/app.ts';
import { AnswerPool } from '../../server/http/front/answer-pool.ts';
import { CostClasses } from '../../server/http/front/cost-classes.ts';
import { memoryArchive } from '../support/archive.ts';

/** A worker that answers, but for one list whose name makes it busy for ever, as a dear question would. */
const WORKER = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:http').createServer((request, response) => {
    if (request.url.startsWith('/endless')) for (;;);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ url: request.url, headers: request.headers }));
  });
  parentPort.on('message', () => parentPort.postMessage('awake'));
  server.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }));
`;

const ended: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

async function served(workers: number, deadline: number) {
  let started = 0;
  const pool = new AnswerPool(
    workers,
    () => {
      started += 1;
      return new Worker(WORKER, { eval: true });
    },
    deadline,
  );
  await pool.ready();
  const app = await buildApp(memoryArchive(), { pool });
  await app.listen({ host: '127.0.0.1', port: 0 });
  ended.push(() => app.close());
  const { port } = app.server.address() as AddressInfo;
  const ask = (path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
        let body = '';
        answer.on('data', (chunk: Buffer) => (body += chunk.toString()));
        answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body }));
      }).on('error', reject);
    });
  return { ask, started: () => started };
}

describe('a server with workers', () => {
  it('answers health and other pages while one answer never ends, stops that one with a sentence, and goes on', async () => {
    const { ask, started } = await served(2, 1500);
    const endless = ask('/endless/');
    const [health, other] = await Promise.all([ask('/api/v1/health'), ask('/api/v1/lists')]);
    expect([health.status, other.status]).toEqual([200, 200]);
    const stopped = await endless;
    expect(stopped.status).toBe(503);
    expect(stopped.headers['retry-after']).toMatch(/^\d+$/);
    expect(JSON.parse(stopped.body)).toMatchObject({
      error: { code: 'too-busy', message: expect.stringMatching(/^This takes longer than/) as string },
    });
    expect(started()).toBe(3);
    for (let i = 0; i < 5; i += 1) expect((await ask('/api/v1/lists')).status).toBe(200);
  });

  it('keeps a worker free for others where many ask what was dear before', async () => {
    const { ask } = await served(2, 1000);
    expect((await ask('/endless/')).status).toBe(503);
    const many = Array.from({ length: 30 }, () => ask('/endless/'));
    for (let i = 0; i < 5; i += 1) expect((await ask('/api/v1/lists')).status).toBe(200);
    // What would wait too long is turned away before any work is begun.
    const refused = (await Promise.all(many.slice(-15))).filter(({ body }) => /wait already/.test(body));
    expect(refused.length).toBeGreaterThan(5);
  }, 60_000);

  it('tells a worker who asks and by which address, and passes on nothing of that kind from a visitor', async () => {
    const { ask } = await served(1, 5000);
    const { body } = await ask('/api/v1/lists', { forwarded: 'host=evil.example', 'x-forwarded-prefix': '/evil' });
    const { headers } = JSON.parse(body) as { headers: Record<string, string> };
    expect(headers['forwarded']).toBeUndefined();
    expect(headers['x-forwarded-prefix']).toBeUndefined();
    expect(headers['x-forwarded-for']).toBe('127.0.0.1');
    expect(headers['x-request-id']).toBeTruthy();
  });
});

describe('kinds of requests', () => {
  it('are dear once they were, and cheap again after cheap answers', () => {
    const costs = new CostClasses();
    expect(costs.isDear('GET /a')).toBe(false);
    costs.learn('GET /a', 4000);
    expect(costs.isDear('GET /a')).toBe(true);
    for (let i = 0; i < 60; i += 1) costs.learn('GET /a', 5);
    expect(costs.isDear('GET /a')).toBe(false);
  });
});
