import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileQuery } from '../../../server/query/compile.ts';
import { parseQuery, type QueryNode } from '../../../server/query/parse.ts';
import { QueryError } from '../../../server/query/query-error.ts';
import { inflections, wordsOf } from '../../../server/query/words.ts';

/** A tree in short: Xapian's own way of writing it. */
function shape(node: QueryNode | null): string {
  if (node === null) return '';
  switch (node.type) {
    case 'term': {
      const stars = `${node.infix ? '*' : ''}${node.quoted ? `"${node.text}"` : node.text}${node.prefix ? '*' : ''}`;
      return `${node.operator ? `${node.operator.name}:` : ''}${stars}${node.by ? ` by ${node.by}` : ''}`;
    }
    case 'not':
      return `NOT ${shape(node.part)}`;
    case 'near':
      return `(${node.parts.map(shape).join(` NEAR/${node.within} `)})`;
    default:
      return `(${node.parts.map(shape).join(` ${node.type.toUpperCase()} `)})`;
  }
}

describe('the grammar', () => {
  // Trees as Xapian's own parser, the one behind lore, builds them with AND between words.
  it.each([
    ['a b OR c', '((a AND b) OR c)'],
    ['a AND b c', '(a AND (b AND c))'],
    ['a NOT b c', '(a AND NOT (b AND c))'],
    ['a AND NOT b c', '(a AND NOT (b AND c))'],
    ['a -b c', '(a AND NOT b AND c)'],
    ['+a b', '(a AND b)'],
    ['a OR b AND c', '(a OR (b AND c))'],
    ['a XOR b', '(a XOR b)'],
    ['(a OR b) c', '((a OR b) AND c)'],
    ['a OR b c OR d', '(a OR (b AND c) OR d)'],
    ['a NOT b OR c', '((a AND NOT b) OR c)'],
    ['a NOT b NOT c', '(a AND NOT b AND NOT c)'],
    ['mid:x@y mid:z@y', '(mid:x@y OR mid:z@y)'],
    ['mid:x@y mid:z@y a', '(a AND (mid:x@y OR mid:z@y))'],
    ['s:(a b)', '(s:a AND s:b)'],
    ['s:(a OR b) c', '((s:a OR s:b) AND c)'],
    ['s:"two words" f:bob', '(s:"two words" AND f:bob)'],
    ['\u201ccurly quotes\u201d', '"curly quotes"'],
    ['lock NEAR order', '(lock NEAR/10 order)'],
    ['lock NEAR/3 order NEAR/2 x', '(lock NEAR/2 order NEAR/2 x)'],
    ['said:"will apply" by bob s:x', '(said:"will apply" by bob AND s:x)'],
    ['said:fine by "Bob Example"', 'said:fine by Bob Example'],
    ['foo*', 'foo*'],
    ['*devmap*', '*devmap*'],
    ['foo(bar)', 'foo(bar)'],
    ['foo() bar', '(foo() AND bar)'],
    ['foo->bar mm/hmm', '(foo->bar AND mm/hmm)'],
    ['pool: count - twice', '(pool: AND count AND twice)'],
    ['std::vector', 'std::vector'],
    ['https://example.org/x', 'https://example.org/x'],
    ['android ORacle', '(android AND ORacle)'],
    ['()', ''],
    ['   ', ''],
  ])('%s', (query, tree) => {
    expect(shape(parseQuery(query))).toBe(tree);
  });

  const refused: [query: string, at: number, words: string][] = [
    ['zz:foo', 0, 'no operator “zz:”'],
    ['a zz:foo', 2, 'no operator “zz:”'],
    ['"open', 0, 'never closed'],
    ['a "open', 2, 'never closed'],
    ['(a', 0, 'never closed'],
    ['a)', 1, 'no opening one'],
    ['s:', 0, 'needs something behind it'],
    ['a AND', 5, 'AND has nothing to join'],
    ['OR b', 0, 'OR has nothing to join'],
    ['AND', 0, 'AND has nothing to join'],
    ['NOT', 0, 'NOT has nothing to join'],
    ['d:20200231', 2, 'no date'],
    ['s:x d:soonish', 6, 'no date'],
    ['state:excepted', 6, 'no state “excepted”'],
    ['is:odd', 3, 'no “is:odd”'],
    ['version:two', 8, 'no version'],
    ['waiting:long', 8, 'does not understand'],
    ['a*', 0, 'too short'],
    ['*ab*', 0, 'too short'],
    ['s:---', 2, 'no letter'],
    [`${'('.repeat(40)}a${')'.repeat(40)}`, 21, 'Parentheses go deeper'],
    ['x '.repeat(150), 200, 'more than 100 words'],
    ['x'.repeat(3000), 2000, 'longer than 2000'],
  ];
  it.each(refused.map((row) => [row[0].slice(0, 30), ...row] as const))(
    '%s is refused with the place and a sentence',
    (_name, query, at, words) => {
      let error: unknown;
      try {
        compileQuery(query, 0);
      } catch (caught) {
        error = caught;
      }
      expect(error).toBeInstanceOf(QueryError);
      const { message, at: place, hint } = error as QueryError;
      expect(message).toContain(words);
      expect(place).toBe(at);
      expect(hint.length).toBeGreaterThan(10);
    },
  );

  it('any text whatever is understood or refused, never anything else', () => {
    const pieces = fc.constantFrom(
      'a',
      's:',
      'd:',
      '"',
      '(',
      ')',
      ' ',
      'AND',
      'OR',
      'NOT',
      'XOR',
      'NEAR',
      '-',
      '+',
      '*',
      'x*',
      ':',
      '..',
      'by',
      '\u0000',
      'é',
      '漢',
      '_',
      '2020',
      'is:patch',
      'said:',
      '\u201c',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
        ),
        (query) => {
          try {
            const { plan, understood } = compileQuery(query, 1_592_222_400);
            expect(plan.op).toBeTypeOf('string');
            expect(understood.length).toBeGreaterThan(0);
          } catch (error) {
            expect(error).toBeInstanceOf(QueryError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('explains each part with its place', () => {
    const { terms, understood } = compileQuery('s:evict d:20200301.. -f:bob', 1_592_222_400);
    expect(terms).toEqual([
      { from: 0, to: 7, meaning: 'the subject has “evict” in any inflection' },
      { from: 8, to: 20, meaning: 'dated 2020-03-01 or later' },
      { from: 22, to: 27, meaning: 'the sender has “bob”' },
    ]);
    expect(understood).toBe(
      'the subject has “evict” in any inflection and dated 2020-03-01 or later and not the sender has “bob”',
    );
  });
});

describe('words', () => {
  it.each([
    ['foo->bar', ['foo', 'bar']],
    ['mm/hmm.c', ['mm', 'hmm', 'c']],
    ['pte_devmap', ['pte_devmap']],
    ['__init', ['__init']],
    ['CONFIG_X=y', ['config_x', 'y']],
    ['alice@example.org', ['alice', 'example', 'org']],
    ['Grüße, Zoë', ['gruße', 'zoe']],
    ['0xdeadbeef', ['0xdeadbeef']],
    ['--', []],
  ])('%s', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it.each([
    ['leak', 'leaks', 'leaked', 'leaking'],
    ['leaking', 'leak', 'leaks', 'leaked'],
    ['policies', 'policy'],
    ['policy', 'policies'],
    ['stopped', 'stop', 'stops', 'stopping'],
    ['stop', 'stopped', 'stopping'],
    ['using', 'use', 'uses', 'used'],
    ['caches', 'cache', 'cached', 'caching'],
    ['fixes', 'fix', 'fixed', 'fixing'],
    ['writes', 'write', 'writing'],
    ['passed', 'pass', 'passes', 'passing'],
  ])('%s is also its inflections', (word, ...forms) => {
    expect(inflections(word)).toEqual(expect.arrayContaining(forms));
    expect(inflections(word)).toContain(word);
    expect(inflections(word).length).toBeLessThan(14);
  });

  it.each(['the', 'this', 'status', 'bus', 'pte_devmap', 'EAGAIN', 'x86', 'need', 'ring'])(
    '%s gains no false singular',
    (word) => {
      for (const form of inflections(word)) expect(form.startsWith(word.slice(0, 3))).toBe(true);
      expect(inflections('this')).not.toContain('thi');
      expect(inflections('status')).not.toContain('statu');
      expect(inflections('ring')).not.toContain('r');
    },
  );
});
