/** Aligns quoted words with a text, blind to line breaks: what was rewrapped, cut or edited. */
import type { Edit } from '../../../data/records/block.ts';
import { placeOfRun, RUN, runKey, wordsOf, type Budget, type QuoteDocument, type WordTable } from './document.ts';

/** What a quoted line repeats: lines of the other text, and how much of it agrees. */
export interface WordMatch {
  from: number;
  to: number;
  /** Share of the line's words that stand in the other text, in order. */
  share: number;
  edits: Edit[];
}

/**
 * Aligns the lines `from..to` of a quote with the lines `low..high` of another text (both half-open) and returns what
 * each line repeats, null where less than `MIN_SHARE` of its words agree. Where the range is too large, runs of four
 * words find the place first; what is found nowhere or would exceed the budget stays null.
 */
export function alignWords(
  child: QuoteDocument,
  from: number,
  to: number,
  parent: QuoteDocument,
  low: number,
  high: number,
  budget: Budget,
): (WordMatch | null)[] {
  const mine = wordsOf(child);
  const theirs = wordsOf(parent);
  const a = mine.first[from]!;
  const b = mine.first[to]!;
  const found: (WordMatch | null)[] = new Array<WordMatch | null>(to - from).fill(null);
  if (b - a === 0) return found;
  const range = findRange(mine, a, b, theirs, theirs.first[low]!, theirs.first[high]!);
  if (range === null) return found;
  const [c, d] = range;
  const cells = (b - a) * (d - c);
  if (cells > MAX_GAP_CELLS || budget.cells < cells) return found;
  budget.cells -= cells;
  const pairs = longestCommon(mine.hashes, a, b, theirs.hashes, c, d);
  dropStrays(pairs, b - a);
  for (let line = from; line < to; line += 1) {
    const match = readLine(child, mine, line, pairs, a, parent, theirs);
    if (match !== null) found[line - from] = match;
  }
  return found;
}

/** The words of the other text to align with: the whole range where it is small, else around the runs of words that agree. */
function findRange(
  mine: WordTable,
  a: number,
  b: number,
  theirs: WordTable,
  low: number,
  high: number,
): [number, number] | null {
  if (high <= low) return null;
  if (high - low <= MAX_GAP_WORDS && (b - a) * (high - low) <= MAX_GAP_CELLS) return [low, high];
  let first = -1;
  let last = -1;
  let firstAt = 0;
  let lastAt = 0;
  for (let at = a; at + RUN <= b; at += 1) {
    const place = placeOfRun(theirs, runKey(mine.hashes, at));
    if (place < 0 || place < low || place >= high) continue;
    if (first < 0) {
      first = place;
      firstAt = at;
      last = place;
      lastAt = at;
    } else if (place >= last && place - last <= MAX_GAP_WORDS) {
      last = place;
      lastAt = at;
    }
  }
  if (first < 0) return null;
  return [Math.max(low, first - (firstAt - a) - SLACK), Math.min(high, last + (b - lastAt) + SLACK)];
}

/** The longest common subsequence of two rows of words: for each of the first the place in the second, or -1. */
function longestCommon(left: Int32Array, a: number, b: number, right: Int32Array, c: number, d: number): Int32Array {
  const rows = b - a;
  const columns = d - c;
  const pairs = new Int32Array(rows).fill(-1);
  let head = 0;
  while (head < rows && head < columns && left[a + head] === right[c + head]) {
    pairs[head] = c + head;
    head += 1;
  }
  let tail = 0;
  while (tail < rows - head && tail < columns - head && left[b - 1 - tail] === right[d - 1 - tail]) {
    pairs[rows - 1 - tail] = d - 1 - tail;
    tail += 1;
  }
  const height = rows - head - tail;
  const width = columns - head - tail;
  if (height <= 0 || width <= 0) return pairs;
  const stride = width + 1;
  const table = new Uint16Array((height + 1) * stride);
  for (let i = height - 1; i >= 0; i -= 1) {
    const word = left[a + head + i]!;
    for (let j = width - 1; j >= 0; j -= 1) {
      const at = i * stride + j;
      if (word === right[c + head + j]) table[at] = table[at + stride + 1]! + 1;
      else {
        const down = table[at + stride]!;
        const across = table[at + 1]!;
        table[at] = down >= across ? down : across;
      }
    }
  }
  let i = 0;
  let j = 0;
  while (i < height && j < width) {
    const at = i * stride + j;
    if (left[a + head + i] === right[c + head + j] && table[at] === table[at + stride + 1]! + 1) {
      pairs[head + i] = c + head + j;
      i += 1;
      j += 1;
    } else if (table[at + stride]! >= table[at + 1]!) i += 1;
    else j += 1;
  }
  return pairs;
}

/** Words that agree alone, far from any other agreement, agree by chance. */
function dropStrays(pairs: Int32Array, rows: number): void {
  if (rows < 3) return;
  for (let n = 0; n < rows; n += 1) {
    const place = pairs[n]!;
    if (place < 0) continue;
    let near = false;
    for (let other = Math.max(0, n - 3); other <= n + 3 && other < rows; other += 1) {
      if (other !== n && pairs[other]! >= 0 && Math.abs(pairs[other]! - place) <= 6) near = true;
    }
    if (!near) pairs[n] = -1;
  }
}

/** What one line repeats, by the words of it that agree. */
function readLine(
  child: QuoteDocument,
  mine: WordTable,
  line: number,
  pairs: Int32Array,
  base: number,
  parent: QuoteDocument,
  theirs: WordTable,
): WordMatch | null {
  const from = mine.first[line]! - base;
  const to = mine.first[line + 1]! - base;
  if (to === from) return null;
  let agreed = 0;
  let first = -1;
  let last = -1;
  let letters = 0;
  let agreedLetters = 0;
  for (let n = from; n < to; n += 1) {
    const length = mine.ends[base + n]! - mine.starts[base + n]!;
    letters += length;
    if (pairs[n]! < 0) continue;
    agreed += 1;
    agreedLetters += length;
    if (first < 0) first = pairs[n]!;
    last = pairs[n]!;
  }
  if (agreed === 0) return null;
  const share = (agreed / (to - from) + agreedLetters / letters) / 2;
  // A line that skips far in the source was put together by chance.
  if (share < MIN_SHARE || last - first + 1 > (to - from) * 3 + 8) return null;
  return {
    from: theirs.lineOf[first]!,
    to: theirs.lineOf[last]! + 1,
    share: agreed === to - from && last - first + 1 === agreed ? 1 : Math.min(share, 0.99),
    edits: readEdits(child, mine, line, pairs, base, from, to, parent, theirs),
  };
}

/** The differing words of a line, what they were and what they are. */
function readEdits(
  child: QuoteDocument,
  mine: WordTable,
  line: number,
  pairs: Int32Array,
  base: number,
  from: number,
  to: number,
  parent: QuoteDocument,
  theirs: WordTable,
): Edit[] {
  const edits: Edit[] = [];
  let n = from;
  // The last agreed word before this line bounds what a change at its start was.
  let last = -1;
  for (let k = from - 1; k >= 0 && last < 0; k -= 1) last = pairs[k]!;
  while (n <= to) {
    const start = n;
    while (n < to && pairs[n]! < 0) n += 1;
    let next = n < to ? pairs[n]! : -1;
    if (next < 0) for (let k = n; k < pairs.length && next < 0; k += 1) next = pairs[k]!;
    const is = n > start ? child.lines.text.slice(mine.starts[base + start]!, mine.ends[base + n - 1]!) : '';
    const whole = last >= 0 && next > last + 1 && next - last <= MAX_EDIT_WORDS && (n < to || n > start);
    const was = whole ? words(parent, theirs, last + 1, next) : '';
    if (is !== '' || (was !== '' && n < to)) edits.push({ line, was: cut(was), is: cut(is) });
    if (n >= to) break;
    last = pairs[n]!;
    n += 1;
    while (n < to && pairs[n] === last + 1) {
      last += 1;
      n += 1;
    }
  }
  return edits;
}

const words = (doc: QuoteDocument, table: WordTable, from: number, to: number): string => {
  const parts: string[] = [];
  for (let n = from; n < to; n += 1) parts.push(doc.lines.text.slice(table.starts[n]!, table.ends[n]!));
  return parts.join(' ');
};

const cut = (text: string): string => (text.length > 300 ? `${text.slice(0, 299)}…` : text);

/** Below this share of agreeing words a line is no quote of the other. */
const MIN_SHARE = 0.6;
const MAX_GAP_WORDS = 400;
/** One gap: 400 × 400 words and a little more. */
const MAX_GAP_CELLS = 250_000;
const SLACK = 12;
const MAX_EDIT_WORDS = 40;
