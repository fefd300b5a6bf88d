import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../data/database.ts';
import { dumpRows } from '../server/dump.ts';
import { type DumpRow, ingestPaths, memoryArchive, withFolder } from './support/archive.ts';

const ROOT = resolve(import.meta.dirname, '..');
const SAMPLE = join(ROOT, 'data/sample');
const files = ['shoreline.mbox', 'tidepool-devel.mbox'];

describe('the sample archive', () => {
  let archive: Archive;
  const rows: DumpRow[] = [];
  const messages = () => rows.filter((row) => row.type === 'message');

  beforeAll(async () => {
    archive = memoryArchive();
    const report = await ingestPaths(
      archive,
      files.map((name) => join(SAMPLE, name)),
    );
    expect(report.problems).toEqual([]);
    for await (const row of dumpRows(archive)) rows.push(row as DumpRow);
  });
  afterAll(() => archive.close());

  it('is made of its sources, byte for byte', async () => {
    await withFolder((folder) => {
      execFileSync('node', [join(ROOT, 'scripts/make-sample.mjs'), folder]);
      for (const name of files) {
        expect(
          readFileSync(join(folder, name)).equals(readFileSync(join(SAMPLE, name))),
          `${name}: run npm run sample`,
        ).toBe(true);
      }
    });
  });

  it('is complete: both lists, all mails readable, one missing parent, one date that cannot be', () => {
    expect(
      readdirSync(SAMPLE)
        .filter((name) => name.endsWith('.mbox'))
        .sort(),
    ).toEqual(files);
    expect(messages()).toHaveLength(139);
    expect(new Set(messages().flatMap((row) => row.lists!))).toEqual(new Set(['shoreline', 'tidepool-devel']));
    expect(messages().filter((row) => row.lists!.length === 2).length).toBeGreaterThan(15);
    expect(rows.filter((row) => row.type === 'ghost').map((row) => row.messageId)).toEqual([
      'alpine.DEB.2.22.394.2606081404.51177@legacy.example',
    ]);
    expect(
      messages()
        .filter((row) => row.date === null)
        .map((row) => row.dateUsed!.slice(0, 10)),
    ).toEqual(['2026-06-29']);
    expect(
      messages()
        .filter((row) => row.key !== row.messageId)
        .map((row) => row.key),
    ).toEqual(['weekly-status@ci.example.org#2']);
  });

  it('shows every charset as it was meant', () => {
    const text = messages()
      .map((row) => row.text)
      .join('\n');
    for (const words of [
      'レビューありがとうございます',
      'Здравствуйте',
      'naïve cure – making',
      'our “small”\nmachines',
      '田辺 結衣',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('\ufffd');
    expect(
      messages().some(
        (row) => row.from!.name === 'Hemant Deshpande' && row.from!.email === 'hemant.deshpande@bigcorp.example',
      ),
    ).toBe(true);
  });

  it('tells its stories: patches that landed, were refused, taken back, replaced, forgotten', () => {
    const states = (title: string) =>
      rows.filter((row) => row.type === 'patch' && row.title === title).map((row) => `v${row.version} ${row.state}`);
    expect(states('evict: add an LRU with two generations').slice(0, 3)).toEqual([
      'v1 superseded',
      'v2 superseded',
      'v3 superseded',
    ]);
    expect(['v4 accepted', 'v4 mainlined']).toContain(states('evict: add an LRU with two generations')[3]);
    expect(states('evict: run a script to choose the victim')).toEqual(['v1 rejected']);
    expect(states('pool: charge a dirty page to the one who wrote it')).toEqual(['v1 withdrawn']);
    expect(states('Documentation: say that pins are counted')).toEqual(['v1 new']);
    expect(states('writeback: write neighbouring dirty pages in one go')).toEqual(['v1 superseded', 'v1 accepted']);
    expect(states('pool: say when tp_pool_get() fails')).toEqual(['v1 accepted']);
  });

  it('names nobody who could exist: every address is of a reserved domain', () => {
    const reserved = /@(?:[\w-]+\.)*(?:example(?:\.(?:org|com|net))?|invalid|test)$/i;
    const text = files.map((name) => readFileSync(join(SAMPLE, name), 'latin1')).join('\n');
    const addresses = [...text.matchAll(/[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}/gi)].map(([address]) => address);
    expect(addresses.length).toBeGreaterThan(1000);
    expect([...new Set(addresses)].filter((address) => !reserved.test(address))).toEqual([]);
  });
});
