import { describe, expect, it } from 'vitest';
import { readAcceptance } from '../../../../ingest/analyze/signals/acceptance.ts';
import byAuthor from '../../../fixtures/outcomes/acceptance-by-author.json' with { type: 'json' };
import rows from '../../../fixtures/outcomes/acceptance.json' with { type: 'json' };

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
    const started = process.cpuUsage().user;
    readAcceptance('applied '.repeat(5000), false);
    readAcceptance(`${'now, and '.repeat(4000)}applied`, false);
    readAcceptance(`this ${'has been '.repeat(4000)}merged`, false);
    expect((process.cpuUsage().user - started) / 1000).toBeLessThan(2000);
  });
});
