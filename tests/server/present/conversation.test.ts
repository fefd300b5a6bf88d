import { describe, expect, it } from 'vitest';
import type { Block } from '../../../data/records/index.ts';
import { answersTo } from '../../../server/present/answered-by.ts';
import { collate, type ConversationMessage } from '../../../server/present/conversation.ts';

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

function message(key: string, parent: string | null, position: number, blocks: Block[]): ConversationMessage {
  return { key, parent, position, dateUsed: position, blocks };
}

/** Pieces as `key:from-to` with two spaces a level. */
const drawn = (messages: ConversationMessage[]) =>
  collate(messages).map(({ key, lines, depth }) => `${'  '.repeat(depth)}${key}:${lines[0]}-${lines[1]}`);

describe('collate', () => {
  it('puts each answer right below the lines that it quotes', () => {
    const messages = [
      message('a', null, 0, [text(0, 20)]),
      message('b', 'a', 1, [quote(0, 2, ['a', 3, 5]), text(2, 4), quote(4, 5, ['a', 10, 11]), text(5, 6)]),
      message('c', 'b', 2, [quote(0, 1, ['b', 2, 3]), text(1, 2)]),
    ];
    expect(drawn(messages)).toEqual(['a:0-5', '  b:2-3', '    c:1-2', '  b:3-4', 'a:5-11', '  b:5-6', 'a:11-20']);
  });

  it('ties words to the origin of a quote, not to the mail that quoted it in between', () => {
    const messages = [
      message('a', null, 0, [text(0, 4)]),
      message('b', 'a', 1, [quote(0, 4, ['a', 0, 4]), text(4, 6)]),
      message('c', 'b', 2, [quote(0, 2, ['a', 0, 2]), text(2, 3)]),
    ];
    expect(drawn(messages)).toEqual(['a:0-2', '  c:2-3', 'a:2-4', '  b:4-6']);
  });

  it('hangs words without a quote, or with one that has no source, under the whole parent', () => {
    const messages = [
      message('a', null, 0, [text(0, 3)]),
      message('b', 'a', 1, [text(0, 2), quote(2, 5, ['a', 0, 3])]),
      message('c', 'a', 2, [quote(0, 2), text(2, 3)]),
    ];
    expect(drawn(messages)).toEqual(['a:0-3', '  b:0-2', '  c:2-3']);
  });

  it('answers the nearest words above where the parent has none of its own', () => {
    const messages = [
      message('a', null, 0, [text(0, 3)]),
      message('b', 'a', 1, [quote(0, 3, ['a', 0, 3])]),
      message('c', 'b', 2, [text(0, 1)]),
    ];
    expect(drawn(messages)).toEqual(['a:0-3', '  c:0-1']);
  });

  it('stands at the top where the parent is not in the archive', () => {
    expect(drawn([message('b', 'ghost', 1, [quote(0, 2), text(2, 3)])])).toEqual(['b:2-3']);
  });

  it('leaves out attributions, signatures and greetings that stand alone', () => {
    const greeting: Block = { ...text(0, 1), kind: 'greeting' };
    const signature: Block = { ...text(5, 6), kind: 'signature' };
    const attribution: Block = { ...text(1, 2), kind: 'attribution' };
    const messages = [
      message('a', null, 0, [text(0, 4)]),
      message('b', 'a', 1, [greeting, attribution, quote(2, 4, ['a', 1, 3]), text(4, 5), signature]),
    ];
    expect(drawn(messages)).toEqual(['a:0-3', '  b:4-5', 'a:3-4']);
  });

  it('orders several answers to the same line by time, then key', () => {
    const answer = (key: string, position: number) =>
      message(key, 'a', position, [quote(0, 1, ['a', 0, 1]), text(1, 2)]);
    const messages = [message('a', null, 0, [text(0, 2)]), answer('z', 1), { ...answer('y', 2), dateUsed: 1 }];
    expect(drawn(messages)).toEqual(['a:0-1', '  y:1-2', '  z:1-2', 'a:1-2']);
  });

  it('never turns in a circle where a quote names a later message', () => {
    const messages = [
      message('a', null, 0, [quote(0, 1, ['b', 1, 2]), text(1, 2)]),
      message('b', 'a', 1, [quote(0, 1, ['a', 1, 2]), text(1, 2)]),
    ];
    expect(drawn(messages)).toEqual(['a:1-2', '  b:1-2']);
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
    const pieces = collate(messages);
    expect(pieces).toHaveLength(10_000);
    expect(pieces.at(-1)?.depth).toBe(9_999);
  });

  it('names for each piece the one that it answers, and whether it was answered', () => {
    const messages = [
      message('a', null, 0, [text(0, 4)]),
      message('b', 'a', 1, [quote(0, 1, ['a', 0, 2]), text(1, 2)]),
    ];
    expect(collate(messages)).toEqual([
      { key: 'a', lines: [0, 2], depth: 0, parent: null, answers: null, answered: true },
      { key: 'b', lines: [1, 2], depth: 1, parent: 0, answers: { messageId: 'a', lines: [0, 2] }, answered: false },
      { key: 'a', lines: [2, 4], depth: 0, parent: null, answers: null, answered: false },
    ]);
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
