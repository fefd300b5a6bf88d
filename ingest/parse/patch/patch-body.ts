/** Finds the lines of diffs, diffstats and trailers in a mail's own words. */
import { HeadPattern } from '../text/head-pattern.ts';
import { isEmptyLine, lineAt, type Lines } from '../text/lines.ts';
import { pattern } from '../text/pattern.ts';

/**
 * The end (exclusive) of the diff that begins at a line, or -1 where none does. Hunks end where their counts say, so
 * what follows is text again and a hunk's line that begins with `>` stays in the diff.
 * Unified, context, normal and binary (git) diffs; bare hunks too.
 */
export function diffEnd(lines: Lines, at: number): number {
  const start = opensDiff(lines, at);
  if (start === null) return -1;
  if (start === 'normal') return normalDiffEnd(lines, at);
  if (start === 'context') return contextDiffEnd(lines, at);
  let line = at;
  let hunks = 0;
  let end = at;
  while (line < lines.count) {
    const code = lines.text.charCodeAt(lines.starts[line]!);
    if (code === AT) {
      const next = hunkEnd(lines, line);
      if (next < 0) break;
      hunks += 1;
      line = next;
      end = next;
    } else if (isHeaderLine(lines, line, code)) {
      if (startsWith(lines, line, 'GIT binary patch')) line = binaryEnd(lines, line + 1);
      else line += 1;
      end = line;
    } else if (isBare(lines, line) && line + 1 < lines.count && opensDiff(lines, line + 1) === 'unified') {
      // Trackers and Subversion leave empty lines between the files.
      line += 1;
    } else break;
  }
  return hunks > 0 || end - at >= 2 ? end : -1;
}

/** True for a line of a diffstat: ` a/file.c | 12 ++--`, ` 3 files changed, …`, ` create mode 100644 file`. */
export function isDiffstatLine(text: string): boolean {
  return (text.includes('|') && STAT_LINE.test(text)) || STAT_SUM.test(text) || STAT_MODE.test(text);
}

/** True for the sum that closes a diffstat. */
export function isDiffstatSum(text: string): boolean {
  return STAT_SUM.test(text);
}

/** True for `Signed-off-by: …`, `Fixes: …`, `base-commit: …` and the like at the start of a line. */
export function isTrailerLine(text: string): boolean {
  const colon = text.indexOf(':');
  return colon > 1 && colon <= MAX_TRAILER_NAME && TRAILER.test(text);
}

/** False for a line that surely is no trailer. */
export const mayBeTrailer = (lines: Lines, line: number): boolean =>
  TRAILER.mayMatch(lines.text, lines.starts[line]!, lines.ends[line]!);

type Opening = 'unified' | 'context' | 'normal' | null;

function opensDiff(lines: Lines, at: number): Opening {
  const code = lines.text.charCodeAt(lines.starts[at]!);
  if (code === LOWER_D) return DIFF_COMMAND.test(lineAt(lines, at)) ? 'unified' : null;
  if (code === MINUS) {
    return startsWith(lines, at, '--- ') && at + 1 < lines.count && startsWith(lines, at + 1, '+++ ')
      ? 'unified'
      : null;
  }
  if (code === AT) return startsWith(lines, at, '@@') && HUNK_HEAD.test(lineAt(lines, at)) ? 'unified' : null;
  if (code === EQUALS)
    return at + 1 < lines.count && startsWith(lines, at, '========') && opensDiff(lines, at + 1) === 'unified'
      ? 'unified'
      : null;
  if (code === UPPER_I)
    return startsWith(lines, at, 'Index: ') && at + 1 < lines.count && startsWith(lines, at + 1, '====')
      ? 'unified'
      : null;
  if (code === STAR)
    return startsWith(lines, at, '*** ') &&
      at + 2 < lines.count &&
      startsWith(lines, at + 1, '--- ') &&
      startsWith(lines, at + 2, '****')
      ? 'context'
      : null;
  if (code >= ZERO && code <= NINE)
    return NORMAL_HEAD.test(lineAt(lines, at)) && normalDiffEnd(lines, at) > 0 ? 'normal' : null;
  return null;
}

/** The end of the hunk whose `@@` line is given. Counts rule; a hunk without counts ends at the first line that can't belong to it. */
function hunkEnd(lines: Lines, at: number): number {
  const head = HUNK_HEAD.exec(lineAt(lines, at));
  if (head === null) return -1;
  const counted = head[1] !== undefined;
  let old = counted ? Number(head[2] ?? '1') : Infinity;
  let now = counted ? Number(head[4] ?? '1') : Infinity;
  // A mail program may have wrapped the head itself.
  let line = at + 1;
  let end = line;
  let wraps = 0;
  while (line < lines.count && (old > 0 || now > 0)) {
    const start = lines.starts[line]!;
    const code = start < lines.ends[line]! ? lines.text.charCodeAt(start) : 0;
    if (code === PLUS) now -= 1;
    else if (code === MINUS) {
      if (!counted && startsWith(lines, line, '-- ')) break;
      old -= 1;
    } else if (code === SPACE || code === TAB || code === CR || code === NBSP) {
      old -= 1;
      now -= 1;
    } else if (code === 0) {
      if (!counted && !goesOn(lines, line + 1)) break;
      // Counts left over and the signature next: the hunk was cut by hand.
      if (counted && line + 1 < lines.count && /^-- ?$/.test(lineAt(lines, line + 1))) break;
      old -= 1;
      now -= 1;
    } else if (code !== BACKSLASH) {
      // A long line that a mail program wrapped: its tail stands alone between lines of the hunk.
      if (code === AT || wraps > MAX_WRAPS || !goesOn(lines, line + 1)) break;
      wraps += 1;
    }
    line += 1;
    end = line;
  }
  if (
    end < lines.count &&
    lines.text.charCodeAt(lines.starts[end]!) === BACKSLASH &&
    startsWith(lines, end, '\\ No newline')
  )
    end += 1;
  return end;
}

/** True where a line can be part of a hunk or opens the next. */
function goesOn(lines: Lines, line: number): boolean {
  if (line >= lines.count) return false;
  const start = lines.starts[line]!;
  if (start >= lines.ends[line]!) return false;
  const code = lines.text.charCodeAt(start);
  return (
    code === PLUS ||
    (code === MINUS && !/^-- ?$/.test(lineAt(lines, line))) ||
    code === TAB ||
    code === AT ||
    (code === SPACE && lines.text.charCodeAt(start + 1) !== GREATER)
  );
}

function isHeaderLine(lines: Lines, line: number, code: number): boolean {
  if (code === MINUS)
    return startsWith(lines, line, '--- ') && line + 1 < lines.count && startsWith(lines, line + 1, '+++ ');
  if (code === PLUS) return startsWith(lines, line, '+++ ');
  if (code === EQUALS) return startsWith(lines, line, '=====');
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
    ? HEADER_LINE.test(lines.text, lines.starts[line], lines.ends[line])
    : false;
}

/** Base85 lines of `GIT binary patch`, up to the next header. */
function binaryEnd(lines: Lines, from: number): number {
  let line = from;
  while (line < lines.count) {
    const text = lineAt(lines, line);
    if (!/^(?:literal|delta) \d+/.test(text) && !/^[A-Za-z][\x21-\x7e]{1,70}$/.test(text) && text.trim() !== '') break;
    if (text === '' && !/^(?:literal|delta) \d+/.test(line + 1 < lines.count ? lineAt(lines, line + 1) : '')) break;
    line += 1;
  }
  return line;
}

/** `5c5,6` and its `<` and `>` lines, whose number the head gives. */
function normalDiffEnd(lines: Lines, at: number): number {
  let line = at;
  let end = -1;
  for (;;) {
    const head = line < lines.count ? NORMAL_HEAD.exec(lineAt(lines, line)) : null;
    if (head === null) return end;
    const olds = head[3] === 'a' ? 0 : Number(head[2] ?? head[1]) - Number(head[1]) + 1;
    const news = head[3] === 'd' ? 0 : Number(head[5] ?? head[4]) - Number(head[4]) + 1;
    if (olds < 0 || news < 0 || olds + news === 0 || olds + news > lines.count) return end;
    line += 1;
    for (let n = 0; n < olds; n += 1, line += 1) if (!startsWith(lines, line, '<')) return end;
    if (olds > 0 && news > 0) {
      if (!startsWith(lines, line, '---')) return end;
      line += 1;
    }
    for (let n = 0; n < news; n += 1, line += 1) if (!startsWith(lines, line, '>')) return end;
    end = line;
  }
}

/** A context diff ends at the first line that can't be part of it. */
function contextDiffEnd(lines: Lines, at: number): number {
  let line = at + 2;
  while (
    line < lines.count &&
    /^(?:\*{3,}|---|[ !+-] |[ !+-]$|Index: |=====|diff |\\ )/.test(lineAt(lines, line)) &&
    !/^-- ?$/.test(lineAt(lines, line))
  )
    line += 1;
  return line;
}

function isBare(lines: Lines, line: number): boolean {
  return isEmptyLine(lines, line) && lines.marks[line] === 0;
}

export function startsWith(lines: Lines, line: number, prefix: string): boolean {
  return (
    line < lines.count &&
    lines.text.startsWith(prefix, lines.starts[line]!) &&
    lines.starts[line]! + prefix.length <= lines.ends[line]!
  );
}

const HUNK_HEAD =
  /^@@+ (?:-(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@|-\d+(?:,\d+)? -\d+(?:,\d+)? \+|[^@]{0,80}@@\s*$|\.\.\.|$)/;
const NORMAL_HEAD = /^(\d{1,7})(?:,(\d{1,7}))?([acd])(\d{1,7})(?:,(\d{1,7}))?\s*$/;
const DIFF_COMMAND = /^diff (?:--git|--cc|--combined|-[\w-]+(?: -[\w-]+)*) \S/;
const HEADER_LINE = new HeadPattern(
  pattern(
    '',
    '^(?:',
    [
      'diff (?:-|--)',
      'index [0-9a-f.,]+',
      'old mode ',
      'new mode ',
      'deleted file mode ',
      'new file mode ',
      'similarity index ',
      'dissimilarity index ',
      'rename (?:from|to) ',
      'copy (?:from|to) ',
      'Binary files ',
      'Files .* differ',
      'GIT binary patch',
      'Index: ',
      'RCS file: ',
      'retrieving revision ',
      'Only in ',
    ],
    ')',
  ),
);
const STAT_LINE = /^ {0,4}(?:\.\.\.|")?[^\s|][^|]{0,250}? *\| +(?:\d+ *[+-]*|Bin(?: \d+ -> \d+ bytes)?|Unmerged|0)\s*$/;
const STAT_SUM = new HeadPattern(
  /^ ?\d+ files? changed(?:, \d+ insertions?\(\+\))?(?:, \d+ deletions?\(-\))?\s*$|^ ?\d+ files? changed, .*(?:insertion|deletion)/,
);
const STAT_MODE = new HeadPattern(
  /^ (?:create|delete) mode \d{6} |^ mode change \d{6} => |^ (?:rename|copy) .{1,300}\(\d+%\)\s*$|^ rewrite .{1,300}\(\d+%\)/,
);
/** `Whatever-words-by:` by form; the rest by name, since prose has colons too. */
const TRAILER = new HeadPattern(
  pattern(
    '',
    '^(?:',
    [
      '[A-Z][A-Za-z]*(?:-+[A-Za-z]+){0,4}-+[Bb]y',
      'Cc',
      'CC',
      'Fixes',
      'Link',
      'Closes',
      'BugLink',
      'Bug',
      'Bugzilla',
      'References',
      'Message-I[dD]',
      'Change-Id',
      'Depends-on',
      'Based-on',
      'Supersedes',
      'Obsoleted-by',
      'Cherry-picked-from',
      'Tested-on',
      'Fixed',
      'Reference',
      'Ref',
      'Issue',
      'Fixes-Bug',
      'Upstream-commit',
      'Patchwork',
      'Gitlab-Issue',
      'Resolves',
      String.raw`X-[A-Z][\w-]{2,30}`,
      'base-commit',
      'change-id',
      'prerequisite-[a-z-]+',
      'Assisted-by',
      'branch',
    ],
    String.raw`)\s?:(?:\s+\S|$)`,
  ),
);
const MAX_TRAILER_NAME = 40;
/** Wrapped lines within one hunk; more than this is prose. */
const MAX_WRAPS = 20;
const SPACE = 32;
const TAB = 9;
const CR = 13;
const NBSP = 160;
const PLUS = 43;
const MINUS = 45;
const STAR = 42;
const AT = 64;
const EQUALS = 61;
const GREATER = 62;
const BACKSLASH = 92;
const ZERO = 48;
const NINE = 57;
const UPPER_I = 73;
const LOWER_D = 100;
