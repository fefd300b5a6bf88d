import { describe, expect, it } from 'vitest';
import type { RepositoryCommit } from '../../../../../data/records/index.ts';
import { matchCommits, type PostedPatch } from '../../../../../ingest/analyze/outcomes/evidence/match-commits.ts';
import { orders } from '../../../../support/orders.ts';

const ALICE = { name: 'Alice Example', email: 'alice@example.org' };
const BOB = { name: 'Bob Example', email: 'bob@example.org' };
const DAY = 86400;
const patch = (key: string, parts: Partial<PostedPatch> = {}): PostedPatch => ({
  key,
  title: 'widget: add frob',
  author: ALICE,
  patchId: null,
  date: 0,
  ...parts,
});
const commit = (id: string, parts: Partial<RepositoryCommit> = {}): RepositoryCommit => ({
  commit: id,
  title: 'widget: add frob',
  author: ALICE,
  date: 10 * DAY,
  patchId: null,
  linkIds: [],
  branch: null,
  release: null,
  ...parts,
});
const found = (patches: PostedPatch[], commits: RepositoryCommit[]) =>
  matchCommits(patches, commits).map(({ key, commit: { commit: id }, by }) => [key, id, by]);

describe('commits of patches', () => {
  it('a link to the mail beats everything', () => {
    expect(
      found(
        [patch('v1', { patchId: 'p' }), patch('v2', { patchId: 'q', date: DAY })],
        [commit('c', { linkIds: ['v1'], patchId: 'q' })],
      ),
    ).toEqual([['v1', 'c', 'link']]);
  });
  it('an equal diff comes next, the newest version before the commit', () => {
    const versions = [
      patch('v1', { patchId: 'p' }),
      patch('v2', { patchId: 'p', date: DAY }),
      patch('v3', { patchId: 'p', date: 20 * DAY }),
    ];
    expect(found(versions, [commit('c', { patchId: 'p' })])).toEqual([['v2', 'c', 'patch-id']]);
  });
  it('title and author find what was changed on the way in, within a year', () => {
    expect(found([patch('v1'), patch('v2', { date: DAY })], [commit('c')])).toEqual([['v2', 'c', 'title-and-author']]);
    expect(found([patch('v1')], [commit('c', { date: 400 * DAY })])).toEqual([]);
    expect(found([patch('v1')], [commit('c', { author: BOB })])).toEqual([]);
    expect(found([patch('v1', { date: 30 * DAY })], [commit('c')])).toEqual([]);
  });
  it('a linked commit is no title match for another version', () => {
    expect(found([patch('v1'), patch('v2', { date: DAY })], [commit('c', { linkIds: ['v1'] })])).toEqual([
      ['v1', 'c', 'link'],
    ]);
  });
  it('does not depend on the order', () => {
    const patches = [
      patch('v1', { patchId: 'p' }),
      patch('v2', { patchId: 'p', date: DAY }),
      patch('x', { title: 'gadget: fix', author: BOB }),
    ];
    const commits = [
      commit('c', { patchId: 'p' }),
      commit('d', { title: 'gadget: fix', author: BOB }),
      commit('e', { title: 'gadget: fix', author: BOB, date: 11 * DAY }),
    ];
    const expected = found(patches, commits);
    for (const some of orders(patches))
      for (const others of orders(commits)) expect(found(some, others)).toEqual(expected);
  });
});
