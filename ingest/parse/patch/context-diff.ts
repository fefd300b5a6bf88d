import type { DiffFile } from '../../../data/records/patch.ts';

/**
 * The files of context diffs (POSIX diff -c): names and lines. Their hunks are not read as those of unified diffs are, so that such a
 * patch has no patch-id and is known by its files and title.
 */
export function contextDiffFiles(lines: readonly string[]): DiffFile[] {
  const files: DiffFile[] = [];
  for (let at = 0; at + 2 < lines.length; at += 1) {
    const before = /^\*\*\* (\S[^\t]*?)(?:\t.*|\s+\w{3} \w{3} .*)?$/.exec(lines[at]!);
    const behind = before && /^--- (\S[^\t]*?)(?:\t.*|\s+\w{3} \w{3} .*)?$/.exec(lines[at + 1]!);
    if (!before || !behind || !lines[at + 2]!.startsWith('***************')) continue;
    let end = at + 2;
    while (end < lines.length && BODY.test(lines[end]!)) end += 1;
    const [oldPath, newPath] = [before[1]!, behind[1]!].map((path) => (path === '/dev/null' ? null : path));
    files.push({
      oldPath: oldPath ?? null,
      newPath: newPath ?? null,
      oldBlob: null,
      newBlob: null,
      isNew: oldPath === null,
      isDeleted: newPath === null,
      isRename: false,
      isBinary: false,
      hunks: [],
      lines: [at, end],
    });
    at = end - 1;
  }
  return files;
}

/** Lines of a context hunk: its marks, and rows behind two characters. */
const BODY = /^(?:\*{15}.*|\*\*\* \d+(?:,\d+)? \*{4}|--- \d+(?:,\d+)? -{4}|[ !+-] .*|\\ No newline.*|\s*)$/;
