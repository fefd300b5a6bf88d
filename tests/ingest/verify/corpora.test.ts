import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sqliteFacts } from '../../../data/write/facts.ts';
import { readFacts } from '../../../ingest/pipeline/read-facts.ts';
import { verifySource } from '../../../ingest/verify/verify.ts';
import { memoryArchive, withFolder } from '../../support/archive.ts';
import { corpus, sayCorporaAbsent } from '../../support/corpora.ts';

/** All of them take minutes: by default those with the oddest mails. */
const IS_WHOLE = process.env['LORESCOPE_WHOLE'] === '1';
const FEW = ['edge-cases.mbox.gz', 'seeds-threads.mbox.gz'];

const boxesIn = (name: string): string[] => {
  const folder = corpus(name);
  return folder === null ? [] : readdirSync(folder).filter((file) => file.endsWith('.gz') && /mbox|txt/.test(file));
};

async function verdictOn(path: string) {
  const archive = memoryArchive();
  await readFacts(sqliteFacts(archive), [path], { list: 'x', since: null, until: null, now: 1_800_000_000 });
  const { ours, stored, withdrawn, missing, extra, unexplained } = await verifySource(archive, path, { fields: true });
  archive.close();
  return { missing, extra, unexplained, notStored: ours - stored - withdrawn };
}
const CONTENT = { missing: [], extra: [], unexplained: [], notStored: 0 };

describe('verify on real archives', () => {
  const boxes = boxesIn('.').filter((name) => IS_WHOLE || FEW.includes(name));
  const months = boxesIn('worlds')
    .filter((name) => IS_WHOLE || name.endsWith('.txt.gz'))
    .map((name) => `worlds/${name}`);
  if (boxes.length + months.length === 0) sayCorporaAbsent('ingest/verify');

  it('is content, field by field', async () => {
    for (const name of [...boxes, ...months]) expect([name, await verdictOn(corpus(name)!)]).toEqual([name, CONTENT]);
  }, 1_800_000);

  it('is content with a public-inbox archive, withdrawn mails aside', async () => {
    const tar = corpus('small-v2.tar');
    if (tar === null) return expect(boxes).toEqual([]);
    await withFolder(async (folder) => {
      execFileSync('tar', ['xf', tar, '-C', folder]);
      const verdict = await verdictOn(join(folder, 'small'));
      expect(verdict).toMatchObject({ ...CONTENT, notStored: expect.any(Number) });
    });
  }, 300_000);
});
