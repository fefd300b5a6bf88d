import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentText, type SegmentHints } from '../../../../ingest/parse/blocks/blocks.ts';
import { leastCost } from '../../../support/cost.ts';

interface Habit {
  title: string;
  hints?: SegmentHints;
  text: string[];
  /** Kind and depth of each block and its first and last line: `0-2 quote 1`. */
  blocks: string[];
}

const FIXTURES = join(import.meta.dirname, '../../../fixtures/blocks');
const habits = readdirSync(FIXTURES).flatMap(
  (file) => JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as Habit[],
);

const shape = (text: string, hints?: SegmentHints) =>
  segmentText(text, hints).map(({ lines, kind, depth }) => `${lines.join('-')} ${kind}${depth > 0 ? ` ${depth}` : ''}`);

describe('segmentText', () => {
  it.each(habits.map((habit): [string, Habit] => [habit.title, habit]))('%s', (_, { text, hints, blocks }) => {
    expect(shape(text.join('\n'), hints)).toEqual(blocks);
  });

  it('covers every line of any text once, in order', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(...habits.flatMap(({ text }) => text)),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.boolean(), (lines, isPatch) => {
        const text = lines.join('\n');
        let at = 0;
        for (const block of segmentText(text, { isPatch })) {
          expect(block.lines[0]).toBe(at);
          expect(block.lines[1]).toBeGreaterThan(at);
          at = block.lines[1];
        }
        expect(at).toBe(text.split('\n').length);
      }),
      { numRuns: 500 },
    );
  });

  it('ends in bounded time whatever the text', () => {
    const hostile = [
      'word\n'.repeat(100_000),
      '> '.repeat(10_000),
      `${'>'.repeat(10_000)} x\n`.repeat(50),
      'On '.repeat(50_000),
      `${'a:'.repeat(30_000)}\n`,
      '@@ -1,99999999 +1,99999999 @@\n'.repeat(20_000),
      '--- a\n+++ b\n'.repeat(30_000),
      '-- \n'.repeat(50_000),
      '____\n'.repeat(50_000),
      '____\nlist\n'.repeat(30_000),
      'From: a\nTo: b\n'.repeat(30_000),
      'From: a\n b\n'.repeat(30_000),
      '-----Original Message-----\n'.repeat(30_000),
      'Cc: <a@example.org>,\n'.repeat(30_000),
      'AA> x\n'.repeat(50_000),
      '| a\n'.repeat(50_000),
      '1,2c1,2\n'.repeat(30_000),
      'Thanks,\n'.repeat(50_000),
      'Alice Arden wrote:\n'.repeat(30_000),
      ' a | 1 +\n'.repeat(50_000),
      'v2:\n- x\n\n'.repeat(30_000),
      '---\n'.repeat(50_000),
      '\n'.repeat(100_000),
      `x${' '.repeat(100_000)}y`,
      '<'.repeat(100_000),
      '[...]\n'.repeat(50_000),
    ];
    for (const text of hostile) {
      const cost = leastCost(() => segmentText(text, { isPatch: true }), 1_500);
      expect(cost, text.slice(0, 24)).toBeLessThan(1_500);
    }
  });
});
