import { describe, expect, it } from 'vitest';
import type { ReviewFacts, StoredPatch, StoredSeries } from '../../../../data/records/index.ts';
import { coverageOf } from '../../../../server/present/series/coverage.ts';
import { PEOPLE } from '../../../support/patches.ts';

const { bob, carol } = PEOPLE;
const trailer = (person = bob, condition: string | null = null) => ({
  name: 'Reviewed-by',
  value: `${person.name} <${person.email}>`,
  person,
  line: 3,
  verified: true,
  condition,
});
const review = (on: string, key: string, dateUsed: number, more: Partial<ReviewFacts>): ReviewFacts => ({
  on,
  key,
  by: bob,
  dateUsed,
  trailers: [],
  prose: [],
  comments: [],
  hasComments: false,
  ...more,
});

/** Three versions of a patch alone, sent at 100, 200, 300; `carries` are those whose mails carry Bob's tag. */
function tags(version: number, reviews: ReviewFacts[], carries: number[] = [], diffs = ['a', 'a', 'a']) {
  const patches = [1, 2, 3].map((n) => ({
    record: {
      key: `v${n}`,
      messageId: `v${n}`,
      seriesId: `s${n}`,
      workId: 'w',
      number: 1,
      title: 'x',
      isCover: false,
      dateUsed: n * 100,
      patchId: diffs[n - 1],
    },
  })) as unknown as StoredPatch[];
  const revisions = [1, 2, 3].map((n) => ({
    record: { seriesId: `s${n}`, cover: null },
  })) as unknown as StoredSeries[];
  const facts = new Map([1, 2, 3].map((n) => [`v${n}`, { trailers: carries.includes(n) ? [trailer()] : [] }]));
  const [patch] = coverageOf({ series: revisions[version - 1]!, revisions, patches, facts: facts as never, reviews });
  return patch!.tags.map(({ how, messageId }) => `${how} ${messageId}`);
}

describe('a tag', () => {
  const given = review('v1', 'r', 110, { trailers: [trailer()] });

  it('is given, then carried, then lost', () => {
    expect(tags(1, [given])).toEqual(['given r']);
    expect(tags(2, [given], [2])).toEqual(['carried r']);
    expect(tags(3, [given], [2])).toEqual(['lost r']);
  });

  it('is older than the patch where that changed since', () => {
    expect(tags(2, [given], [2], ['a', 'b', 'b'])).toEqual(['changed-since r']);
    expect(tags(3, [given], [2, 3], ['a', 'b', 'b'])).toEqual(['changed-since r']);
  });

  it('given after the next version was sent is not lost in it', () => {
    expect(tags(2, [review('v1', 'r', 250, { trailers: [trailer()] })])).toEqual([]);
  });

  it('on a condition is confirmed when it comes outright', () => {
    const conditional = review('v1', 'r', 110, { trailers: [trailer(bob, 'with that fixed')] });
    expect(tags(1, [conditional])).toEqual(['conditional r']);
    expect(tags(2, [conditional, review('v2', 's', 210, { trailers: [trailer()] })])).toEqual(['confirmed s']);
  });

  it('that is promised stays so until it comes', () => {
    const promise = review('v1', 'r', 110, {
      spoken: [{ name: 'Reviewed-by', how: 'promised', text: "I'll send my R-b tomorrow.", lines: [3, 4] }],
    });
    expect(tags(1, [promise])).toEqual(['promised r']);
    expect(tags(2, [promise])).toEqual(['promised r']);
    expect(tags(1, [promise, review('v1', 's', 120, { trailers: [trailer()] })])).toEqual(['confirmed s']);
  });

  it('can be taken back', () => {
    const back = review('v1', 's', 120, {
      spoken: [{ name: 'Reviewed-by', how: 'withdrawn', text: 'I take back my Reviewed-by.', lines: [0, 1] }],
    });
    expect(tags(1, [given, back])).toEqual(['withdrawn s']);
    expect(tags(2, [given, back])).toEqual([]);
  });

  it('of each person stands for itself', () => {
    expect(tags(1, [given, review('v1', 's', 120, { by: carol, trailers: [trailer(carol)] })])).toEqual([
      'given r',
      'given s',
    ]);
  });
});
