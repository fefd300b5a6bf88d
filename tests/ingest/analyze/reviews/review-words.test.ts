import { describe, expect, it } from 'vitest';
import { isPointed, isProseApproval, isQuestion, stanceOf } from '../../../../ingest/analyze/reviews/review-words.ts';

describe('an answer to a point', () => {
  it.each([
    ['Yeap. Fixed, thanks for noticing.', 'agreed'],
    ['Good catch, will change it in v3.', 'agreed'],
    ['OK', 'agreed'],
    ["You're right, this can go.", 'agreed'],
    ['Done.', 'agreed'],
    ['Sorry, I missed that one.', 'agreed'],
    ["Hm. I'll rename it for the next version.", 'agreed'],
    ['No, that would break the other driver.', 'declined'],
    ["I don't think that we can do that here.", 'declined'],
    ["I'd rather keep it as it is.", 'declined'],
    ['Not really: the lock is held.', 'declined'],
    ['The lock is taken two lines above.', 'explained'],
    ['No problem, will do.', 'agreed'],
    ['Which of them do you mean?', 'asked'],
  ] as const)('"%s" has %s', (text, stance) => {
    expect(stanceOf(text)).toBe(stance);
  });
});

describe('words on a patch', () => {
  it.each([
    ['Why is this needed?', true],
    ['What happens if the device goes away?', true],
    ['Could you please rename it?', false],
    ['Can you split this?', false],
    ['This leaks memory.', false],
  ])('"%s" ask: %s', (text, expected) => {
    expect(isQuestion(text)).toBe(expected);
  });

  it.each([
    ['This should be a helper.', true],
    ['Nit: one blank line too many.', true],
    ['Is that so?', true],
    ['I tested this on two machines and it held.', false],
    ['Added to my list for the weekend.', false],
  ])('"%s" want something: %s', (text, expected) => {
    expect(isPointed(text)).toBe(expected);
  });

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
