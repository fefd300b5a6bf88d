import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Archive, openWriter } from '../../data/database.ts';
import { ingest } from '../../ingest/pipeline/run.ts';
import { sync } from '../../ingest/pipeline/run.ts';
import { dumpText, memoryArchive } from '../support/archive.ts';
import { archiving, commitAll, git, removing } from '../support/inbox.ts';
import { dateAfter, mail, mbox } from '../support/mail.ts';
import { type FaultyServer, serveFolder } from './faulty-server.ts';
import { publish as publishList } from './published.ts';
import { scratchFolder } from './scratch.ts';

const said = (i: number) => mail({ id: `m${i}@example.org`, date: dateAfter(i), body: `Words ${i}.\n` });

/** Without waits; waits asked for are noted. */
const waits: number[] = [];
const fetchPolicy = {
  silence: 1000,
  tries: 3,
  pause: (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  },
};

let folder: string;
let served: string;
let server: FaultyServer;
let archive: Archive;

beforeEach(async () => {
  waits.length = 0;
  folder = scratchFolder();
  served = join(folder, 'served');
  mkdirSync(join(served, 'demo', 'git'), { recursive: true });
  server = await serveFolder(served);
  archive = openWriter(join(folder, 'archive.sqlite'));
});
afterEach(async () => {
  archive.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const publish = (...epochs: number[]) => publishList(served, 'demo', epochs);
const epoch = (number: number) => join(served, 'demo', 'git', `${number}.git`);
const options = { list: null, since: null, until: null, now: 1_800_000_000, fetchPolicy };
const read = () => ingest(archive, [`${server.url}/demo/`], options);
const again = (lists: string[] = []) => sync(archive, lists, { now: 1_800_000_000, fetchPolicy });
const ids = () =>
  dumpText(archive).then((text) =>
    [...text.matchAll(/"type":"message","key":"([^"]+)"/g)].map((found) => found[1]).sort(),
  );

describe('a list on a web server', () => {
  it('is fetched epoch by epoch, and read again only for what is new', async () => {
    commitAll(epoch(0), [archiving(said(1), 1), archiving(said(2), 2)]);
    commitAll(epoch(1), [archiving(said(3), 3)]);
    publish(0, 1);
    expect((await read()).new).toBe(3);
    const before = server.requests.length;
    expect(await again()).toMatchObject({ read: 0, new: 0, problems: [] });
    expect(server.requests.slice(before)).toMatchObject([{ path: '/demo/manifest.js.gz', status: 304 }]);
    commitAll(epoch(1), [archiving(said(4), 4), removing(said(1), 5)]);
    publish(0, 1);
    const asked = server.requests.length;
    expect(await again(['demo'])).toMatchObject({ new: 1, removed: 1, problems: [] });
    expect(server.requests.slice(asked).some(({ path }) => path.includes('0.git'))).toBe(false);
    expect(await ids()).toEqual(['m2@example.org', 'm3@example.org', 'm4@example.org']);
  });

  it('says who asks, one request at a time', async () => {
    commitAll(epoch(0), [archiving(said(1), 1)]);
    publish(0);
    await read();
    expect(server.requests.length).toBeGreaterThan(3);
    expect(server.requests.filter(({ agent }) => !agent.startsWith('Lorescope/'))).toEqual([]);
    expect(server.most).toBe(1);
  });

  it('withdraws what a rewritten history no longer has, and nothing else', async () => {
    commitAll(epoch(0), [archiving(said(1), 1), archiving(said(2), 2), archiving(said(3), 3)]);
    publish(0);
    await read();
    commitAll(epoch(0), [archiving(said(1), 1), archiving(said(3), 3), archiving(said(4), 4)], 'nothing');
    publish(0);
    expect(await again()).toMatchObject({ new: 1, removed: 1 });
    expect(await ids()).toEqual(['m1@example.org', 'm3@example.org', 'm4@example.org']);
  });

  it.each([
    ['is cut off', 'cut'],
    ['ends in the middle', 'half'],
    ['is refused for now (503)', { status: 503 }],
    ['comes too often (429)', { status: 429, retryAfter: 7 }],
    ['hears nothing', 'silence'],
    ['drips', 'drip'],
  ] as const)('is had whole though each file once %s', async (_, fault) => {
    commitAll(epoch(0), [archiving(said(1), 1), archiving(said(2), 2)]);
    publish(0);
    server.fault = (path, count) => (path.endsWith('manifest.js.gz') && count < 3 ? fault : null);
    expect((await read()).new).toBe(2);
    if (typeof fault === 'object' && fault.status === 429) expect(waits).toEqual([7000, 7000]);
    else if (fault !== 'drip') expect(waits).toEqual([2000, 4000]);
  });

  it('is had whole though a pack came by half', async () => {
    commitAll(
      epoch(0),
      Array.from({ length: 30 }, (_, i) => archiving(said(i), i + 1)),
    );
    git(epoch(0), '--git-dir', epoch(0), 'gc', '--quiet');
    publish(0);
    server.fault = (path, count) => (path.endsWith('.pack') && count < 2 ? 'half' : null);
    expect(await read()).toMatchObject({ new: 30, problems: [] });
  });

  it('keeps what it has where an epoch can not be fetched, says so, and goes on with the next run', async () => {
    commitAll(epoch(0), [archiving(said(1), 1)]);
    commitAll(epoch(1), [archiving(said(2), 2)]);
    publish(0, 1);
    server.fault = (path) => (path.includes('/1.git/') ? { status: 503 } : null);
    const report = await read();
    expect(report.new).toBe(1);
    expect(report.problems.join()).toMatch(/git could not fetch .*\/demo\/git\/1\.git/);
    server.fault = () => null;
    expect(await again()).toMatchObject({ new: 1, problems: [] });
  });

  it('says in a clear sentence that a page came instead of mail, and keeps what stands', async () => {
    commitAll(epoch(0), [archiving(said(1), 1)]);
    publish(0);
    server.fault = () => 'page';
    await expect(read()).rejects.toThrow(
      /answered with a web page \("Making sure you are not a bot!"\) instead of mail/,
    );
    server.fault = (path) => (path.includes('.git/') ? 'page' : null);
    await expect(read()).rejects.toThrow(/web page \("Making sure you are not a bot!"\) instead of mail/);
    server.fault = () => null;
    expect((await read()).new).toBe(1);
    server.fault = () => 'page';
    expect((await again()).problems.join()).toMatch(/a check against robots/);
    expect(await ids()).toEqual(['m1@example.org']);
  });

  it('says that there is no such list, or that the address names several', async () => {
    await expect(ingest(archive, [`${server.url}/nothing/`], options)).rejects.toThrow(/git could not fetch .*nothing/);
    writeFileSync(join(served, 'manifest.js.gz'), gzipSync(JSON.stringify({ '/a/git/0.git': {}, '/b/git/0.git': {} })));
    await expect(ingest(archive, [server.url], options)).rejects.toThrow(/has 2 lists; name one of them: a, b\./);
    writeFileSync(join(served, 'demo', 'manifest.js.gz'), 'not gzip at all');
    await expect(read()).rejects.toThrow(/no manifest/);
  });

  it('is read by one epoch, and equals what the repository itself gives', async () => {
    commitAll(epoch(0), [archiving(said(1), 1), archiving(said(2), 2)]);
    publish(0);
    await ingest(archive, [`${server.url}/demo/git/0.git`], options);
    const local = memoryArchive();
    await ingest(local, [epoch(0)], options);
    expect(await dumpText(archive)).toBe(await dumpText(local));
  });
});

describe('a server that sends on', () => {
  let other: FaultyServer;
  beforeEach(async () => {
    other = await serveFolder(served);
    commitAll(epoch(0), [archiving(said(1), 1)]);
    publish(0);
  });
  afterEach(() => other.close());

  it.each([301, 302, 303, 307, 308])('to another host or port is not followed (%i)', async (status) => {
    server.fault = (path) => ({ status, location: `${other.url}${path}` });
    await expect(read()).rejects.toThrow(
      /sends on to another server \(http:\/\/127\.0\.0\.1:\d+\), which is not asked/,
    );
    for (const location of ['http://169.254.169.254/latest/', 'file:///etc/passwd', '//localhost:1/', 'http://[', '']) {
      server.fault = () => ({ status, location });
      await expect(read()).rejects.toThrow(/sends on|answered with HTTP/);
    }
    expect(other.requests).toEqual([]);
  });

  it('git to another host or port is not followed by git either', async () => {
    server.fault = (path) => (path.includes('.git/') ? { status: 302, location: `${other.url}${path}` } : null);
    await expect(read()).rejects.toThrow(/git could not fetch/);
    server.fault = (path) =>
      path.endsWith('manifest.js.gz') || path.endsWith('/info/refs')
        ? null
        : { status: 302, location: `${other.url}${path}` };
    await expect(read()).rejects.toThrow(/git could not fetch/);
    expect(other.requests).toEqual([]);
  });

  it('to another path of its own is followed, a few times', async () => {
    const file = '/demo/all.mbox';
    writeFileSync(join(served, 'demo', 'moved'), mbox([said(1)]));
    server.fault = (path) => (path === file ? { status: 302, location: 'moved' } : null);
    expect((await ingest(archive, [`${server.url}${file}`], options)).new).toBe(1);
    server.fault = () => ({ status: 302, location: file });
    await expect(ingest(memoryArchive(), [`${server.url}/demo/more.mbox`], options)).rejects.toThrow();
    expect((await again()).problems.join()).toMatch(/sends on again and again/);
  });
});

describe('a thread on a web server', () => {
  it('is read from its t.mbox.gz, and asked for again only where it changed', async () => {
    const url = `${server.url}/demo/m1@example.org/t.mbox.gz`;
    const file = join(served, 'demo', 'm1@example.org', 't.mbox.gz');
    mkdirSync(join(served, 'demo', 'm1@example.org'));
    writeFileSync(file, gzipSync(mbox([said(1), said(2)])));
    expect((await ingest(archive, [url], options)).new).toBe(2);
    await again();
    expect(server.requests.at(-1)).toMatchObject({ status: 304, conditional: true });
    writeFileSync(file, gzipSync(mbox([said(1), said(2), said(3)])));
    expect(await again()).toMatchObject({ new: 1, problems: [] });
    server.fault = () => 'page';
    expect((await again()).problems.join()).toMatch(/web page/);
    server.fault = () => ({ status: 403 });
    expect((await again()).problems.join()).toMatch(/may not be read \(HTTP 403\)/);
  });
});

describe('sync', () => {
  it('reads files that grew and goes on where one is gone', async () => {
    const first = join(folder, 'first.mbox');
    const second = join(folder, 'second.mbox');
    writeFileSync(first, mbox([said(1)]));
    writeFileSync(second, mbox([said(2)]));
    await ingest(archive, [first, second], options);
    rmSync(first);
    writeFileSync(second, mbox([said(2), said(3)]));
    const report = await again();
    expect(report.new).toBe(1);
    expect(report.problems).toEqual([`There is no file or folder ${first}.`]);
    expect(await again(['another'])).toMatchObject({ read: 0, problems: [] });
  });

  it('knows a file again from wherever it is named', async () => {
    writeFileSync(join(folder, 'first.mbox'), mbox([said(1)]));
    await ingest(archive, [join(folder, 'first.mbox')], options);
    await ingest(archive, [join(folder, 'served', '..', 'first.mbox')], options);
    const sources = archive.sqlite.prepare('SELECT path FROM source').all();
    expect(sources).toEqual([{ path: join(folder, 'first.mbox') }]);
  });

  it('takes no password and writes nowhere but beside the database', async () => {
    await expect(ingest(archive, ['http://alice:secret@127.0.0.1/demo/'], options)).rejects.toThrow(/password/);
    cpSync(join(served), join(folder, 'copy'), { recursive: true });
    writeFileSync(join(served, 'evil.mbox'), mbox([said(1)]));
    await ingest(archive, [`${server.url}/demo/%2e%2e/%2e%2e/evil.mbox`], options);
    expect(readFileSync(join(folder, 'archive.sqlite')).length).toBeGreaterThan(0);
    expect(() => readFileSync(join(folder, 'evil.mbox'))).toThrow();
  });
});
