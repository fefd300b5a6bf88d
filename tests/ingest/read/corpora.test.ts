import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openSource } from '../../../ingest/read/source.ts';
import { corpus, sayCorporaAbsent, seed } from '../../support/corpora.ts';

/** Messages by corpora/README.md. */
const COUNTS: Record<string, number> = {
  'seeds-threads.mbox.gz': 458,
  'seeds-related.mbox.gz': 1364,
  'linux-rdma-2019-2020.mbox.gz': 17_062,
  'ltp-2024.mbox.gz': 4920,
  'nvdimm-2021-2022.mbox.gz': 5553,
  'quote-hard.mbox.gz': 1505,
  'edge-cases.mbox.gz': 363,
};

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function unpacked(tar: string, inside: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lorescope-tar-'));
  folders.push(folder);
  execFileSync('tar', ['xf', tar, '-C', folder]);
  return join(folder, inside);
}

const worlds = (): string[] => {
  const folder = corpus('worlds');
  return folder === null ? [] : readdirSync(folder);
};

async function count(path: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = { mail: 0, removal: 0, problem: 0 };
  for await (const event of (await openSource(path, {}, null)).events)
    counts[event.type] = (counts[event.type] ?? 0) + 1;
  delete counts['checkpoint'];
  return counts;
}

describe('real archives', () => {
  const present = Object.keys(COUNTS).filter((name) => corpus(name) !== null);
  if (present.length === 0) sayCorporaAbsent('ingest/read');

  it('hold as many messages as their description says', async () => {
    const found = await Promise.all(present.map(async (name) => [name, await count(corpus(name) ?? '')] as const));
    expect(found).toEqual(present.map((name) => [name, { mail: COUNTS[name], removal: 0, problem: 0 }]));
  });

  it('in Pipermail months give as many mails as From lines stand in them', async () => {
    const months = worlds().filter((name) => name.endsWith('.txt.gz'));
    for (const name of months) {
      const text = gunzipSync(readFileSync(corpus(`worlds/${name}`)!)).toString('latin1');
      const lines = text.match(/^From \S.*\d\d:\d\d:\d\d .*\d{4}/gm)?.length;
      expect([name, await count(corpus(`worlds/${name}`)!)]).toEqual([name, { mail: lines, removal: 0, problem: 0 }]);
    }
  });

  it('in public-inbox trees give every commit once', async () => {
    const [small, large] = [corpus('small-v2.tar'), corpus('linux-nvdimm-v2.tar')];
    if (small) expect(await count(unpacked(small, 'small'))).toEqual({ mail: 279, removal: 2, problem: 0 });
    if (large) expect(await count(unpacked(large, 'linux-nvdimm'))).toEqual({ mail: 10_959, removal: 0, problem: 0 });
    expect(COUNTS['ltp-2024.mbox.gz']).toBe(4920);
  });

  it('lost to text are salvaged', async () => {
    const path = seed('004_87048ab2f1167817.txt');
    if (path) expect(await count(join(path, '..'))).toEqual({ mail: 5, removal: 0, problem: 0 });
    expect(present.length).toBeLessThanOrEqual(Object.keys(COUNTS).length);
  });
});
