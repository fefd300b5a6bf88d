import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Judgement } from '../../../data/records/index.ts';
import { loadArchive } from '../../../data/write/archive-view.ts';
import { countWeeks, loadWindows } from '../../../data/write/windows.ts';
import { forget } from '../../../data/write/forget.ts';
import { judgeArchive } from '../../../ingest/pipeline/archive.ts';
import { analyze, ingest } from '../../../ingest/pipeline/run.ts';
import { dumpText, memoryArchive, withFolder } from '../../support/archive.ts';
import { mbox } from '../../support/mail.ts';
import { chances, shuffled } from '../../support/orders.ts';

const SAMPLE = ['tidepool-devel.mbox', 'shoreline.mbox'].flatMap((name) =>
  readFileSync(resolve(import.meta.dirname, '../../../data/sample', name), 'latin1')
    .split(/^From .*\n/m)
    .filter((text) => text !== '')
    .map((text) => Buffer.from(text.replace(/\n$/, ''), 'latin1')),
);
/** So small that the sample, of more than a hundred mails, falls into several windows. */
const windows = { whole: 20, window: 40, halo: 25, weeks: 0, most: 40 };
const options = { list: 'sample', since: null, until: null, now: 1_800_000_000, windows };

async function archiveOf(runs: Buffer[][]) {
  const archive = memoryArchive();
  for (const run of runs)
    await withFolder((folder) => {
      const path = join(folder, 'mails.mbox');
      writeFileSync(path, mbox(run));
      return ingest(archive, [path], options);
    });
  return archive;
}

describe('an archive that is judged in several windows', () => {
  it('comes to the same whether mail arrives at once, bit by bit, or out of order', async () => {
    const whole = await archiveOf([SAMPLE]);
    expect(loadWindows(whole).length).toBeGreaterThan(2);
    const dump = await dumpText(whole);
    const parts = await archiveOf([SAMPLE.slice(0, 70), SAMPLE.slice(70, 100), SAMPLE.slice(100)]);
    expect(await dumpText(parts)).toBe(dump);
    const mixed = shuffled(SAMPLE, chances(7));
    const out = await archiveOf([mixed.slice(0, 50), mixed.slice(50, 60), mixed.slice(60)]);
    expect(await dumpText(out)).toBe(dump);
  }, 60_000);

  it('comes to the same for a stretch of time whether all that is looked at is judged or what the stretch asks for', async () => {
    const view = await loadArchive(await archiveOf([SAMPLE]));
    const whole = judgeArchive(view);
    const last = new Map(view.messages.map(({ threadId, dateUsed }) => [threadId, dateUsed]));
    const chance = chances(3);
    for (let n = 0; n < 12; n += 1) {
      const [a, b] = [0, 1].map(() => view.messages[Math.floor(chance() * view.messages.length)]!.dateUsed);
      const isOwn = (date: number) => date >= Math.min(a!, b!) && date < Math.max(a!, b!);
      const part = judgeArchive(view, undefined, isOwn);
      const kept = ({ patches, series, points, headlines }: Judgement) => {
        const own = patches.filter(({ record }) => isOwn(record.dateUsed));
        const keys = new Set(own.map(({ record }) => record.key));
        return {
          patches: own,
          series: series.filter(({ record }) => isOwn(record.dateUsed)),
          points: points.filter(({ about }) => keys.has(about)),
          headlines: [...headlines].filter(([threadId]) => isOwn(last.get(threadId) ?? 0)),
        };
      };
      expect(kept(part)).toEqual(kept(whole));
      expect(part.patches.length).toBeLessThanOrEqual(whole.patches.length);
    }
    expect(judgeArchive(view, undefined, () => false).patches).toEqual([]);
  }, 60_000);

  it('judges only the windows near what changed, and forgets what a mail said when it goes', async () => {
    const archive = await archiveOf([SAMPLE]);
    const ids = () =>
      new Map(
        archive.sqlite
          .prepare<[], { window: number; held: string }>(
            'SELECT window, group_concat(id) AS held FROM (SELECT window, id FROM judged ORDER BY id) GROUP BY window',
          )
          .all()
          .map((row) => [row.window, row.held]),
      );
    const before = ids();
    const newest = archive.sqlite
      .prepare<[], { key: string }>('SELECT key FROM patch WHERE message_id > 0 ORDER BY date_used DESC LIMIT 1')
      .get()!.key;
    await forget(archive, newest);
    await analyze(archive, options);
    const after = ids();
    const first = [...before.keys()].sort((a, b) => a - b)[0]!;
    expect(after.get(first)).toBe(before.get(first));
    expect([...after]).not.toEqual([...before]);
    expect(await dumpText(archive)).not.toContain(`"messageId":"${newest}"`);
    const weeks = 'SELECT date_used / 604800 AS week, count(*) AS messages FROM message GROUP BY 1 ORDER BY 1';
    expect(countWeeks(archive)).toEqual(archive.sqlite.prepare(weeks).all());
  }, 60_000);
});
