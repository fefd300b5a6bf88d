import { distance } from 'fastest-levenshtein';
import type { Edit } from '../../../data/records/block.ts';
import { parseAttribution } from '../../parse/blocks/attribution.ts';
import { bodyAt, isEmptyLine } from '../../parse/text/lines.ts';
import {
  EDITED,
  EXACT,
  isElision,
  isForeign,
  REWRAPPED,
  wordsOf,
  type Budget,
  type QuoteDocument,
} from './document.ts';
import { markedHeads } from './heads.ts';
import { alignLines } from './lines.ts';
import { dropDoubtful, dropForeignHeads, isProof, MIN_HELD, sharedRuns } from './proof.ts';
import { findStreams, lineOfStream, streamOf } from './stream.ts';
import { alignWords } from './words.ts';

/** The quoted lines of one message and how far they are traced. */
export class Trace {
  doc: QuoteDocument;
  docs: QuoteDocument[];
  /** Quoted lines with words, without elision marks. */
  rows: Int32Array;
  done: Uint8Array;
  /** For each row the first line that it takes of the text in hand, and the line behind the last; -1 where none. */
  placedFrom: Int32Array;
  placedTo: Int32Array;
  /** Lines of heads with marks: whole lines of them may be the parent's, their words are nobody's. */
  heads: Uint8Array | null;
  budget: Budget = { cells: MAX_CELLS };

  constructor(doc: QuoteDocument, docs: QuoteDocument[]) {
    this.doc = doc;
    this.docs = docs;
    const rows: number[] = [];
    for (let line = 0; line < doc.lines.count; line += 1)
      if (isForeign(doc, line) && !isEmptyLine(doc.lines, line) && !isElision(doc, line)) rows.push(line);
    this.rows = new Int32Array(rows);
    this.done = new Uint8Array(rows.length);
    this.placedFrom = new Int32Array(rows.length);
    this.placedTo = new Int32Array(rows.length);
    this.heads = rows.length === 0 ? null : markedHeads(doc);
  }

  left(): number {
    let left = 0;
    for (const done of this.done) if (done === 0) left += 1;
    return left;
  }

  /** Words in runs of untraced lines, the longest run's. */
  leftWords(): number {
    let most = 0;
    for (const [from, to] of this.runs()) {
      let size = 0;
      for (let n = from; n < to; n += 1) size += this.doc.lines.sizes[this.rows[n]!]!;
      if (size > most) most = size;
    }
    return most / 5;
  }

  /**
   * Whole lines first, then words. A text other than the parent must prove itself by lines that can't be chance.
   * `betweenRounds` runs before words are looked at.
   */
  alignWith(other: QuoteDocument, strict: boolean, betweenRounds?: () => void): void {
    const open: number[] = [];
    for (let n = 0; n < this.rows.length; n += 1) if (this.done[n] === 0) open.push(n);
    const rows = new Int32Array(open.length);
    for (let k = 0; k < open.length; k += 1) rows[k] = this.rows[open[k]!]!;
    const places = alignLines(this.doc, rows, other);
    if (strict) dropDoubtful(this.doc, this.rows, open, places);
    if (this.heads !== null) dropForeignHeads(this.rows, open, places, this.heads);
    this.placedFrom.fill(-1);
    this.placedTo.fill(-1);
    let found = 0;
    for (let k = 0; k < open.length; k += 1) {
      if (places[k]! < 0) continue;
      this.take(open[k]!, other, places[k]!, places[k]! + 1, EXACT);
      found += 1;
    }
    betweenRounds?.();
    if (found === open.length || (strict && found === 0)) return;
    // What the first round finds bounds what the second looks for.
    const left = this.left();
    this.alignRest(other, strict);
    if (this.left() > 0 && this.left() < left) this.alignRest(other, strict);
  }

  /** Aligns what is left over, letter by letter and word by word, between the lines that were found. */
  alignRest(other: QuoteDocument, strict: boolean): void {
    const nexts = this.nextPlaced();
    let at = 0;
    let prior = -1;
    for (const [from, to] of this.runs()) {
      for (; at < from; at += 1) if (this.placedTo[at]! >= 0) prior = this.placedTo[at]!;
      const next = nexts[to - 1]!;
      const reach = (to - from) * 3 + 12;
      const low = prior >= 0 ? prior : next >= 0 ? Math.max(0, next - reach) : 0;
      const high =
        next >= prior && next >= 0 ? next : prior >= 0 ? Math.min(other.lines.count, prior + reach) : other.lines.count;
      const bounded = prior >= 0 || next >= 0;
      if (bounded && high > low) this.alignRun(other, from, to, low, high, strict);
      if (bounded) this.alignSimilar(other, from, to, low, high);
      if (this.sizeOf(from, to) >= MIN_HELD) this.alignRun(other, from, to, 0, other.lines.count, true);
    }
  }

  /** For each row where the next placed one begins in the other text; -1 where there is none. */
  nextPlaced(): Int32Array {
    const nexts = new Int32Array(this.rows.length);
    let next = -1;
    for (let n = nexts.length - 1; n >= 0; n -= 1) {
      nexts[n] = next;
      if (this.placedFrom[n]! >= 0) next = this.placedFrom[n]!;
    }
    return nexts;
  }

  /** Marks a row as traced to lines of another text, and those lines as taken; a part of a line leaves the rest of it to others. */
  take(n: number, other: QuoteDocument, from: number, to: number, how: number, edits: Edit[] = []): void {
    this.adopt(this.rows[n]!, other, from, to, how, edits);
    this.done[n] = 1;
    this.placedFrom[n] = how === EXACT ? from : Math.min(from + 1, to);
    this.placedTo[n] = how === EXACT ? to : Math.max(to - 1, from);
  }

  /** Characters of the rows `from..to` that are not traced. */
  sizeOf(from: number, to: number): number {
    let size = 0;
    for (let n = from; n < to; n += 1) if (this.done[n] === 0) size += this.doc.lines.sizes[this.rows[n]!]!;
    return size;
  }

  /** Looks for passages that another text may hold rewrapped or edited; only runs of words prove anything there. */
  alignPassages(other: QuoteDocument): void {
    for (const [from, to] of this.runs()) this.alignRun(other, from, to, 0, other.lines.count, true);
  }

  /** Aligns the untraced rows `from..to` with the lines `low..high` of another text: as streams, then by words in pieces of bounded size. */
  alignRun(other: QuoteDocument, from: number, to: number, low: number, high: number, far: boolean): void {
    this.alignStreams(other, from, to, low, high, far ? MIN_HELD : MIN_BOUNDED);
    let start = from;
    let floor = low;
    while (start < to) {
      if (this.done[start] === 1) {
        start += 1;
        continue;
      }
      let end = start;
      let words = 0;
      const mine = wordsOf(this.doc);
      while (end < to && words < PIECE_WORDS && this.done[end] === 0) {
        const row = this.rows[end]!;
        words += mine.first[row + 1]! - mine.first[row]!;
        end += 1;
      }
      const piece = this.alignPiece(other, start, end, floor, high, far);
      if (piece > floor && !far) floor = piece;
      start = end;
    }
  }

  /** Takes what stands in the other text letter by letter, whatever the line breaks. */
  alignStreams(other: QuoteDocument, from: number, to: number, low: number, high: number, least: number): void {
    // Far from what is known, only rows that share a run of words with the text are worth reading all of it.
    const hopeful = least === MIN_HELD ? sharedRuns(this.doc, this.rows.subarray(from, to), other) : null;
    if (hopeful !== null && !hopeful.includes(1)) return;
    const theirs = streamOf(other);
    const found = findStreams(this.doc, this.rows, from, to, other, low, high, least, hopeful, this.budget);
    for (let n = from; n < to; n += 1) {
      const place = found[n - from];
      if (!place || this.done[n] === 1) continue;
      const row = this.rows[n]!;
      this.take(n, other, lineOfStream(theirs, place.from), lineOfStream(theirs, place.to - 1) + 1, REWRAPPED);
      if (n + 1 >= this.rows.length || this.rows[n + 1]! > row + 1) this.claimTail(row, other, place.to);
    }
  }

  /** One piece; returns the line behind the last that was found. */
  alignPiece(other: QuoteDocument, start: number, end: number, low: number, high: number, far: boolean): number {
    if (this.budget.cells <= 0) return low;
    const first = this.rows[start]!;
    const last = this.rows[end - 1]! + 1;
    const found = alignWords(this.doc, first, last, other, low, high, this.budget);
    if (far && !isProof(this.doc, found, first)) return low;
    let behind = low;
    for (let n = start; n < end; n += 1) {
      const match = found[this.rows[n]! - first] ?? null;
      if (match === null || this.done[n] === 1) continue;
      // Two attributions resemble each other and are not the same.
      if (match.share < 1 && parseAttribution(bodyAt(this.doc.lines, this.rows[n]!)) !== null) continue;
      this.take(n, other, match.from, match.to, match.share === 1 ? REWRAPPED : EDITED, match.edits);
      if (match.to > behind) behind = match.to;
    }
    return behind;
  }

  /** Few lines against few: one that still looks alike was edited within its words. */
  alignSimilar(other: QuoteDocument, from: number, to: number, low: number, high: number): void {
    if (to - from > MAX_SIMILAR || high - low > MAX_SIMILAR * 2) return;
    let floor = low;
    for (let n = from; n < to; n += 1) {
      if (this.done[n] === 1) continue;
      const mine = fold(bodyAt(this.doc.lines, this.rows[n]!));
      if (mine.length < 6 || mine.length > 300) continue;
      let best = -1;
      let least = mine.length * MAX_DISTANCE;
      for (let line = floor; line < high; line += 1) {
        const theirs = fold(bodyAt(other.lines, line));
        if (theirs.length === 0 || Math.abs(theirs.length - mine.length) > least) continue;
        const steps = distance(mine, theirs);
        if (steps < least) {
          least = steps;
          best = line;
        }
      }
      if (best < 0) continue;
      const row = this.rows[n]!;
      this.take(n, other, best, best + 1, EDITED, [
        { line: row, was: bodyAt(other.lines, best).trim(), is: bodyAt(this.doc.lines, row).trim() },
      ]);
      floor = best + 1;
    }
  }

  /** An unmarked line right below a quote that goes on with the very next words is the tail that wrapping cut off. */
  claimTail(row: number, other: QuoteDocument, from: number): void {
    const { doc } = this;
    const mine = streamOf(doc);
    const theirs = streamOf(other);
    let at = from;
    for (let line = row + 1; line < doc.lines.count && line <= row + MAX_TAIL_LINES; line += 1) {
      if (isEmptyLine(doc.lines, line) || isForeign(doc, line)) return;
      const words = mine.text.slice(mine.starts[line], mine.starts[line + 1]);
      if (words.length === 0 || words.length > MAX_TAIL || !theirs.text.startsWith(words, at)) return;
      const start = lineOfStream(theirs, at);
      const end = lineOfStream(theirs, at + words.length - 1) + 1;
      // Few letters may agree by chance: then the tail must end where the source's line ends, and not begin one.
      if (words.length < MIN_BOUNDED && (theirs.starts[end] !== at + words.length || theirs.starts[start] === at))
        return;
      doc.kinds[line] = 'quote';
      doc.depths[line] = doc.depths[row]!;
      this.adopt(line, other, start, end, REWRAPPED);
      at += words.length;
    }
  }

  /** Takes over the origin of lines of another document; the first line's where they come from several. */
  adopt(row: number, other: QuoteDocument, from: number, to: number, how: number, own: Edit[] = []): void {
    const { doc } = this;
    const origin = chief(other, from, to);
    doc.originDoc[row] = other.originDoc[origin]!;
    doc.originFrom[row] = other.originFrom[origin]!;
    let end = other.originTo[origin]!;
    let start = other.originFrom[origin]!;
    let worst = how;
    for (let line = from; line < to; line += 1) {
      if (other.originDoc[line] !== doc.originDoc[row] || isEmptyLine(other.lines, line)) continue;
      if (Math.abs(other.originFrom[line]! - start) > MAX_SPREAD) continue;
      start = Math.min(start, other.originFrom[line]!);
      end = Math.max(end, other.originTo[line]!);
      if (other.matches[line]! > worst) worst = other.matches[line]!;
    }
    doc.originFrom[row] = start;
    doc.originTo[row] = end;
    doc.matches[row] = worst;
    // Changes pile up from answer to answer; the first few tell enough.
    const edits = own.slice(0, MAX_EDITS);
    for (let line = from; line < to && edits.length < MAX_EDITS; line += 1)
      for (const edit of other.edits.get(line) ?? []) if (edits.length < MAX_EDITS) edits.push({ ...edit, line: row });
    if (edits.length > 0 && worst === EDITED) doc.edits.set(row, edits);
  }

  /** Untraced rows that stand together, nothing of the writer's between them. */
  runs(): [from: number, to: number][] {
    const runs: [number, number][] = [];
    for (let n = 0; n < this.rows.length; n += 1) {
      if (this.closed(n)) continue;
      let end = n + 1;
      while (end < this.rows.length && !this.closed(end) && this.joined(end)) end += 1;
      runs.push([n, end]);
      n = end - 1;
    }
    return runs;
  }

  /** True for a row that needs no more search. */
  closed(n: number): boolean {
    return this.done[n] === 1 || (this.heads !== null && this.heads[this.rows[n]!] === 1);
  }

  joined(n: number): boolean {
    for (let line = this.rows[n - 1]! + 1; line < this.rows[n]!; line += 1)
      if (!isEmptyLine(this.doc.lines, line)) return false;
    return true;
  }
}

/** The line of a range whose origin most of it shares: the first with the commonest document. */
function chief(doc: QuoteDocument, from: number, to: number): number {
  if (to - from <= 1) return from;
  // By document, not line by line against all others: one long line of a quote may cover all of a long mail.
  const shares = new Map<number, { first: number; size: number }>();
  for (let line = from; line < to; line += 1) {
    const share = shares.get(doc.originDoc[line]!);
    if (share) share.size += doc.lines.sizes[line]!;
    else shares.set(doc.originDoc[line]!, { first: line, size: doc.lines.sizes[line]! });
  }
  let best = from;
  let most = -1;
  for (const { first, size } of shares.values()) {
    if (size <= most) continue;
    most = size;
    best = first;
  }
  return best;
}

const fold = (text: string): string => text.replace(/\s+/g, '');

/** Cells of alignment tables for one message, all told. */
const MAX_CELLS = 5_000_000;
/** Words of a quote aligned at once. */
const PIECE_WORDS = 260;
const MAX_SIMILAR = 12;
/** Share of characters that may differ where a line was edited within its words. */
const MAX_DISTANCE = 0.35;
const MAX_TAIL_LINES = 3;
/** Characters of a tail. */
const MAX_TAIL = 80;
/** Characters that prove something between two lines that were found. */
const MIN_BOUNDED = 8;
/** Changes kept for one quoted line. */
const MAX_EDITS = 8;
/** Lines of one source that one quoted line may cover. */
const MAX_SPREAD = 8;
