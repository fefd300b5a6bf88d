import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openWriter } from '../../data/database.ts';
import { dumpHash, ingestPaths, withFolder } from '../support/archive.ts';
import { corpus, sayCorporaAbsent } from '../support/corpora.ts';
import { chances, shuffled } from '../support/orders.ts';

const SEPARATOR = 'From mboxrd@z Thu Jan  1 00:00:00 1970\n';
const SAMPLE = ['tidepool-devel', 'shoreline'].map((name) =>
  join(import.meta.dirname, '../../data/sample', `${name}.mbox`),
);

/** The mails of mboxrd files, still escaped, each with its separator line. */
function mailsOf(paths: string[]): string[] {
  return paths.flatMap((path) => {
    const bytes = readFileSync(path);
    const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
    return text
      .split(SEPARATOR)
      .slice(1)
      .map((mail) => SEPARATOR + mail);
  });
}

/** The dump's hash after reading `mails` from files of an order and split of their own, all at once or run by run. */
async function hashAfter(runs: string[][], apart: boolean): Promise<string> {
  return withFolder(async (folder) => {
    const paths = runs.map((run, n) => {
      const path = join(folder, `${n}.mbox`);
      writeFileSync(path, run.join(''), 'latin1');
      return path;
    });
    const archive = openWriter(join(folder, 'archive.sqlite'));
    if (apart) for (const path of paths) await ingestPaths(archive, [path]);
    else await ingestPaths(archive, paths);
    const hash = await dumpHash(archive);
    archive.close();
    return hash;
  });
}

const SETS = [
  { name: 'the sample', files: SAMPLE },
  { name: 'edge-cases', files: [corpus('edge-cases.mbox.gz')] },
  { name: 'seeds-threads', files: [corpus('seeds-threads.mbox.gz')] },
  {
    name: 'seeds-threads and seeds-related',
    files: [corpus('seeds-threads.mbox.gz'), corpus('seeds-related.mbox.gz')],
  },
  { name: 'small part of quote-hard', files: [corpus('quote-hard.mbox.gz')], part: 500 },
];
const present = SETS.filter(({ files }) => !files.includes(null)) as { name: string; files: string[]; part?: number }[];

describe('real mail in another order', () => {
  it.each(present)(
    '$name: shuffled, and split into runs, it gives the same dump byte for byte',
    async ({ files, part }) => {
      if (present.length === 1) sayCorporaAbsent('orders');
      const mails = mailsOf(files).slice(0, part);
      expect(mails.length).toBeGreaterThan(100);
      const first = await hashAfter([mails], false);
      const drawn = shuffled(mails, chances(mails.length));
      const third = Math.ceil(drawn.length / 3);
      const runs = [drawn.slice(2 * third), drawn.slice(0, third), drawn.slice(third, 2 * third)];
      expect(await hashAfter(runs, true)).toBe(first);
      if (mails.length < 1000) expect(await hashAfter([[...mails].reverse()], false)).toBe(first);
    },
    600_000,
  );
});
