import { describe, expect, it } from 'vitest';
import { readDecision } from '../../../../ingest/analyze/signals/decisions.ts';
import rows from '../../../fixtures/outcomes/decisions.json' with { type: 'json' };

type Row = [sentence: string, says: string | null, mode: string | null, byAuthor: boolean];

describe('sentences of decisions other than taking', () => {
  it.each(rows as Row[])('%s', (sentence, says, mode, byAuthor) => {
    const read = readDecision(sentence.toLowerCase(), byAuthor);
    const strong = read && !read.weak ? read : null;
    expect([strong?.says ?? null, strong?.mode ?? null]).toEqual([says, mode]);
  });
  it('names the release that is waited for', () => {
    expect(readDecision('so it will have to wait 5.4 for that.', false)?.until).toBe('5.4');
    expect(readDecision('i think we are still ok for 5.3.', false)?.until).toBe('5.3');
  });
  it('lets either side speak where nobody knows the author', () => {
    expect(readDecision('i will send a v2.', null)?.says).toBe('new-version');
    expect(readDecision('nak.', null)?.says).toBeDefined();
  });
});
