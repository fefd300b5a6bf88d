import type { Hunk } from '../../../data/records/patch.ts';

/** One line of a hunk. `line` is its place in the message's text; `old` and `new` are its numbers in the files. */
export interface HunkRow {
  /** `~` is the tail of a line that a mail program broke: it belongs to the row above and counts in no file. */
  kind: ' ' | '+' | '-' | '\\' | '~';
  old: number | null;
  new: number | null;
  line: number;
}

/**
 * Reads the hunk whose `@@` line stands at `at`. Its end is where its counts are used up, so that a `-- ` or `--- text`
 * line inside it is a removed line; a mail that ends, or prose that follows too early, ends it sooner. Null where no
 * hunk starts there.
 */
export function readHunk(lines: readonly string[], at: number): Hunk | null {
  const head = HUNK_HEAD.exec(lines[at] ?? '');
  if (!head) return null;
  const hunk: Hunk = {
    oldStart: Number(head[1]),
    oldLines: head[2] === undefined ? 1 : Number(head[2]),
    newStart: Number(head[3]),
    newLines: head[4] === undefined ? 1 : Number(head[4]),
    heading: head[5]!.trim(),
    lines: [at, at + 1],
  };
  let end = at + 1;
  walk(lines, hunk, lines.length, (_kind, line) => {
    end = line + 1;
  });
  hunk.lines = [at, end];
  return hunk;
}

/** The rows of a hunk that {@link readHunk} read from these lines, its `@@` line left out. */
export function hunkRows(lines: readonly string[], hunk: Hunk): HunkRow[] {
  const rows: HunkRow[] = [];
  let oldLine = hunk.oldStart;
  let newLine = hunk.newStart;
  walk(lines, hunk, hunk.lines[1], (kind, line) => {
    rows.push({
      kind,
      old: kind === ' ' || kind === '-' ? oldLine : null,
      new: kind === ' ' || kind === '+' ? newLine : null,
      line,
    });
    if (kind === ' ' || kind === '-') oldLine += 1;
    if (kind === ' ' || kind === '+') newLine += 1;
  });
  return rows;
}

/** Calls `visit` for each changed line of a hunk, with its place in the text: cheaper than rows where nothing else counts. */
export function eachChange(lines: readonly string[], hunk: Hunk, visit: (kind: '+' | '-', line: number) => void): void {
  walk(lines, hunk, hunk.lines[1], (kind, line) => {
    if (kind === '+' || kind === '-') visit(kind, line);
  });
}

/** True where a hunk starts at this line. */
export function isHunkHead(line: string | undefined): boolean {
  return line !== undefined && line.startsWith('@@ -') && HUNK_HEAD.test(line);
}

/** The kind of each line of the hunk in turn; stops where the counts are used up or the text is no diff any more. */
function walk(
  lines: readonly string[],
  hunk: Hunk,
  limit: number,
  visit: (kind: HunkRow['kind'], line: number) => void,
): void {
  let olds = hunk.oldLines;
  let news = hunk.newLines;
  let at = hunk.lines[0] + 1;
  for (; at < limit && (olds > 0 || news > 0); at += 1) {
    const line = lines[at]!;
    const mark = line.charCodeAt(0);
    if (mark === PLUS && news > 0) {
      news -= 1;
      visit('+', at);
    } else if (mark === MINUS && olds > 0) {
      if (line === '-- ' && isSignature(lines, at, olds + news)) return;
      olds -= 1;
      visit('-', at);
    } else if ((mark === SPACE || mark === NO_BREAK_SPACE || mark === TAB) && olds > 0 && news > 0) {
      olds -= 1;
      news -= 1;
      visit(' ', at);
    } else if (mark === BACKSLASH) {
      visit('\\', at);
    } else if (line === '' && olds > 0 && news > 0 && isStrippedContext(lines, at, Math.min(olds, news))) {
      olds -= 1;
      news -= 1;
      visit(' ', at);
    } else if (line !== '' && isBrokenTail(lines, at)) {
      visit('~', at);
    } else {
      return;
    }
  }
  if (at < limit && lines[at]!.startsWith('\\ ') && lines[at]!.length > 11) visit('\\', at);
}

/** An empty line is context whose blank was stripped where the diff goes on behind it, or where just as many are due. */
function isStrippedContext(lines: readonly string[], at: number, due: number): boolean {
  let next = at;
  while (next < lines.length && lines[next] === '' && next - at <= due) next += 1;
  if (next - at >= due) return true;
  const line = lines[next];
  return line !== undefined && line !== '-- ' && (/^[ +\-\\\t]/.test(line) || isHunkHead(line));
}

/** A line without a mark belongs to the broken one above it where the diff goes on right behind it. */
function isBrokenTail(lines: readonly string[], at: number): boolean {
  if (/^(diff |Index: |From |On .{1,200} wrote:)|^>|^@@ -/.test(lines[at]!)) return false;
  for (let next = at + 1; next <= at + LONGEST_TAIL; next += 1) {
    const line = lines[next];
    if (line === undefined || line === '-- ') return false;
    if (/^[ +\-\\]/.test(line)) return /^[ +\-\\]/.test(lines[at - 1] ?? '');
    if (line === '') return false;
  }
  return false;
}

/** `-- ` ends the mail, not a line of the hunk, where too few lines follow for what the hunk still claims. */
function isSignature(lines: readonly string[], at: number, due: number): boolean {
  const left = lines.length - at;
  return left < due && left <= LONGEST_SIGNATURE;
}

const HUNK_HEAD = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@(.*)$/;

/** Lines that a mail program can make of one; longer runs are prose. */
const LONGEST_TAIL = 2;
const LONGEST_SIGNATURE = 12;

const PLUS = 0x2b;
const MINUS = 0x2d;
const SPACE = 0x20;
const TAB = 0x09;
const BACKSLASH = 0x5c;
const NO_BREAK_SPACE = 0xa0;
