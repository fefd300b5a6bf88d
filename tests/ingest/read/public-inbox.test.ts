import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nameInUrl } from '../../../ingest/read/inbox-list.ts';
import { openSource, SourceError } from '../../../ingest/read/source.ts';
import { archiving, commitAll, git, removing } from '../../support/inbox.ts';
import { mail } from '../../support/mail.ts';
import { lastState, texts, walk } from '../../support/source.ts';

let root: string;
let place: string;
let count = 0;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lorescope-inbox-'));
});
beforeEach(() => {
  place = join(root, String(count++));
  mkdirSync(place);
});
afterAll(() => rmSync(root, { recursive: true }));

const message = (i: number) => mail({ id: `m${i}@example.org`, subject: `Mail ${i}` });
const NOON = 1_767_614_400;

/** An inbox of two epochs: 0 1 | 2, 1 taken away, 0 again. */
function twoEpochs(): string {
  const inbox = join(place, 'demo');
  mkdirSync(join(inbox, 'git'), { recursive: true });
  commitAll(join(inbox, 'git/0.git'), [archiving(message(0), NOON), archiving(message(1), NOON + 60)]);
  commitAll(join(inbox, 'git/1.git'), [
    archiving(message(2), NOON + 120),
    removing(message(1), NOON + 180),
    archiving(message(0), NOON + 240),
  ]);
  return inbox;
}

describe('a public-inbox v2 archive', () => {
  it('gives messages and removals of all epochs in order, with the time of archiving and the list', async () => {
    const found = await walk(twoEpochs());
    expect(found.kind).toBe('public-inbox-v2');
    expect(found.order).toEqual(['mail', 'mail', 'mail', 'removal', 'mail', 'checkpoint']);
    expect(texts(found)).toEqual([0, 1, 2, 0].map((i) => message(i).toString()));
    expect(found.mails.map((one) => one.archivedAt)).toEqual([NOON, NOON + 60, NOON + 120, NOON + 240]);
    expect(new Set(found.mails.map((one) => one.list))).toEqual(new Set(['demo']));
    expect(found.mails[2]?.place).toMatch(/^demo\/git\/1\.git:[0-9a-f]{40}$/);
    expect(found.removals.map((one) => one.bytes?.toString())).toEqual([message(1).toString()]);
    expect(found.progress).toEqual({ read: 5, total: 5 });
  });

  it('reads the tenth epoch behind the second', async () => {
    const inbox = join(place, 'demo');
    mkdirSync(join(inbox, 'git'), { recursive: true });
    for (const i of [10, 2, 9]) commitAll(join(inbox, `git/${i}.git`), [archiving(message(i), NOON + i)]);
    expect(texts(await walk(inbox))).toEqual([2, 9, 10].map((i) => message(i).toString()));
  });

  it('is found as one epoch, as its parent folder, and without the folder "git"', async () => {
    const inbox = twoEpochs();
    expect((await walk(join(inbox, 'git/1.git'))).mails.map((one) => one.list)).toEqual(['demo', 'demo']);
    expect((await walk(join(inbox, 'git'))).mails).toHaveLength(4);
    const parent = await walk(place);
    expect([parent.kind, parent.mails.length]).toEqual(['folder', 4]);
  });

  it('gives only new commits on the next run', async () => {
    const inbox = twoEpochs();
    const state = lastState(await walk(inbox));
    expect((await walk(inbox, {}, state)).order).toEqual(['checkpoint']);
    commitAll(join(inbox, 'git/1.git'), [archiving(message(3), NOON + 300)]);
    const second = await walk(inbox, {}, state);
    expect(texts(second)).toEqual([message(3).toString()]);
    expect(second.progress).toEqual({ read: 1, total: 1 });
  });

  it('goes on right behind any checkpoint', async () => {
    const path = join(place, 'demo.git');
    commitAll(
      path,
      Array.from({ length: 1200 }, (_, i) => archiving(message(i), NOON + i)),
    );
    const whole = await walk(path);
    expect(whole.counts).toEqual([500, 1000, 1200]);
    for (const [i, state] of whole.states.entries()) {
      expect(texts(await walk(path, {}, state))).toEqual(texts(whole).slice(whole.counts[i]));
    }
  });

  it('withdraws what rewritten history no longer holds, then gives what is new', async () => {
    const path = join(place, 'demo.git');
    commitAll(
      path,
      [0, 1, 2].map((i) => archiving(message(i), NOON + i)),
    );
    const state = lastState(await walk(path));
    commitAll(
      path,
      [0, 2, 3].map((i) => archiving(message(i), NOON + i + 100)),
      'nothing',
    );
    const second = await walk(path, {}, state);
    expect(second.problems.map((one) => one.what)).toEqual([
      expect.stringMatching(/^The history of .* was rewritten: 1 messages are no longer in it\.$/),
    ]);
    expect(second.removals.map((one) => one.bytes?.toString())).toEqual([message(1).toString()]);
    expect(texts(second)).toEqual([0, 2, 3].map((i) => message(i).toString()));
    expect((await walk(path, {}, lastState(second))).order).toEqual(['checkpoint']);
  });

  it('reads everything again, and says so, where the commit read last is gone', async () => {
    const path = join(place, 'demo.git');
    commitAll(path, [archiving(message(0), NOON)]);
    const state = lastState(await walk(path));
    state.commits[''] = '0123456789'.repeat(4);
    const second = await walk(path, {}, state);
    expect(second.order).toEqual(['problem', 'mail', 'checkpoint']);
    expect(second.problems[0]?.what).toMatch(/was rewritten and the commit read last is gone/);
  });

  it('keeps a message over the limit by its beginning', async () => {
    const path = join(place, 'demo.git');
    commitAll(path, [archiving(mail({ body: 'x'.repeat(300_000) }), NOON), archiving(message(1), NOON + 1)]);
    const found = await walk(path, { maxMailBytes: 1000 });
    expect(found.mails.map((one) => one.bytes.length)).toEqual([1000, message(1).length]);
    expect(found.problems).toHaveLength(1);
  });

  it('takes the list from the caller, from public-inbox, from its origin, from its path', async () => {
    const inbox = twoEpochs();
    const lists = async (options = {}) => [...new Set((await walk(inbox, options)).mails.map((one) => one.list))];
    expect(await lists()).toEqual(['demo']);
    for (const epoch of ['0', '1']) {
      const path = join(inbox, `git/${epoch}.git`);
      git(path, '--git-dir', path, 'config', 'remote.origin.url', `https://lists.example.org/carving/${epoch}`);
    }
    expect(await lists()).toEqual(['carving']);
    writeFileSync(join(inbox, 'inbox.config.example'), '[publicinbox "woodwork"]\n\taddress = woodwork@example.org\n');
    expect(await lists()).toEqual(['woodwork']);
    expect(await lists({ list: 'mine' })).toEqual(['mine']);
  });

  it('names the list in each form of address', () => {
    const urls = [
      'https://example.org/demo/0',
      'https://example.org/demo/git/12.git',
      'git@example.org:x/demo.git',
      '/srv/demo.3',
    ];
    expect(urls.map(nameInUrl)).toEqual(['demo', 'demo', 'demo', 'demo']);
    expect(['', 'https://example.org/', '0.git'].map(nameInUrl)).toEqual([null, null, null]);
  });
});

describe('a public-inbox v1 archive', () => {
  const nameOf = (i: number) => `${String(i).padStart(2, '0')}/${String(i).padStart(38, 'a')}`;

  it('gives the files of its 2/38 tree, and those taken away', async () => {
    const path = join(place, 'demo.git');
    commitAll(path, [
      { files: { [nameOf(0)]: message(0), [nameOf(1)]: message(1) }, time: NOON },
      { files: { [nameOf(2)]: message(2) }, time: NOON + 60 },
      { files: { [nameOf(1)]: null }, time: NOON + 120 },
    ]);
    const found = await walk(path);
    expect(found.kind).toBe('public-inbox-v1');
    expect(texts(found)).toEqual([0, 1, 2].map((i) => message(i).toString()));
    expect(found.removals.map((one) => one.bytes?.toString())).toEqual([message(1).toString()]);
    expect(found.mails[0]?.list).toBe('demo');
    const state = lastState(found);
    commitAll(path, [{ files: { [nameOf(3)]: message(3) }, time: NOON + 180 }]);
    expect(texts(await walk(path, {}, state))).toEqual([message(3).toString()]);
  });
});

describe('a git repository that is no archive', () => {
  const failure = async (path: string) => (await openSource(path, {}, null).catch((error: unknown) => error)) as Error;

  it('gets a sentence', async () => {
    const path = join(place, 'code.git');
    commitAll(path, [{ files: { 'main.c': Buffer.from('int main;\n'), m: Buffer.from('x') }, time: NOON }]);
    expect(await failure(path)).toBeInstanceOf(SourceError);
    expect((await failure(path)).message).toMatch(/is a git repository, but no mail archive/);
  });

  it('gets one for having no commits, too', async () => {
    const path = join(place, 'empty.git');
    git(path, 'init', '--quiet', '--bare', path);
    expect((await failure(path)).message).toMatch(/is a git repository without commits/);
  });

  it('is a problem, not the end, inside a folder', async () => {
    writeFileSync(join(place, 'one.eml'), message(1));
    commitAll(join(place, 'code.git'), [{ files: { 'main.c': Buffer.from('int main;\n') }, time: NOON }]);
    const found = await walk(place);
    expect(texts(found)).toEqual([message(1).toString()]);
    expect(found.problems.map((one) => one.place)).toHaveLength(1);
  });

  it('gets another where git is not installed', async () => {
    const path = join(place, 'demo.git');
    commitAll(path, [archiving(message(0), NOON)]);
    const before = process.env['PATH'];
    process.env['PATH'] = place;
    try {
      expect((await failure(path)).message).toMatch(/^git is not installed/);
    } finally {
      process.env['PATH'] = before;
    }
  });

  it('runs nothing that its own settings name', async () => {
    const path = join(place, 'demo.git');
    const trap = join(place, 'trap');
    commitAll(path, [archiving(message(0), NOON)]);
    const settings: [string, string][] = [
      ['core.fsmonitor', `touch ${trap}`],
      ['core.pager', `touch ${trap}`],
      ['diff.external', `touch ${trap}`],
      ['log.showSignature', 'true'],
      ['gpg.program', `touch ${trap}`],
      ['core.alternateRefsCommand', `touch ${trap}`],
      ['alias.log', `!touch ${trap}`],
    ];
    for (const [name, value] of settings) git(path, '--git-dir', path, 'config', name, value);
    expect((await walk(path)).mails).toHaveLength(1);
    expect(() => rmSync(trap)).toThrow();
  });
});
