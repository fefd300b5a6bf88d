import { describe, expect, it } from 'vitest';
import { packJudged, unpackJudged, writeJudged } from '../../../data/codecs/judged-codec.ts';
import type { Judged } from '../../../data/records/index.ts';

const alice = { name: 'Alice Example', email: 'alice@example.org' };

/** A group with all kinds of values: lists in lists, nothing, records with fields that no shape has. */
const group = {
  series: null,
  patches: [
    {
      record: { key: 'a@example.org', author: alice, from: null, files: [], links: [], ghost: false },
      outcome: {
        key: 'a@example.org',
        counts: { superseded: 2, 'partly accepted': 0.5 },
        conflicts: [[], [{ messageId: 'b@example.org', lines: [3, 4] }]],
        history: [{ state: 'new', date: 1_700_000_000, confidence: 0.9, evidence: [] }],
        turn: { whose: 'author', who: alice, since: 5, why: 'said: "ä [0,1]"' },
      },
    },
  ],
  points: [{ on: 'a@example.org', lines: [0, 1], odd: [{ name: '', email: '', third: [] }] }],
} as unknown as Judged;

describe('what became of a series, packed', () => {
  it('is read back as it was, with its fields in their order', () => {
    const back = unpackJudged(packJudged(writeJudged(group)));
    expect(back).toEqual(group);
    expect(JSON.stringify(back)).toBe(JSON.stringify(group));
  });

  it('names no field of records that it knows, and those of others', () => {
    const text = writeJudged(group);
    expect(text).not.toContain('"confidence"');
    expect(text).not.toContain('"email":"alice');
    expect(text).toContain('"third"');
  });

  it('is written differently where anything differs', () => {
    const other = structuredClone(group);
    other.patches[0]!.outcome.history[0]!.confidence = 0.8;
    expect(writeJudged(other)).not.toBe(writeJudged(group));
    expect(writeJudged(structuredClone(group))).toBe(writeJudged(group));
  });
});
