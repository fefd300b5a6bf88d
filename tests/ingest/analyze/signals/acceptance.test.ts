import { describe, expect, it } from 'vitest';
import { readAcceptance } from '../../../../ingest/analyze/signals/acceptance.ts';
import byAuthor from '../../../fixtures/outcomes/acceptance-by-author.json' with { type: 'json' };
import rows from '../../../fixtures/outcomes/acceptance.json' with { type: 'json' };
import { leastCost } from '../../../support/cost.ts';

type Row = [sentence: string, says: string | null, mode: string | null, tree: string | null];

describe('sentences of taking', () => {
  it.each(rows as Row[])('%s', (sentence, says, mode, tree) => {
    const read = readAcceptance(sentence.toLowerCase(), false);
    expect([read?.says ?? null, read?.mode ?? null, read?.tree ?? null]).toEqual([says, mode, tree]);
  });
  it.each(byAuthor as Row[])('by the author: %s', (sentence, says, mode, tree) => {
    const read = readAcceptance(sentence.toLowerCase(), true);
    expect([read?.says ?? null, read?.mode ?? null, read?.tree ?? null]).toEqual([says, mode, tree]);
  });
  it('marks what was applied to be tested, so that a passer-by takes nothing', () => {
    const read = readAcceptance('i applied the patch and tested it on my board, works fine.', false);
    expect(read?.signal).toBe('applied-and-tested');
  });
  it('stays fast on long lines of nothing', () => {
    const sentences = [
      'applied '.repeat(5000),
      `${'now, and '.repeat(4000)}applied`,
      `this ${'has been '.repeat(4000)}merged`,
    ];
    const readAll = () => sentences.map((sentence) => readAcceptance(sentence, false));
    expect(leastCost(readAll, 2000)).toBeLessThan(2000);
  });
});
