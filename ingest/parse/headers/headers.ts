import { isAscii, isUtf8 } from 'node:buffer';
import { Defects } from '../bytes/defects.ts';
import { decodeCharset, decodeWindows1252 } from '../bytes/charset.ts';

/** One header field. `raw` is unfolded, its bytes one character each (latin1), nothing decoded. */
export interface HeaderField {
  readonly name: string;
  readonly lower: string;
  readonly raw: string;
}

/** The fields of one header section and where its body starts. */
export interface HeaderSection {
  fields: HeaderField[];
  bodyStart: number;
  /** False where any byte is outside ASCII. */
  ascii: boolean;
  /** False where no field can hold an encoded word. */
  encoded: boolean;
}

/**
 * Reads the header section of `bytes[start, end)` (RFC 5322, 2.2). Line ends may be LF, CRLF or, where there is no LF
 * at all, CR. Envelope lines ("From alice …", ">From …") before the first field are skipped. A line that is no field
 * ends the headers, as in Python's parser, unless fields follow before the next empty line: then it is skipped.
 */
export function readHeaders(bytes: Buffer, start: number, end: number, defects: Defects): HeaderSection {
  const sectionEnd = findSectionEnd(bytes, start, end);
  const limit = Math.min(sectionEnd.headersEnd, start + MAX_HEADER_BYTES);
  if (limit < sectionEnd.headersEnd) defects.add('headers-too-many');
  const block = bytes.subarray(start, limit);
  const text = block.toString('latin1');
  const fields: Field[] = [];
  const { newline } = sectionEnd;
  let { bodyStart } = sectionEnd;
  let last: Field | null = null;
  let at = 0;
  while (at < text.length) {
    let stop = text.indexOf(newline, at);
    if (stop < 0) stop = text.length;
    const first = text.charCodeAt(at);
    if (first === SPACE || first === TAB) {
      last?.foldTo(stop);
      at = stop + 1;
      continue;
    }
    const colon = text.indexOf(':', at);
    const nameEnd = colon < 0 || colon > stop ? -1 : endOfName(text, at, colon);
    if (nameEnd > at) {
      if (fields.length >= MAX_HEADERS) {
        defects.add('headers-too-many');
        break;
      }
      last = new Field(text, newline, at, nameEnd, colon + 1);
      last.foldTo(stop);
      fields.push(last);
    } else if (stop > at && !isEnvelopeLine(text, at, fields.length)) {
      defects.add('header-malformed');
      if (beginsBody(text, at, fields) || !hasFieldBehind(text, stop + 1, newline)) {
        bodyStart = start + at;
        break;
      }
      last = null;
    }
    at = stop + 1;
  }
  if (fields.some(({ isCut }) => isCut)) defects.add('headers-too-many');
  return { fields, bodyStart, ascii: isAscii(block), encoded: text.includes('=?') };
}

/**
 * A field as it stands in its section. Its value is cut out when somebody asks for it: of the sixty fields that mail has
 * today most say how it was carried, and nobody does.
 */
class Field implements HeaderField {
  readonly name: string;
  readonly lower: string;
  readonly #text: string;
  readonly #newline: string;
  readonly #from: number;
  #to: number;
  #raw: string | undefined;

  constructor(text: string, newline: string, nameAt: number, nameEnd: number, valueAt: number) {
    this.name = text.slice(nameAt, nameEnd);
    this.lower = lowerName(this.name);
    this.#text = text;
    this.#newline = newline;
    this.#from = valueAt;
    this.#to = valueAt;
  }

  /** The value goes on to this line end. */
  foldTo(stop: number): void {
    this.#to = stop;
  }

  get raw(): string {
    return (this.#raw ??= this.#unfold().value);
  }

  /** True where the value is longer than is read. */
  get isCut(): boolean {
    return this.#to - this.#from > MAX_FIELD && this.#unfold().isCut;
  }

  #unfold(): { value: string; isCut: boolean } {
    let value = '';
    let isCut = false;
    for (let at = this.#from; at <= this.#to;) {
      let stop = this.#text.indexOf(this.#newline, at);
      if (stop < 0 || stop > this.#to) stop = this.#to;
      const first = this.#text.charCodeAt(at);
      // An envelope line or a blank one between is no part of it.
      if (at === this.#from || first === SPACE || first === TAB) {
        const line = this.#text.slice(at, stop).trim();
        const room = Math.max(0, MAX_FIELD - value.length);
        isCut ||= line.length > room;
        value = join(value, line.length > room ? line.slice(0, room) : line);
      }
      at = stop + 1;
    }
    return { value, isCut };
  }
}

/** The value of the first field of that name (lower case), raw, or undefined. */
export function firstHeader(fields: readonly HeaderField[], lower: string): string | undefined {
  for (const field of fields) if (field.lower === lower) return field.raw;
  return undefined;
}

/** The raw values of all fields of that name (lower case), in order. */
export function allHeaders(fields: readonly HeaderField[], lower: string): string[] {
  const found: string[] = [];
  for (const field of fields) if (field.lower === lower) found.push(field.raw);
  return found;
}

/**
 * Raw 8-bit bytes in a header: UTF-8 (RFC 6532) where they are, else what the body is declared to be in, where they can be that,
 * else windows-1252.
 */
export function decodeHeaderBytes(
  raw: string,
  defects: Defects,
  bodyCharset: () => string | null = () => null,
): string {
  if (!EIGHT_BIT.test(raw)) return raw;
  const bytes = Buffer.from(raw, 'latin1');
  if (isUtf8(bytes)) return bytes.toString('utf8');
  defects.add('header-8bit');
  const charset = bodyCharset();
  if (charset === null) return decodeWindows1252(bytes);
  const own = new Defects();
  const text = decodeCharset(bytes, charset, own);
  return own.list().length === 0 ? text : decodeWindows1252(bytes);
}

interface SectionEnd {
  headersEnd: number;
  bodyStart: number;
  newline: string;
}

function findSectionEnd(bytes: Buffer, start: number, end: number): SectionEnd {
  const firstLf = bytes.indexOf(LF, start);
  if (firstLf < 0 || firstLf >= end) {
    const cr = bytes.indexOf('\r\r', start, 'latin1');
    if (cr >= 0 && cr < end) return { headersEnd: cr, bodyStart: cr + 2, newline: '\r' };
    return { headersEnd: end, bodyStart: end, newline: bytes.indexOf(CR, start) < 0 ? '\n' : '\r' };
  }
  // No headers at all: the body starts at once.
  if (firstLf === start) return { headersEnd: start, bodyStart: start + 1, newline: '\n' };
  if (firstLf === start + 1 && bytes[start] === CR) return { headersEnd: start, bodyStart: start + 2, newline: '\n' };
  const lf = orEnd(bytes.indexOf('\n\n', start, 'latin1'), end);
  const crlf = orEnd(bytes.subarray(start, Math.min(lf + 1, end)).indexOf('\n\r\n', 0, 'latin1'), Infinity) + start;
  if (crlf < lf) return { headersEnd: crlf + 1, bodyStart: crlf + 3, newline: '\n' };
  if (lf < end) return { headersEnd: lf + 1, bodyStart: Math.min(lf + 2, end), newline: '\n' };
  return { headersEnd: end, bodyStart: end, newline: '\n' };
}

function orEnd(index: number, end: number): number {
  return index < 0 || index > end ? end : index;
}

/** The end of a field name that starts at `at`: printable ASCII, then perhaps blanks before the colon; -1 if none. */
function endOfName(text: string, at: number, colon: number): number {
  let end = colon;
  while (end > at && (text.charCodeAt(end - 1) === SPACE || text.charCodeAt(end - 1) === TAB)) end--;
  if (end - at > MAX_NAME) return -1;
  for (let i = at; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code <= SPACE || code >= 127) return -1;
  }
  return end;
}

function isEnvelopeLine(text: string, at: number, fieldsBefore: number): boolean {
  if (text.charCodeAt(at) === CR) return true;
  return fieldsBefore === 0 && (text.startsWith('From ', at) || text.startsWith('>From ', at));
}

/** The first boundary that the header promised, or markup where HTML is promised: the blank line above it is lost. */
function beginsBody(text: string, at: number, fields: readonly HeaderField[]): boolean {
  const isBoundary = text.startsWith('--', at);
  if (!isBoundary && !/^<[!a-z]/i.test(text.slice(at, at + 2))) return false;
  const type = firstHeader(fields, 'content-type') ?? '';
  if (!isBoundary) return /^\s*text\/html\b/i.test(type);
  const boundary = /\bboundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(type);
  return boundary !== null && text.startsWith(boundary[1] ?? boundary[2]!, at + 2);
}

/** Whether one of the next lines up to `MAX_JUNK_LINES` is a field. */
function hasFieldBehind(text: string, from: number, newline: string): boolean {
  let at = from;
  for (let line = 0; line < MAX_JUNK_LINES && at < text.length; line++) {
    let stop = text.indexOf(newline, at);
    if (stop < 0) stop = text.length;
    const colon = text.indexOf(':', at);
    if (colon >= 0 && colon < stop && endOfName(text, at, colon) > at) return true;
    at = stop + 1;
  }
  return false;
}

function join(value: string, more: string): string {
  return value === '' ? more : more === '' ? value : `${value} ${more}`;
}

const lowerNames = new Map<string, string>();

/** Field names are few and come again in every mail: a look-up is cheaper than lower-casing. */
function lowerName(name: string): string {
  let lower = lowerNames.get(name);
  if (lower === undefined) {
    lower = name.toLowerCase();
    if (lowerNames.size < MAX_NAMES_KEPT) lowerNames.set(name, lower);
  }
  return lower;
}

const LF = 10;
const CR = 13;
const TAB = 9;
const SPACE = 32;
const EIGHT_BIT = /[\x80-\xff]/;

/** The largest real header section met is 60 kB (hundreds of recipients, ARC sets). */
const MAX_HEADER_BYTES = 2 << 20;
const MAX_HEADERS = 5000;
/** Room for five thousand receivers, or four thousand references. */
const MAX_FIELD = 256 * 1024;
/** RFC 5322 allows 998 characters a line; no real name is longer than 80. */
const MAX_NAME = 200;
const MAX_JUNK_LINES = 20;
const MAX_NAMES_KEPT = 2000;
