import type { DiffFile } from '../../../data/records/patch.ts';
import { splitPatchMail } from '../../parse/patch/commit-message.ts';
import { parseDiffFiles, pathOf } from '../../parse/patch/diff.ts';
import { hunkRows } from '../../parse/patch/hunks.ts';
import { hashLine } from '../../parse/bytes/line-hash.ts';
import { titleKey } from '../../parse/patch/subject.ts';

/** A patch as comparing revisions needs it: `text` is the text (or attachment) that holds its diff. */
export interface PatchText {
  key: string;
  title: string;
  text: string;
}

/** A line that two revisions of a patch can differ in. */
export interface DocumentLine {
  text: string;
  /** Its place in the text; null for a line made up for masked ones. */
  line: number | null;
  zone: 'message' | 'diff';
  /** File, and function where its hunk names one. */
  where: string;
}

/** A patch without what changes by itself: no index lines, no line numbers, no notes below `---`. */
export interface PatchDocument {
  key: string;
  titleKey: string;
  lines: DocumentLine[];
  /** Sorted hashes of its changed lines; reckoned when first asked for, since most patches are paired without. */
  changed(): Int32Array;
}

/** Reads a patch mail into the lines that count. */
export function patchDocument({ key, title, text }: PatchText): PatchDocument {
  const source = text.split('\n');
  const files = parseDiffFiles(source);
  const mail = splitPatchMail(source, files[0]?.lines[0] ?? source.length);
  const lines: DocumentLine[] = [{ text: title, line: null, zone: 'message', where: '' }];
  for (const line of messageLines(source, mail.message)) {
    lines.push({ text: source[line]!.trimEnd(), line, zone: 'message', where: '' });
  }
  addDiffs(source, files, lines);
  let changed: Int32Array | undefined;
  return { key, titleKey: titleKey(title), lines, changed: () => (changed ??= changedHashes(lines)) };
}

function changedHashes(lines: readonly DocumentLine[]): Int32Array {
  const hashes: number[] = [];
  for (const { zone, text } of lines) {
    if (zone !== 'diff' || (text[0] !== '+' && text[0] !== '-')) continue;
    const hash = hashLine(text);
    if (hash !== null) hashes.push(hash);
  }
  return Int32Array.from(hashes).sort();
}

/** Lines of the commit message without blank ones at both ends. */
function messageLines(source: readonly string[], [from, to]: [number, number]): number[] {
  let start = from;
  let end = to;
  while (start < end && source[start]!.trim() === '') start += 1;
  while (end > start && source[end - 1]!.trim() === '') end -= 1;
  return Array.from({ length: end - start }, (_, n) => start + n);
}

function addDiffs(source: readonly string[], files: readonly DiffFile[], lines: DocumentLine[]): void {
  for (const file of files) {
    const path = pathOf(file);
    const what = file.isNew ? ' (new)' : file.isDeleted ? ' (deleted)' : file.isRename ? ` (from ${file.oldPath})` : '';
    lines.push({ text: `${path}${what}`, line: file.lines[0], zone: 'diff', where: path });
    if (file.isBinary)
      lines.push({
        text: `binary ${file.oldBlob ?? ''}..${file.newBlob ?? ''}`,
        line: file.lines[0],
        zone: 'diff',
        where: path,
      });
    for (const hunk of file.hunks) {
      const where = hunk.heading === '' ? path : `${path}: ${hunk.heading}`;
      lines.push({ text: `@@ ${hunk.heading}`.trimEnd(), line: hunk.lines[0], zone: 'diff', where });
      for (const row of hunkRows(source, hunk)) {
        const text = source[row.line]!;
        lines.push({ text: text === '' ? ' ' : text, line: row.line, zone: 'diff', where });
      }
    }
  }
}
