import { describe, expect, it } from 'vitest';
import { isBlankLine, isEmptyLine, isSpace, lineAt, scanLines } from '../../../../ingest/parse/text/lines.ts';

describe('scanLines', () => {
  it('cuts a text as split does, long texts and other scripts too', () => {
    for (const text of ['', '\n', 'one', 'one\ntwo\n', '> ünï\n\n>> 漢字 😀\r\n', 'x'.repeat(200_000) + '\n> y']) {
      const lines = scanLines(text);
      expect(Array.from({ length: lines.count }, (_, line) => lineAt(lines, line))).toEqual(text.split('\n'));
    }
  });

  it('keeps nothing of a longer text that was scanned before', () => {
    scanLines('> > > quoted\n'.repeat(100));
    const lines = scanLines('> a');
    expect([lines.count, lines.marks[0], lines.sizes[0]]).toEqual([1, 1, 1]);
    expect(scanLines('').marks[0]).toBe(0);
  });

  it('hashes words alike whatever marks and blanks stand around them', () => {
    const { hashes } = scanLines('some  words\n> some words\n> > \tsome words ');
    expect(hashes[1]).toBe(hashes[0]);
    expect(hashes[2]).toBe(hashes[0]);
  });

  it('tells lines of white space from lines of marks and from lines with words, without hashing them', () => {
    const lines = scanLines(' \t\n> >\n|\n> \u00a0\n> |x\nJM> \n\n');
    const at = (is: (text: typeof lines, line: number) => boolean) =>
      Array.from({ length: lines.count }, (_, line) => (is(lines, line) ? 1 : 0)).join('');
    expect(at(isBlankLine)).toBe('10000011');
    expect(at(isEmptyLine)).toBe('11110111');
    expect([...lines.sizes]).toEqual([0, 0, 0, 0, 1, 0, 0, 0]);
  });

  it('keeps the hashes of each of two texts of one length apart', () => {
    const [one, two] = [scanLines('> first'), scanLines('> other')];
    expect(one.hashes[0]).toBe(scanLines('first').hashes[0]);
    expect(two.hashes[0]).toBe(scanLines('other').hashes[0]);
  });
});

describe('isSpace', () => {
  it('is true for what trim takes off, and nothing else', () => {
    for (let code = 0; code < 65_536; code += 1)
      if (isSpace(code) !== (String.fromCharCode(code).trim() === '')) expect(code).toBe('as trim has it');
  });
});
