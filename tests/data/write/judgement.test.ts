import { describe, expect, it } from 'vitest';
import { listPoints, listReviews } from '../../../data/read/patches.ts';
import { dropWindows } from '../../../data/write/windows.ts';
import { analyze } from '../../../ingest/pipeline/run.ts';
import { dumpText, ingestMails, memoryArchive } from '../../support/archive.ts';
import { ALICE, BOB, dateAfter, mail } from '../../support/mail.ts';

const patch = (name: string, minute: number) =>
  mail({
    id: `${name}@example.org`,
    from: ALICE,
    subject: `[PATCH] tide: count ${name} waves`,
    date: dateAfter(minute),
    body: `Count them.\n\nSigned-off-by: Alice Example <alice@example.org>\n---\n tide.c | 2 +-\n\ndiff --git a/tide.c b/tide.c\n--- a/tide.c\n+++ b/tide.c\n@@ -1,3 +1,3 @@ int tide(void)\n int waves;\n-old_${name}_wave_counter(waves);\n+new_${name}_wave_counter(waves);\n return;\n`,
  });

const review = (name: string, minute: number) =>
  mail({
    id: `re-${name}@example.org`,
    from: BOB,
    subject: `Re: [PATCH] tide: count ${name} waves`,
    references: [`${name}@example.org`],
    date: dateAfter(minute),
    body: `Alice Example wrote:\n> +new_${name}_wave_counter(waves);\n\nPlease rename this counter, its name says too little.\n\nReviewed-by: Bob Example <bob@example.org>\n`,
  });

async function judged(mails: Buffer[]) {
  const archive = memoryArchive();
  await ingestMails(archive, mails);
  const ids = () =>
    new Map(
      archive.sqlite
        .prepare<[], { key: string; judged_id: number }>('SELECT key, judged_id FROM patch')
        .all()
        .map((row) => [row.key, row.judged_id]),
    );
  return { archive, ids };
}

describe('a judgement that is stored over an older one', () => {
  it('leaves alone what is as it was, and stores what a new mail changed', async () => {
    const { archive, ids } = await judged([patch('north', 0), patch('south', 10)]);
    const before = ids();
    await ingestMails(archive, [review('south', 20)]);
    const after = ids();
    expect(after.get('north@example.org')).toBe(before.get('north@example.org'));
    expect(after.get('south@example.org')).not.toBe(before.get('south@example.org'));
    const whole = await judged([review('south', 20), patch('south', 10), patch('north', 0)]);
    expect(await dumpText(archive)).toBe(await dumpText(whole.archive));
  });

  it('keeps no row that nothing refers to', async () => {
    const { archive } = await judged([patch('north', 0), patch('south', 10)]);
    await ingestMails(archive, [review('south', 20)]);
    const left = archive.sqlite
      .prepare('SELECT count(*) AS n FROM judged WHERE id NOT IN (SELECT judged_id FROM patch)')
      .get();
    expect(left).toEqual({ n: 0 });
  });

  it('brings back rows that went although the record stayed', async () => {
    const { archive, ids } = await judged([patch('north', 0), patch('south', 10)]);
    const dump = await dumpText(archive);
    archive.sqlite.exec("DELETE FROM patch WHERE key = 'north@example.org'");
    dropWindows(archive, null);
    archive.setMeta('judged', 'no');
    await analyze(archive, {});
    expect([...ids().keys()].sort()).toEqual(['north@example.org', 'south@example.org']);
    expect(await dumpText(archive)).toBe(dump);
  });

  it('tells reviews and points of a patch with the words of the mails', async () => {
    const { archive } = await judged([patch('north', 0), review('north', 5), patch('south', 10)]);
    expect(listReviews(archive, ['north@example.org']).map(({ key }) => key)).toEqual(['re-north@example.org']);
    const [point] = listPoints(archive, ['north@example.org']);
    expect(point).toMatchObject({ about: 'north@example.org', file: 'tide.c', status: 'open' });
    expect(listPoints(archive, ['south@example.org'])).toEqual([]);
    const open = archive.sqlite.prepare("SELECT open_points AS n FROM patch WHERE key = 'north@example.org'").get();
    expect(open).toEqual({ n: 1 });
  });
});
