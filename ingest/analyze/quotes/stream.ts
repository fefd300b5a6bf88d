/** A text without white space, marks and line breaks: what a mail program rewrapped, even within a word, is the same stream. */
import { codesOf, isEmptyLine, isSpace } from '../../parse/text/lines.ts';
import type { Budget, QuoteDocument, Stream } from './document.ts';

/** A place in another text's stream. */
export interface StreamPlace {
  from: number;
  to: number;
}

/** The stream of a document; built once, when a quote first needs more than whole lines. */
export function streamOf(doc: QuoteDocument): Stream {
  return (doc.stream ??= makeStream(doc));
}

/**
 * Finds the lines `rows[from..to)` of a quote in the lines `low..high` of another text, in order, as long stretches as
 * will fit: the whole run, else its halves, down to single lines. `least` is the number of characters that prove
 * something; fewer do only right behind the last stretch that was found. `hopeful` (where given) has 1 for rows worth a
 * search; `budget` is drawn on for every search. Returns a place for each row, null where none.
 */
export function findStreams(
  child: QuoteDocument,
  rows: Int32Array,
  from: number,
  to: number,
  other: QuoteDocument,
  low: number,
  high: number,
  least: number,
  hopeful: Uint8Array | null,
  budget: Budget,
): (StreamPlace | null)[] {
  const mine = streamOf(child);
  const theirs = streamOf(other);
  const found = new Array<StreamPlace | null>(to - from).fill(null);
  const end = theirs.starts[high]!;
  let floor = theirs.starts[low]!;
  let last = -1;
  const stack: [number, number][] = [[from, to]];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const [a, b] = next;
    if (hopeful !== null && !hopeful.subarray(a - from, b - from).includes(1)) continue;
    // A search reads the range once; sixteen characters cost about as much as one cell of an alignment.
    budget.cells -= 1 + ((end - floor) >> 4);
    if (budget.cells <= 0) break;
    const start = mine.starts[rows[a]!]!;
    const words = mine.text.slice(start, mine.starts[rows[b - 1]! + 1]);
    if (words.length === 0) continue;
    const at = placeOf(theirs.text, words, floor, end, last, least);
    if (at >= 0 && (b - a > 1 || at === last || isCut(theirs, at, at + words.length))) {
      for (let n = a; n < b; n += 1) {
        const shift = mine.starts[rows[n]!]! - start;
        found[n - from] = { from: at + shift, to: at + shift + mine.starts[rows[n]! + 1]! - mine.starts[rows[n]!]! };
      }
      floor = last = at + words.length;
    } else if (b - a > 1) {
      const middle = (a + b) >> 1;
      stack.push([middle, b], [a, middle]);
    }
  }
  return found;
}

/** One line of a quote is a line cut short, or all of several: it begins or ends where one of the source does, or it is long. */
function isCut(stream: Stream, from: number, to: number): boolean {
  if (to - from >= LONG_CUT) return true;
  const first = lineOfStream(stream, from);
  const last = lineOfStream(stream, to - 1);
  return stream.starts[first] === from || stream.starts[last + 1] === to;
}

/** The line in which a character of a stream stands. */
export function lineOfStream(stream: Stream, at: number): number {
  let low = 0;
  let high = stream.starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (stream.starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

function placeOf(text: string, words: string, floor: number, end: number, last: number, least: number): number {
  if (last >= 0 && last + words.length <= end && text.startsWith(words, last)) return last;
  if (words.length < least || floor + words.length > end) return -1;
  // A short range is cut out, so that the search ends with it.
  if (end - floor < text.length / 2) {
    const at = text.slice(floor, end).indexOf(words);
    return at < 0 ? -1 : floor + at;
  }
  const at = text.indexOf(words, floor);
  return at >= 0 && at + words.length <= end ? at : -1;
}

function makeStream({ lines }: QuoteDocument): Stream {
  const codes = codesOf(lines);
  if (kept.length < lines.text.length) kept = Buffer.alloc(lines.text.length * 2);
  const starts = new Int32Array(lines.count + 1);
  let parts = '';
  let size = 0;
  let done = 0;
  const flush = (): void => {
    parts += kept.toString('latin1', 0, size - done);
    done = size;
  };
  for (let line = 0; line < lines.count; line += 1) {
    starts[line] = size;
    if (isEmptyLine(lines, line)) continue;
    const end = lines.ends[line]!;
    let at = lines.bodies[line]!;
    const first = size;
    let isPlain = true;
    for (; at < end && isPlain; at += 1) {
      const code = codes[at]!;
      if (code === EQUALS || code === AMPERSAND || code > LATIN) isPlain = code === EQUALS && !isBroken(codes, at, end);
      if (code < SKIPPED_CODES.length && SKIPPED_CODES[code] === 0) {
        kept[size - done] = code;
        size += 1;
      }
    }
    if (isPlain) continue;
    size = first;
    flush();
    const part = plain(lines.text.slice(lines.bodies[line], end)).replace(SKIPPED, '');
    parts += part;
    size += part.length;
    done = size;
  }
  flush();
  starts[lines.count] = size;
  return { text: parts, starts };
}

/** True for a "=" that may be what is left of quoted-printable. */
function isBroken(codes: Uint16Array, at: number, end: number): boolean {
  if (codes[at + 1] === DIGIT_THREE && codes[at + 2] === UPPER_D) return true;
  let last = end;
  while (last > at && isSpace(codes[last - 1]!)) last -= 1;
  return last - at <= 3;
}

/** What broken programs leave of quoted-printable and of HTML is the character that it stands for. */
function plain(text: string): string {
  let out = text;
  if (out.includes('=')) out = out.replace(/=3D/g, '=').replace(/=(?:20|09|A0)?\s*$/, '');
  if (out.includes('&')) out = out.replace(/&(nbsp|gt|lt|amp|quot);/g, (_, name: string) => ENTITIES[name] ?? ' ');
  return out;
}

const ENTITIES: Record<string, string> = { nbsp: ' ', gt: '>', lt: '<', amp: '&', quot: '"' };
/** Characters that stand nowhere by chance. */
const LONG_CUT = 40;
/** Room for the characters of one text, kept between texts. */
let kept = Buffer.alloc(1 << 14);
/** White space, and what wrapping makes of marks: `p->x` may be cut before the `>`. */
const SKIPPED = /[\s\u00a0\u200b>|]+/g;
/** The same by code, for those of Latin-1. */
const SKIPPED_CODES = Uint8Array.from({ length: 256 }, (_, code) =>
  /[\s\u00a0>|]/.test(String.fromCharCode(code)) ? 1 : 0,
);
const LATIN = 255;
const AMPERSAND = 38;
const DIGIT_THREE = 51;
const EQUALS = 61;
const UPPER_D = 68;
