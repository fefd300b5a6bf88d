import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersOf, collate } from '../../../../ingest/analyze/quotes/conversation.ts';
import { linkQuotes } from '../../../../ingest/analyze/quotes/links.ts';
import { threadOf, type ToldMessage } from '../../../support/quotes.ts';

const THREAD: ToldMessage[] = [
  {
    id: 'a',
    parent: null,
    from: 'alice',
    text: [
      'The first passage asks about the cache.',
      '',
      'The second passage asks about the timer.',
      '',
      'The third passage is not answered.',
    ],
  },
  {
    id: 'b',
    parent: 'a',
    from: 'bob',
    text: [
      'Alice Arden wrote:',
      '> The first passage asks about the cache.',
      '',
      'The cache is fine as it is now.',
      '',
      '> The second passage asks about the timer.',
      '',
      'The timer is broken on my board.',
    ],
  },
  {
    id: 'c',
    parent: 'b',
    from: 'carol',
    text: ['> The timer is broken on my board.', '', 'Not on mine, which is the newer one.'],
  },
  { id: 'd', parent: 'a', from: 'carol', text: ['I like all of it.'] },
  {
    id: 'r',
    parent: 'a',
    from: 'robot',
    bot: true,
    text: ['> The first passage asks about the cache.', 'A build of this failed on three machines.'],
  },
  {
    id: 'e',
    parent: 'r',
    from: 'bob',
    text: ['> A build of this failed on three machines.', 'The machines are at fault here.'],
  },
];

const read = (told: ToldMessage[]) => {
  const thread = threadOf(told);
  const { blocks } = linkQuotes(thread);
  return { thread, blocks, conversation: collate(thread, blocks) };
};

describe('collate', () => {
  it('puts each answer right below the passage that it answers, one deeper', () => {
    const { conversation } = read(THREAD);
    const story = conversation.pieces
      .filter(({ kind }) => kind === 'text')
      .map(
        ({ messageKey, lines, depth, quoted }) =>
          `${'  '.repeat(depth)}${messageKey} ${lines.join('-')}${quoted ? ' quoted' : ''}`,
      );
    expect(story).toEqual([
      'a 0-2',
      '  b 3-5 quoted',
      'a 2-4',
      '  b 7-8 quoted',
      '    c 2-3 quoted',
      'a 4-5',
      '  d 0-1',
      '  e 1-2 quoted',
    ]);
  });
  it('sets what programs wrote apart, and keeps what people answer to it', () => {
    const { conversation } = read(THREAD);
    expect(conversation.bots.map(({ messageKey, answers }) => [messageKey, answers?.messageKey])).toEqual([['r', 'a']]);
    expect(conversation.pieces.find(({ messageKey }) => messageKey === 'e')?.answers).toEqual({
      messageKey: 'r',
      lines: [1, 2],
    });
  });
  it('holds every own line of every message once, whatever is quoted', () => {
    const line = fc.constantFrom(
      '',
      '> one passage of some length',
      '> another passage of some length',
      'one passage of some length',
      'another passage of some length',
      'a third thing',
      '-- ',
      'Thanks,',
      'Bob Birch wrote:',
      '>> one passage of some length',
      '+++ b/x',
      '[...]',
    );
    const text = fc.array(line, { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, fc.nat(5), fc.boolean()), { minLength: 1, maxLength: 7 }), (messages) => {
        const told = messages.map(([lines, up, bot], n): ToldMessage => ({
          id: `m${n}`,
          parent: n === 0 ? null : `m${Math.max(0, n - 1 - (up % n))}`,
          from: bot ? 'robot' : 'alice',
          bot,
          text: lines,
        }));
        const { blocks, conversation } = read(told);
        const held = [...conversation.pieces, ...conversation.bots]
          .flatMap(({ messageKey, lines }) =>
            Array.from({ length: lines[1] - lines[0] }, (_, n) => `${messageKey}:${lines[0] + n}`),
          )
          .sort();
        const own = [...blocks]
          .flatMap(([key, list]) =>
            list
              .filter(({ kind }) => kind !== 'quote' && kind !== 'forwarded')
              .flatMap(({ lines }) => Array.from({ length: lines[1] - lines[0] }, (_, n) => `${key}:${lines[0] + n}`)),
          )
          .sort();
        expect(held).toEqual(own);
      }),
      { numRuns: 400 },
    );
  });
  it('collates a chain of five thousand answers', () => {
    const told = Array.from({ length: 5_000 }, (_, n): ToldMessage => ({
      id: `m${n}`,
      parent: n === 0 ? null : `m${n - 1}`,
      from: 'alice',
      text: [`Word ${n}.`],
    }));
    const blocks = new Map(
      told.map(({ id }) => [
        id,
        [
          {
            kind: 'text' as const,
            lines: [0, 1] as [number, number],
            depth: 0,
            author: null,
            source: null,
            match: null,
          },
        ],
      ]),
    );
    const messages = told.map(({ id, parent }, n) => ({ key: id, parent, dateUsed: n, bot: false }));
    const { pieces } = collate({ messages }, blocks);
    expect(pieces).toHaveLength(5_000);
    expect(pieces.at(-1)!.depth).toBe(4_999);
  });
});

describe('answersOf', () => {
  it('goes from the lines of a message to the quotes of them and the words below each', () => {
    const { blocks } = read(THREAD);
    expect(answersOf(blocks).get('a')).toEqual([
      {
        lines: [0, 1],
        by: [
          { messageKey: 'b', quote: [1, 3], answer: [3, 5] },
          { messageKey: 'r', quote: [0, 1], answer: [1, 2] },
        ],
      },
      { lines: [2, 3], by: [{ messageKey: 'b', quote: [5, 7], answer: [7, 8] }] },
    ]);
  });
});
