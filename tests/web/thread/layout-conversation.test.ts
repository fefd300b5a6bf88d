import { describe, expect, it } from 'vitest';
import { layoutConversation, type LaidPassage } from '../../../web/thread/conversation/layout-conversation.ts';
import { block, passage, threadOf } from '../support.ts';

const only = (laid: ReturnType<typeof layoutConversation>) =>
  laid.filter((entry): entry is LaidPassage => entry.kind === 'passage');

describe('the conversation on the page', () => {
  it('stands each answer one column further in, under the rail of the one it answers', () => {
    const model = threadOf(
      [
        { key: 'a', person: 'Alice', text: 'One.' },
        { key: 'b', person: 'Bob', text: 'Two.', parent: 'a' },
      ],
      [passage('a', [0, 1], null, { answered: true }), passage('b', [0, 1], 0)],
    );
    const [first, second] = only(layoutConversation(model, 24));
    expect([first!.column, first!.rails]).toEqual([0, []]);
    expect([second!.column, second!.rails]).toEqual([1, [model.colour('Alice')]]);
  });

  it('says that a speaker goes on after answers, and names what an answer far below answers', () => {
    const text = Array.from({ length: 20 }, (_, line) => `Line ${line}.`).join('\n');
    const passages = [
      passage('a', [0, 5], null, { answered: true }),
      ...Array.from({ length: 5 }, (_, n) => passage('b', [n, n + 1], 0)),
      passage('c', [0, 1], 0),
      passage('a', [5, 20]),
    ];
    const laid = only(
      layoutConversation(
        threadOf(
          [
            { key: 'a', person: 'Alice', text },
            { key: 'b', person: 'Bob', text, parent: 'a' },
            { key: 'c', person: 'Carol', text: 'Yes.', parent: 'a' },
          ],
          passages,
        ),
        24,
      ),
    );
    expect(laid.at(-1)!.again).toBe(true);
    expect(laid.find(({ key }) => key === 'c')!.recall).toBe(passages[0]);
    expect(laid[1]!.recall).toBeNull();
    expect(laid[2]!.goesOn).toBe(true);
  });

  it('folds a long stretch that nobody answered, in a mail of which something else was answered', () => {
    const text = Array.from({ length: 60 }, (_, line) => `Line ${line}.`).join('\n');
    const model = threadOf(
      [
        { key: 'a', person: 'Alice', text },
        { key: 'b', person: 'Bob', text: 'Yes.', parent: 'a' },
      ],
      [passage('a', [0, 5], null, { answered: true }), passage('b', [0, 1], 0), passage('a', [5, 60])],
    );
    expect(only(layoutConversation(model, 24)).map(({ folded }) => folded)).toEqual([false, false, true]);
    expect(only(layoutConversation(model, 100)).map(({ folded }) => folded)).toEqual([false, false, false]);
  });

  it('gathers what programs wrote in one strip', () => {
    const model = threadOf(
      [
        { key: 'a', person: 'Alice', text: 'One.' },
        { key: 'r', person: 'test robot', text: 'Build failed.', parent: 'a', bot: true },
        { key: 's', person: 'test robot', text: 'Boot failed.', parent: 'a', bot: true },
      ],
      [passage('a', [0, 1]), passage('r', [0, 1], 0), passage('s', [0, 1], 0)],
    );
    const laid = layoutConversation(model, 24);
    expect(laid.map(({ kind }) => kind)).toEqual(['passage', 'bots']);
    const strip = laid[1]!;
    expect(strip.kind === 'bots' && strip.rows).toHaveLength(2);
  });

  it('leaves out a lone “Thanks, Bob” that closes a mail, but never a mail’s only words', () => {
    const closing = { text: 'Done.\n\nThanks,\nBob', blocks: [block('text', 0, 2), block('closing', 2, 4)] };
    const thanks = { text: 'Thanks,\nCarol', blocks: [block('closing', 0, 2)] };
    const model = threadOf(
      [
        { key: 'b', person: 'Bob', ...closing },
        { key: 'c', person: 'Carol', parent: 'b', ...thanks },
      ],
      [passage('b', [0, 2], null), passage('b', [2, 4], null), passage('c', [0, 2], 0)],
    );
    expect(only(layoutConversation(model, 24)).map(({ id }) => id)).toEqual(['b:0', 'c:0']);
  });

  it('shows the quote that an answer answers where its mail is not here', () => {
    const text = '> Is it safe?\n\nYes.';
    const model = threadOf(
      [
        {
          key: 'a',
          person: 'Alice',
          text,
          blocks: [
            block('quote', 0, 2, { depth: 1, match: 'inferred', author: { name: 'Dora', email: '' } }),
            block('text', 2, 3),
          ],
        },
      ],
      [passage('a', [2, 3])],
    );
    expect(only(layoutConversation(model, 24))[0]!.missing).toEqual({
      author: 'Dora',
      lines: [{ line: 0, text: 'Is it safe?' }],
    });
  });

  it('begins a section of its own at the left', () => {
    const model = threadOf(
      [
        { key: 'a', person: 'Alice', text: 'One.' },
        { key: 'b', person: 'Bob', text: 'Another matter.', parent: 'a' },
      ],
      [passage('a', [0, 1], null, { answered: true }), passage('b', [0, 1], 0)],
      { sections: [{ root: 'b', title: 'Another matter', why: 'subject', grewOutOf: 'a' }] },
    );
    const second = only(layoutConversation(model, 24))[1]!;
    expect([second.column, second.section]).toEqual([0, 'Another matter']);
    expect(second.recall).not.toBeNull();
  });

  it('keeps the columns of words at which an answer points from below', () => {
    const model = threadOf(
      [
        { key: 'a', person: 'Alice', text: 'Creates set of connections incapsulated' },
        {
          key: 'b',
          person: 'Bob',
          text: '                           ^^^\n                           encapsulated?',
          parent: 'a',
        },
      ],
      [passage('a', [0, 1], null, { answered: true }), passage('b', [0, 2], 0)],
    );
    expect(only(layoutConversation(model, 24)).map(({ pointedAt }) => pointedAt)).toEqual([true, false]);
  });
});
