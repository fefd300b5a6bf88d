import { describe, expect, it } from 'vitest';
import { cutMessage } from '../../../web/thread/messages/cut-message.ts';
import { block } from '../support.ts';

describe('a message in parts', () => {
  it('joins attribution, quotes of any depth and cuts between them into one run', () => {
    const rows = ['On some day, Bob wrote:', '> > a', '> b', '[...]', '> c', '', 'Yes.'];
    const parts = cutMessage(
      [
        block('attribution', 0, 1),
        block('quote', 1, 2, { depth: 2 }),
        block('quote', 2, 3, { depth: 1 }),
        block('snip', 3, 4),
        block('quote', 4, 6, { depth: 1 }),
        block('text', 6, 7),
      ],
      rows,
    );
    expect(parts.map(({ kind, lines }) => [kind, ...lines])).toEqual([
      ['quote', 0, 6],
      ['own', 6, 7],
    ]);
  });
  it('lets empty lines go with what stands before them, and loses no line', () => {
    const rows = ['Yes.', '', '', '> a', '', 'No.'];
    const parts = cutMessage(
      [block('text', 0, 1), block('text', 1, 3), block('quote', 3, 5, { depth: 1 }), block('text', 5, 6)],
      rows,
    );
    expect(parts.map(({ lines }) => lines)).toEqual([
      [0, 3],
      [3, 5],
      [5, 6],
    ]);
  });
  it('takes a forwarded mail for a quote', () => {
    const parts = cutMessage(
      [block('text', 0, 1), block('headers', 1, 2, { depth: 1 }), block('forwarded', 2, 3, { depth: 1 })],
      ['See below.', 'From: Bob', 'words'],
    );
    expect(parts.map(({ kind }) => kind)).toEqual(['own', 'quote']);
  });
});
