import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openWriter } from '../../../data/database.ts';
import { buildProgram } from '../../../server/cli/program.ts';
import { ingestPaths } from '../../support/archive.ts';
import { SearchAnswer } from '../../../server/contract/index.ts';
import { expectToFit } from '../../support/app.ts';

const folder = mkdtempSync(join(tmpdir(), 'lorescope-test-'));
const db = join(folder, 'archive.sqlite');
beforeAll(async () => {
  const archive = openWriter(db);
  await ingestPaths(archive, [resolve(import.meta.dirname, '../../../data/sample/shoreline.mbox')]);
  archive.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the verb prints. */
async function run(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  const write = vi
    .spyOn(process.stdout, 'write')
    .mockImplementation(
      (part) => printed.push(typeof part === 'string' ? part : Buffer.from(part).toString('latin1')) > 0,
    );
  try {
    await buildProgram().parseAsync(['node', 'lorescope', 'search', '--db', db, ...args]);
  } finally {
    log.mockRestore();
    write.mockRestore();
  }
  return printed.join('\n');
}

describe('lorescope search', () => {
  it('prints patches of that name with their outcome, then messages with the words in place', async () => {
    const text = await run('requests in fligth');
    expect(text).toContain('ring: count the requests in flight');
    expect(text).toContain('one word written otherwise: “fligth” for “flight”');
    expect(text).toMatch(/\d+ messages?/);
    expect(await run('q:EAGAIN')).toContain('(quoting ');
  });
  it('explains how a query is understood', async () => {
    const text = await run('--explain', 's:ring d:2026-02..');
    expect(text).toContain('the subject has “ring” in any inflection and dated 2026-02-01 or later');
    expect(text).toMatch(/s:ring +the subject has/);
  });
  it('prints the JSON of HTTP', async () => {
    const answer: unknown = JSON.parse(await run('--json', '--limit', '3', 's:ring'));
    expectToFit(SearchAnswer, answer, 'search --json');
    expect((answer as SearchAnswer).hits).toHaveLength(3);
  });
  it('prints the messages themselves as an mbox', async () => {
    const { hits } = JSON.parse(await run('--json', '--limit', '400', 's:ring')) as SearchAnswer;
    const text = await run('--mbox', '--limit', '400', 's:ring');
    expect(text.match(/^From mboxrd@z /gm)).toHaveLength(hits.length);
  });
  it('refuses what it does not understand with a sentence', async () => {
    await expect(run('zz:foo')).rejects.toThrow('There is no operator “zz:”.');
    await expect(run('--limit', 'none', 'ring')).rejects.toThrow('a number from 1 on');
  });
});
