import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkQuotes } from '../../../../ingest/analyze/quotes/links.ts';
import { describeBlocks, threadOf, type ToldMessage } from '../../../support/quotes.ts';
import { leastCost } from '../../../support/cost.ts';

interface Habit {
  title: string;
  messages: ToldMessage[];
  blocks: Record<string, string[]>;
  ghosts?: { id: string; author: string | null; recovered: string[] }[];
}

const FIXTURES = join(import.meta.dirname, '../../../fixtures/quotes');
const habits = readdirSync(FIXTURES).map((file) => JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')) as Habit);

describe('linkQuotes', () => {
  it.each(habits.map((habit): [string, Habit] => [habit.title, habit]))('%s', (_, habit) => {
    const { blocks, ghosts } = linkQuotes(threadOf(habit.messages));
    for (const { id } of habit.messages)
      expect({ [id]: describeBlocks(blocks.get(id)!) }).toEqual({ [id]: habit.blocks[id] });
    expect(
      ghosts.map(({ messageId, author, recovered }) => ({
        id: messageId,
        author: author?.name ?? null,
        recovered: recovered.map(
          ({ from, lines, text }) => `${from}:${lines.join('-')} ${text.replaceAll('\n', ' / ')}`,
        ),
      })),
    ).toEqual(habit.ghosts ?? []);
  });

  it('gives the same whatever the order in which messages arrive', () => {
    for (const habit of habits) {
      const thread = threadOf(habit.messages);
      const turned = linkQuotes({ ...thread, messages: thread.messages.toReversed() });
      for (const { id } of habit.messages) expect(describeBlocks(turned.blocks.get(id)!)).toEqual(habit.blocks[id]);
    }
  });

  it('knows more habits than a few', () => {
    expect(habits.length).toBeGreaterThanOrEqual(20);
  });

  it('splits a quote that runs over several sources, each range the smallest that covers it', () => {
    const thread = threadOf([
      {
        id: 'a',
        parent: null,
        from: 'alice',
        text: ['The first word of this thread is hers.', '', 'And a second passage follows it.'],
      },
      {
        id: 'b',
        parent: 'a',
        from: 'bob',
        text: ['> The first word of this thread is hers.', 'So it is, and the next is mine.'],
      },
      {
        id: 'c',
        parent: 'b',
        from: 'carol',
        text: ['> > The first word of this thread is hers.', '> So it is, and the next is mine.', 'Well said.'],
      },
    ]);
    const [first, second] = linkQuotes(thread).blocks.get('c')!;
    expect(first).toMatchObject({
      depth: 2,
      source: { messageId: 'a', lines: [0, 1] },
      author: { name: 'Alice Arden' },
    });
    expect(second).toMatchObject({
      depth: 1,
      source: { messageId: 'b', lines: [1, 2] },
      author: { name: 'Bob Birch' },
    });
  });

  it('cuts any texts into blocks that cover every line once, with sources that exist', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.constantFrom(
        '',
        '>',
        '> ',
        '> The cache is flushed twice.',
        '>> The cache is flushed twice.',
        'The cache is flushed twice.',
        'On Monday Alice Arden wrote:',
        '[...]',
        '-- ',
        '-----Original Message-----',
        'From: Bob',
        'To: Carol',
        '@@ -1,9 +1,9 @@',
        '| a bar',
        'AA> initials',
      ),
    );
    const text = fc.array(line, { minLength: 1, maxLength: 25 });
    fc.assert(
      fc.property(text, text, text, (one, two, three) => {
        const messages: ToldMessage[] = [
          { id: 'a', parent: null, from: 'alice', text: one },
          { id: 'b', parent: 'a', from: 'bob', text: two },
          { id: 'c', parent: 'b', from: 'carol', text: three },
        ];
        const { blocks } = linkQuotes(threadOf(messages));
        const counts = new Map(messages.map((message) => [message.id, message.text.join('\n').split('\n').length]));
        for (const { id } of messages) {
          let at = 0;
          for (const block of blocks.get(id)!) {
            expect(block.lines[0]).toBe(at);
            expect(block.lines[1]).toBeGreaterThan(at);
            at = block.lines[1];
            if (block.match === 'none') expect(block.author).toBeNull();
            if (block.match === 'none' || block.match === 'inferred') expect(block.source).toBeNull();
            if (block.source === null) continue;
            const [from, to] = block.source.lines;
            expect(from).toBeGreaterThanOrEqual(0);
            expect(to).toBeGreaterThan(from);
            expect(to).toBeLessThanOrEqual(counts.get(block.source.messageId)!);
            expect(block.source.messageId).not.toBe(id);
          }
          expect(at).toBe(counts.get(id));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('links 100 answers that each quote a mail of 10,000 lines in milliseconds a message', () => {
    const long = Array.from({ length: 10_000 }, (_, n) => `Line ${n} of a very long mail says ${(n * 7919) % 1000}.`);
    const quoted = long.map((text) => `> ${text}`);
    const told: ToldMessage[] = [{ id: 'a', parent: null, from: 'alice', text: long }];
    for (let n = 0; n < 100; n += 1) told.push({ id: `r${n}`, parent: 'a', from: 'bob', text: [...quoted, 'No.'] });
    const thread = threadOf(told);
    let blocks: ReturnType<typeof linkQuotes>['blocks'] = new Map();
    // A million lines; 60 ms a message would be 6 s.
    expect(leastCost(() => ({ blocks } = linkQuotes(thread)), 6_000)).toBeLessThan(6_000);
    expect(describeBlocks(blocks.get('r99')!)).toEqual([
      '0-10000 quote 1 exact a:0-10000 Alice Arden',
      '10000-10001 text 0 own - Bob Birch',
    ]);
  });

  it('bounds the work on quotes that resemble their source and never repeat it', () => {
    const words = (n: number, salt: number) =>
      Array.from({ length: 12 }, (_, k) => `w${(n * 31 + k * salt) % 211}`).join(' ');
    const thread = threadOf([
      { id: 'a', parent: null, from: 'alice', text: Array.from({ length: 5_000 }, (_, n) => words(n, 17)) },
      { id: 'b', parent: 'a', from: 'bob', text: Array.from({ length: 5_000 }, (_, n) => `> ${words(n, 19)}`) },
    ]);
    expect(leastCost(() => linkQuotes(thread), 5_000)).toBeLessThan(5_000);
  });

  it('follows a chain of a thousand answers without recursion', () => {
    const told: ToldMessage[] = [{ id: 'm0', parent: null, from: 'alice', text: ['The root of a deep thread.'] }];
    for (let n = 1; n < 1_000; n += 1) {
      told.push({
        id: `m${n}`,
        parent: `m${n - 1}`,
        from: 'bob',
        text: [
          `> ${n === 1 ? 'The root of a deep thread.' : `Answer ${n - 1} to what stands above.`}`,
          `Answer ${n} to what stands above.`,
        ],
      });
    }
    const { blocks } = linkQuotes(threadOf(told));
    expect(blocks.get('m999')![0]!.source).toEqual({ messageId: 'm998', lines: [1, 2] });
  });

  it('bounds what piles up when every answer edits what it quotes', () => {
    const words = (n: number, k: number) => Array.from({ length: 10 }, (_, w) => `w${(n * 7 + w * k) % 23}`).join(' ');
    const told = Array.from({ length: 60 }, (_, n): ToldMessage => ({
      id: `m${n}`,
      parent: n === 0 ? 'gone' : `m${n - 1}`,
      from: 'bob',
      text: ['An answer of its own.', ...Array.from({ length: 60 }, (_, k) => `> ${words(k, 1 + (n % 5))}`)],
    }));
    const thread = threadOf(told);
    let blocks: ReturnType<typeof linkQuotes>['blocks'] = new Map();
    expect(leastCost(() => ({ blocks } = linkQuotes(thread)), 10_000)).toBeLessThan(10_000);
    for (const list of blocks.values())
      for (const { lines, edits = [] } of list) expect(edits.length).toBeLessThanOrEqual(8 * (lines[1] - lines[0]));
  });

  it('bounds the search for quotes of mails that nobody has', () => {
    const told = Array.from({ length: 60 }, (_, n): ToldMessage => ({
      id: `g${n}`,
      parent: `gone${n}`,
      from: 'bob',
      text: Array.from({ length: 500 }, (_, k) => `> line ${(n * 500 + k) * 7919} of a mail that nobody has kept`),
    }));
    const thread = threadOf(told);
    expect(leastCost(() => linkQuotes(thread), 6_000)).toBeLessThan(6_000);
  });
});
