/**
 * One pass over a text: where each line stands, how many quote marks it has, and a hash of its words.
 *
 * Everything that cuts a text into blocks or ties quotes to their source works on these tables, so a text is
 * read once, character by character, and no line is copied unless somebody asks for it.
 */

/** The lines of a text as tables; index n is line n, counted from 0 as `text.split('\n')` does. */
export interface Lines {
  text: string;
  count: number;
  /** Offset of the first character. */
  starts: Int32Array;
  /** Offset behind the last character (of the LF, or the end of the text). */
  ends: Int32Array;
  /** Number of `>` at the start, as in `> >>`: 3. Never more than `MAX_DEPTH`. */
  marks: Uint8Array;
  /** Offset behind the marks and one blank. */
  bodies: Int32Array;
  /** 1 where initials stand before the mark, as in `JM> `. */
  initials: Uint8Array;
  /** Hash of what is left without marks and white space; 0 for a blank or mark-only line. */
  hashes: Int32Array;
  /** Number of characters that the hash covers. */
  sizes: Int32Array;
}

/** Reads a text into line tables. Linear in the text. */
export function scanLines(text: string): Lines {
  const codes = codesOf(text);
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  // One piece of memory for all tables: each piece is asked for outside the heap.
  const memory = new ArrayBuffer(22 * count);
  const column = (n: number): Int32Array => new Int32Array(memory, 4 * n * count, count);
  const [starts, ends, bodies, hashes, sizes] = [column(0), column(1), column(2), column(3), column(4)];
  const marks = new Uint8Array(memory, 20 * count, count);
  const initials = new Uint8Array(memory, 21 * count, count);
  let at = 0;
  for (let line = 0; line < count; line += 1) {
    starts[line] = at;
    let depth = 0;
    let body = at;
    // One blank may stand before the first mark and between two marks.
    let look = codes[at] === SPACE ? at + 1 : at;
    while (isMark(codes[look]!)) {
      depth += 1;
      look += 1;
      body = look;
      if (codes[look] === SPACE) look += 1;
    }
    if (depth > 0) {
      body = look;
      at = look;
      // 10,000 marks on a line say no more than a hundred.
      marks[line] = depth > MAX_DEPTH ? MAX_DEPTH : depth;
    }
    const named = initialsEnd(codes, at);
    if (named > 0) {
      initials[line] = 1;
      at = named;
      if (depth === 0) body = codes[named] === SPACE ? named + 1 : named;
    }
    bodies[line] = body;
    // What else looks like marks (wide gaps, bars) is left out of the hash: who quotes may have changed it.
    let code = codes[at]!;
    while (
      code !== LF &&
      (code <= SPACE || code === GREATER || code === BAR || code === NBSP || code === WIDE_GREATER)
    ) {
      at += 1;
      code = codes[at]!;
    }
    let hash = FNV_OFFSET;
    let size = 0;
    while (code !== LF) {
      if (code > SPACE && code !== NBSP) {
        hash = Math.imul(hash ^ code, FNV_PRIME);
        size += 1;
      }
      at += 1;
      code = codes[at]!;
    }
    ends[line] = at;
    sizes[line] = size;
    if (size > 0) {
      hash ^= hash >>> 15;
      hashes[line] = hash === 0 ? 1 : hash;
    }
    at += 1;
  }
  return { text, count, starts, ends, marks, bodies, initials, hashes, sizes };
}

/** The UTF-16 codes of a text and a LF behind them: a third faster to read than the string. */
function codesOf(text: string): Uint16Array {
  const codes = text.length < room.length ? room : new Uint16Array(text.length + 1);
  Buffer.from(codes.buffer).write(text, 'utf16le');
  codes[text.length] = LF;
  return codes;
}

/** Kept between calls; longer texts are rare. */
const room = new Uint16Array(1 << 17);

/** A line as it stands, without its line end. */
export function lineAt(lines: Lines, line: number): string {
  return lines.text.slice(lines.starts[line], lines.ends[line]);
}

/** A line without its quote marks. */
export function bodyAt(lines: Lines, line: number): string {
  return lines.text.slice(lines.bodies[line], lines.ends[line]);
}

/** True for a line without any words: blank, or marks alone. */
export function isEmptyLine(lines: Lines, line: number): boolean {
  return lines.sizes[line] === 0;
}

/** True for a line of white space alone. */
export function isBlankLine(lines: Lines, line: number): boolean {
  return lines.sizes[line] === 0 && lines.marks[line] === 0 && !hasInk(lines, line);
}

/** The first line from a place on that is not blank; the number of lines where none is. */
export function inkBehind(lines: Lines, from: number): number {
  let line = from;
  while (line < lines.count && isBlankLine(lines, line)) line += 1;
  return line;
}

/** Bars are no marks to the scan, yet ink on the line. */
function hasInk(lines: Lines, line: number): boolean {
  const end = lines.ends[line]!;
  for (let at = lines.starts[line]!; at < end; at += 1) {
    const code = lines.text.charCodeAt(at);
    if (code > SPACE && code !== NBSP) return true;
  }
  return false;
}

const isMark = (code: number): boolean => code === GREATER || code === WIDE_GREATER;

/** Offset behind `JM>` or `Alice>>`, or 0: a capital, up to nine letters, then the mark and a blank or the line's end. */
function initialsEnd(codes: Uint16Array, from: number): number {
  const first = codes[from]!;
  if (first < 65 || first > 90) return 0;
  let at = from + 1;
  while (at < from + MAX_INITIALS && isLetter(codes[at]!)) at += 1;
  if (codes[at]! !== GREATER) return 0;
  while (codes[at]! === GREATER) at += 1;
  const next = codes[at]!;
  return next === SPACE || next === LF ? at : 0;
}

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

export const MAX_DEPTH = 100;
const MAX_INITIALS = 10;
const LF = 10;
const SPACE = 32;
const GREATER = 62;
const BAR = 124;
const NBSP = 160;
/** The full-width mark of Chinese and Japanese keyboards. */
const WIDE_GREATER = 0xff1e;
const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
