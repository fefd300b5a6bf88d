import { describe, expect, it } from 'vitest';
import { GatedPattern, neededWords, WordGate } from '../../../../ingest/analyze/signals/word-gate.ts';

describe('neededWords', () => {
  it.each<[string, RegExp, string[] | null]>([
    ['a plain word', /applied/, ['applied']],
    ['all alternatives', /^(?:dropped|reverted) it/, ['dropped', 'reverted']],
    ['the longest of what stands in a row', /\b(?:i|we) will withdraw the \w+/, [' will withdraw the ']],
    ['a word that goes on behind an edge', /\bdrop\b this/, ['drop this']],
    ['nothing of what may be absent', /(?:please )?resend/, ['resend']],
    ['nothing of a letter that may be absent', /re-?send/, ['send']],
    ['a group that comes once or more', /(?:gentle )+ping/, ['gentle ']],
    ['nothing of a group that comes any number of times', /(?:gentle )*ping/, ['ping']],
    ['a group with a count', /(?:abc){2,3}x/, ['abc']],
    ['nothing of a group whose count may be none', /(?:abcdef){0,3}xyz/, ['xyz']],
    ['nothing of what stands around', /(?<=before )took(?! behind)/, ['took']],
    ['signs behind a backslash', /in \[tip\]/, ['in [tip]']],
    ['letters by number are unknown', /\u2018abc\u2019/, ['abc']],
    ['classes are unknown', /[abc\]d]efgh/, ['efgh']],
    ['alternatives within alternatives', /(?:x(?:one|two)|three)/, ['one', 'two', 'three']],
    ['no list where one alternative has no word', /applied|\d+/, null],
    ['no list where one alternative is empty', /(?:applied|)/, null],
    ['no list of short words', /na(?:c)?k/, null],
  ])('%s', (_, pattern, words) => {
    expect(neededWords(pattern.source)).toEqual(words);
  });
});

function gateOf(patterns: RegExp[]): WordGate {
  const gate = new WordGate();
  for (const [place, pattern] of patterns.entries()) expect(gate.add(pattern)).toBe(place);
  return gate;
}

describe('WordGate', () => {
  it('takes in more patterns than it first has room for', () => {
    const gate = gateOf(Array.from({ length: 600 }, (_, n) => new RegExp(`word${n}x`)));
    expect([...gate.possible('word3x and word599x')].flatMap((may, place) => (may ? [place] : []))).toEqual([3, 599]);
  });

  it('does not tell of a text what another, or one before a new pattern came, gave', () => {
    const gate = gateOf([/applied/]);
    expect(gate.possible('pushed')[0]).toBe(0);
    expect(gate.possible('applied')[0]).toBe(1);
    gate.add(/pushed/);
    expect([...gate.possible('applied').slice(0, 2)]).toEqual([1, 0]);
  });

  it('lets through what may match and holds back what cannot', () => {
    const gate = gateOf([/\bapplied\b/, /\b(?:drop|revert)ped (?:it|this)/, /\d{3}/]);
    expect([...gate.possible('i applied it').slice(0, 3)]).toEqual([1, 0, 1]);
    expect([...gate.possible('i have dropped it').slice(0, 3)]).toEqual([0, 1, 1]);
    expect([...gate.possible('').slice(0, 3)]).toEqual([0, 0, 1]);
    expect([...gate.possible('applied, then reverted: revertped').slice(0, 3)]).toEqual([1, 1, 1]);
  });

  it('never holds back a pattern that matches', () => {
    const patterns = [
      /\b(?:please |pls |kindly )+(?:drop|discard) (?:this|the) (?:patch|series)\b/,
      /(?:this|it)\b(?! (?:hunks?|parts?)\b)/,
      /^(?:so,? |a )*(?:na(?:c)?k(?:ed)?)\b(?!ed-by)/,
      /\btoo late (?:for (?:the |this )?(v?\d+\.\d+|cycle)|to get)\b/,
    ];
    const gate = gateOf(patterns);
    const texts = ['pls kindly drop the series', 'it is', 'so, a nack', 'too late for 6.1', 'too late to get in', 'x'];
    for (const text of texts) {
      const possible = [...gate.possible(text)];
      for (const [place, pattern] of patterns.entries())
        if (pattern.test(text)) expect([text, possible[place]]).toEqual([text, 1]);
    }
  });
});

describe('GatedPattern', () => {
  it('answers as its pattern does, whatever was asked before', () => {
    const patterns = [/\bmerged\b/, /^(?:thanks|cheers)\b/, /[?!]$/].map((pattern) => new GatedPattern(pattern));
    const texts = ['merged, thanks', 'thanks, merged?', 'submerged', '', 'cheers!', 'cheers!'];
    for (const text of texts)
      for (const gated of patterns) {
        expect(gated.test(text)).toBe(gated.pattern.test(text));
        expect(gated.exec(text)?.[0]).toBe(gated.pattern.exec(text)?.[0]);
      }
    expect(patterns.map((gated) => gated.mayMatch('nothing of it'))).toEqual([false, false, true]);
  });
});
