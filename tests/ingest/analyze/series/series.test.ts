import { describe, expect, it } from 'vitest';
import { linkWorks } from '../../../../ingest/analyze/series/works.ts';
import { archive, message, patchText, PEOPLE, telling } from '../../../support/patches.ts';

const diff = (word: string) => patchText([{ path: `src/${word}.c`, lines: telling(word, 6) }]);
const cover = (key: string, subject: string, at: number, parent: string | null = null) =>
  message(key, { subject, text: 'All of it.', at, parent });
const patch = (key: string, subject: string, at: number, parent: string | null, word = key) =>
  message(key, { subject, text: diff(word), at, parent });

const link = (messages: ReturnType<typeof message>[]) => {
  const { skeletons, facts } = archive(messages);
  return linkWorks(skeletons, facts);
};
const shape = (messages: ReturnType<typeof message>[]) =>
  link(messages).series.map(({ seriesId, cover: head, patches, missing }) => ({
    seriesId,
    cover: head,
    patches,
    missing,
  }));

describe('a series', () => {
  it('is a cover with the patches under it, by number', () => {
    const found = shape([
      cover('c', '[PATCH 0/3] all', 0),
      patch('b', '[PATCH 2/3] b', 2, 'c'),
      patch('a', '[PATCH 1/3] a', 1, 'c'),
    ]);
    expect(found).toEqual([{ seriesId: 'c', cover: 'c', patches: ['a', 'b'], missing: [3] }]);
  });

  it('may hang from patch to patch', () => {
    expect(
      shape([
        patch('a', '[PATCH 1/3] a', 0, null),
        patch('b', '[PATCH 2/3] b', 1, 'a'),
        patch('c', '[PATCH 3/3] c', 2, 'b'),
      ]),
    ).toMatchObject([{ cover: null, patches: ['a', 'b', 'c'], missing: [] }]);
  });

  it('without threads is known by sender, version, total and time', () => {
    const found = shape([
      patch('a', '[PATCH 1/2] a', 0, null),
      patch('b', '[PATCH 2/2] b', 1, null),
      { ...patch('x', '[PATCH 2/2] x', 1, null), from: PEOPLE.bob },
      patch('y', '[PATCH v2 1/2] y', 1, null),
      patch('z', '[PATCH 1/2] z', 60 * 24, null),
    ]);
    expect(found.map(({ patches }) => patches)).toEqual([['a', 'b'], ['x'], ['y'], ['z']]);
  });

  it('keeps two mails of one number', () => {
    const found = shape([
      cover('c', '[PATCH 0/2] all', 0),
      patch('a', '[PATCH 1/2] a', 1, 'c'),
      patch('b', '[PATCH 2/2] b', 2, 'c'),
      patch('b2', '[PATCH 2/2] b', 5, 'c', 'b'),
    ]);
    expect(found).toMatchObject([{ patches: ['a', 'b', 'b2'], missing: [] }]);
  });

  it('with a number above its total keeps it', () => {
    const found = shape([patch('a', '[PATCH 1/1] a', 0, null), patch('b', '[PATCH 2/1] b', 9, 'a')]);
    expect(found).toMatchObject([{ patches: ['a', 'b'] }]);
  });

  it('in the thread of another stands apart', () => {
    const found = link([
      cover('c', '[PATCH 0/1] all', 0),
      patch('a', '[PATCH 1/1] a', 1, 'c'),
      cover('c2', '[PATCH v2 0/1] all', 100, 'c'),
      patch('a2', '[PATCH v2 1/1] a', 101, 'c2', 'a'),
    ]);
    expect(found.series.map(({ seriesId, supersededBy }) => [seriesId, supersededBy])).toEqual([
      ['c', ['c2']],
      ['c2', []],
    ]);
  });

  it('sent again whole is another posting', () => {
    const found = shape([
      cover('c', '[PATCH 0/1] all', 0),
      patch('a', '[PATCH 1/1] a', 1, 'c'),
      cover('c2', '[PATCH RESEND 0/1] all', 5000),
      patch('a2', '[PATCH RESEND 1/1] a', 5001, 'c2', 'a'),
    ]);
    expect(found.map(({ patches }) => patches)).toEqual([['a'], ['a2']]);
  });

  it('has a cover without a number where its patches hang under it', () => {
    const found = shape([
      cover('c', '[PATCH] all of it', 0),
      patch('a', '[PATCH 1/2] a', 1, 'c'),
      patch('b', '[PATCH 2/2] b', 2, 'c'),
    ]);
    expect(found).toMatchObject([{ cover: 'c', patches: ['a', 'b'] }]);
  });

  it('rerolled in part names the series whose patch it replaces', () => {
    const found = link([
      cover('c', '[PATCH v5 0/2] all', 0),
      patch('a', '[PATCH v5 1/2] a', 1, 'c'),
      patch('b', '[PATCH v5 2/2] b', 2, 'c'),
      message('r', { subject: 'Re: [PATCH v5 2/2] b', text: 'Hm.', from: PEOPLE.bob, parent: 'b', at: 50 }),
      patch('b2', '[PATCH v5.1 2/2] b', 100, 'r', 'b'),
    ]);
    expect(found.series.map(({ seriesId, rerollOf, missing }) => [seriesId, rerollOf, missing])).toEqual([
      ['c', null, []],
      ['b2', 'c', []],
    ]);
    expect(found.patches.find(({ key }) => key === 'b')!.supersededBy).toEqual(['b2']);
    expect(found.patches.find(({ key }) => key === 'a')!.supersededBy).toEqual([]);
  });
});

describe('a patch that the archive lacks', () => {
  it('has a row where answers speak of it, under the id that they name', () => {
    const found = link([
      message('r', {
        subject: 'Re: [PATCH v2 3/4] net: lost one',
        text: 'Applied.',
        from: PEOPLE.bob,
        parent: 'lost@example.org',
        at: 5,
      }),
      message('s', { subject: 'Re: [PATCH v2 3/4] net: lost one', text: 'Thanks.', parent: 'r', at: 6 }),
    ]);
    expect(found.patches).toMatchObject([
      { key: 'lost@example.org', ghost: true, title: 'net: lost one', version: 2, number: 3, total: 4, author: null },
    ]);
  });

  it('is not replaced by an absent answer to it', () => {
    const speaks = (key: string, parent: string, at: number) =>
      message(key, { subject: 'Re: [PATCH 3/4] net: the lost one', text: 'Yes.', from: PEOPLE.bob, parent, at });
    const found = link([speaks('r', 'lost@example.org', 5), speaks('s', 'answer@example.org', 9)]);
    expect(found.patches.map(({ key, supersededBy }) => [key, supersededBy])).toEqual([
      ['lost@example.org', []],
      ['answer@example.org', []],
    ]);
  });

  it('has none where the patch is there and only an answer is missing', () => {
    const found = link([
      patch('a', '[PATCH] net: there', 0, null),
      message('r', {
        subject: 'Re: [PATCH] net: there',
        text: 'Yes.',
        from: PEOPLE.bob,
        parent: 'lost@example.org',
        at: 5,
      }),
    ]);
    expect(found.patches.map(({ key }) => key)).toEqual(['a']);
  });
});
