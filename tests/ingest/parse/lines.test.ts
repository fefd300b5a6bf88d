import { describe, expect, it } from 'vitest';
import { lineAt, scanLines } from '../../../ingest/parse/lines.ts';

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
});
