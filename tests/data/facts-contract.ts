import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FactStore, MailFacts } from '../../data/facts.ts';
import type { RepositoryCommit } from '../../data/records/index.ts';
import { factsOf } from '../../ingest/pipeline/mail-facts.ts';
import { mail } from '../support/mail.ts';

/** Facts to be tried, and how to end them. */
export interface FactsUnderTest {
  facts: FactStore;
  /** Message-IDs of all mails that are there, sorted, one a mail. */
  mails(): Promise<string[]>;
  /** The name of each list with the Message-IDs of what it carried, sorted. */
  lists(): Promise<Record<string, string[]>>;
  commits(): Promise<RepositoryCommit[]>;
  close(): Promise<void>;
}

/** What every implementation of {@link FactStore} does. */
export function describeFacts(name: string, open: () => Promise<FactsUnderTest>): void {
  describe(`facts in ${name}`, () => {
    let under: FactsUnderTest;
    let facts: FactStore;
    beforeEach(async () => {
      under = await open();
      facts = under.facts;
    });
    afterEach(() => under.close());
    const start = (path = '/a.mbox', list: string | null = null) =>
      facts.startSource({ path, kind: 'mbox', list, readAt: 1 });

    it('know a source again by its path, with its state', async () => {
      expect(await facts.findSource('/a.mbox')).toBe(null);
      const id = await start();
      expect(await facts.findSource('/a.mbox')).toEqual({ id, path: '/a.mbox', kind: 'mbox', list: null, state: null });
      await facts.storeBatch(id, [], { at: 7 });
      expect((await facts.findSource('/a.mbox'))?.state).toEqual({ at: 7 });
      await facts.saveState(id, { at: 9 });
      expect(await start('/a.mbox', 'tools')).toBe(id);
      expect(await facts.findSource('/a.mbox')).toMatchObject({ id, list: 'tools', state: { at: 9 } });
      await start('/a.mbox');
      expect((await facts.findSource('/a.mbox'))?.list).toBe('tools');
    });

    it('store each mail once, whoever brings it', async () => {
      const first = await start('/a.mbox');
      const second = await start('/b.mbox');
      expect(await facts.storeBatch(first, [one('a'), one('b'), one('a')], 1)).toEqual(counts(2, 1));
      expect(await facts.storeBatch(first, [one('a'), one('c')], 2)).toEqual(counts(1, 1));
      expect(await facts.storeBatch(second, [one('b', 'other')], 1)).toEqual(counts(0, 1));
      expect(await under.mails()).toEqual(['a@example.org', 'b@example.org', 'c@example.org']);
      expect(await under.lists()).toEqual({
        other: ['b@example.org'],
        tools: ['a@example.org', 'b@example.org', 'c@example.org'],
      });
    });

    it('keep mails of one Message-ID apart by their bytes', async () => {
      const id = await start();
      await facts.storeBatch(id, [one('a'), one('a', 'tools', 'another text')], 1);
      expect(await under.mails()).toEqual(['a@example.org', 'a@example.org']);
    });

    it('keep every byte and character, NUL and halves of pairs too', async () => {
      const id = await start();
      const odd = one('a');
      odd.subject = 'NUL \0 half \ud800 end';
      odd.bytes = Buffer.concat([odd.bytes, Buffer.from([0, 255, 13, 10])]);
      expect(await facts.storeBatch(id, [odd], 1)).toEqual(counts(1, 0));
      await facts.storeProblem(id, { place: 'a\0b', what: 'what \0', raw: Buffer.from([0, 1, 2]) });
      await facts.storeProblem(id, { place: 'a\0b', what: 'what \0' });
    });

    it('withdraw what one source brought, and keep what another holds', async () => {
      const first = await start('/a.mbox');
      const second = await start('/b.mbox');
      const [a, b] = [one('a'), one('b')];
      await facts.storeBatch(first, [a, b], 1);
      await facts.storeBatch(second, [b], 1);
      expect(await facts.withdraw(first, { sha256: a.sha256, messageId: null })).toBe(1);
      expect(await facts.withdraw(first, { sha256: null, messageId: 'b@example.org' })).toBe(0);
      expect(await under.mails()).toEqual(['b@example.org']);
      expect(await facts.withdraw(second, { sha256: null, messageId: 'b@example.org' })).toBe(1);
      expect(await facts.withdraw(second, { sha256: null, messageId: 'never@example.org' })).toBe(0);
      expect(await under.mails()).toEqual([]);
      expect(await facts.storeBatch(first, [a], 2)).toEqual(counts(1, 0));
    });

    it('take in a forgotten message never again', async () => {
      const id = await start();
      await facts.storeBatch(id, [one('a'), one('b'), one('c')], 1);
      expect((await facts.forget('b@example.org')).mails).toBe(1);
      expect((await facts.forget('never@example.org')).mails).toBe(0);
      expect(await facts.storeBatch(id, [one('b'), one('never'), one('a')], 2)).toEqual({
        stored: 0,
        known: 1,
        forgotten: 2,
      });
      expect(await under.mails()).toEqual(['a@example.org', 'c@example.org']);
    });

    it('know a list by its aliases, and move mail where a list becomes an alias', async () => {
      const id = await start();
      await facts.storeBatch(id, [one('a', 'tools'), one('b', 'gadgets')], 1);
      expect(await facts.renameList('absent', 'x')).toBe(false);
      expect(await facts.renameList('tools', 'implements')).toBe(true);
      await facts.storeBatch(id, [one('c', 'tools')], 2);
      expect(await under.lists()).toEqual({
        gadgets: ['b@example.org'],
        implements: ['a@example.org', 'c@example.org'],
      });
      expect(await facts.aliasList('absent', 'x')).toBe(false);
      expect(await facts.aliasList('implements', 'gadgets')).toBe(true);
      await facts.storeBatch(id, [one('d', 'gadgets')], 3);
      expect(await under.lists()).toEqual({ implements: ['a', 'b', 'c', 'd'].map((name) => `${name}@example.org`) });
      const [source] = await facts.sourcesOfLists(['Implements']);
      expect(source?.id).toBe(id);
      expect(await facts.sourcesOfLists(['unknown'])).toEqual([]);
    });

    it('drop a list with what it alone carried, and read its sources from the start', async () => {
      const id = await start('/a.mbox');
      const other = await start('/b.mbox');
      await facts.storeBatch(id, [one('a', 'tools'), one('b', 'tools')], { at: 1 });
      await facts.storeBatch(other, [one('b', 'gadgets')], { at: 2 });
      expect(await facts.dropList('absent')).toBe(false);
      expect(await facts.dropList('tools')).toBe(true);
      expect(await under.mails()).toEqual(['b@example.org']);
      expect(await under.lists()).toEqual({ gadgets: ['b@example.org'] });
      expect((await facts.findSource('/a.mbox'))?.state).toBe(null);
      expect((await facts.findSource('/b.mbox'))?.state).toEqual({ at: 2 });
      expect(await facts.storeBatch(id, [one('a', 'tools')], { at: 1 })).toEqual(counts(1, 0));
    });

    it('keep commits by repository, with branch and release', async () => {
      const id = await start('repository:/r');
      expect(await facts.storeCommits(id, [commit('1', null), commit('2', 'next')])).toBe(2);
      expect(await facts.storeCommits(id, [commit('2', null), commit('3', null)])).toBe(1);
      await facts.storeReleases(id, new Map([[hash('1'), 'v1.0']]));
      expect((await facts.unreleasedCommits(id)).sort()).toEqual([hash('2'), hash('3')]);
      expect((await under.commits()).map((row) => [row.commit[0], row.branch, row.release])).toEqual([
        ['1', null, 'v1.0'],
        ['2', null, null],
        ['3', null, null],
      ]);
      await facts.removeCommits(id, [hash('2')]);
      expect((await under.commits()).map((row) => row.commit)).toEqual([hash('1'), hash('3')]);
      await facts.removeCommits(id, 'all');
      expect(await under.commits()).toEqual([]);
    });

    it('tell the oldest mail whose date can be believed', async () => {
      expect(await facts.oldestMail()).toBe(null);
      const id = await start();
      const old = one('a');
      const undated = one('b');
      await facts.storeBatch(id, [{ ...old, dateUsed: 500 }, { ...undated, dateUsed: 0 }, one('c')], 1);
      expect(await facts.oldestMail()).toBe(500);
    });

    it('keep settings', async () => {
      expect(await facts.setting('mailmap')).toBe(null);
      await facts.storeSetting('mailmap', 'A <a@example.org>');
      await facts.storeSetting('mailmap', 'B <b@example.org>');
      expect(await facts.setting('mailmap')).toBe('B <b@example.org>');
    });
  });
}

const counts = (stored: number, known: number) => ({ stored, known, forgotten: 0 });

function one(name: string, list = 'tools', text = 'text'): MailFacts {
  const bytes = mail({ id: `${name}@example.org`, subject: name, body: text });
  const { facts } = factsOf({ bytes, salvaged: false, list, archivedAt: null, envelopeDate: null, place: name });
  return { ...facts, lists: [{ name: list, address: null, listId: null }] };
}

const hash = (digit: string) => digit.repeat(40);

function commit(digit: string, branch: string | null): RepositoryCommit {
  return {
    commit: hash(digit),
    title: `commit ${digit}`,
    author: { name: 'Alice', email: 'alice@example.org' },
    date: Number(digit),
    patchId: null,
    linkIds: [`${digit}@example.org`],
    branch,
    release: null,
  };
}
