import type { Attachment, DiffFile as ParsedFile } from '../../../data/records/index.ts';
import { parseDiffs, pathOf } from '../../../ingest/parse/patch/diff.ts';
import { hunkRows } from '../../../ingest/parse/patch/hunks.ts';
import type { DiffFile } from '../../contract/index.ts';

/** The diffs of a mail file by file, with the numbers of each line in the files and its place in the mail. */
export function presentDiffs(text: string, attachments: readonly Attachment[]): DiffFile[] {
  const parts: [string, number | undefined][] = [
    [text, undefined],
    ...attachments.map((attachment): [string, number] => [attachment.text, attachment.index]),
  ];
  return parts.flatMap(([body, part]) => {
    const lines = body.split('\n');
    return parseDiffs(lines, part).flatMap((diff) => diff.files.map((file) => presentFile(file, lines, part)));
  });
}

function presentFile(file: ParsedFile, lines: readonly string[], part: number | undefined): DiffFile {
  const hunks = file.hunks.map((hunk) => ({
    oldStart: hunk.oldStart,
    oldLines: hunk.oldLines,
    newStart: hunk.newStart,
    newLines: hunk.newLines,
    heading: hunk.heading,
    rows: hunkRows(lines, hunk).map((row) => ({
      kind: row.kind,
      old: row.old,
      new: row.new,
      line: row.line,
      text: row.kind === '~' ? lines[row.line]! : lines[row.line]!.slice(1),
    })),
  }));
  const count = (kind: string) =>
    hunks.reduce((sum, hunk) => sum + hunk.rows.filter((row) => row.kind === kind).length, 0);
  return {
    path: pathOf(file),
    oldPath: file.oldPath,
    newPath: file.newPath,
    isNew: file.isNew,
    isDeleted: file.isDeleted,
    isRename: file.isRename,
    isBinary: file.isBinary,
    added: count('+'),
    removed: count('-'),
    ...(part !== undefined && { part }),
    lines: file.lines,
    hunks,
  };
}
