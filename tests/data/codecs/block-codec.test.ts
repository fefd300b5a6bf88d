import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packBlocks, ThreadBlocks } from '../../../data/codecs/block-codec.ts';
import type { Block, BlockKind, Mailbox, Match } from '../../../data/records/index.ts';

const ALICE: Mailbox = { name: 'Alice Example', email: 'alice@example.org' };
const BOB: Mailbox = { name: 'Bob Example', email: 'bob@example.org' };

const block = fc.record(
  {
    kind: fc.constantFrom<BlockKind>('text', 'quote', 'attribution', 'diff', 'forwarded'),
    length: fc.nat(5000),
    depth: fc.nat(200),
    author: fc.constantFrom<Mailbox | null>(ALICE, BOB, null),
    source: fc.option(
      fc.record({
        messageId: fc.constantFrom('one@example.org', '\n\n', '["a","b"]'),
        from: fc.nat(90000),
        size: fc.nat(9000),
      }),
    ),
    match: fc.constantFrom<Match | null>('exact', 'none', 'edited', null),
    part: fc.nat(3),
    edits: fc.array(fc.record({ line: fc.nat(9), was: fc.string(), is: fc.string() }), { maxLength: 2 }),
    attributedTo: fc.constant(BOB),
  },
  { requiredKeys: ['kind', 'length', 'depth', 'author', 'source', 'match'] },
);

/** Blocks one behind the other, as they cover a text. */
const message = fc
  .record({ from: fc.constantFrom(ALICE, BOB), parts: fc.array(block, { maxLength: 12 }) })
  .map(({ from, parts }) => {
    let line = 0;
    const blocks = parts.map(({ length, source, part, edits, attributedTo, ...rest }): Block => {
      const lines: [number, number] = [line, (line += length)];
      return {
        ...rest,
        lines,
        source: source && {
          messageId: source.messageId,
          lines: [source.from, source.from + source.size],
          ...(part !== undefined && { part }),
        },
        ...(edits && { edits }),
        ...(attributedTo && { attributedTo }),
      };
    });
    return { from, blocks };
  });

describe('packed blocks of a thread', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), (messages) => {
        const packed = new ThreadBlocks(packBlocks(messages.map((one, n) => ({ id: 70_000 - 7 * n, ...one }))));
        messages.forEach(({ from, blocks }, n) => {
          expect(packed.of(70_000 - 7 * n, from)).toEqual(blocks);
          for (const key of ['one@example.org', 'other@example.org'])
            expect(packed.quotes(70_000 - 7 * n, key)).toBe(blocks.some(({ source }) => source?.messageId === key));
        });
      }),
    );
  });

  it('of a message that the thread does not hold are none', () => {
    const packed = new ThreadBlocks(packBlocks([{ id: 1, from: ALICE, blocks: [] }]));
    expect(packed.of(2, ALICE)).toEqual([]);
    expect(packed.quotes(2, 'one@example.org')).toBe(false);
  });

  it('are bytes that cannot be read where they are damaged, not blocks', () => {
    const packed = packBlocks([{ id: 1, from: ALICE, blocks: [] }]);
    expect(() => new ThreadBlocks(packed.subarray(0, 3))).toThrow();
  });
});
