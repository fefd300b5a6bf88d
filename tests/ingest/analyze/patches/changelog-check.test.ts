import { describe, expect, it } from 'vitest';
import {
  changelogClaims,
  checkChangelog,
  type ChangelogClaim,
} from '../../../../ingest/analyze/patches/changelog-check.ts';
import { rangeDiff } from '../../../../ingest/analyze/patches/range-diff.ts';
import { linkWorks } from '../../../../ingest/analyze/series/works.ts';
import { archive, message, patchText, telling } from '../../../support/patches.ts';

const patch = (key: string, title: string, lines: string[], words = 'Why.') => ({
  key,
  title,
  text: patchText([{ path: 'src/x.c', lines: ['one', ...lines, 'two'] }], { message: words }),
});
const OLDER = [
  patch('a1', 'x: one', telling('alpha', 5)),
  patch('a2', 'x: two', [...telling('beta', 5), '+\tfree_buffer(first);']),
  patch('a3', 'x: three', telling('gamma', 5)),
  patch('a4', 'x: four', telling('epsilon', 5)),
];
const NEWER = [
  patch('b1', 'x: one', telling('alpha', 5), 'Why.\n\nReviewed-by: Bob <bob@example.org>'),
  patch('b2', 'x: two', [...telling('beta', 5), '+\trelease_buffer(first);']),
  patch('b3', 'x: four', telling('epsilon', 4)),
  patch('b4', 'x: five', telling('delta', 5)),
];
const NUMBERS = new Map([...OLDER, ...NEWER].map(({ key }) => [key, Number(key[1])]));
const claim = (text: string, own: string | null = null): ChangelogClaim => ({
  text,
  key: 'cover',
  lines: [0, 1],
  patch: own,
});
const check = (...claims: ChangelogClaim[]) => checkChangelog(claims, rangeDiff(OLDER, NEWER), NUMBERS);

describe('a claim', () => {
  it.each([
    ['Use release_buffer() instead of free_buffer() in patch 2', 'found', ['b2']],
    ['s/free_buffer/release_buffer/', 'found', ['b2']],
    ['Drop patch 3', 'found', ['a3']],
    ['Add a new patch 4', 'found', ['b4']],
    ["Collect Bob's Reviewed-by on patch 1", 'found', ['b1']],
    ['Collect tags on patch 2', 'not-found', []],
    ['Fix the error path of patch 1', 'not-found', []],
    ['Fix the error path of patch 3', 'found', ['b3']],
    ['Use spin_lock_irqsave() in patch 2', 'not-checkable', ['b2']],
    ['Rebased on v6.2', 'not-checkable', []],
    ['Reword the cover letter', 'not-checkable', []],
    ['Reorder the patches', 'not-found', []],
  ] as const)('"%s" is %s', (text, found, patches) => {
    expect(check(claim(text)).claims[0]).toMatchObject({ found, patches });
  });

  it('about a patch that is the same was not found', () => {
    const pairs = rangeDiff(
      OLDER,
      OLDER.map((one) => ({ ...one, key: one.key.replace('a', 'b') })),
    );
    expect(
      checkChangelog([claim('Fix the error path in patch 3')], pairs, new Map([...NUMBERS, ['b3', 3]])).claims[0]!
        .found,
    ).toBe('not-found');
  });

  it('below the rule of a patch is about that patch', () => {
    expect(check(claim('use release_buffer()', 'b2')).claims[0]).toMatchObject({ found: 'found', patches: ['b2'] });
  });
});

describe('what was found and not mentioned', () => {
  it('are changes that no claim speaks of; tags alone need no mention', () => {
    expect(check(claim('Use release_buffer()')).unmentioned).toEqual([
      { key: 'a3', status: 'removed' },
      { key: 'b3', status: 'changed' },
      { key: 'b4', status: 'added' },
    ]);
  });
});

describe('the claims of a series', () => {
  it('are those about its own version, of cover and patches', () => {
    const text = patchText([{ path: 'x.c', lines: telling('alpha', 3) }], { notes: 'v3:\n- mine\nv2:\n- older' });
    const { skeletons, facts } = archive([
      message('c', {
        subject: '[PATCH v3 0/1] all',
        text: 'Hello.\n\nChanges in v3:\n - one\n\nChanges in v2:\n - two\n',
      }),
      message('p', { subject: '[PATCH v3 1/1] x', text, parent: 'c', at: 1 }),
    ]);
    const [series] = linkWorks(skeletons, facts).series;
    expect(changelogClaims(series!, facts).map((found) => [found.text, found.patch])).toEqual([
      ['one', null],
      ['mine', 'p'],
    ]);
  });
});
