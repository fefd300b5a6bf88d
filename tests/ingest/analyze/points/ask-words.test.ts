import { describe, expect, it } from 'vitest';
import { isQuestion, plain, readAsk, weighAsk } from '../../../../ingest/analyze/points/ask-words.ts';
import { stanceOf } from '../../../../ingest/analyze/points/stance.ts';

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

describe('a sentence', () => {
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
    ['This should be a helper.', 'request'],
    ['Nit: one blank line too many.', 'objection'],
    ['Is that so?', 'question'],
    ['I wonder if the lock is needed.', 'question'],
    ["I don't understand why that works.", 'question'],
    ['Please add a test.', 'request'],
    ['Use the helper instead.', 'request'],
    ['It would be nice to have a comment here.', 'request'],
    ['This name is confusing.', 'objection'],
    ["That doesn't make sense to me.", 'objection'],
    ['I am still not sure that this is right.', 'doubt'],
    ['We are not certain about the order.', 'doubt'],
    ['With this patch we see a kernel oops at boot.', 'test-report'],
    ['This breaks the build here:', 'test-report'],
    ['I tested this on two machines and it held.', null],
    ['Added to my list for the weekend.', null],
    ['Thanks for the patch!', null],
    ['I have fixed it in the next version.', null],
    ['Feel free to add my tag.', null],
    ["I don't really see the reason for this churn.", 'objection'],
    ["The platform driver wouldn't like this.", 'objection'],
    ['I have yet to hear why this is needed.', 'objection'],
    ['Could anybody have a look at the two series below:', 'request'],
    ['I suppose that we can print the number instead.', 'request'],
    ['I assume you will apply it.', 'request'],
    ['Let me know if you want it in one patch.', null],
    ["Let me know if there's anything I missed.", null],
    ['If the big disk breaks you still have the copy.', 'objection'],
    ["It's not immediately obvious where the flags go.", 'doubt'],
  ] as const)('"%s" wants: %s', (text, kind) => {
    expect(readAsk(plain(text))).toBe(kind);
  });

  it.each([
    ['NAK, this breaks the ABI.', 'blocking'],
    ['Nit: a typo in the title.', 'nit'],
    ['Please split this.', 'normal'],
  ] as const)('"%s" weighs: %s', (text, weight) => {
    expect(weighAsk(plain(text), 'request')).toBe(weight);
  });
});
