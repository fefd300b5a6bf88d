import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive } from '../../../data/database.ts';
import type { Evidence } from '../../../data/records/index.ts';
import { ingest } from '../../../ingest/pipeline/run.ts';
import { sync } from '../../../ingest/pipeline/run.ts';
import { dumpText, ingestMails, memoryArchive } from '../../support/archive.ts';
import { CodeRepository, noon, source } from '../../support/code.ts';
import { mail } from '../../support/mail.ts';
import { scratchFolder } from '../../trust/scratch.ts';

let folder: string;
let code: CodeRepository;
let archive: Archive;
beforeEach(() => {
  folder = scratchFolder();
  code = new CodeRepository(join(folder, 'widget'));
  code.commit({ file: 'a.c', text: source(), title: 'widget: begin', day: 0 });
  archive = memoryArchive();
});
afterEach(() => {
  archive.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (repositories: string[] = [code.path]) =>
  ingest(archive, [], { list: null, repositories, since: null, until: null, now: 1_800_000_000 });

interface Row {
  type: string;
  messageId: string;
  state: string;
  basis: string;
  commit: string | null;
  commitBasis: string | null;
  landedProbability: number;
  supersededBy: string[];
  history: { state: string; date: string; evidence: Evidence[] }[];
}
async function outcomes(): Promise<Map<string, Row>> {
  const rows = (await dumpText(archive)).split('\n').map((line) => JSON.parse(line) as Row);
  return new Map(rows.filter(({ type }) => type === 'patch').map((row) => [row.messageId, row]));
}

describe('patches beside a repository of the code', () => {
  it('a commit with the same change makes a patch mainlined, with the commit, its day and its first release', async () => {
    const id = code.commit({ file: 'a.c', text: source('// one'), title: 'widget: say one', day: 3 });
    await ingestMails(archive, [code.posted('p1@example.org', id, { day: 2, subject: '[PATCH] widget: speak' })]);
    expect((await outcomes()).get('p1@example.org')).toMatchObject({ state: 'new', commit: null });
    code.tag('v1', 4);
    code.tag('v2', 5);
    expect((await run()).commits).toBe(2);
    const patch = (await outcomes()).get('p1@example.org')!;
    expect(patch).toMatchObject({ state: 'mainlined', basis: 'stated', commit: id, commitBasis: 'repository' });
    const last = patch.history.at(-1)!;
    expect(last.date).toBe(noon(3).toISOString().replace('.000Z', 'Z'));
    expect(last.evidence).toMatchObject([
      {
        messageId: 'p1@example.org',
        lines: [0, 0],
        signal: 'commit-by-patch-id',
        tree: 'v1',
        commit: { commit: id, title: 'widget: say one', branch: null, release: 'v1' },
      },
    ]);
  });

  it('a trailer that names the mail finds it though the committer changed it', async () => {
    const asPosted = code.commit({ file: 'b.c', text: source('// posted'), title: 'widget: b', day: 3 });
    const posted = code.posted('p2@example.org', asPosted, { day: 2 });
    code.git('reset', '--quiet', '--hard', 'HEAD~1');
    const message = 'Link: https://lore.example.org/r/p2@example.org';
    const id = code.commit({ file: 'b.c', text: source('// committed'), title: 'widget: b', day: 3, message });
    await ingestMails(archive, [posted]);
    await run();
    const patch = (await outcomes()).get('p2@example.org')!;
    expect(patch.commit).toBe(id);
    expect(patch.history.at(-1)!.evidence[0]!.signal).toBe('commit-by-link');
  });

  it('title and author find it within a year, not later, and not by another author', async () => {
    const near = code.commit({ file: 'c.c', text: source('// c'), title: 'widget: near', day: 300 });
    code.commit({ file: 'd.c', text: source('// d'), title: 'widget: far', day: 400 });
    code.commit({
      file: 'e.c',
      text: source(),
      title: 'widget: not hers',
      day: 3,
      author: 'Bob Example <bob@example.org>',
    });
    const plain = (id: string, title: string) =>
      mail({
        id,
        subject: `[PATCH] ${title}`,
        date: noon(1).toUTCString(),
        body: `Words.\n---\ndiff --git a/z.c b/z.c\n--- a/z.c\n+++ b/z.c\n@@ -1 +1 @@\n-${id}\n+new ${id}\n`,
      });
    await ingestMails(archive, [
      plain('near@example.org', 'widget: near'),
      plain('far@example.org', 'widget: far'),
      plain('other@example.org', 'widget: not hers'),
    ]);
    await run();
    const found = await outcomes();
    expect([...found].map(([key, { commit }]) => [key, commit]).sort()).toEqual([
      ['far@example.org', null],
      ['near@example.org', near],
      ['other@example.org', null],
    ]);
    expect(found.get('near@example.org')!.history.at(-1)!.evidence[0]!.signal).toBe('commit-by-title-and-author');
  });

  it('a commit on another branch makes a patch accepted; mainlined once the default branch has it', async () => {
    code.git('checkout', '--quiet', '-b', 'for-next');
    const id = code.commit({ file: 'n.c', text: source(), title: 'widget: next', day: 3 });
    code.git('checkout', '--quiet', 'main');
    await ingestMails(archive, [code.posted('n@example.org', id, { day: 2 })]);
    await run();
    expect((await outcomes()).get('n@example.org')).toMatchObject({ state: 'accepted', commit: id });
    code.git('merge', '--quiet', 'for-next');
    expect((await run()).commits).toBe(0);
    expect((await outcomes()).get('n@example.org')).toMatchObject({ state: 'mainlined', commit: id });
  });

  it('a commit that was rebased away is evidence no more', async () => {
    code.git('checkout', '--quiet', '-b', 'for-next');
    const id = code.commit({ file: 'n.c', text: source(), title: 'widget: next', day: 3 });
    await ingestMails(archive, [code.posted('n@example.org', id, { day: 2 })]);
    code.git('checkout', '--quiet', 'main');
    await run();
    code.git('branch', '-D', 'for-next');
    await run();
    expect((await outcomes()).get('n@example.org')).toMatchObject({ state: 'new', commit: null });
  });

  it('the version that went in is mainlined, the one before it superseded', async () => {
    const first = code.commit({ file: 'a.c', text: source('// one'), title: 'widget: say', day: 3 });
    const v1 = code.posted('v1@example.org', first, { day: 2 });
    code.git('reset', '--quiet', '--hard', 'HEAD~1');
    const second = code.commit({ file: 'a.c', text: source('// two'), title: 'widget: say', day: 6 });
    await ingestMails(archive, [v1, code.posted('v2@example.org', second, { day: 5, prefix: 'PATCH v2' })]);
    await run();
    const found = await outcomes();
    expect(found.get('v1@example.org')).toMatchObject({ state: 'superseded', supersededBy: ['v2@example.org'] });
    expect(found.get('v2@example.org')).toMatchObject({ state: 'mainlined', commit: second });
  });
});

describe('several repositories', () => {
  it('each tell what they hold, in any order; a release in one of them counts', async () => {
    const id = code.commit({ file: 'a.c', text: source('// one'), title: 'widget: say one', day: 3 });
    const mails = [code.posted('p1@example.org', id, { day: 2 })];
    const released = join(folder, 'released');
    code.git('clone', '--quiet', '--bare', '.', released);
    code.git('--git-dir', released, 'tag', 'v7', id);
    const texts: string[] = [];
    for (const order of [
      [code.path, released],
      [released, code.path],
    ]) {
      archive.close();
      archive = memoryArchive();
      await ingestMails(archive, mails);
      await run(order);
      expect((await outcomes()).get('p1@example.org')!.history.at(-1)!.evidence[0]!.commit!.release).toBe('v7');
      texts.push(await dumpText(archive));
    }
    expect(texts[0]).toBe(texts[1]);
  });

  it('are asked again by sync', async () => {
    const id = code.commit({ file: 'a.c', text: source('// one'), title: 'widget: say one', day: 3 });
    const posted = code.posted('p1@example.org', id, { day: 2 });
    code.git('reset', '--quiet', '--hard', 'HEAD~1');
    await ingestMails(archive, [posted]);
    await run();
    expect((await outcomes()).get('p1@example.org')!.state).toBe('new');
    code.git('reset', '--quiet', '--hard', id);
    expect(existsSync(code.path)).toBe(true);
    const report = await sync(archive, [], { now: 1_800_000_100 });
    expect(report.commits).toBe(1);
    expect((await outcomes()).get('p1@example.org')!.state).toBe('mainlined');
  });
});
