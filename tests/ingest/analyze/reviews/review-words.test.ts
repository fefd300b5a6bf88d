import { describe, expect, it } from 'vitest';
import { isProseApproval } from '../../../../ingest/analyze/reviews/review-words.ts';

describe('words on a patch', () => {
  it.each([
    ['looks good to me.', true],
    ['lgtm', true],
    ["i'm fine with this", true],
    ['no objections from me', true],
    ['looks good, but the name is wrong', false],
    ['this does not look right', false],
    ['does it look good?', false],
    ['it would look good in green', false],
  ])('"%s" approve: %s', (text, expected) => {
    expect(isProseApproval(text)).toBe(expected);
  });
});
