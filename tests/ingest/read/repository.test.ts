import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RepositoryCommit } from '../../../data/records/index.ts';
import { openRepository, releasesOf, type RepositoryState } from '../../../ingest/read/repository.ts';
import { CodeRepository, noon, source } from '../../support/code.ts';
import { scratchFolder } from '../../trust/scratch.ts';

let folder: string;
let code: CodeRepository;
beforeEach(() => {
  folder = scratchFolder();
  code = new CodeRepository(join(folder, 'widget'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function read(path = code.path, before: RepositoryState | null = null, since: number | null = null) {
  const { commits, ...rest } = await openRepository(path, before, since);
  const found: RepositoryCommit[] = [];
  for await (const commit of commits) found.push(commit);
  return { ...rest, found, titles: found.map(({ title }) => title) };
}

/** Three commits, the last two behind v1. */
function history(): string[] {
  const first = code.commit({ file: 'a.c', text: source(), title: 'widget: begin', day: 0 });
  code.tag('v1', 1);
  const second = code.commit({ file: 'a.c', text: source('// one'), title: 'widget: one', day: 2 });
  const third = code.commit({ file: 'b.c', text: source('// two'), title: 'widget: Zwölf', day: 3 });
  return [first, second, third];
}

describe('commits of a code repository', () => {
  it('come oldest first with author, date, title and the id that git gives to their patch', async () => {
    const ids = history();
    const { found } = await read();
    expect(found.map(({ commit }) => commit)).toEqual(ids);
    expect(found.map(({ title }) => title)).toEqual(['widget: begin', 'widget: one', 'widget: Zwölf']);
    expect(found[0]).toMatchObject({
      author: { name: 'Alice Example', email: 'alice@example.org' },
      date: noon(0).getTime() / 1000,
      branch: null,
    });
    expect(found.every(({ patchId }) => /^[0-9a-f]{40}$/.test(patchId ?? ''))).toBe(true);
    expect(new Set(found.map(({ patchId }) => patchId)).size).toBe(3);
  });

  it('keep their patch ids whatever the repository says of diffs', async () => {
    history();
    const plain = (await read()).found.map(({ patchId }) => patchId);
    for (const setting of ['diff.noprefix=true', 'diff.context=9', 'diff.mnemonicPrefix=true', 'color.ui=always'])
      code.git('config', ...(setting.split('=') as [string, string]));
    code.git('config', 'log.showRoot', 'false');
    code.git('config', 'diff.algorithm', 'patience');
    expect((await read()).found.map(({ patchId }) => patchId)).toEqual(plain);
  });

  it('have no patch id where they change nothing, and merges are left out', async () => {
    history();
    code.git('commit', '--quiet', '--allow-empty', '-m', 'widget: nothing');
    code.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
    code.commit({ file: 'c.c', text: source(), title: 'widget: side', day: 4 });
    code.git('checkout', '--quiet', 'main');
    code.git('merge', '--quiet', '--no-edit', 'side');
    const { found } = await read();
    expect(found.map(({ title, patchId }) => [title, patchId !== null])).toEqual(
      expect.arrayContaining([
        ['widget: nothing', false],
        ['widget: side', true],
      ]),
    );
    expect(found.map(({ title }) => title)).not.toContain("Merge branch 'side'");
  });

  it('name the mails that their trailers link to, archives and forms aside', async () => {
    const links = [
      'Link: https://lore.example.org/r/20260105.1%40example.org',
      'Link: https://lore.example.org/demo/20260105.2@example.org/T/#u',
      'Message-ID: <20260105.3@example.org>',
      'Message-Id: 20260105.4@example.org',
      'Closes: https://lore.example.org/all/report@example.org/',
      'Link: https://bugs.example.org/show_bug.cgi?id=12',
    ];
    code.commit({ file: 'a.c', text: source(), title: 'widget: begin', day: 0, message: links.join('\n') });
    expect((await read()).found[0]?.linkIds).toEqual([1, 2, 3, 4].map((n) => `20260105.${n}@example.org`));
  });

  it('a message with control characters costs no other commit', async () => {
    code.commit({ file: 'a.c', text: source(), title: 'widget: odd', day: 0, message: 'a \u0001\nb\u0001\nc' });
    code.commit({ file: 'b.c', text: source(), title: 'widget: next', day: 1 });
    expect((await read()).titles).toEqual(['widget: odd', 'widget: next']);
  });

  it('older than any mail are left out', async () => {
    history();
    expect((await read(code.path, null, noon(1).getTime() / 1000)).titles).toEqual(['widget: one', 'widget: Zwölf']);
  });
});

describe('branches', () => {
  beforeEach(() => {
    history();
    code.git('checkout', '--quiet', '-b', 'for-next');
    code.commit({ file: 'n.c', text: source(), title: 'widget: next', day: 5 });
    code.git('checkout', '--quiet', 'main');
  });

  it('a commit says which branch holds it where the default branch does not', async () => {
    const { found } = await read();
    expect(found.map(({ title, branch }) => [title, branch])).toEqual([
      ['widget: begin', null],
      ['widget: one', null],
      ['widget: Zwölf', null],
      ['widget: next', 'for-next'],
    ]);
  });

  it('a bare clone and a normal clone give the same', async () => {
    const bare = join(folder, 'bare.git');
    code.git('clone', '--quiet', '--bare', '.', bare);
    const clone = join(folder, 'clone');
    code.git('clone', '--quiet', '.', clone);
    const own = await read();
    expect((await read(bare)).found).toEqual(own.found);
    expect((await read(clone)).found.map(({ title, branch }) => [title, branch])).toEqual(
      own.found.map(({ title, branch }) => [title, branch && `origin/${branch}`]),
    );
  });

  it('what stands on a local branch of a clone was taken by nobody', async () => {
    const clone = join(folder, 'clone');
    code.git('clone', '--quiet', '.', clone);
    const work = ['-C', clone, '-c', 'user.name=Bob', '-c', 'user.email=bob@example.org'];
    code.git(...work, 'commit', '--quiet', '--allow-empty', '-m', 'widget: my own idea');
    expect((await read(clone)).titles).not.toContain('widget: my own idea');
  });
});

describe('another run', () => {
  it('gives the new commits alone', async () => {
    history();
    const { state } = await read();
    expect((await read(code.path, state)).found).toEqual([]);
    code.commit({ file: 'd.c', text: source(), title: 'widget: three', day: 6 });
    const again = await read(code.path, state);
    expect(again).toMatchObject({ titles: ['widget: three'], anew: false, vanished: [] });
  });

  it('gives again what came from another branch into the default one', async () => {
    history();
    code.git('checkout', '--quiet', '-b', 'for-next');
    const id = code.commit({ file: 'n.c', text: source(), title: 'widget: next', day: 5 });
    code.git('checkout', '--quiet', 'main');
    const { state } = await read();
    code.git('merge', '--quiet', 'for-next');
    expect((await read(code.path, state)).found).toMatchObject([{ commit: id, branch: null }]);
  });

  it('names the commits of a branch that was rebased', async () => {
    history();
    code.git('checkout', '--quiet', '-b', 'for-next');
    const id = code.commit({ file: 'n.c', text: source(), title: 'widget: next', day: 5 });
    const { state } = await read();
    code.git('commit', '--quiet', '--amend', '-m', 'widget: next, better');
    code.git('checkout', '--quiet', 'main');
    const again = await read(code.path, { ...state, head: code.head() });
    expect(again).toMatchObject({ anew: false, vanished: [id], titles: ['widget: next, better'] });
  });

  it('begins anew where the default branch was rewritten, older mails have come, or old commits are gone', async () => {
    const [, second] = history() as [string, string, string];
    const { state } = await read();
    expect((await read(code.path, { ...state, since: 1 }, 0)).anew).toBe(true);
    expect((await read(code.path, { ...state, tips: [...state.tips, 'f'.repeat(40)] })).anew).toBe(true);
    code.git('reset', '--quiet', '--hard', second);
    expect(await read(code.path, state)).toMatchObject({ anew: true, titles: ['widget: begin', 'widget: one'] });
  });
});

describe('releases', () => {
  it('are the first tag that holds a commit; tags that name no release do not count beside such that do', async () => {
    const [first, second, third] = history() as [string, string, string];
    code.tag('widget-pull-20260108', 4);
    code.tag('v2', 5);
    code.tag('v2.1', 6);
    const next = code.commit({ file: 'd.c', text: source(), title: 'widget: three', day: 6 });
    const { git } = await read();
    expect([...(await releasesOf(git, [first, second, third, next]))]).toEqual([
      [first, 'v1'],
      [second, 'v2'],
      [third, 'v2'],
    ]);
  });
});

describe('a repository whose settings would run programs', () => {
  it('runs none of them and fetches nothing', async () => {
    history();
    const mark = join(folder, 'ran');
    const script = join(folder, 'evil.sh');
    writeFileSync(script, `#!/bin/sh\necho "$0 $@" >> ${mark}\ncat /dev/null\n`);
    chmodSync(script, 0o755);
    for (const [name, value] of [
      ['core.fsmonitor', script],
      ['core.pager', script],
      ['core.sshCommand', script],
      ['core.alternateRefsCommand', script],
      ['core.hooksPath', folder],
      ['diff.external', script],
      ['diff.evil.command', script],
      ['diff.evil.textconv', script],
      ['filter.evil.smudge', script],
      ['filter.evil.clean', script],
      ['gpg.program', script],
      ['log.showSignature', 'true'],
      ['credential.helper', `!${script}`],
      ['alias.log', `!${script}`],
      ['alias.rev-list', `!${script}`],
      ['pager.log', script],
      ['protocol.allow', 'always'],
      ['protocol.ext.allow', 'always'],
      ['core.repositoryformatversion', '1'],
      ['extensions.partialClone', 'origin'],
      ['remote.origin.url', `ext::${script} %S`],
      ['remote.origin.promisor', 'true'],
    ] as const)
      code.git('config', name, value);
    mkdirSync(join(code.path, '.git/info'), { recursive: true });
    writeFileSync(join(code.path, '.git/info/attributes'), '*.c diff=evil filter=evil\n');
    for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change']) {
      writeFileSync(join(code.path, '.git/hooks', hook), `#!/bin/sh\necho ${hook} >> ${mark}\n`);
      chmodSync(join(code.path, '.git/hooks', hook), 0o755);
    }
    // A missing file is what git would fetch.
    const blob = code.git('rev-parse', 'HEAD:b.c').trim();
    rmSync(join(code.path, '.git/objects', blob.slice(0, 2), blob.slice(2)));
    const { titles, git, found } = await read();
    await releasesOf(
      git,
      found.map(({ commit }) => commit),
    );
    expect(titles).toEqual(['widget: begin', 'widget: one', 'widget: Zwölf']);
    expect(found.map(({ patchId }) => patchId !== null)).toEqual([true, true, false]);
    expect(existsSync(mark)).toBe(false);
  });

  it('the environment of the caller changes nothing', async () => {
    history();
    const plain = await read();
    const mark = join(folder, 'ran');
    const before = { ...process.env };
    Object.assign(process.env, {
      GIT_EXTERNAL_DIFF: `touch ${mark}`,
      GIT_DIR: '/nowhere',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'log.showRoot',
      GIT_CONFIG_VALUE_0: 'false',
    });
    try {
      expect((await read()).found).toEqual(plain.found);
      expect(existsSync(mark)).toBe(false);
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    }
  });
});

describe('what is no repository', () => {
  it('is said so', async () => {
    const file = join(folder, 'a.txt');
    writeFileSync(file, 'words');
    mkdirSync(join(folder, 'empty'));
    await expect(read(join(folder, 'absent'))).rejects.toThrow(/^There is no/);
    await expect(read(file)).rejects.toThrow(/is no git repository/);
    await expect(read(join(folder, 'empty'))).rejects.toThrow(/is no git repository/);
  });

  it('one without commits gives none', async () => {
    expect((await read()).found).toEqual([]);
  });
});
