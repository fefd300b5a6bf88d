import { describe, expect, it } from 'vitest';
import { neededWords, WordGate } from '../../../ingest/analyze/word-gate.ts';

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

describe('WordGate', () => {
  it('lets through what may match and holds back what cannot', () => {
    const gate = new WordGate([/\bapplied\b/, /\b(?:drop|revert)ped (?:it|this)/, /\d{3}/]);
    expect([...gate.possible('i applied it')]).toEqual([1, 0, 1]);
    expect([...gate.possible('i have dropped it')]).toEqual([0, 1, 1]);
    expect([...gate.possible('')]).toEqual([0, 0, 1]);
    expect([...gate.possible('applied, then reverted: revertped')]).toEqual([1, 1, 1]);
  });

  it('never holds back a pattern that matches', () => {
    const patterns = [
      /\b(?:please |pls |kindly )+(?:drop|discard) (?:this|the) (?:patch|series)\b/,
      /(?:this|it)\b(?! (?:hunks?|parts?)\b)/,
      /^(?:so,? |a )*(?:na(?:c)?k(?:ed)?)\b(?!ed-by)/,
      /\btoo late (?:for (?:the |this )?(v?\d+\.\d+|cycle)|to get)\b/,
    ];
    const gate = new WordGate(patterns);
    const texts = ['pls kindly drop the series', 'it is', 'so, a nack', 'too late for 6.1', 'too late to get in', 'x'];
    for (const text of texts) {
      const possible = [...gate.possible(text)];
      for (const [place, pattern] of patterns.entries())
        if (pattern.test(text)) expect([text, possible[place]]).toEqual([text, 1]);
    }
  });
});
