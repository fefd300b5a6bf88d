/** Finds where the quoted lines of one message first stood, and lets each line inherit the origin of what it repeats. */
import { distance } from 'fastest-levenshtein';
import type { Edit } from '../../data/records/block.ts';
import { isCertainAttribution, parseAttribution } from '../parse/attribution.ts';
import { isSnip } from '../parse/blocks.ts';
import { bodyAt, lineAt } from '../parse/lines.ts';
import {
  EDITED,
  EXACT,
  isForeign,
  REWRAPPED,
  RUN,
  runKey,
  runsOf,
  wordsOf,
  type QuoteDocument,
} from './quote-document.ts';
import { markedHeads, traceHeads } from './quote-heads.ts';
import { alignLines } from './quote-lines.ts';
import { findStreams, lineOfStream, streamOf } from './quote-stream.ts';
import { alignWords, type Budget, type WordMatch } from './quote-words.ts';

/** What a message's quotes may come from, nearest first; each asked only while lines are left. */
export interface Candidates {
  /** The parent's text, null where the archive lacks it. */
  parent: QuoteDocument | null;
  /** The parent's text attachments. */
  attachments: () => QuoteDocument[];
  /** Further ancestors, nearest first. */
  ancestors: () => QuoteDocument[];
  /** Documents that hold this very line as new text, best first. */
  holders: (hash: number, size: number) => QuoteDocument[];
  /** Documents before this message that are no ancestors, nearest in time first. */
  others: () => QuoteDocument[];
}

/** Traces every quoted line of a document; what is found nowhere keeps itself as origin. */
export function traceQuotes(doc: QuoteDocument, docs: QuoteDocument[], candidates: Candidates): void {
  const { parent } = candidates;
  if (parent !== null) claimUnmarked(doc, parent);
  const trace = new Trace(doc, docs);
  if (trace.rows.length === 0) return;
  if (parent !== null) trace.alignWith(parent, false);
  if (trace.left() === 0) return finish(trace, parent);
  if (parent !== null) for (const attachment of candidates.attachments()) trace.alignWith(attachment, true);
  if (trace.left() > 0) alignWithHolders(trace, candidates);
  if (trace.leftWords() >= MIN_PASSAGE) {
    for (const other of candidates.ancestors()) if (trace.leftWords() >= MIN_PASSAGE) trace.alignPassages(other);
    for (const other of candidates.others()) if (trace.leftWords() >= MIN_PASSAGE) trace.alignPassages(other);
  }
  return finish(trace, parent);
}

function finish(trace: Trace, parent: QuoteDocument | null): void {
  if (trace.heads !== null) traceHeads(trace.doc, trace.docs, trace.heads);
  if (parent !== null) {
    freeOwnAnswers(trace, parent);
    freeUnmarked(trace);
  } else claimAttribution(trace);
}

/** The quoted lines of one message and how far they are traced. */
class Trace {
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
      if (doc.lines.sizes[line]! > 0 && isForeign(doc, line) && !isElision(doc, line)) rows.push(line);
    this.rows = Int32Array.from(rows);
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

  /** Whole lines first, then words. A text other than the parent must prove itself by lines that can't be chance. */
  alignWith(other: QuoteDocument, strict: boolean): void {
    const open: number[] = [];
    for (let n = 0; n < this.rows.length; n += 1) if (this.done[n] === 0) open.push(n);
    const places = alignLines(
      this.doc,
      Int32Array.from(open, (n) => this.rows[n]!),
      other,
    );
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
    if (!strict) claimAttribution(this);
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
    const theirs = streamOf(other);
    // Far from what is known, only rows that share a run of words with the text are worth reading all of it.
    const hopeful = least === MIN_HELD ? sharedRuns(this.doc, this.rows.subarray(from, to), other) : null;
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
      if (doc.lines.sizes[line] === 0 || isForeign(doc, line)) return;
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
      if (other.originDoc[line] !== doc.originDoc[row] || other.lines.sizes[line] === 0) continue;
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
      if (this.doc.lines.sizes[line]! > 0) return false;
    return true;
  }
}

/** 1 for each row that shares a run of words with another text, or is one long word. */
function sharedRuns(doc: QuoteDocument, rows: Int32Array, other: QuoteDocument): Uint8Array {
  const mine = wordsOf(doc);
  const runs = runsOf(wordsOf(other));
  return Uint8Array.from(rows, (row) => {
    const end = mine.first[row + 1]! - RUN;
    if (end < mine.first[row]!) return doc.lines.sizes[row]! >= MIN_HELD ? 1 : 0;
    for (let at = mine.first[row]!; at <= end; at += 1) if (runs.has(runKey(mine.hashes, at))) return 1;
    return 0;
  });
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

/** Texts that hold the untraced lines as new words: the nearest that holds most of a run proves itself by whole lines. */
function alignWithHolders(trace: Trace, candidates: Candidates): void {
  const asked = new Set<QuoteDocument>();
  for (let round = 0; round < MAX_HOLDERS; round += 1) {
    const votes = new Map<QuoteDocument, number>();
    for (let n = 0; n < trace.rows.length; n += 1) {
      if (trace.done[n] === 1) continue;
      const row = trace.rows[n]!;
      const size = trace.doc.lines.sizes[row]!;
      candidates.holders(trace.doc.lines.hashes[row]!, size).forEach((holder, rank) => {
        // The nearest of several holders counts a little more.
        if (!asked.has(holder)) votes.set(holder, (votes.get(holder) ?? 0) + size * (rank === 0 ? 1.01 : 1));
      });
    }
    let best: QuoteDocument | null = null;
    for (const [holder, size] of votes) if (best === null || size > votes.get(best)!) best = holder;
    if (best === null || votes.get(best)! < MIN_HELD) return;
    asked.add(best);
    trace.alignWith(best, true);
  }
}

/** Where whole lines of a text that is not the parent agree: keep lines that are long, or stand beside others that agree. */
function dropDoubtful(doc: QuoteDocument, rows: Int32Array, open: number[], places: Int32Array): void {
  let from = 0;
  while (from < open.length) {
    if (places[from]! < 0) {
      from += 1;
      continue;
    }
    let to = from + 1;
    let size = doc.lines.sizes[rows[open[from]!]!]!;
    while (
      to < open.length &&
      places[to]! > places[to - 1]! &&
      places[to]! - places[to - 1]! <= 4 &&
      open[to] === open[to - 1]! + 1
    ) {
      size += doc.lines.sizes[rows[open[to]!]!]!;
      to += 1;
    }
    if (size < MIN_HELD) for (let n = from; n < to; n += 1) places[n] = -1;
    from = to;
  }
}

/** A head is the parent's only where most of it is: its ruled line and its From recur in every mail of one person. */
function dropForeignHeads(rows: Int32Array, open: number[], places: Int32Array, heads: Uint8Array): void {
  for (let from = 0; from < open.length; from += 1) {
    if (heads[rows[open[from]!]!] !== 1) continue;
    let to = from;
    let found = 0;
    while (
      to < open.length &&
      heads[rows[open[to]!]!] === 1 &&
      (to === from || rows[open[to]!]! - rows[open[to - 1]!]! <= 2)
    ) {
      if (places[to]! >= 0) found += 1;
      to += 1;
    }
    if (found * 2 <= to - from) places.fill(-1, from, to);
    from = to - 1;
  }
}

/** Words found far from any matched line prove a passage only where several in a row agree. */
function isProof(doc: QuoteDocument, found: (WordMatch | null)[], first: number): boolean {
  let size = 0;
  for (let n = 0; n < found.length; n += 1)
    if (found[n] !== null) size += doc.lines.sizes[first + n]! * found[n]!.share;
  return size >= MIN_HELD;
}

/** Lines taken for own that carry marks and repeat the parent are quotes: initials, bars, a robot's `>>` with one more. */
function claimUnmarked(doc: QuoteDocument, parent: QuoteDocument): void {
  const rows: number[] = [];
  for (let line = 0; line < doc.lines.count; line += 1) {
    if (doc.depths[line]! > 0 || doc.lines.sizes[line]! < MIN_CLAIM || doc.kinds[line] === 'diff') continue;
    const first = doc.lines.text.charCodeAt(doc.lines.starts[line]!);
    if (doc.lines.initials[line] === 1 || first === BAR || doc.lines.marks[line]! > 0) rows.push(line);
  }
  if (rows.length === 0) return;
  const places = alignLines(doc, Int32Array.from(rows), parent);
  rows.forEach((line, n) => {
    if (places[n]! < 0 || lineAt(doc.lines, line).trim() === lineAt(parent.lines, places[n]!).trim()) return;
    doc.kinds[line] = 'quote';
    doc.depths[line] = Math.max(1, doc.lines.marks[line]!);
  });
}

/**
 * Below an Outlook head, where lines repeat the parent, those that don't are answers written into it; and where only marked
 * lines repeat what the parent itself said, the unmarked ones are all the writer's.
 */
function freeOwnAnswers(trace: Trace, parent: QuoteDocument): void {
  const { doc, rows, done } = trace;
  let found = 0;
  let marked = 0;
  for (let n = 0; n < rows.length; n += 1) {
    if (done[n] !== 1) continue;
    if (doc.kinds[rows[n]!] === 'forwarded') found += 1;
    else if (doc.originDoc[rows[n]!] === parent.index && doc.depths[rows[n]!] === 1) marked += 1;
  }
  if (found < 3 && (found > 0 || marked < 3)) return;
  let seen = found === 0;
  for (let n = 0; n < rows.length; n += 1) {
    const row = rows[n]!;
    if (doc.kinds[row] !== 'forwarded') continue;
    if (done[n] === 1) seen = true;
    else if (seen) free(doc, row);
  }
}

/** Lines without a mark that were taken for the tails of wrapped ones, and stand in no source: answers right below a quote. */
function freeUnmarked(trace: Trace): void {
  const { doc, rows, done } = trace;
  for (let n = 0; n < rows.length; n += 1) {
    const row = rows[n]!;
    if (done[n] === 1 || doc.kinds[row] !== 'quote' || doc.lines.marks[row]! > 0 || doc.lines.initials[row] === 1)
      continue;
    // Blanks, bars and the like may stand before other marks.
    if (!/^\s*[>|:}#＞]/.test(lineAt(doc.lines, row))) free(doc, row);
  }
}

/**
 * Apple's programs mark their own attribution too: "> On …, Ana wrote:" above words of the same depth. It stands in no
 * source, since the quoting program wrote it.
 */
function claimAttribution(trace: Trace): void {
  const { doc, rows, done } = trace;
  for (let n = 0; n < rows.length && n < MAX_OPENING; n += 1) {
    const row = rows[n]!;
    if (done[n] === 1 || doc.depths[row] !== 1 || doc.kinds[row] !== 'quote') continue;
    let text = '';
    for (
      let last = n;
      last < rows.length && last < n + 3 && rows[last] === row + last - n && done[last] === 0;
      last += 1
    ) {
      text = `${text} ${bodyAt(doc.lines, rows[last]!).trim()}`.trim();
      const next = rows[last + 1];
      if (!/[:：]$/.test(text) || next === undefined || doc.depths[next] !== 1) continue;
      const who = parseAttribution(text);
      if (who === null || !isCertainAttribution(text)) continue;
      doc.attributions.push({ from: row, to: rows[last]! + 1, who });
      // Empty lines above belong to it where nothing else stands there.
      let from = row;
      while (from > 0 && doc.lines.sizes[from - 1] === 0 && doc.kinds[from - 1] === 'quote') from -= 1;
      for (let line = from; line <= rows[last]!; line += 1) doc.kinds[line] = 'attribution';
      done.fill(1, n, last + 1);
      return;
    }
  }
}

/** Makes a line the writer's own, with the empty lines below it. */
function free(doc: QuoteDocument, row: number): void {
  for (let line = row; line < doc.lines.count && (line === row || doc.lines.sizes[line] === 0); line += 1) {
    doc.kinds[line] = 'text';
    doc.depths[line] = 0;
  }
}

/** "[...]" within a quote stands for other words; it has no origin of its own. */
export const isElision = (doc: QuoteDocument, line: number): boolean =>
  doc.lines.sizes[line]! <= 40 && isSnip(bodyAt(doc.lines, line));

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
/** Characters that must agree before a text other than the parent is believed. */
const MIN_HELD = 24;
const MIN_PASSAGE = 6;
const MAX_HOLDERS = 6;
const MIN_CLAIM = 8;
/** Quoted lines among which an attribution with marks opens a mail's quotes. */
const MAX_OPENING = 6;
const BAR = 124;
