import { describe, expect, it } from 'vitest';
import { ownSentences } from '../../../../ingest/analyze/signals/own-words.ts';
import { spokenTags } from '../../../../ingest/analyze/reviews/spoken-tags.ts';
import { message, PEOPLE } from '../../../support/patches.ts';

function spoken(text: string) {
  const mail = message('r', { subject: 'Re: [PATCH] x', text, from: PEOPLE.bob });
  const block = {
    kind: 'text',
    lines: [0, text.split('\n').length],
    depth: 0,
    author: null,
    source: null,
    match: null,
  };
  return spokenTags(ownSentences(mail, [block as never]), [], PEOPLE.bob).map(({ name, how }) => `${how} ${name}`);
}

describe('a tag that is spoken of', () => {
  it.each([
    ['Feel free to merge the rest with my ack.', 'given Acked-by'],
    ['Sounds good, feel free to keep my ack on this.', 'given Acked-by'],
    ['You can add my Tested-by for the driver part.', 'given Tested-by'],
    ['Whoever takes this, feel free to stick an Acked-by: Bob Example', 'given Acked-by'],
    ['I do not think this matters much, but feel free to push it with my reviewed-by.', 'given Reviewed-by'],
    ['With that fixed, you can add my R-b.', 'conditional Reviewed-by'],
    ['You can add my Reviewed-by: once these issues are fixed.', 'conditional Reviewed-by'],
    ["I'll send my Tested-by when the night's run is through.", 'promised Tested-by'],
    ['Fix these two and you will get my RB tag.', 'promised Reviewed-by'],
    ['I have to retract my Reviewed-by, sorry.', 'withdrawn Reviewed-by'],
  ])('"%s" is %s', (text, expected) => {
    expect(spoken(text)).toEqual([expected]);
  });

  it.each([
    "Please don't add my Reviewed-by before I gave it.",
    'You dropped my reviewed-by from this one.',
    'Missed my Reviewed-by from the version before.',
    'Can you add my Reviewed-by?',
    'Therefore my ack is not enough here.',
    'The ack comes back with my patch.',
  ])('is none in "%s"', (text) => {
    expect(spoken(text)).toEqual([]);
  });

  it('is none where its trailer stands in the same reply', () => {
    const trailer = { name: 'Reviewed-by', value: 'x', person: PEOPLE.bob, line: 2, verified: true, condition: null };
    const mail = message('r', { subject: 'Re: [PATCH] x', text: 'You can add my Reviewed-by:\n', from: PEOPLE.bob });
    const block = { kind: 'text', lines: [0, 2], depth: 0, author: null, source: null, match: null };
    expect(spokenTags(ownSentences(mail, [block as never]), [trailer], PEOPLE.bob)).toEqual([]);
  });
});
