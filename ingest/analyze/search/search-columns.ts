/** Gathers the words of one message column by column, and the identifiers among them. */
import type { BlockKind, SearchColumn } from '../../../data/records/index.ts';
import { lineEnds } from '../../parse/text/lines.ts';

/** The column in which the lines of a block are found. A diff's lines have columns of their own. */
export const columnOf = (kind: BlockKind): SearchColumn => COLUMNS_BY_KIND[kind] ?? 'own';

/** Texts by column, and names made of parts tied by underscores. */
export class Columns {
  readonly columns: Partial<Record<SearchColumn, string>> = {};
  readonly #names = new Set<string>();
  readonly #folded = new Set<string>();

  /** Adds a text below what the column holds. */
  add(column: SearchColumn, text: string): void {
    const held = this.columns[column];
    this.columns[column] = held === undefined ? text : `${held}\n${text}`;
    if (NAMED.has(column)) this.#addNames(text, 0, text.length, -1);
  }

  /**
   * Adds `text.slice(from, to)`. `under` is the last underscore that was seen in this text, -1 at first; returns the first one
   * from `to` on, so that whoever adds piece by piece has the text searched once.
   */
  addPiece(column: SearchColumn, text: string, from: number, to: number, under: number): number {
    const held = this.columns[column];
    const piece = text.slice(from, to);
    this.columns[column] = held === undefined ? piece : `${held}\n${piece}`;
    return NAMED.has(column) ? this.#addNames(text, from, to, under) : under;
  }

  /** The names, in lower case, each once. */
  names(): string[] {
    return [...this.#folded];
  }

  #addNames(text: string, start: number, stop: number, under: number): number {
    let at = under < start ? nextUnderscore(text, start) : under;
    while (at < stop) {
      let from = at;
      let to = at + 1;
      while (from > start && at - from <= MAX_NAME && isWordCharacter(text.charCodeAt(from - 1))) from -= 1;
      while (to < stop && isWordCharacter(text.charCodeAt(to))) to += 1;
      if (to - from <= MAX_NAME) this.#addName(text.slice(from, to));
      at = nextUnderscore(text, to);
    }
    return at;
  }

  #addName(name: string): void {
    const known = this.#names.size;
    if (this.#names.add(name).size > known && NAME.test(name)) this.#folded.add(name.toLowerCase());
  }
}

const nextUnderscore = (text: string, from: number): number => {
  const at = text.indexOf('_', from);
  return at < 0 ? Infinity : at;
};

/**
 * The lines of a text on their way into columns. Lines of one column that follow each other go there in one piece: most of
 * a mail is a few long pieces.
 */
export class WordLines {
  readonly words: Columns;
  readonly count: number;
  readonly #text: string;
  readonly #ends: Int32Array;
  #column: SearchColumn = 'own';
  #from = 0;
  #to = -1;
  #under = -1;

  /** Only one is in use at a time: the line ends are kept for the next. */
  constructor(text: string, words: Columns) {
    this.words = words;
    this.#text = text;
    const { ends, count } = lineEnds(text);
    this.#ends = ends;
    this.count = count;
  }

  /** Code of a line's first character; 0 for an empty one. */
  firstOf(line: number): number {
    const start = this.#startOf(line);
    return start < this.#ends[line]! ? this.#text.charCodeAt(start) : 0;
  }

  line(line: number): string {
    return this.#text.slice(this.#startOf(line), this.#ends[line]);
  }

  /** Adds those of the lines `from..to` that somebody may read. */
  addReadable(column: SearchColumn, from: number, to: number): void {
    for (let line = from; line < to; line += 1) {
      const start = this.#startOf(line);
      const end = this.#ends[line]!;
      if (this.#isReadable(start, end)) this.#add(column, start, end);
    }
  }

  /** Adds a line of a hunk. Its mark is no part of a word; any other character there is left out. */
  addMarked(column: SearchColumn, line: number): void {
    const start = this.#startOf(line);
    const end = this.#ends[line]!;
    if (!this.#isReadable(start, end)) return;
    const code = start < end ? this.#text.charCodeAt(start) : SPACE;
    const isMark = code === PLUS || code === MINUS || code === SPACE || code === TAB || code === BACKSLASH;
    this.#add(column, isMark ? start : start + 1, end);
  }

  /** Hands over what waits for more of its kind. */
  close(): void {
    if (this.#to >= 0) this.#under = this.words.addPiece(this.#column, this.#text, this.#from, this.#to, this.#under);
    this.#to = -1;
  }

  #startOf(line: number): number {
    return line === 0 ? 0 : this.#ends[line - 1]! + 1;
  }

  #add(column: SearchColumn, from: number, to: number): void {
    if (this.#column !== column || this.#to + 1 !== from || this.#to < 0) {
      this.close();
      this.#column = column;
      this.#from = from;
    }
    this.#to = to;
  }

  /** False for lines of encoded bytes: base64, base85, a key; nobody searches them and they fill the vocabulary. */
  #isReadable(start: number, end: number): boolean {
    if (end - start < LONG) return true;
    for (let at = start + 1; at < start + LONG; at += 1) if (!isEncoded(this.#text.charCodeAt(at))) return true;
    return !ENCODED.test(this.#text.slice(start, end));
  }
}

function isWordCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95 || (code >= 65 && code <= 90);
}

/** What `ENCODED` takes. */
const isEncoded = (code: number): boolean =>
  isWordCharacter(code) || code === PLUS || code === SLASH || code === EQUALS;

const NAMED: ReadonlySet<SearchColumn> = new Set([
  'subject',
  'own',
  'quoted',
  'removed',
  'added',
  'heading',
  'context',
]);
const NAME = /^(?:_{1,2}[A-Za-z][A-Za-z0-9]{2}|_{0,2}[A-Za-z][A-Za-z0-9]*_\w*[A-Za-z0-9])/;
const MAX_NAME = 64;
const LONG = 60;
const ENCODED = /^[+\- ]?[A-Za-z0-9+/=_]{60,}\s*$/;
const TAB = 9;
const SPACE = 32;
const PLUS = 43;
const MINUS = 45;
const SLASH = 47;
const EQUALS = 61;
const BACKSLASH = 92;
const COLUMNS_BY_KIND: Partial<Record<BlockKind, SearchColumn>> = {
  quote: 'quoted',
  forwarded: 'quoted',
  attribution: 'other',
  headers: 'other',
  signature: 'other',
  footer: 'other',
  separator: 'other',
  diffstat: 'other',
};
