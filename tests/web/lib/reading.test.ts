import { describe, expect, it } from 'vitest';
import { looksLikeDiff, readPassages, withoutMarks } from '../../../web/lib/reading.ts';

const linesOf = (text: string) => text.split('\n').map((words, line) => ({ line, text: words }));
const read = (text: string) =>
  readPassages(linesOf(text)).map((passage) => {
    if (passage.kind === 'fixed') return { fixed: passage.lines.map((line) => line.text) };
    if (passage.kind === 'list')
      return {
        list: passage.items.map(
          ({ mark, rows }) => `${mark} ${rows.map((row) => row.map((line) => line.text).join(' ')).join(' / ')}`,
        ),
      };
    return { rows: passage.rows.map((row) => row.map((line) => line.text).join(' ')) };
  });

describe('plain prose', () => {
  it('joins lines that a mail program broke', () => {
    expect(
      read(
        'The savings are attractive, but the names are not helping me. What is\na page map here, and how does it differ from the maps that we already\nhave?',
      ),
    ).toEqual([
      {
        rows: [
          'The savings are attractive, but the names are not helping me. What is a page map here, and how does it differ from the maps that we already have?',
        ],
      },
    ]);
  });
  it('keeps a break that the sender made', () => {
    const [passage] = read('First thing.\nSecond thing.\nThird thing.');
    expect(passage).toEqual({ rows: ['First thing.', 'Second thing.', 'Third thing.'] });
  });
  it('keeps titles of patches on lines of their own, however long they are', () => {
    const titles =
      'mm/pool: count the pages that a scan leaves behind\nmm/pool: refactor the init of pages into a helper here\nlib/ring: add support for batches that end early there\nlib/ring: survive a signal';
    expect(read(titles)).toEqual([{ rows: titles.split('\n') }]);
  });
  it('begins a new paragraph at an empty line', () => {
    expect(read('One.\n\nTwo.')).toHaveLength(2);
  });
});

describe('what must keep its form', () => {
  it('reads a list, further lines below an item joined to it', () => {
    expect(
      read('Changes:\n* first item, which is long enough to go on in the line that follows\n  here\n* second'),
    ).toEqual([
      { rows: ['Changes:'] },
      { list: ['* first item, which is long enough to go on in the line that follows here', '* second'] },
    ]);
  });
  it('leaves a table, code and art alone', () => {
    for (const text of [
      'size    before   after\n2M      4.2      0.1\n1G      8.0      0.1',
      '\tif (error)\n\t\tgoto out;',
      '+-----+\n| box |\n+-----+',
    ]) {
      expect(read(text)).toEqual([{ fixed: text.split('\n') }]);
    }
  });
  it('keeps every line exactly once, whatever stands in it', () => {
    const texts = ['', ' - a\n - b\n\n c\td\n> e', '1. x\n   y\n2. z\n\n   | |\n', 'a:\n\n\n  b\n    c\nd'];
    for (const text of texts) {
      const seen = readPassages(linesOf(text)).flatMap((passage) => {
        if (passage.kind === 'fixed') return passage.lines.map(({ line }) => line);
        if (passage.kind === 'list') return passage.items.flatMap(({ rows }) => rows.flat().map(({ line }) => line));
        return passage.rows.flat().map(({ line }) => line);
      });
      const filled = linesOf(text)
        .filter((line) => line.text.trim())
        .map(({ line }) => line);
      expect(seen.filter((line) => filled.includes(line))).toEqual(filled);
    }
  });
});

describe('quote marks', () => {
  it('go as deep as the block says, and no deeper', () => {
    expect(withoutMarks('> > words', 2)).toBe('words');
    expect(withoutMarks('>> words', 1)).toBe('> words');
    expect(withoutMarks('JM> words', 1)).toBe('words');
    expect(withoutMarks('words > more', 1)).toBe('words > more');
    expect(withoutMarks('>\tindented', 1)).toBe('\tindented');
  });
});

describe('a quoted diff', () => {
  it('is told from a list', () => {
    expect(looksLikeDiff(['@@ -1,2 +1,2 @@', ' a', '-b', '+c'])).toBe(true);
    expect(looksLikeDiff(['-static int a;', '+static long a;'])).toBe(true);
    expect(looksLikeDiff(['- first point', '- second point'])).toBe(false);
    expect(looksLikeDiff(['Only words here.'])).toBe(false);
  });
});
