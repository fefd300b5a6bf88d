import type { Diff, DiffFile } from '../../../data/records/patch.ts';
import { isHunkHead, readHunk } from './hunks.ts';
import { patchId } from './patch-id.ts';
import { pattern } from '../text/pattern.ts';

/**
 * The diffs that stand unquoted in a text: git, plain, Subversion and Mercurial heads. Files that follow each other
 * without a line between them are one diff, as `git patch-id` sees it. Combined diffs (`diff --cc`) are left out.
 * `part` is the index of the attachment that the text is.
 */
export function parseDiffs(text: string | readonly string[], part?: number): Diff[] {
  const lines = typeof text === 'string' ? text.split('\n') : text;
  const runs: DiffFile[][] = [];
  for (const file of parseDiffFiles(lines)) {
    const run = runs.at(-1);
    if (run?.at(-1)!.lines[1] === file.lines[0]) run.push(file);
    else runs.push([file]);
  }
  return runs.map((files) => ({ ...(part !== undefined && { part }), files, patchId: patchId(lines, files) }));
}

/** The files of all diffs of a text, one after the other, for those who need no patch-id: half of the cost is reckoning it. */
export function parseDiffFiles(lines: readonly string[]): DiffFile[] {
  const files: DiffFile[] = [];
  for (let at = 0; at < lines.length;) {
    const file = mayStartFile(lines[at]!) ? readFile(lines, at) : null;
    if (file) {
      files.push(file);
      at = file.lines[1];
    } else {
      at += 1;
    }
  }
  return files;
}

/** The path that names a file of a diff: the new one, of a deleted file the old one. */
export function pathOf(file: DiffFile): string {
  return file.newPath ?? file.oldPath ?? '';
}

function mayStartFile(line: string): boolean {
  const first = line.charCodeAt(0);
  if (first !== LOWER_D && first !== MINUS && first !== UPPER_I) return false;
  return line.startsWith('diff ') || line.startsWith('--- ') || line.startsWith('Index: ');
}

/** The file whose head starts at `at`, or null where the lines are no head of a diff. */
function readFile(lines: readonly string[], at: number): DiffFile | null {
  const first = lines[at]!;
  const file: DiffFile = {
    oldPath: null,
    newPath: null,
    oldBlob: null,
    newBlob: null,
    isNew: false,
    isDeleted: false,
    isRename: false,
    isBinary: false,
    hunks: [],
    lines: [at, at + 1],
  };
  const isGit = first.startsWith('diff --git ');
  if (/^diff --(cc|combined) /.test(first)) return null;
  let next = at;
  if (!first.startsWith('--- ')) {
    next += 1;
    while (next < lines.length && readHeadLine(lines[next]!, file)) next += 1;
  }
  const marked = readMarks(lines, next, file, isGit);
  if (marked !== null) {
    next = marked;
  } else if (file.isBinary) {
    next = endOfBinary(lines, next);
  } else if (!isGit || next === at + 1) {
    return null;
  }
  if (isGit) nameFromGitHead(first, file);
  else if (file.oldPath !== null && file.newPath !== null) dropFoldersApart(file);
  for (let hunk = readHunk(lines, next); hunk !== null; hunk = readHunk(lines, next)) {
    file.hunks.push(hunk);
    next = hunk.lines[1];
  }
  if (file.hunks.length === 0 && !isGit && !file.isBinary) return null;
  if (file.oldPath === null && file.newPath === null) return null;
  if (file.oldPath === null) file.isNew = true;
  if (file.newPath === null) file.isDeleted = true;
  if (file.oldPath !== null && file.newPath !== null && file.oldPath !== file.newPath) file.isRename = isGit;
  file.lines = [at, next];
  return file;
}

/** Takes in an extended head line; false where the line is none. */
function readHeadLine(line: string, file: DiffFile): boolean {
  const index = /^index ([0-9a-f]{4,64})\.\.([0-9a-f]{4,64})/.exec(line);
  if (index) {
    file.oldBlob = index[1]!;
    file.newBlob = index[2]!;
    return true;
  }
  if (line.startsWith('Binary files ') && line.endsWith(' differ')) {
    file.isBinary = true;
    return true;
  }
  const renamed = /^(rename|copy) (from|to) (.+)$/.exec(line);
  if (renamed) {
    if (renamed[2] === 'from') file.oldPath = unquotePath(renamed[3]!);
    else file.newPath = unquotePath(renamed[3]!);
    return true;
  }
  if (line === 'GIT binary patch') {
    file.isBinary = true;
    return false;
  }
  if (/^new file mode \d/.test(line)) file.isNew = true;
  if (/^deleted file mode \d/.test(line)) file.isDeleted = true;
  return HEAD_LINE.test(line);
}

/** Reads `--- a` and `+++ b`; the line behind them, or null where they don't stand there with a hunk below. */
function readMarks(lines: readonly string[], at: number, file: DiffFile, isGit: boolean): number | null {
  const before = lines[at];
  const after = lines[at + 1];
  if (!before?.startsWith('--- ') || !after?.startsWith('+++ ')) return null;
  if (!isGit && !isHunkHead(lines[at + 2])) return null;
  file.oldPath = pathInMark(before, isGit, file.oldPath);
  file.newPath = pathInMark(after, isGit, file.newPath);
  return at + 2;
}

/** The path of a `---` or `+++` line, without time stamp; null for `/dev/null`. A path that a rename line gave stays. */
function pathInMark(line: string, isGit: boolean, known: string | null): string | null {
  const raw = line.slice(4, LONGEST_PATH).trimEnd();
  const named = raw.startsWith('"') ? raw : raw.split('\t')[0]!.replace(STAMP, '').trimEnd();
  const path = unquotePath(named);
  if (path === '/dev/null') return null;
  if (known !== null) return known;
  return isGit || /^[ab]\//.test(path) ? path.replace(GIT_PREFIX, '') : path;
}

/** Fills in the paths that only the `diff --git` line names: files with a change of mode alone, empty and binary ones. */
function nameFromGitHead(line: string, file: DiffFile): void {
  if (file.oldPath !== null || file.newPath !== null) return;
  const rest = line.slice('diff --git '.length);
  const quoted = /^("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*"|\S+)$/.exec(rest);
  let pair: [string, string];
  if (quoted) {
    pair = [unquotePath(quoted[1]!), unquotePath(quoted[2]!)];
  } else {
    const middle = (rest.length - 1) / 2;
    pair = [rest.slice(0, middle), rest.slice(middle + 1)];
  }
  const [oldPath, newPath] = pair.map((path) => path.replace(GIT_PREFIX, '')) as [string, string];
  file.oldPath = file.isNew ? null : oldPath;
  file.newPath = file.isDeleted ? null : newPath;
}

/** `linux.orig/x.c` and `linux/x.c` name one file: drops first folders that differ where the rest is the same. */
function dropFoldersApart(file: DiffFile): void {
  const [oldRest, newRest] = [file.oldPath!, file.newPath!].map((path) => path.slice(path.indexOf('/') + 1));
  if (file.oldPath !== file.newPath && oldRest === newRest && file.oldPath!.includes('/')) {
    file.oldPath = oldRest!;
    file.newPath = newRest!;
  }
}

/** Undoes git's C-style quoting of a path. */
function unquotePath(path: string): string {
  if (!path.startsWith('"') || !path.endsWith('"') || path.length < 2) return path;
  const bytes: number[] = [];
  const inner = Buffer.from(path.slice(1, -1), 'utf8').toString('latin1');
  for (const [, octal, escaped, plain] of inner.matchAll(/\\([0-7]{3})|\\(.)|([^\\])/g)) {
    if (octal !== undefined) bytes.push(parseInt(octal, 8) & 0xff);
    else bytes.push((escaped === undefined ? plain! : (ESCAPES[escaped] ?? escaped)).charCodeAt(0));
  }
  return Buffer.from(bytes).toString('utf8');
}

/** The line behind a `GIT binary patch`: its blocks of base85, each closed by an empty line. */
function endOfBinary(lines: readonly string[], at: number): number {
  if (lines[at] !== 'GIT binary patch') return at;
  let next = at + 1;
  while (/^(literal|delta) \d+$/.test(lines[next] ?? '')) {
    next += 1;
    while (/^[A-Za-z][!-~]+$/.test(lines[next] ?? '')) next += 1;
    if (lines[next] === '') next += 1;
  }
  return next;
}

const HEAD_LINE = pattern(
  '',
  '^(',
  [
    String.raw`old mode \d`,
    String.raw`new mode \d`,
    String.raw`new file mode \d`,
    String.raw`deleted file mode \d`,
    String.raw`similarity index \d`,
    String.raw`dissimilarity index \d`,
    String.raw`index [0-9a-f]{4,64}\.\.`,
    '={60,}',
    'RCS file: ',
    'retrieving revision ',
    'diff -(?!-)',
    'Binary files ',
    'new file,',
    'new file mode',
  ],
  ')',
);

/** `a/` and `b/`, and git's `diff.mnemonicPrefix`. */
const GIT_PREFIX = /^[abciow]\//;

/** A time stamp behind a path without a tab between them, and Subversion's `(revision 12)`. */
const STAMP =
  /\s(\(revision \d+\)|\(working copy\)|\d{4}-\d\d-\d\d [\d:.]+( [+-]\d{4})?|(Mon|Tue|Wed|Thu|Fri|Sat|Sun) .*\d{4}.*)$/;

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** PATH_MAX of Linux; a longer line names no file. */
const LONGEST_PATH = 4096;

const LOWER_D = 0x64;
const MINUS = 0x2d;
const UPPER_I = 0x49;
