import { describe, expect, it } from 'vitest';
import { codeLikeness, isFieldLine } from '../../../../ingest/parse/blocks/code-lines.ts';
import { scanLines } from '../../../../ingest/parse/text/lines.ts';

const likeness = (text: string): number => codeLikeness(scanLines(text), 0);

describe('codeLikeness', () => {
  it.each<[string, number]>([
    ['', 0],
    [' \t\u00a0', 0],
    ['I think that this is the right way, and it works.', -1],
    ['Ünd so geht es mit dem allen weiter hier', -1],
    ['It’s what "somebody" (perhaps) said to them...', -1],
    ['- a point that stands in a list', -1],
    ['[   12.345678] usb 1-1: new device', 2],
    ['  #1  0x0000abcd in main ()', 2],
    ['    at org.example.Main.run(Main.java:12)', 2],
    ['  File "run.py", line 12, in main', 2],
    ['java.lang.IllegalError: no', 2],
    ['drivers/x/pool.c:120:3: error: no member', 2],
    ['/usr/lib/modules/pool.ko', 2],
    [' ? pool_free+0x1c/0x40', 2],
    ['2026-03-05T10:11:12 started', 2],
    ['10:11:12, started', 2],
    ['$ make all', 2],
    ['<dependency scope="test">', 2],
    ['  | Reported-by: somebody', 2],
    ['Call Trace:', 2],
    ['0123456789012345678901234567890123456789 pool', 2],
    ['| a | b |', 2],
    ['+------+-----+', 2],
    ['name    size   3', 2],
    ['one\ttwo\tthree\tfour', 2],
    ['pool->size = 3;', 2],
    ['        pool_free(pool);', 2],
    ['if (x) return;', 2],
    ['x = y', 1],
    ['foo', 0],
    ['see below:', 0],
    ['x'.repeat(2001), 1],
  ])('%j: %i', (text, expected) => {
    expect(likeness(text)).toBe(expected);
  });
});

describe('isFieldLine', () => {
  it.each<[string, boolean]>([
    ['Author: somebody', true],
    ['  Total time: 37 s', true],
    ['Note: that is what we all have seen', false],
    ['a: b', false],
    ['no field here', false],
    ['one two three four five: six', false],
  ])('%j: %s', (text, expected) => {
    expect(isFieldLine(scanLines(text), 0)).toBe(expected);
  });

  it('is none with a sentence for a value: four plain words, each with a quote before and up to three stops behind', () => {
    const isField = (word: string): boolean => isFieldLine(scanLines(`Note: we all ${word} know`), 0);
    const plain = ['it', '"it"', "it's", 'well-', '(so)..', "O'''", 'naïve', 'ok?!)', '日本'];
    expect(plain.filter(isField)).toEqual([]);
    const other = ['a.b', '((it', 'it....', '-it', "'''", '.', 'a1', '', '\tit', 'a÷b'];
    expect(other.filter(isField)).toEqual(other);
  });
});
