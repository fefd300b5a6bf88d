import { describe, expect, it } from 'vitest';
import type { Archive } from '../../../data/database.ts';
import { numberRows } from '../../../data/read/numbers.ts';
import { aliasList, dropList } from '../../../data/write/lists.ts';
import { forget } from '../../../data/write/forget.ts';
import { takeNumbers } from '../../../data/write/number-transfer.ts';
import { analyze } from '../../../ingest/pipeline/run.ts';
import { rebuild } from '../../../ingest/pipeline/rebuild.ts';
import { ingestMails, memoryArchive } from '../../support/archive.ts';
import { BOB, dateAfter, mail } from '../../support/mail.ts';
import { patchText, telling } from '../../support/patches.ts';

const OTHER = 'other.lists.example.org';
const plain = (id: string, minutes = 0, more: Parameters<typeof mail>[0] = {}) =>
  mail({ id, date: dateAfter(minutes), ...more });
const patch = (id: string, subject: string, minutes: number, references: string[] = []) =>
  plain(id, minutes, {
    subject,
    references,
    body: patchText([{ path: `${id.split('@')[0]}.c`, lines: telling(id.split('@')[0]!, 5) }]),
  });
const series = [
  plain('cover@example.org', 0, { subject: '[PATCH 0/2] gate: two steps', body: 'Two steps to a gate.\n' }),
  patch('first@example.org', '[PATCH 1/2] gate: first step', 1, ['cover@example.org']),
  patch('second@example.org', '[PATCH 2/2] gate: second step', 2, ['cover@example.org']),
];
const applied = plain('applied@example.org', 90, {
  from: BOB,
  subject: 'Re: [PATCH 0/2] gate: two steps',
  references: ['cover@example.org'],
  body: '> Two steps to a gate.\n\nBoth applied, thanks!\n',
});

/** `list number Message-ID` of every article. */
function numbersOf(archive: Archive): string[] {
  const rows = [...numberRows(archive)];
  const names = new Map(rows.flatMap((row) => (row.type === 'list' ? [[row.project, row.name] as const] : [])));
  return rows.flatMap((row) =>
    row.type === 'message' ? [`${names.get(row.project)} ${row.number} ${row.messageId.split('@')[0]}`] : [],
  );
}
const patchesOf = (archive: Archive) =>
  archive.prepare('SELECT id, is_cover, series, state FROM patch_number ORDER BY id').all();
const eventsOf = (archive: Archive) =>
  archive
    .prepare<{ text: string }>(
      "SELECT category || ' ' || subject || ' ' || coalesce(detail, coalesce(after, '')) AS text FROM event ORDER BY id",
    )
    .all()
    .map(({ text }) => text);

describe('numbers of messages', () => {
  it('are given by arrival, each list for itself, and kept when a mail is read again or carried by another list', async () => {
    const archive = memoryArchive();
    await ingestMails(archive, [plain('late@example.org', 50), plain('early@example.org', 1)]);
    await ingestMails(archive, [plain('early@example.org', 1), plain('third@example.org', 9)]);
    await ingestMails(archive, [
      plain('early@example.org', 1, { listId: OTHER }),
      plain('more@example.org', 2, { listId: OTHER }),
    ]);
    expect(numbersOf(archive)).toEqual([
      'demo 1 late',
      'demo 2 early',
      'demo 3 third',
      'other 1 early',
      'other 2 more',
    ]);
    archive.close();
  });

  it('never come back: what is forgotten or withdrawn leaves a hole', async () => {
    const archive = memoryArchive();
    await ingestMails(archive, [plain('one@example.org'), plain('two@example.org', 1, { from: BOB })]);
    await forget(archive, 'two@example.org');
    await ingestMails(archive, [plain('two@example.org', 1, { from: BOB }), plain('three@example.org', 2)]);
    expect(numbersOf(archive)).toEqual(['demo 1 one', 'demo 3 three']);
    expect([...numberRows(archive)].filter(({ type }) => type === 'address')).toHaveLength(1);
    await dropList(archive, 'demo');
    expect(numbersOf(archive)).toEqual([]);
    await ingestMails(archive, [plain('one@example.org')]);
    expect(numbersOf(archive)).toEqual(['demo 4 one']);
    archive.close();
  });

  it('of a list that is taken into another follow behind its own', async () => {
    const archive = memoryArchive();
    await ingestMails(archive, [plain('one@example.org'), plain('two@example.org', 1, { listId: OTHER })]);
    await aliasList(archive, 'demo', 'other');
    expect(numbersOf(archive)).toEqual(['demo 1 one', 'demo 2 two']);
    archive.close();
  });

  it('name patches and series too, whose news is told once: a rebuild gives the same and tells nothing', async () => {
    const archive = memoryArchive();
    await ingestMails(archive, series);
    const before = patchesOf(archive);
    expect(before).toEqual([
      { id: 100000001, is_cover: 1, series: 100000001, state: 'new' },
      { id: 100000002, is_cover: 0, series: 100000001, state: 'new' },
      { id: 100000003, is_cover: 0, series: 100000001, state: 'new' },
    ]);
    const created = [
      'cover-created 100000001 new',
      'series-created 100000001 ',
      'patch-created 100000002 new',
      'patch-created 100000003 new',
      'series-completed 100000001 ',
    ];
    expect(eventsOf(archive)).toEqual(created);
    await ingestMails(archive, [applied]);
    const later = [
      'patch-state-changed 100000001 accepted',
      'patch-state-changed 100000002 accepted',
      'patch-state-changed 100000003 accepted',
      'cover-comment-created 100000001 100000004',
    ];
    expect(eventsOf(archive)).toEqual([...created, ...later]);
    const now = patchesOf(archive);
    await rebuild(archive, {});
    expect(patchesOf(archive)).toEqual(now);
    expect(eventsOf(archive)).toEqual([...created, ...later]);
    const times = archive
      .prepare<{ time: number }>('SELECT time FROM event ORDER BY id')
      .all()
      .map(({ time }) => time);
    expect(times.every((time, n) => n === 0 || time > times[n - 1]!)).toBe(true);
    archive.close();
  });

  it('are carried into an archive that read the same mail in another order', async () => {
    const [old, fresh] = [memoryArchive(), memoryArchive()];
    await ingestMails(old, [...series, plain('gone@example.org', 5)]);
    await ingestMails(fresh, [plain('extra@example.org', 7), ...[...series].reverse()]);
    expect(takeNumbers(fresh, numberRows(old), 0)).toEqual({ taken: 3, absent: 1 });
    await analyze(fresh, {});
    expect(numbersOf(fresh)).toEqual(['demo 1 cover', 'demo 2 first', 'demo 3 second', 'demo 5 extra']);
    expect(patchesOf(fresh)).toEqual(patchesOf(old));
    expect(eventsOf(fresh)).toEqual(eventsOf(old));
    old.close();
    fresh.close();
  });
});
