import { createServer, connect } from 'node:net';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { growth, mixOfPages, putUnderLoad, startServer, stopServer } from './load.ts';
import { buildProgram, manySamples, type Program } from './program.ts';
import { scratchFolder } from './scratch.ts';

let program: Program;
let folder: string;
let files: string[];
let db: string;

beforeAll(async () => {
  folder = scratchFolder();
  mkdirSync(join(folder, 'mail'));
  files = manySamples(join(folder, 'mail'), 2);
  program = await buildProgram();
  db = join(folder, 'served.sqlite');
  await program.run(['ingest', files[0]!, '--db', db]);
});
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

it('a server answers twenty clients without an error while an ingest and a backup run', async () => {
  const server = await startServer(program, db);
  const pages = await mixOfPages(server.url);
  expect(pages.length).toBeGreaterThan(30);
  const copy = join(folder, 'copy.sqlite');
  const [load, ingest, backup] = await Promise.all([
    putUnderLoad(server.url, { pages, clients: 20, seconds: 5 }),
    program.run(['ingest', ...files, '--db', db]),
    program.run(['backup', copy, '--db', db]),
  ]);
  expect([ingest.code, backup.code]).toEqual([0, 0]);
  expect(load.requests).toBeGreaterThan(50);
  expect(load.errors, `${JSON.stringify(load.statuses)} ${server.log()}`).toBe(0);
  // Taken in the middle of the ingest, the copy may hold threads that wait for analysis: the next run takes that up.
  expect((await program.run(['ingest', ...files, '--db', copy])).code).toBe(0);
  expect((await program.run(['doctor', '--db', copy])).code).toBe(0);
  expect(server.log()).toBe('');
  expect((await stopServer(server)).code).toBe(0);
});

it('a server that is told to end lets running answers end, and does not wait for idle clients', async () => {
  const server = await startServer(program, db);
  const port = Number(new URL(server.url).port);
  const idle = connect(port, '127.0.0.1');
  const pages = await mixOfPages(server.url);
  const answers = Promise.allSettled(pages.map((path) => fetch(server.url + path).then((answer) => answer.text())));
  // Once the first answer is there the others are under way.
  await fetch(`${server.url}/api/v1/health`);
  const { code, milliseconds } = await stopServer(server);
  idle.destroy();
  expect(code).toBe(0);
  expect(milliseconds).toBeLessThan(10_000);
  // Connections that had not been taken up may be refused; what was begun came whole.
  for (const answer of await answers) {
    if (answer.status === 'rejected')
      expect(String(answer.reason.cause?.code)).toMatch(/ECONNREFUSED|ECONNRESET|SOCKET/);
  }
});

it('a port that is taken is said in one sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const { code, errors } = await program.run(['serve', '--db', db, '--port', String(port)]);
  other.close();
  expect([code, errors.trim().split('\n').length], errors).toEqual([2, 1]);
});

it('growth is told from the second quarter to the last', () => {
  expect(growth([100, 100, 150, 150, 150, 150, 150, 150])).toBe(0);
  expect(growth([100, 100, 150, 150, 180, 190, 200, 200])).toBe(50);
});
