import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Archive } from '../../../data/database.ts';
import type { PatchFacts } from '../../../data/records/index.ts';
import { loadArchive } from '../../../data/write/archive-view.ts';
import { forget } from '../../../data/write/forget.ts';
import { linkWorks } from '../../../ingest/analyze/series/works.ts';
import { loadWorkLinks } from '../../../ingest/pipeline/ledger/work-links.ts';
import type { IngestOptions } from '../../../ingest/pipeline/options.ts';
import { analyze, ingest } from '../../../ingest/pipeline/run.ts';
import { dumpText, memoryArchive, withFolder } from '../../support/archive.ts';
import { BOB, mail, mbox } from '../../support/mail.ts';
import { longList } from '../../support/long-list.ts';
import { chances, shuffled } from '../../support/orders.ts';
import { patchText, telling } from '../../support/patches.ts';

const { mails: MAILS, workOf } = longList(1, 45);

/** So small that the list falls into several stretches of time, each with what bears on it from the others. */
const windows = { whole: 20, window: 60, halo: 10, weeks: 0, most: 60 };

/** Reads some mails; returns how many messages were looked at to judge. */
async function read(archive: Archive, run: Buffer[]): Promise<number> {
  let looked = 0;
  const onProgress: IngestOptions['onProgress'] = ({ step, messages }) => (looked += step === 'judge' ? messages : 0);
  await withFolder((folder) => {
    const path = join(folder, 'mails.mbox');
    writeFileSync(path, mbox(run));
    return ingest(archive, [path], { list: 'long', since: null, until: null, now: 1_800_000_000, windows, onProgress });
  });
  return looked;
}

async function archiveOf(runs: Buffer[][]): Promise<Archive> {
  const archive = memoryArchive();
  for (const run of runs) await read(archive, run);
  return archive;
}

/** What the ledger holds, and what linking the whole archive at once comes to. */
async function bothLinks(archive: Archive) {
  const view = await loadArchive(archive);
  const facts = new Map<string, PatchFacts>();
  for (const { key, facts: found } of view.messages) if (found?.patch) facts.set(key, found.patch);
  const threads = archive.sqlite.prepare<[], { id: number }>('SELECT id FROM thread').all();
  return {
    stored: sorted(
      loadWorkLinks(
        archive,
        threads.map(({ id }) => id),
      ),
    ),
    whole: sorted(linkWorks(view.messages, facts)),
  };
}

const sorted = ({ patches, series, works }: ReturnType<typeof linkWorks>) => ({
  patches,
  series,
  works: [...works].sort((a, b) => (a.workId < b.workId ? -1 : 1)),
});

/** The tables of the ledger by content, not by the numbers of rows. */
function tables(archive: Archive) {
  const all = (sql: string) => archive.sqlite.prepare(sql).all();
  return {
    postings: all('SELECT key, series, work, links, packed FROM posting ORDER BY key'),
    keys: all(
      'SELECT hash, p.date_used, tie, key FROM posting_key JOIN posting AS p ON p.id = posting ORDER BY 1, 2, 3, 4',
    ),
    stray: all('SELECT hash FROM posting_key WHERE posting NOT IN (SELECT id FROM posting)'),
    series: all('SELECT * FROM posted_series ORDER BY id'),
    rests: all('SELECT * FROM series_rest ORDER BY earlier, later'),
    names: all(
      'SELECT hash, name_ref.date_used, root FROM name_ref JOIN thread ON thread.id = thread_id ORDER BY 1, 2, 3',
    ),
    waiting: all('SELECT * FROM ledger_thread'),
  };
}

/** When a mail says that it was sent. */
const sentAt = (one: Buffer) => Date.parse(/^Date: (.*)$/m.exec(one.toString('latin1'))![1]!);

/** Runs cut at random places. */
function cut(mails: readonly Buffer[], chance: () => number): Buffer[][] {
  const runs: Buffer[][] = [];
  for (let from = 0; from < mails.length;) {
    const to = from + 1 + Math.floor(chance() * 90);
    runs.push(mails.slice(from, to));
    from = to;
  }
  return runs;
}

describe('the ledger of works', () => {
  it('ties revisions up to two years apart', async () => {
    const { stored } = await bothLinks(await archiveOf([MAILS]));
    const found = new Map(stored.patches.map(({ key, workId }) => [key, workId]));
    let [together, missed, wrong] = [0, 0, 0];
    const keys = [...workOf.keys()];
    for (const [n, a] of keys.entries())
      for (const b of keys.slice(0, n)) {
        const [is, said] = [workOf.get(a) === workOf.get(b), found.get(a) === found.get(b)];
        if (is && said) together += 1;
        else if (is) missed += 1;
        else if (said) wrong += 1;
      }
    expect(together).toBeGreaterThan(80);
    expect(missed / (together + missed)).toBeLessThan(0.1);
    expect(wrong / (together + wrong)).toBeLessThan(0.05);
  });

  it('comes to what linking everything at once comes to, in every order and split', async () => {
    const whole = await archiveOf([MAILS]);
    const first = await bothLinks(whole);
    expect(first.stored).toEqual(first.whole);
    const dump = await dumpText(whole);
    for (let seed = 1; seed <= 3; seed += 1) {
      const chance = chances(seed);
      const archive = await archiveOf(cut(shuffled(MAILS, chance), chance));
      expect((await bothLinks(archive)).stored).toEqual(first.whole);
      expect(tables(archive)).toEqual(tables(whole));
      expect(await dumpText(archive)).toBe(dump);
      archive.close();
    }
  }, 180_000);

  it('hears of a patch what a mail of a year later says, in whatever order the two are read', async () => {
    const [patch, pull] = [
      mail({
        id: 'late@example.org',
        subject: '[PATCH] session: keep the oldest timer while it runs',
        date: 'Mon, 5 Mar 2018 10:00:00 +0000',
        body: patchText([{ path: 'src/late.c', lines: telling('late', 6) }]),
      }),
      mail({
        id: 'fixes@example.org',
        from: BOB,
        subject: '[PATCH] session: do not keep a timer that ended',
        date: 'Mon, 4 Mar 2024 10:00:00 +0000',
        body: patchText([{ path: 'src/other.c', lines: telling('ended', 6) }], {
          message:
            'It ended.\n\nFixes: 0123456789ab ("session: keep the oldest timer while it runs")\nSigned-off-by: Bob Example <bob@example.org>',
        }),
      }),
    ];
    const dumps = new Set<string>();
    for (const runs of [[[...MAILS, patch!, pull!]], [[pull!, ...MAILS], [patch!]], [[patch!, ...MAILS], [pull!]]]) {
      const archive = await archiveOf(runs);
      dumps.add(await dumpText(archive));
      expect(archive.sqlite.prepare("SELECT state FROM patch WHERE key = 'late@example.org'").pluck().get()).toBe(
        'accepted',
      );
      archive.close();
    }
    expect(dumps.size).toBe(1);
  }, 180_000);

  it('judges only the threads on which new mail at the end bears, and comes to the same mail by mail', async () => {
    const mails = [...MAILS].sort((a, b) => sentAt(a) - sentAt(b));
    const dump = await dumpText(await archiveOf([mails]));
    const archive = await archiveOf([mails.slice(0, -40)]);
    const looked: number[] = [];
    for (const one of mails.slice(-40)) looked.push(await read(archive, [one]));
    expect(await dumpText(archive)).toBe(dump);
    // A window with its halo holds seventy and more; they are judged anew where a block of weeks ends.
    const few = looked.filter((messages) => messages > 0 && messages < 40);
    expect(few.length).toBeGreaterThan(looked.length / 2);
    archive.close();
  }, 180_000);

  it('forgets what a mail tied, as if it had never come', async () => {
    const chance = chances(9);
    const gone = new Set(shuffled([...workOf.keys()], chance).slice(0, 8));
    const archive = await archiveOf([MAILS]);
    for (const id of gone) await forget(archive, id);
    await analyze(archive, { windows });
    const { stored, whole } = await bothLinks(archive);
    expect(stored).toEqual(whole);
    expect(tables(archive).stray).toEqual([]);
  }, 180_000);

  it('goes on where a run was ended between any two of its steps', async () => {
    const whole = tables(await archiveOf([MAILS]));
    for (const runs of [[MAILS], cut(MAILS, chances(3))]) {
      const archive = memoryArchive();
      for (const run of runs) {
        await read(archive, run);
      }
      // Ends after the first question, the second, and so on, until a run is done.
      archive.sqlite.exec(
        "INSERT OR IGNORE INTO ledger_thread (step, thread_id) SELECT 1, id FROM thread; UPDATE meta SET value = 'x' WHERE name = 'judged'",
      );
      archive.sqlite.exec(
        'DELETE FROM posting; DELETE FROM posting_key; DELETE FROM posted_series; DELETE FROM series_rest',
      );
      for (let steps = 1; archive.meta('judged') !== archive.meta('changed'); steps += 1) {
        let asked = 0;
        await analyze(archive, { windows, shouldStop: () => (asked += 1) > steps });
      }
      expect(tables(archive)).toEqual(whole);
      archive.close();
    }
  }, 180_000);
});
