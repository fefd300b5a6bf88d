import { describe, expect, it } from 'vitest';
import type { Message, ReviewFacts } from '../../../../data/records/index.ts';
import { readPassages } from '../../../../ingest/analyze/message-facts.ts';
import { readReviews } from '../../../../ingest/analyze/reviews/reviews.ts';
import { archive, message, patchText, PEOPLE, thread } from '../../../support/patches.ts';

const LINES = [
  'int count;',
  '-\tint total = 0;',
  '+\tlong total = first_value();',
  '+\tlong other = second_value();',
  '\tuse(total);',
];
const TEXT = patchText([{ path: 'src/x.c', heading: 'int main(void)', at: 40, lines: LINES }], {
  message: 'This makes the total long.\n\nSigned-off-by: Alice Example <alice@example.org>',
});
const PATCH = message('p', { subject: '[PATCH 1/2] x: longer total', text: TEXT });
const quote = (text: string, from: string, to: string) => {
  const lines = text.split('\n');
  return lines
    .slice(
      lines.findIndex((line) => line.includes(from)),
      lines.findIndex((line) => line.includes(to)) + 1,
    )
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
};
const reply = (key: string, text: string, more: { parent?: string; from?: Message['from']; at?: number } = {}) =>
  message(key, {
    subject: 'Re: [PATCH 1/2] x: longer total',
    text,
    from: more.from ?? PEOPLE.bob,
    parent: more.parent ?? 'p',
    at: more.at ?? 10,
  });

function reviewsOf(...messages: Message[]): Map<string, ReviewFacts> {
  const { facts } = archive(messages);
  const found = thread(messages);
  return readReviews(found.thread, found.blocks, readPassages(found.thread, found.blocks, facts));
}
const reviewOf = (...messages: Message[]) => reviewsOf(...messages).get('r')!;
const DIFF_QUOTE = quote(TEXT, '@@ -40', 'second_value');

describe('a comment on a diff', () => {
  it('stands on the file and lines that it quotes, in the numbers of the new file', () => {
    const review = reviewOf(
      PATCH,
      reply('r', `On Monday Alice wrote:\n${DIFF_QUOTE}\n\nWhy is the second one needed?\n`),
    );
    expect(review.comments).toMatchObject([
      {
        on: 'p',
        file: 'src/x.c',
        newLines: [40, 43],
        oldLines: [41, 42],
      },
    ]);
    const [from, to] = review.comments[0]!.patchLines;
    expect(TEXT.split('\n').slice(from, to).at(-1)).toContain('second_value');
  });

  it('on removed lines alone has numbers of the old file', () => {
    const review = reviewOf(PATCH, reply('r', `> -\tint total = 0;\n\nThis one was right already.\n`));
    expect(review.comments).toMatchObject([{ newLines: null, oldLines: [41, 42] }]);
  });

  it('is none below the end of the diff, in a courtesy, or on the message', () => {
    expect(
      reviewOf(PATCH, reply('r', `${quote(TEXT, '@@ -40', '2.40.1')}\n\nApplied to the main branch, thanks.\n`))
        ?.comments ?? [],
    ).toEqual([]);
    expect(reviewOf(PATCH, reply('r', `${DIFF_QUOTE}\n\nThanks!\n`))?.comments ?? []).toEqual([]);
    const remark = reviewOf(PATCH, reply('r', '> This makes the total long.\n\nPlease say why it should be long.\n'));
    expect(remark).toMatchObject({ comments: [] });
  });

  it('is none in what closes a mail below the last quote: a farewell, a name, footnotes', () => {
    const whole = quote(TEXT, '@@ -40', 'use(total)');
    for (const words of ['Regards,\nBob', 'Bob', '[1] https://example.org/a\n[2] https://example.org/b']) {
      expect(reviewOf(PATCH, reply('r', `I see.\n\n${whole}\n\n${words}\n`))?.comments ?? []).toEqual([]);
    }
  });

  it('is none where words on the whole patch stand below all of it, or somebody is greeted first', () => {
    const whole = quote(TEXT, '@@ -40', 'use(total)');
    const fine = reviewOf(PATCH, reply('r', `${whole}\n\nThis patch needs a test, I think.\n`));
    expect(fine).toMatchObject({ comments: [] });
    const greeted = reviewOf(PATCH, reply('r', `${whole}\n\nAlice,\n\nCan you talk to Carol about it first?\n`));
    expect(greeted.comments).toEqual([]);
    for (const words of ['Feel free to merge the whole lot.', 'Note that this patch conflicts with what I sent.'])
      expect(reviewOf(PATCH, reply('r', `${DIFF_QUOTE}\n\n${words}\n`)).comments).toEqual([]);
    const part = reviewOf(PATCH, reply('r', `${DIFF_QUOTE}\n\nThis patch needs a test, I think.\n`));
    expect(part.comments).toHaveLength(1);
  });

  it('in an attachment names its part', () => {
    const patch = {
      ...message('p', { subject: '[PATCH 1/2] x: longer total', text: 'Attached.' }),
      attachments: [{ index: 1, name: 'x.patch', type: 'text/x-patch', text: TEXT }],
    };
    expect(reviewOf(patch, reply('r', `${DIFF_QUOTE}\n\nWhy is the second one needed?\n`)).comments).toMatchObject([
      { part: 1, file: 'src/x.c', newLines: [40, 43] },
    ]);
  });

  it('knows who answers it and how', () => {
    const words = 'Why is the second one needed?';
    const review = reviewOf(
      PATCH,
      reply('r', `${DIFF_QUOTE}\n\n${words}\n`),
      reply('s', `${DIFF_QUOTE.replace(/^/gm, '> ')}\n> \n> ${words}\n\nIt is not, will drop it.\n`, {
        parent: 'r',
        from: PEOPLE.alice,
        at: 20,
      }),
    );
    expect(review.comments[0]!.answeredBy).toEqual(['s']);
  });
});

describe('a trailer in a reply', () => {
  const given = (text: string, from = PEOPLE.bob) =>
    reviewOf(PATCH, reply('r', text, { from })).trailers.map(({ name, verified, condition }) => [
      name,
      verified,
      condition,
    ]);

  it('counts for who gives it', () => {
    expect(given('Reviewed-by: Bob Example <bob@example.org>\n')).toEqual([['Reviewed-by', true, null]]);
    expect(given('Reviewed-by: Carol Example <carol@example.org>\n')).toEqual([['Reviewed-by', false, null]]);
  });

  it('may hang on a condition', () => {
    const [[, , condition] = []] = given(
      'Two nits above. With those fixed, feel free to add:\n\nReviewed-by: Bob Example <bob@example.org>\n',
    );
    expect(condition).toContain('With those fixed');
    expect(
      given('Looks good, with or without the change above.\n\nReviewed-by: Bob Example <bob@example.org>\n'),
    ).toEqual([['Reviewed-by', true, null]]);
  });

  it('in a quote is not given again', () => {
    const found = reviewsOf(
      PATCH,
      reply('q', 'Reviewed-by: Bob Example <bob@example.org>\n'),
      reply('r', '> Reviewed-by: Bob Example <bob@example.org>\n\nShould we wait for more of them?\n', {
        parent: 'q',
        from: PEOPLE.carol,
        at: 20,
      }),
    );
    expect([...found].flatMap(([key, { trailers }]) => trailers.map(({ name }) => [key, name]))).toEqual([
      ['q', 'Reviewed-by'],
    ]);
  });

  it('is for the first patch or cover upwards', () => {
    const cover = message('c', { subject: '[PATCH 0/2] x: all', text: 'Hello.' });
    const patch = { ...PATCH, parent: 'c', dateUsed: PATCH.dateUsed + 60 };
    const tag = 'Acked-by: Bob Example <bob@example.org>\n';
    expect(reviewOf(cover, patch, reply('r', tag)).on).toBe('p');
    expect(reviewOf(cover, patch, reply('r', tag, { parent: 'c' })).on).toBe('c');
    expect(
      reviewOf(cover, patch, reply('q', 'Hm?', { from: PEOPLE.carol }), reply('r', tag, { parent: 'q', at: 20 })).on,
    ).toBe('p');
  });

  it('on a patch that the archive lacks is kept for its ghost', () => {
    expect(reviewOf(reply('r', 'Acked-by: Bob Example <bob@example.org>\n', { parent: 'lost' })).on).toBe('lost');
  });
});

describe('prose approval', () => {
  it('is tied to the lines that it answers', () => {
    const review = reviewOf(PATCH, reply('r', `${DIFF_QUOTE}\n\nLooks good to me.\n`));
    expect(review.prose).toMatchObject([{ text: 'Looks good to me.', answers: { messageId: 'p' } }]);
  });

  it('is none with a but, in a question, or by the author', () => {
    for (const text of [
      'Looks good, but the name is wrong.\n',
      'Does it look good to you?\n',
      'That does not look right.\n',
    ]) {
      expect(reviewOf(PATCH, reply('r', text))?.prose ?? []).toEqual([]);
    }
    expect(reviewOf(PATCH, reply('r', 'Looks good to me.\n', { from: PEOPLE.alice }))?.prose ?? []).toEqual([]);
  });
});
