import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeadPattern } from '../../../../ingest/parse/text/head-pattern.ts';

/** Patterns of every kind that the reader knows, each with texts that begin as its matches do. */
const PATTERNS: RegExp[] = [
  /^(?:thanks|so long)[\s,.]*$/i,
  /^\s*[-*•]{2,} ?x/,
  /^a?b?c/,
  /^(?:ab|c)*d/,
  /^(?:x{0,3}y|z{2})$/,
  /^[^a-z]b/,
  /^.b/,
  /^\p{Lu}?\p{Ll}+,? x/u,
  /^sk(?:i|a)/iu,
  /^(?=ab)a(?!c)\w/,
  /^(?<name>[\]x]|\[)\d/,
  /^\bword\b|^\B/,
  /^\u00fcb|^é/i,
  /^(?:|x)$/,
  /^a|^\tb|^$/,
  /^\d{1,2}[.)] \S|^\+x/,
  /^abc|d$/,
];

/** Texts of the characters that the patterns above are made of. */
const TEXT = fc.string({
  unit: fc.constantFrom(...'abcdxyzABSTthskKso long-*•.,)( \t[]1+üéſK\u0000\u007fwordX'),
  maxLength: 6,
});

describe('HeadPattern', () => {
  it('says of every text what its pattern says', () => {
    for (const pattern of PATTERNS) {
      const gated = new HeadPattern(pattern);
      fc.assert(
        fc.property(TEXT, (text) => gated.test(text) === pattern.test(text)),
        { numRuns: 2000, seed: 7 },
      );
    }
  });

  it('lets through all that a pattern of words can match', () => {
    for (const pattern of [
      /^(?:hi+|hello|good (?:day|morning)|73|a\+)[ ,]{0,2}$/,
      /^[A-Z][a-z]{0,3}-by: \S$/,
      /^(?:#{2}|=+)x$/,
    ]) {
      const gated = new HeadPattern(pattern);
      fc.assert(
        fc.property(fc.stringMatching(pattern), (text) => gated.test(text)),
        { numRuns: 500, seed: 7 },
      );
    }
  });

  it('holds back what begins otherwise, without asking the pattern', () => {
    const gated = new HeadPattern(/^(?:thanks|regards)\b/i);
    const open = (text: string) => gated.mayMatch(text, 0, text.length);
    expect(['thanks', 'THis', 'Re', 'theory'].map(open)).toEqual([true, true, true, true]);
    expect(['', 't', 'tanks', 'hthanks', 'üb', ' thanks'].map(open)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('reads the part of a text that it is told', () => {
    const gated = new HeadPattern(/^ab$/);
    expect([gated.test('xab', 1), gated.test('xabc', 1, 3), gated.test('xabc', 1), gated.test('ab', 1)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
