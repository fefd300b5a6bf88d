import { createHash } from 'node:crypto';
import type { DiffFile } from '../../../data/records/patch.ts';
import { bareBytes } from '../bytes/bare-bytes.ts';
import { hunkRows } from './hunks.ts';

/**
 * `git patch-id --stable` of files of a diff (git-patch-id(1); builtin/patch-id.c): a SHA-1 for each file over its lines
 * without white space, index lines left out, summed as little-endian numbers. A plain diff gets the head that git would
 * have given it, so that it compares with the commit. Null where there is nothing to hash.
 *
 * Where a mail program stripped blanks of context lines or broke long lines, git hashes until its counts are used up;
 * we hash the hunk as it was meant.
 */
export function patchId(lines: readonly string[], files: readonly DiffFile[]): string | null {
  const sum = Buffer.alloc(HASH_BYTES);
  let texts: string[] = [];
  let length = 0;
  let afterBinary = false;
  const add = (text: string) => {
    texts.push(text);
  };
  const flush = () => {
    const bare = bareBytes(texts.join(''), WHITE_SPACE);
    length += bare.length;
    addTo(sum, createHash('sha1').update(bare).digest());
    texts = [];
  };
  for (const [place, file] of files.entries()) {
    if (place > 0 && hasMarks(lines, files[place - 1]!)) flush();
    const headEnd = file.hunks[0]?.lines[0] ?? file.lines[1];
    const isGit = lines[file.lines[0]]!.startsWith('diff --git ');
    if (!isGit) add(gitHead(file));
    for (let at = file.lines[0]; isGit && at < headEnd; at += 1) {
      const line = lines[at]!;
      if (line.startsWith('Binary files ') || line.startsWith('GIT binary patch')) break;
      // git forgets to hash the first line behind a binary file.
      if (line.startsWith('index ') || (afterBinary && at === file.lines[0])) continue;
      add(line);
    }
    afterBinary = file.isBinary;
    if (file.isBinary) {
      add(`${file.oldBlob ?? ''}${file.newBlob ?? ''}`);
      flush();
    }
    for (const hunk of file.hunks) addHunk(lines, hunk, add);
  }
  flush();
  if (length === 0) return null;
  return sum.toString('hex');
}

/** True where a file has its `---` line: behind it git starts a new hash. */
function hasMarks(lines: readonly string[], { hunks, lines: [from, to] }: DiffFile): boolean {
  return hunks.length > 0 || lines.slice(from, to).some((line) => line.startsWith('--- '));
}

function addHunk(lines: readonly string[], hunk: DiffFile['hunks'][number], add: (text: string) => void): void {
  const [from, to] = [hunk.lines[0] + 1, hunk.lines[1]];
  let at = from;
  while (at < to && !lines[at]!.startsWith('\\')) at += 1;
  if (at === to) {
    for (at = from; at < to; at += 1) add(lines[at]!);
    return;
  }
  for (const row of hunkRows(lines, hunk)) {
    const line = lines[row.line]!;
    if (row.kind !== '\\' || line.length < SHORTEST_NOTE) add(line);
  }
}

/** The head lines that git would write for a file of a plain diff. */
function gitHead(file: DiffFile): string {
  const oldPath = file.oldPath ?? file.newPath;
  const newPath = file.newPath ?? file.oldPath;
  const mode = file.oldPath === null ? 'newfilemode100644' : file.newPath === null ? 'deletedfilemode100644' : '';
  const before = file.oldPath === null ? '/dev/null' : `a/${file.oldPath}`;
  const after = file.newPath === null ? '/dev/null' : `b/${file.newPath}`;
  return `diff--gita/${oldPath}b/${newPath}${mode}---${before}+++${after}`;
}

/** Adds a hash byte by byte with carry, as git's flush_one_hunk does. */
function addTo(sum: Buffer, hash: Buffer): void {
  let carry = 0;
  for (let n = 0; n < HASH_BYTES; n += 1) {
    carry += sum[n]! + hash[n]!;
    sum[n] = carry & 0xff;
    carry >>= 8;
  }
}

const HASH_BYTES = 20;
/** What git's isspace takes for white space. */
const WHITE_SPACE = /[ \t\n\r]/g;
/** "\ No newline at end of file" in any language is longer than a line that only starts so. */
const SHORTEST_NOTE = 12;
