import { describe, expect, it } from 'vitest';
import { hunkRows, readHunk } from '../../../../ingest/parse/patch/hunks.ts';

const LINES = ['@@ -10,4 +20,5 @@ int f(void)', ' a', '-b', '+B', '+C', ' d', ' e', 'prose'];

describe('a hunk', () => {
  it('numbers its lines as the files do', () => {
    const hunk = readHunk(LINES, 0)!;
    expect(hunkRows(LINES, hunk).map(({ kind, old, new: now, line }) => [kind, old, now, line])).toEqual([
      [' ', 10, 20, 1],
      ['-', 11, null, 2],
      ['+', null, 21, 3],
      ['+', null, 22, 4],
      [' ', 12, 23, 5],
      [' ', 13, 24, 6],
    ]);
  });

  it('counts one line where its head names no count', () => {
    expect(readHunk(['@@ -3 +4 @@', '-a', '+b'], 0)).toMatchObject({ oldLines: 1, newLines: 1, lines: [0, 3] });
  });

  it('gives the tail of a broken line no number', () => {
    const lines = ['@@ -1,2 +1,2 @@', '-a long line', 'that broke', '+b', ' c'];
    expect(hunkRows(lines, readHunk(lines, 0)!).map(({ kind, new: now }) => [kind, now])).toEqual([
      ['-', null],
      ['~', null],
      ['+', 1],
      [' ', 2],
    ]);
  });

  it('starts nowhere else', () => {
    for (const line of ['@@ -1 @@', '@@@ -1 -1 +1 @@@', '@@ that is @@', '']) expect(readHunk([line], 0)).toBeNull();
  });
});
