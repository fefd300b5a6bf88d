import { describe, expect, it } from 'vitest';
import { type Archive } from '../../../data/database.ts';
import { search } from '../../../data/search/search.ts';
import { unpackNames } from '../../../data/codecs/search-names.ts';
import { forget } from '../../../data/write/forget.ts';
import { beginSearch, finishSearch, mergeSearch, storeSearch } from '../../../data/write/search.ts';
import { rebuild } from '../../../ingest/pipeline/rebuild.ts';
import { analyze } from '../../../ingest/pipeline/run.ts';
import { compileQuery } from '../../../server/query/compile.ts';
import { ingestMails, memoryArchive } from '../../support/archive.ts';
import { BOB, dateAfter, mail } from '../../support/mail.ts';
import { orders } from '../../support/orders.ts';

async function found(archive: Archive, query: string): Promise<string[]> {
  const { plan } = compileQuery(query, 1_767_225_600);
  const { hits } = await search(archive, {
    plan,
    order: 'newest',
    limit: 200,
    collapse: false,
    after: null,
    facets: false,
  });
  return hits.map(({ key }) => key);
}

const count = (archive: Archive, table: string) =>
  archive.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).get()!.n;

const FIRST = mail({ id: 'one@example.org', subject: 'A tide gauge', body: 'It counts the sluices.\n' });
const ANSWER = mail({
  id: 'two@example.org',
  from: BOB,
  subject: 'Re: A tide gauge',
  references: ['one@example.org'],
  date: dateAfter(5),
  body: '> It counts the sluices.\n\nAnd the pte_devmap too, in secret_sluice_name.\n',
});

describe('keeping the full text', () => {
  it('one row a message, however often it is read', async () => {
    const archive = memoryArchive();
    await ingestMails(archive, [FIRST, ANSWER]);
    const before = count(archive, 'search_row');
    await ingestMails(archive, [FIRST, ANSWER]);
    await ingestMails(archive, [ANSWER]);
    expect(before).toBe(2);
    expect(count(archive, 'search_row')).toBe(2);
    expect(await found(archive, 'sluices')).toEqual(['two@example.org', 'one@example.org']);
    expect(await found(archive, 'nq:sluices')).toEqual(['one@example.org']);
    expect(await found(archive, 'q:sluices')).toEqual(['two@example.org']);
    archive.close();
  });

  it('the same hits in every order of reading', async () => {
    const third = mail({
      id: 'three@example.org',
      references: ['two@example.org'],
      date: dateAfter(9),
      body: 'No sluices left.\n',
    });
    const answers = new Set<string>();
    for (const mails of orders([FIRST, ANSWER, third])) {
      const archive = memoryArchive();
      for (const one of mails) await ingestMails(archive, [one]);
      answers.add(
        JSON.stringify([
          await found(archive, 'sluices'),
          await found(archive, 'nq:sluices'),
          await found(archive, 'is:reply'),
        ]),
      );
      archive.close();
    }
    expect(answers.size).toBe(1);
  });

  it('a copy on another list is found on both, as one message', async () => {
    const archive = memoryArchive();
    await ingestMails(archive, [FIRST]);
    expect(await found(archive, 'l:second sluices')).toEqual([]);
    await ingestMails(archive, [
      mail({
        id: 'one@example.org',
        subject: 'A tide gauge',
        body: 'It counts the sluices.\n',
        listId: 'second.lists.example.org',
      }),
    ]);
    expect(await found(archive, 'l:second sluices')).toEqual(['one@example.org']);
    expect(await found(archive, 'l:demo sluices')).toEqual(['one@example.org']);
    expect(await found(archive, 'sluices')).toEqual(['one@example.org']);
    archive.close();
  });

  it('a message that is forgotten leaves no word behind, nor a name or title', async () => {
    const archive = memoryArchive();
    const patch = mail({
      id: 'patch@example.org',
      subject: '[PATCH] sluice: unheard-of title',
      body: 'Words.\n\nSigned-off-by: Alice Example <alice@example.org>\n---\n a.c | 1 +\n\ndiff --git a/a.c b/a.c\nindex 1111111..2222222 100644\n--- a/a.c\n+++ b/a.c\n@@ -1,1 +1,2 @@ int f(void)\n x\n+y\n',
    });
    await ingestMails(archive, [FIRST, ANSWER, patch]);
    expect(await found(archive, '*secret_sluice*')).toEqual(['two@example.org']);
    expect(await found(archive, 'dfpost:2222222')).toEqual(['patch@example.org']);
    for (const id of ['two@example.org', 'patch@example.org']) await forget(archive, id);
    await analyze(archive, {});
    expect(await found(archive, 'secret_sluice_name')).toEqual([]);
    expect(await found(archive, 'sluices')).toEqual(['one@example.org']);
    const words = archive
      .prepare<{ term: string }>('SELECT term FROM search_word')
      .all()
      .map(({ term }) => term);
    expect(words).not.toContain('secret_sluice_name');
    expect(words).toContain('sluices');
    expect(count(archive, 'search_name')).toBe(0);
    expect(JSON.stringify(archive.prepare('SELECT title FROM search_title').all())).not.toContain('unheard-of');
    archive.close();
  });

  it('names that a later run reads again are stored once', async () => {
    const archive = memoryArchive();
    await ingestMails(archive, [ANSWER]);
    await ingestMails(archive, [FIRST, mail({ id: 'three@example.org', body: 'secret_sluice_name and other_name\n' })]);
    const names = archive.prepare<{ packed: string }>('SELECT packed FROM search_name').all();
    expect(names.flatMap(({ packed }) => unpackNames(packed)).sort()).toEqual([
      'other_name',
      'pte_devmap',
      'secret_sluice_name',
    ]);
    archive.close();
  });

  it('many pieces are merged between batches and at the end, and nothing is lost', async () => {
    const archive = memoryArchive();
    const mails = Array.from({ length: 60 }, (_, n) =>
      mail({ id: `${n}@example.org`, date: dateAfter(5 * n), body: 'Words.\n' }),
    );
    await ingestMails(archive, mails);
    const ids = archive.prepare<{ id: number }>('SELECT id FROM message ORDER BY date_used').all();
    const pieces = () => archive.prepare<{ n: number }>('SELECT count(DISTINCT segid) AS n FROM search_idx').get()!.n;
    beginSearch(archive);
    let most = 0;
    for (const [n, { id }] of ids.entries()) {
      const search = { columns: { own: `tide${n} common` }, names: [], received: null };
      archive.write(() => storeSearch(archive, [{ id, search }]));
      mergeSearch(archive);
      most = Math.max(most, pieces());
    }
    expect(most).toBeGreaterThan(4);
    expect(most).toBeLessThan(32);
    finishSearch(archive, 60);
    expect(pieces()).toBe(1);
    expect(await found(archive, 'common')).toHaveLength(60);
    expect(await found(archive, 'tide7')).toEqual(['7@example.org']);
    expect(await found(archive, 'words')).toEqual([]);
    archive.close();
  });

  it('a rebuild finds the same', async () => {
    const archive = memoryArchive();
    await ingestMails(archive, [FIRST, ANSWER]);
    const before = await found(archive, 'sluices OR *devmap*');
    await rebuild(archive, {});
    expect(await found(archive, 'sluices OR *devmap*')).toEqual(before);
    expect(count(archive, 'search_row')).toBe(2);
    archive.close();
  });

  it('a message whose time its neighbours tell moves with it', async () => {
    const archive = memoryArchive();
    const undated = mail({
      id: 'undated@example.org',
      references: ['one@example.org'],
      body: 'sluices\n',
      headers: { Date: 'once upon a time' },
    });
    await ingestMails(archive, [undated]);
    await ingestMails(archive, [FIRST, ANSWER]);
    expect(count(archive, 'search_row')).toBe(3);
    expect(await found(archive, 'sluices d:20260105')).toHaveLength(3);
    archive.close();
  });
});

describe('times of receipt', () => {
  const hop = (time: string) => ({ Received: `from relay.example.org by mx.example.org; ${time}` });
  const archive = memoryArchive();
  it.each([
    ['rt:20260105', ['prompt@example.org', 'bare@example.org']],
    ['rt:20260106', []],
    ['rt:20260125..20260131', ['moderated@example.org']],
    ['rt:..20260104', ['early@example.org']],
    ['rt:20260105.. s:moderated', ['moderated@example.org']],
    ['d:20260105 rt:20260110..', ['moderated@example.org']],
    ['d:20260105 NOT rt:20260110.. NOT s:early', ['prompt@example.org', 'bare@example.org']],
    ['dt:20260105..', ['prompt@example.org', 'moderated@example.org', 'bare@example.org']],
  ])('%s goes by the topmost Received, without one by the date', async (query, keys) => {
    if (count(archive, 'message') === 0) {
      await ingestMails(archive, [
        mail({ id: 'bare@example.org', subject: 'bare' }),
        mail({ id: 'prompt@example.org', subject: 'prompt', headers: hop('Mon, 5 Jan 2026 11:00:02 +0100') }),
        mail({ id: 'moderated@example.org', subject: 'moderated', headers: hop('Tue, 27 Jan 2026 08:00:00 -0500') }),
        mail({ id: 'early@example.org', subject: 'early', headers: hop('Fri, 2 Jan 2026 08:00:00 +0000') }),
      ]);
    }
    expect((await found(archive, query)).sort()).toEqual([...keys].sort());
  });
});

describe('words of the field', () => {
  const BODY = [
    'See mm/hmm.c and foo->bar, or call hmm_range_fault() from __init code.',
    'CONFIG_SLUICE=y, commit 0123456789abcdef, at 0xffffffff81000000.',
    'Grüße von Zoë; 漢字.',
    'QkFTRTY0Lk5vYm9keXNlYXJjaGVzZm9ydGhpc2FuZGl0ZmlsbHN0aGV2b2NhYnVsYXJ5MTIzNDU2Nzg5MA==',
    '',
  ].join('\n');
  it.each([
    ['mm/hmm', 1],
    ['mm/hmm.c', 1],
    ['foo->bar', 1],
    ['hmm_range_fault', 1],
    ['HMM_RANGE_FAULT', 1],
    ['"hmm_range_fault() from"', 1],
    ['range', 1],
    ['fault', 1],
    ['*ange_fau*', 1],
    ['hmm_*', 1],
    ['__init', 1],
    ['init', 1],
    ['CONFIG_SLUICE', 1],
    ['config_sluice', 1],
    ['CONFIG_SLU*', 1],
    ['0123456789abcdef', 1],
    ['0123456789ab*', 1],
    ['0xffffffff81000000', 1],
    ['gruße', 1],
    ['Zoe', 1],
    ['漢字', 1],
    ['f:alice@example.org', 1],
    ['QkFTRTY0*', 0],
  ])('%s', async (query, hits) => {
    const archive = memoryArchive();
    await ingestMails(archive, [mail({ body: BODY })]);
    expect(await found(archive, query)).toHaveLength(hits);
    archive.close();
  });
});
