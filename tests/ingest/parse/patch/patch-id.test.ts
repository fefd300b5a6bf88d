import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { parseDiffs } from '../../../../ingest/parse/patch/diff.ts';

/** Bodies whose diffs git reads as we do, with what `git patch-id --stable` of git 2.39 says of them. */
const BODIES: { name: string; text: string; ids: string[] }[] = [
  {
    name: 'one file',
    text: 'Words.\n---\n x.c | 2 +-\n\ndiff --git a/x.c b/x.c\nindex 1111111..2222222 100644\n--- a/x.c\n+++ b/x.c\n@@ -1,3 +1,3 @@ main()\n one\n-two\n+2\n three\n-- \n2.40.1\n',
    ids: ['50a9dbc83c7fc7cb15077f06a9685831a829520c'],
  },
  {
    name: 'two files, two hunks, no newline at the end',
    text: 'diff --git a/x.c b/x.c\nindex 1111111..2222222 100644\n--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n@@ -9,2 +9,1 @@\n nine\n-ten\ndiff --git a/y b/y\nnew file mode 100644\nindex 0000000..3333333\n--- /dev/null\n+++ b/y\n@@ -0,0 +1 @@\n+y\n\\ No newline at end of file\n-- \n2.40.1\n',
    ids: ['0bd54f1c9a02ee3f1e6a95045edfcd30b5a4b83a'],
  },
  {
    name: 'a rename without change between two changes',
    text: 'diff --git a/x b/x\nindex 1111111..2222222 100644\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\ndiff --git a/from b/to\nsimilarity index 100%\nrename from from\nrename to to\ndiff --git a/z b/z\nindex 1111111..2222222 100644\n--- a/z\n+++ b/z\n@@ -1 +1 @@\n-c\n+d\n',
    ids: ['58de89ca752c329a8ca10426a359d35b13dba598'],
  },
  {
    name: 'an empty file that goes, between two changes',
    text: 'diff --git a/x b/x\nindex 1111111..2222222 100644\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\ndiff --git a/empty b/empty\ndeleted file mode 100644\nindex e69de29..0000000\n--- a/empty\n+++ /dev/null\ndiff --git a/z b/z\nindex 1111111..2222222 100644\n--- a/z\n+++ b/z\n@@ -1 +1 @@\n-c\n+d\n',
    ids: ['4713300413d55c4528e8907c28beb1b8d7855485'],
  },
  {
    name: 'a binary file and one behind it',
    text: 'diff --git a/logo.png b/logo.png\nindex 1111111..2222222 100644\nBinary files a/logo.png and b/logo.png differ\ndiff --git a/z b/z\nindex 3333333..4444444 100644\n--- a/z\n+++ b/z\n@@ -1 +1 @@\n-c\n+d\n',
    ids: ['9077933483826fe6f58d8e8cd9879bc773b8daec'],
  },
  {
    name: 'a line that looks like a signature inside a hunk',
    text: 'diff --git a/x b/x\nindex 1111111..2222222 100644\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n one\n-- \n+--\n two\n-- \n2.40.1\n',
    ids: ['b288f6899c8b423b5251c78dc3b4cafe6c735b42'],
  },
  {
    name: 'two diffs with words between them',
    text: 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n\nand\n\ndiff --git a/y b/y\n--- a/y\n+++ b/y\n@@ -1 +1 @@\n-c\n+d\n',
    ids: ['145e3cc0dc6c33a0fe33b1599033369dd88e1a5a', '6644ca85929fe0c66a53c3dd03a643f3947c182b'],
  },
];

const git = spawnSync('git', ['--version']).status === 0;
if (!git) console.log('patch-id: no git on this machine; comparing with ids noted from git 2.39 only');

const ours = (text: string) => parseDiffs(text).map((diff) => diff.patchId);
const theirs = (text: string) =>
  spawnSync('git', ['patch-id', '--stable'], { input: text })
    .stdout.toString()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' ')[0]);

describe('patch-id', () => {
  it.each(BODIES)('of $name is git’s', ({ text, ids }) => {
    expect(ours(text)).toEqual(ids);
    if (git) expect(theirs(text)).toEqual(ids);
  });

  it('is blind to white space, line numbers and blob ids', () => {
    const patch = (start: number, blob: string, tab: string) =>
      `diff --git a/x b/x\nindex ${blob}..2222222 100644\n--- a/x\n+++ b/x\n@@ -${start} +${start} @@\n-a${tab}a\n+b\n`;
    expect(ours(patch(1, '1111111', '\t'))).toEqual(ours(patch(99, 'abcdef0', '   ')));
  });

  it('of a plain diff is that of the commit git would make of it', () => {
    const hunk = '@@ -1 +1 @@\n-a\n+b\n';
    expect(ours(`--- a/x\n+++ b/x\n${hunk}`)).toEqual(ours(`diff --git a/x b/x\n--- a/x\n+++ b/x\n${hunk}`));
  });

  it('of a patch whose blanks were stripped is that of the patch as it was', () => {
    const head = 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n';
    expect(ours(`${head}\n-a\n+b\n c\n`)).toEqual(ours(`${head} \n-a\n+b\n c\n`));
  });

  it('is null for a change of mode alone in a plain text', () => {
    expect(ours('no diff here')).toEqual([]);
  });
});
