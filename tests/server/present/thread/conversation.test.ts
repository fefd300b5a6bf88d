import { describe, expect, it } from 'vitest';
import type { Block } from '../../../../data/records/index.ts';
import { answersTo } from '../../../../server/present/thread/answered-by.ts';
import { presentConversation, type Speaker } from '../../../../server/present/thread/conversation.ts';

const text = (from: number, to: number): Block => ({
  kind: 'text',
  lines: [from, to],
  depth: 0,
  author: null,
  source: null,
  match: null,
});

const quote = (from: number, to: number, of?: [key: string, from: number, to: number]): Block => ({
  kind: 'quote',
  lines: [from, to],
  depth: 1,
  author: null,
  source: of ? { messageId: of[0], lines: [of[1], of[2]] } : null,
  match: of ? 'exact' : 'none',
});

function message(key: string, parent: string | null, position: number, blocks: Block[]): Speaker {
  return { key, parent, dateUsed: position, bot: false, blocks };
}

/** Pieces as `key:from-to` with two spaces a level. */
const drawn = (messages: Speaker[]) =>
  presentConversation(messages).map(({ key, lines, depth }) => `${'  '.repeat(depth)}${key}:${lines[0]}-${lines[1]}`);

describe('presentConversation', () => {
  it('names for each passage the one that it answers, and whether it was answered', () => {
    const messages = [
      message('a', null, 0, [text(0, 4)]),
      message('b', 'a', 1, [quote(0, 1, ['a', 0, 2]), text(1, 2)]),
    ];
    expect(presentConversation(messages)).toEqual([
      { key: 'a', lines: [0, 2], depth: 0, parent: null, answers: null, answered: true },
      { key: 'b', lines: [1, 2], depth: 1, parent: 0, answers: { messageId: 'a', lines: [0, 2] }, answered: false },
      { key: 'a', lines: [2, 4], depth: 0, parent: null, answers: null, answered: false },
    ]);
  });

  it('keeps a stretch together that only the kinds of its blocks cut, and leaves signatures out', () => {
    const trailers: Block = { ...text(2, 3), kind: 'trailers' };
    const signature: Block = { ...text(3, 5), kind: 'signature' };
    expect(drawn([message('a', null, 0, [text(0, 2), trailers, signature])])).toEqual(['a:0-3']);
  });

  it('names the lines of an attachment that are answered', () => {
    const attached: Block = { ...quote(0, 1), source: { messageId: 'a', lines: [7, 9], part: 2 }, match: 'exact' };
    const messages = [message('a', null, 0, [text(0, 2)]), message('b', 'a', 1, [attached, text(1, 2)])];
    expect(presentConversation(messages)[1]?.answers).toEqual({ messageId: 'a', lines: [7, 9], part: 2 });
  });

  it('puts what programs wrote behind what people said', () => {
    const messages = [
      message('a', null, 0, [text(0, 2)]),
      { ...message('robot', 'a', 1, [text(0, 1)]), bot: true },
      message('b', 'a', 2, [text(0, 1)]),
    ];
    expect(drawn(messages)).toEqual(['a:0-2', '  b:0-1', 'robot:0-1']);
  });

  it('takes a thread ten thousand answers deep', () => {
    const messages = Array.from({ length: 10_000 }, (_, n) =>
      message(
        `m${n}`,
        n === 0 ? null : `m${n - 1}`,
        n,
        n === 0 ? [text(0, 1)] : [quote(0, 1, [`m${n - 1}`, 0, 1]), text(1, 2)],
      ),
    );
    const pieces = presentConversation(messages);
    expect(pieces).toHaveLength(10_000);
    expect(pieces.at(-1)).toMatchObject({ depth: 9_999, parent: 9_998 });
  });
});

describe('answersTo', () => {
  it('tells for each message which lines others quote and what they say below', () => {
    const messages = [
      message('a', null, 0, [text(0, 9)]),
      message('b', 'a', 1, [quote(0, 2, ['a', 4, 6]), text(2, 4), quote(4, 5, ['a', 0, 1])]),
    ];
    expect(answersTo(messages).get('a')).toEqual([
      { lines: [0, 1], by: 'b', quote: [4, 5], words: null },
      { lines: [4, 6], by: 'b', quote: [0, 2], words: [2, 4] },
    ]);
  });

  it('joins quotes that go on without a gap at both ends', () => {
    const messages = [message('b', 'a', 1, [quote(0, 2, ['a', 4, 6]), quote(2, 3, ['a', 6, 7]), text(3, 4)])];
    expect(answersTo(messages).get('a')).toEqual([{ lines: [4, 7], by: 'b', quote: [0, 3], words: [3, 4] }]);
  });
});
