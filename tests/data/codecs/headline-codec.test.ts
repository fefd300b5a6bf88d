import { describe, expect, it } from 'vitest';
import { headlinePath, packHeadline, unpackHeadline } from '../../../data/codecs/headline-codec.ts';
import type { Headline } from '../../../data/records/index.ts';

const HEADLINE: Headline = {
  state: 'accepted',
  counts: { accepted: 2 },
  title: 'sluice: count the gates',
  version: 2,
  isRfc: false,
  patches: 2,
  reviewed: 1,
  sentence: 'Applied, thanks.',
  note: null,
  by: { name: 'Bob Example', email: 'bob@example.org' },
  role: 'maintainer',
  date: 1_700_000_000,
  messageId: 'answer@example.org',
  lines: [0, 1],
  basis: 'stated',
  turn: { whose: 'nobody', who: null, since: 1_700_000_000, why: 'decided' },
  supersededBy: [],
};

describe('a packed headline', () => {
  it('comes back as it was, in less space', () => {
    const packed = packHeadline(HEADLINE);
    expect(unpackHeadline(packed)).toEqual(HEADLINE);
    expect(packed.length).toBeLessThan(0.75 * JSON.stringify(HEADLINE).length);
  });

  it('tells SQL where its fields stand', () => {
    const values = JSON.parse(packHeadline(HEADLINE)) as unknown[];
    for (const field of Object.keys(HEADLINE) as (keyof Headline)[]) {
      const place = /^\$\[(\d+)\]$/.exec(headlinePath(field));
      expect(values[Number(place?.[1])]).toEqual(HEADLINE[field]);
    }
  });
});
