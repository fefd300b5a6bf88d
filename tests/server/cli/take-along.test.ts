import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildProgram } from '../../../server/cli/program.ts';
import { UsageError } from '../../../server/cli/usage-error.ts';
import { withFolder } from '../../support/archive.ts';
import { serveSample, type TestServer } from '../../support/app.ts';

const V4 = '20251124085840.6546-1-kwabena@example.org';
const LRU = '20251124085840.6546-4-kwabena@example.org';

let server: TestServer;
beforeAll(async () => {
  server = await serveSample();
}, 60_000);
afterAll(() => server.close());

/** Runs one verb in this process; `code` is what `main.ts` would end with. */
async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    out += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  });
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => {
    out += `${line}\n`;
  });
  try {
    await buildProgram().parseAsync([...args, '--db', server.archive.path], { from: 'user' });
    return { code: 0, out, err: '' };
  } catch (error) {
    return { code: error instanceof UsageError ? 2 : 1, out, err: (error as Error).message };
  } finally {
    write.mockRestore();
    log.mockRestore();
  }
}
const body = async (url: string) => (await server.app.inject({ url })).body;

describe('the verbs that take words along', () => {
  it('summary prints what HTTP answers, in each format', async () => {
    const path = `/api/v1/threads/${encodeURIComponent(V4)}/summary`;
    expect((await run('summary', V4)).out).toBe(await body(`${path}?format=md`));
    expect((await run('summary', `<${V4}>`, '--format', 'txt', '--length', 'short')).out).toBe(
      await body(`${path}?format=txt&length=short`),
    );
    expect((await run('summary', V4, '--json')).out).toBe(`${await body(path)}\n`);
  });

  it('export writes a series, a patch, a diff and a table, to a file where one is named', async () => {
    const id = encodeURIComponent(LRU);
    await withFolder(async (folder) => {
      const file = join(folder, 'series.mbox');
      expect((await run('export', LRU, '--format', 'am', '--output', file)).code).toBe(0);
      expect(readFileSync(file, 'utf8')).toBe(await body(`/api/v1/threads/${id}/am`));
    });
    expect((await run('export', LRU, '--format', 'diff')).out).toBe(await body(`/api/v1/patches/${id}/diff`));
    expect((await run('export', '--format', 'csv', '--list', 'shoreline')).out).toBe(
      await body('/api/v1/lists/shoreline/patches?format=csv'),
    );
    expect((await run('export', LRU, '--format', 'am', '--revision', '1')).out).toContain('[PATCH 2/3]');
  });

  it('outcome answers by name and by id, in JSON what HTTP answers', async () => {
    expect((await run('outcome', 'evict:', 'two', 'generations')).out).toContain('Series applied to evict/for-4.8');
    expect((await run('outcome', LRU, '--json')).out).toBe(
      `${await body(`/api/v1/patches/${encodeURIComponent(LRU)}`)}\n`,
    );
  });

  it('each says in one sentence what is wrong, and exits 2', async () => {
    for (const args of [
      ['summary', 'nobody@example.org'],
      ['export', '--format', 'am'],
      ['export', V4, '--format', 'am', '--revision', '77'],
      ['outcome', 'zzz qqq xxx'],
    ]) {
      const { code, err } = await run(...args);
      expect(code, args.join(' ')).toBe(2);
      expect(err.trim().split('\n')).toHaveLength(1);
    }
  });
});
