/**
 * One pass over a text: where each line stands, how many quote marks it has, and a hash of its words.
 *
 * Everything that cuts a text into blocks or ties quotes to their source works on these tables, so that no line is
 * copied unless somebody asks for it.
 */

/** The lines of a text as tables; index n is line n, counted from 0 as `text.split('\n')` does. */
export class Lines {
  readonly text: string;
  readonly count: number;
  /** Offset of the first character. */
  readonly starts: Int32Array;
  /** Offset behind the last character (of the LF, or the end of the text). */
  readonly ends: Int32Array;
  /** Number of `>` at the start, as in `> >>`: 3. Never more than `MAX_DEPTH`. */
  readonly marks: Uint8Array;
  /** Offset behind the marks and one blank. */
  readonly bodies: Int32Array;
  /** 1 where initials stand before the mark, as in `JM> `. */
  readonly initials: Uint8Array;
  /** Offset of the first word: behind marks, initials, bars and white space; the line's end where there is none. */
  readonly inks: Int32Array;
  /** 1 for a line of white space alone. */
  readonly blanks: Uint8Array;
  #words: WordTables | null = null;

  constructor(text: string) {
    const { ends, count } = lineEnds(text);
    // One piece of memory for all tables: each piece is asked for outside the heap.
    const memory = new ArrayBuffer(19 * count);
    this.text = text;
    this.count = count;
    this.starts = new Int32Array(memory, 0, count);
    this.ends = new Int32Array(memory, 4 * count, count);
    this.bodies = new Int32Array(memory, 8 * count, count);
    this.inks = new Int32Array(memory, 12 * count, count);
    this.marks = new Uint8Array(memory, 16 * count, count);
    this.initials = new Uint8Array(memory, 17 * count, count);
    this.blanks = new Uint8Array(memory, 18 * count, count);
    this.ends.set(ends.subarray(0, count));
    readHeads(this);
  }

  /** Hash of what is left without marks and white space; 0 for a blank or mark-only line. Made when first asked for: only quotes and what they may stem from need it. */
  get hashes(): Int32Array {
    return (this.#words ??= hashWords(this)).hashes;
  }

  /** Number of characters that the hash covers. */
  get sizes(): Int32Array {
    return (this.#words ??= hashWords(this)).sizes;
  }
}

interface WordTables {
  hashes: Int32Array;
  sizes: Int32Array;
}

/** Reads a text into line tables. Linear in the text. */
export function scanLines(text: string): Lines {
  return new Lines(text);
}

/** Offsets of the line ends of a text, the last one its own end; good until the next call. The engine's own search is twice as fast as a loop. */
export function lineEnds(text: string): { ends: Int32Array; count: number } {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    if (count + 1 >= endings.length) endings = grown(endings);
    endings[count] = at;
    count += 1;
  }
  endings[count] = text.length;
  return { ends: endings, count: count + 1 };
}

/** Kept between calls. */
let endings = new Int32Array(1 << 12);

function grown(old: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const made = new Int32Array(old.length * 2);
  made.set(old);
  return made;
}

/** Where each line stands, its marks, and where its words begin. */
function readHeads({ text, count, starts, ends, marks, bodies, initials, inks, blanks }: Lines): void {
  let start = 0;
  for (let line = 0; line < count; line += 1) {
    const end = ends[line]!;
    starts[line] = bodies[line] = start;
    let at = start;
    let depth = 0;
    // One blank may stand before the first mark and between two marks.
    if (start < end && text.charCodeAt(start) === SPACE) at += 1;
    while (at < end && isMark(text.charCodeAt(at))) {
      depth += 1;
      at += 1;
      if (at < end && text.charCodeAt(at) === SPACE) at += 1;
    }
    if (depth > 0) {
      bodies[line] = at;
      // 10,000 marks on a line say no more than a hundred.
      marks[line] = depth > MAX_DEPTH ? MAX_DEPTH : depth;
    } else at = start;
    const named = initialsEnd(text, depth === 0 ? indentEnd(text, at, end) : at, end);
    if (named > 0) {
      initials[line] = 1;
      at = named;
      if (depth === 0) bodies[line] = named < end && text.charCodeAt(named) === SPACE ? named + 1 : named;
    }
    const ink = inkOf(text, at, end);
    inks[line] = Math.abs(ink);
    if (ink === end && depth === 0 && named === 0) blanks[line] = 1;
    start = end + 1;
  }
}

/**
 * Where the words of a line begin; negative where a mark stands before. What else looks like marks (wide gaps, bars) is left out of
 * the hash: who quotes may have changed it.
 */
function inkOf(text: string, from: number, end: number): number {
  let marked = false;
  let at = from;
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= SPACE || code === NBSP) continue;
    if (code !== GREATER && code !== BAR && code !== WIDE_GREATER) break;
    marked = true;
  }
  return marked ? -at : at;
}

/** The words of each line as a number (FNV-1) and their size. */
function hashWords(lines: Lines): WordTables {
  const { count, ends, inks } = lines;
  const codes = codesOf(lines);
  const memory = new ArrayBuffer(8 * count);
  const hashes = new Int32Array(memory, 0, count);
  const sizes = new Int32Array(memory, 4 * count, count);
  for (let line = 0; line < count; line += 1) {
    const end = ends[line]!;
    let at = inks[line]!;
    if (at === end) continue;
    let hash = FNV_OFFSET;
    let size = 0;
    for (; at < end; at += 1) {
      const code = codes[at]!;
      // By arithmetic, not by a branch: blanks come too irregularly to be foreseen, which cost more than all the rest.
      const ink = INK[code]!;
      hash = Math.imul(hash, 1 + ink * (FNV_PRIME - 1)) ^ (code & -ink);
      size += ink;
    }
    sizes[line] = size;
    hash ^= hash >>> 15;
    hashes[line] = hash === 0 ? 1 : hash;
  }
  return { hashes, sizes };
}

/** The UTF-16 codes of a text, good until another text's are asked for: half as dear to read as the string. */
export function codesOf(lines: Lines): Uint16Array {
  // By object: texts of one length would be compared character by character.
  if (lines === owner) return codes;
  const { text } = lines;
  if (text.length <= room.length) {
    roomBytes.write(text, 'utf16le');
    codes = room;
  } else {
    codes = new Uint16Array(text.length);
    Buffer.from(codes.buffer).write(text, 'utf16le');
  }
  owner = lines;
  return codes;
}

/** Kept between calls; longer texts are rare. */
const room = new Uint16Array(1 << 17);
const roomBytes = Buffer.from(room.buffer);
let codes = room;
let owner: Lines | null = null;

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
  return lines.inks[line] === lines.ends[line];
}

/** True for a line of white space alone. */
export function isBlankLine(lines: Lines, line: number): boolean {
  return lines.blanks[line] === 1;
}

/** The first line from a place on that is not blank; the number of lines where none is. */
export function inkBehind(lines: Lines, from: number): number {
  let line = from;
  while (line < lines.count && lines.blanks[line] === 1) line += 1;
  return line;
}

/** True for what `trim` takes off. */
export function isSpace(code: number): boolean {
  if (code <= SPACE) return code === SPACE || (code >= 9 && code <= 13);
  return (
    code >= NBSP &&
    (code === NBSP ||
      code === 0x1680 ||
      (code >= 0x2000 && code <= 0x200a) ||
      code === 0x2028 ||
      code === 0x2029 ||
      code === 0x202f ||
      code === 0x205f ||
      code === 0x3000 ||
      code === 0xfeff)
  );
}

const isMark = (code: number): boolean => code === GREATER || code === WIDE_GREATER;

/** Supercite and FidoNet programs indent their initials. */
function indentEnd(text: string, from: number, end: number): number {
  let at = from;
  const most = Math.min(end, from + MAX_INDENT);
  while (at < most && text.charCodeAt(at) === SPACE) at += 1;
  return at;
}

/** Offset behind `JM>` or `Alice>>`, or 0: a capital, up to nine letters, then the mark and a blank or the line's end. */
function initialsEnd(text: string, from: number, end: number): number {
  if (from >= end) return 0;
  const first = text.charCodeAt(from);
  if (first < 65 || first > 90) return 0;
  let at = from + 1;
  const most = Math.min(end, from + MAX_INITIALS);
  while (at < most && isLetter(text.charCodeAt(at))) at += 1;
  if (at >= end || text.charCodeAt(at) !== GREATER) return 0;
  while (at < end && text.charCodeAt(at) === GREATER) at += 1;
  return at >= end || text.charCodeAt(at) === SPACE ? at : 0;
}

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

export const MAX_DEPTH = 100;
const MAX_INITIALS = 10;
const MAX_INDENT = 8;
const SPACE = 32;
const GREATER = 62;
const BAR = 124;
const NBSP = 160;
/** The full-width mark of Chinese and Japanese keyboards. */
const WIDE_GREATER = 0xff1e;
const FNV_OFFSET = 0x811c9dc5 | 0;
const FNV_PRIME = 0x01000193;
/** By UTF-16 code 1 for what the hash covers, 0 for white space. */
const INK = new Uint8Array(1 << 16).fill(1);
INK.fill(0, 0, SPACE + 1);
INK[NBSP] = 0;
