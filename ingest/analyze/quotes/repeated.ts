/** Finds words of earlier mails that stand in a reply without any mark: below an attribution, below nothing, or as a whole diff. */
import { parseAttribution } from '../../parse/blocks/attribution.ts';
import { inkBehind, isBlankLine, isEmptyLine, lineAt } from '../../parse/text/lines.ts';
import { parseSubject } from '../../parse/patch/subject.ts';
import { samePerson } from '../../../data/rules/person.ts';
import { firstAlike, isForeign, type QuoteDocument } from './document.ts';
import { alignLines } from './lines.ts';
import { sharedRuns } from './proof.ts';

/**
 * Marks as forwarded what a reply holds of its parent, or of another ancestor, without marks. Only what is proved there, and only
 * words of somebody else: who sends his own patch again posts it.
 */
export function claimRepeated(doc: QuoteDocument, parent: QuoteDocument, ancestors: () => QuoteDocument[]): void {
  if (doc.part !== undefined) return;
  claimBelowAttributions(doc, parent);
  const { isReply } = parseSubject(doc.message.subject);
  if (!isReply) return;
  // Robots write the same words again and again, and mean them.
  if (doc.message.bot) return;
  const hasDiff = doc.kinds.includes('diff');
  for (const other of hasDiff ? ancestors() : [parent]) {
    if (samePerson(other.message.from, doc.message.from)) continue;
    if (hasDiff) claimDiff(doc, other);
    else claimCopies(doc, other);
  }
}

/** "On …, Ana wrote:" with her words below it as they stood. */
function claimBelowAttributions(doc: QuoteDocument, parent: QuoteDocument): void {
  const { lines } = doc;
  for (let line = 0; line < lines.count; line += 1) {
    if (isForeign(doc, line) || !endsInColon(doc, line)) continue;
    const below = inkBehind(lines, line + 1);
    if (below >= lines.count || isForeign(doc, below) || below - line > MAX_GAP) continue;
    const from = attributionFrom(doc, line, parent);
    if (from < 0) continue;
    const rows: number[] = [];
    for (let row = below; row < lines.count && !isForeign(doc, row); row += 1)
      if (!isEmptyLine(lines, row) && doc.kinds[row] !== 'footer') rows.push(row);
    const held = heldRows(doc, rows, parent);
    if (held[0] !== 1 || sizeOf(doc, rows, held) < MIN_BELOW) continue;
    // The first paragraph that repeats nothing is the writer's again.
    const last = held.lastIndexOf(1);
    forward(
      doc,
      rows.slice(0, last + 1).filter((_, n) => held[n] === 1),
    );
    if (doc.kinds[line] !== 'attribution') nameAttribution(doc, from, line);
    line = rows[last]!;
  }
}

function endsInColon(doc: QuoteDocument, line: number): boolean {
  const { text, starts, ends } = doc.lines;
  let end = ends[line]!;
  while (end > starts[line]! && text.charCodeAt(end - 1) <= SPACE) end -= 1;
  const code = text.charCodeAt(end - 1);
  return end > starts[line]! && end - starts[line]! < LONGEST && (code === COLON || code === WIDE_COLON);
}

/** The first line of the attribution that ends with a line, or -1. One that its form does not prove must name who wrote the parent. */
function attributionFrom(doc: QuoteDocument, line: number, parent: QuoteDocument): number {
  const known = doc.attributions.find(({ to }) => to === line + 1);
  if (known) return known.from;
  let text = '';
  for (let from = line; from >= 0 && from > line - 3 && !isForeign(doc, from); from -= 1) {
    if (isBlankLine(doc.lines, from)) break;
    text = text === '' ? lineAt(doc.lines, from) : `${lineAt(doc.lines, from).trim()} ${text}`;
    const who = text.length < LONGEST * 2 ? parseAttribution(text) : null;
    if (who !== null && samePerson(who, parent.message.from)) return from;
  }
  return -1;
}

function nameAttribution(doc: QuoteDocument, from: number, line: number): void {
  const text = Array.from({ length: line + 1 - from }, (_, n) => lineAt(doc.lines, from + n).trim()).join(' ');
  const who = parseAttribution(text);
  if (who === null) return;
  for (let n = from; n <= line; n += 1) doc.kinds[n] = 'attribution';
  for (let n = line + 1; n < doc.lines.count && isBlankLine(doc.lines, n); n += 1) doc.kinds[n] = 'attribution';
  doc.attributions.push({ from, to: line + 1, who });
  doc.attributions.sort((a, b) => a.from - b.from);
}

/** A whole diff of an ancestor, and what stands around it there: a client that marks nothing quoted the patch. */
function claimDiff(doc: QuoteDocument, other: QuoteDocument): void {
  if (POSTED.test(doc.lines.text)) return;
  const rows = ownRows(doc);
  const places = alignLines(doc, new Int32Array(rows), other);
  let diff = 0;
  let found = 0;
  rows.forEach((row, n) => {
    if (doc.kinds[row] !== 'diff') return;
    diff += 1;
    if (places[n]! >= 0 && other.kinds[places[n]!] === 'diff') found += 1;
  });
  // A patch that is changed is a proposal, however little.
  if (found < MIN_DIFF || found < diff) return;
  const runs = rows.map((_, n) =>
    places[n]! >= 0 && (isBeside(rows, places, n, -1) || isBeside(rows, places, n, 1)) ? 1 : 0,
  );
  forward(
    doc,
    rows.filter((_, n) => runs[n] === 1),
  );
}

/** Passages of three lines and more that stand in the parent line by line. */
function claimCopies(doc: QuoteDocument, other: QuoteDocument): void {
  const rows = ownRows(doc);
  let from = 0;
  while (from < rows.length) {
    let place = placeOf(doc, rows[from]!, other);
    let to = from;
    let size = 0;
    while (to < rows.length && place >= 0 && isAlike(doc, rows[to]!, other, place)) {
      size += doc.lines.sizes[rows[to]!]!;
      to += 1;
      place = to < rows.length ? nextInk(other, place + 1) : -1;
    }
    if (to - from >= MIN_COPIED && size >= MIN_COPY) forward(doc, rows.slice(from, to));
    from = Math.max(to, from + 1);
  }
}

function ownRows(doc: QuoteDocument): number[] {
  const rows: number[] = [];
  for (let row = 0; row < doc.lines.count && rows.length < MOST_ROWS; row += 1)
    if (!isEmptyLine(doc.lines, row) && !isForeign(doc, row) && !KEPT.has(doc.kinds[row]!)) rows.push(row);
  return rows;
}

const placeOf = (doc: QuoteDocument, row: number, other: QuoteDocument): number =>
  doc.lines.sizes[row]! < MIN_FIRST ? -1 : firstAlike(other, doc.lines.hashes[row]!, doc.lines.sizes[row]!);

const isAlike = (doc: QuoteDocument, row: number, other: QuoteDocument, place: number): boolean =>
  doc.lines.hashes[row] === other.lines.hashes[place] && doc.lines.sizes[row] === other.lines.sizes[place];

function nextInk(doc: QuoteDocument, from: number): number {
  let line = from;
  while (line < doc.lines.count && isEmptyLine(doc.lines, line)) line += 1;
  return line < doc.lines.count ? line : -1;
}

/** True where the neighbour of a row stands beside it in the other text too. */
function isBeside(rows: readonly number[], places: Int32Array, n: number, step: 1 | -1): boolean {
  const other = n + step;
  if (other < 0 || other >= rows.length || places[other]! < 0) return false;
  return Math.abs(places[other]! - places[n]!) <= MAX_GAP && Math.abs(rows[other]! - rows[n]!) <= MAX_GAP;
}

/** 1 for rows that the other text holds as a line or in a run of words. */
function heldRows(doc: QuoteDocument, rows: readonly number[], other: QuoteDocument): number[] {
  const places = alignLines(doc, new Int32Array(rows), other);
  const shared = sharedRuns(doc, new Int32Array(rows), other);
  return rows.map((_, n) => (places[n]! >= 0 || shared[n] === 1 ? 1 : 0));
}

function sizeOf(doc: QuoteDocument, rows: readonly number[], held: readonly number[]): number {
  return rows.reduce((sum, row, n) => sum + (held[n] === 1 ? doc.lines.sizes[row]! : 0), 0);
}

/** Makes lines forwarded, with the empty lines below them up to the next of them, or the end of theirs. */
function forward(doc: QuoteDocument, rows: readonly number[]): void {
  for (const row of rows) {
    for (let line = row; line < doc.lines.count && (line === row || isEmptyLine(doc.lines, line)); line += 1) {
      doc.kinds[line] = 'forwarded';
      doc.depths[line] = 1;
    }
  }
}

/** Scissors, or a patch's own head: whoever writes them posts it. */
const POSTED = /(?<![^\n])(?:-{2,} ?(?:>8|8<) ?-{2,}|From [0-9a-f]{40} )/;
/** What the mail's own programs wrote is no copy. */
const KEPT: ReadonlySet<string> = new Set(['footer', 'attribution', 'headers', 'greeting']);
const SPACE = 32;
const COLON = 58;
const WIDE_COLON = 0xff1a;
/** Characters of one line of an attribution. */
const LONGEST = 300;
/** Lines, empty ones counted, between what belongs together. */
const MAX_GAP = 3;
/** Characters that prove what an attribution announces. */
const MIN_BELOW = 16;
/** Lines of a diff, and of another passage with its characters, that nobody types anew. */
const MIN_DIFF = 4;
const MIN_COPIED = 3;
const MIN_COPY = 100;
const MIN_FIRST = 16;
const MOST_ROWS = 5000;
