import { describe, expect, it } from 'vitest';
import { parseDiffs, pathOf } from '../../../../ingest/parse/patch/diff.ts';
import { leastCost } from '../../../support/cost.ts';

const HUNK = ['@@ -1,3 +1,3 @@ main()', ' one', '-two', '+2', ' three'];
const GIT = [
  'diff --git a/src/x.c b/src/x.c',
  'index 1111111..2222222 100644',
  '--- a/src/x.c',
  '+++ b/src/x.c',
  ...HUNK,
];

const files = (...lines: string[]) => parseDiffs(lines).flatMap((diff) => diff.files);

describe('the head of a file', () => {
  it('of git names paths, blobs, hunks and lines', () => {
    const [file] = files('Some words', '', ...GIT, '-- ', '2.40.1');
    expect(file).toMatchObject({
      oldPath: 'src/x.c',
      newPath: 'src/x.c',
      oldBlob: '1111111',
      newBlob: '2222222',
      isNew: false,
      isRename: false,
      lines: [2, 11],
    });
    expect(file!.hunks).toEqual([
      { oldStart: 1, oldLines: 3, newStart: 1, newLines: 3, heading: 'main()', lines: [6, 11] },
    ]);
  });

  it('of plain diff drops time stamps and folders that differ', () => {
    const [file] = files(
      '--- project.orig/src/x.c\t2026-01-05 10:00:00.000000000 +0100',
      '+++ project/src/x.c\t2026-01-05 10:01:00',
      ...HUNK,
    );
    expect(pathOf(file!)).toBe('src/x.c');
  });

  it('of diff -u stands behind its command', () => {
    expect(
      files('diff -urN project.orig/x.c project/x.c', '--- project.orig/x.c', '+++ project/x.c', ...HUNK).map(pathOf),
    ).toEqual(['x.c']);
  });

  it('of Subversion drops the revision', () => {
    const [file] = files(
      'Index: src/x.c',
      '='.repeat(67),
      '--- src/x.c\t(revision 12)',
      '+++ src/x.c\t(working copy)',
      ...HUNK,
    );
    expect(pathOf(file!)).toBe('src/x.c');
    expect(file!.lines[0]).toBe(0);
  });

  it('of Mercurial drops the date', () => {
    const [file] = files(
      'diff -r 0123456789ab src/x.c',
      '--- a/src/x.c\tThu Jan 01 00:00:00 1970 +0000',
      '+++ b/src/x.c\tMon Jan 05 10:00:00 2026 +0000',
      ...HUNK,
    );
    expect(pathOf(file!)).toBe('src/x.c');
  });

  it('tells new, deleted, renamed, binary and mode changes', () => {
    const found = files(
      'diff --git a/new b/new',
      'new file mode 100644',
      'index 0000000..3333333',
      '--- /dev/null',
      '+++ b/new',
      '@@ -0,0 +1 @@',
      '+x',
      'diff --git a/old b/old',
      'deleted file mode 100644',
      'index 3333333..0000000',
      '--- a/old',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-x',
      'diff --git a/from b/to',
      'similarity index 100%',
      'rename from from',
      'rename to to',
      'diff --git a/run.sh b/run.sh',
      'old mode 100644',
      'new mode 100755',
      'diff --git a/logo.png b/logo.png',
      'index 1111111..2222222 100644',
      'Binary files a/logo.png and b/logo.png differ',
    );
    expect(found.map((file) => [pathOf(file), file.isNew, file.isDeleted, file.isRename, file.isBinary])).toEqual([
      ['new', true, false, false, false],
      ['old', false, true, false, false],
      ['to', false, false, true, false],
      ['run.sh', false, false, false, false],
      ['logo.png', false, false, false, true],
    ]);
  });

  it('with quotes is unquoted', () => {
    const [file] = files(
      'diff --git "a/caf\\303\\251 \\"x\\"" "b/caf\\303\\251 \\"x\\""',
      '--- "a/caf\\303\\251 \\"x\\""',
      '+++ "b/caf\\303\\251 \\"x\\""',
      ...HUNK,
    );
    expect(pathOf(file!)).toBe('café "x"');
  });

  it('of a combined diff is left out', () => {
    expect(
      files(
        'diff --cc src/x.c',
        'index 1111111,2222222..3333333',
        '--- a/src/x.c',
        '+++ b/src/x.c',
        '@@@ -1,1 -1,1 +1,2 @@@',
        '- one',
        ' -two',
        '++three',
      ),
    ).toEqual([]);
  });

  it('is not seen in prose and rules', () => {
    expect(
      files('diff of opinion', '--- a rule', '+++ no diff', 'Index: none', '---', '-- ', '@@ who wrote this'),
    ).toEqual([]);
  });
});

describe('the end of a hunk', () => {
  it('is where its counts are used up, whatever its lines look like', () => {
    const [file] = files(
      '--- a/x',
      '+++ b/x',
      '@@ -1,3 +1,3 @@',
      '--- text that was removed',
      '-- ',
      '+++ text that was added',
      '+diff --git a/y b/y',
      ' end',
      '-- ',
      '2.40.1',
    );
    expect(file!.lines).toEqual([0, 8]);
  });

  it('stands a stripped blank of context', () => {
    const [file] = files('--- a/x', '+++ b/x', '@@ -1,4 +1,4 @@', ' one', '', '-two', '+2', ' three', 'prose');
    expect(file!.lines).toEqual([0, 8]);
  });

  it('stands a line that a mail program broke', () => {
    const [file] = files(
      '--- a/x',
      '+++ b/x',
      '@@ -1,3 +1,3 @@',
      ' one',
      '-a long line that somebody',
      'broke',
      '+2',
      ' three',
      'prose',
    );
    expect(file!.hunks[0]!.lines).toEqual([2, 8]);
  });

  it('comes sooner where the mail breaks off', () => {
    const [file] = files('--- a/x', '+++ b/x', '@@ -1,30 +1,30 @@', ' one', '-two', '+2', '', 'Does that look right?');
    expect(file!.hunks[0]!.lines[1]).toBeLessThanOrEqual(7);
  });

  it('is not moved by tabs turned to spaces or a last line without newline', () => {
    const [file] = files(
      '--- a/x',
      '+++ b/x',
      '@@ -1,2 +1,2 @@',
      '         indented',
      '-last',
      '\\ No newline at end of file',
      '+last',
      'prose',
    );
    expect(file!.lines).toEqual([0, 7]);
  });

  it('is found in linear time, however many heads claim a million lines', () => {
    const text = Array.from({ length: 20_000 }, () => '@@ -1,1000000 +1,1000000 @@').join('\n');
    const texts = [`--- a/x\n+++ b/x\n${text}`, '--- a/x\n+++ b/x\n@@ -1,9 +1,9 @@\n'.repeat(20_000)];
    expect(leastCost(() => texts.forEach((each) => parseDiffs(each)), 1000)).toBeLessThan(1000);
  });
});

describe('a text with diffs', () => {
  it('has one diff for files that follow each other, another behind words', () => {
    const diffs = parseDiffs([...GIT, ...GIT, 'or else:', ...GIT]);
    expect(diffs.map((diff) => diff.files.length)).toEqual([2, 1]);
  });

  it('says which attachment it is', () => {
    expect(parseDiffs(GIT, 2)[0]!.part).toBe(2);
  });

  it('has none in quotes', () => {
    expect(parseDiffs(GIT.map((line) => `> ${line}`))).toEqual([]);
  });
});
