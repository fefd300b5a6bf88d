/** Aligns quoted lines with a text, whole line by whole line, blind to marks and white space. */
import { isEmptyLine } from '../../parse/text/lines.ts';
import { firstAlike, nextAlike, type QuoteDocument } from './document.ts';

/**
 * For each of `rows` (lines of `child`, ascending) the line of `parent` that it repeats, or -1.
 *
 * Rows whose line stands once in the parent are anchors; the longest chain of them that runs forward is kept. Rows
 * beside a match follow it where the lines agree; what is left takes the next alike line of its gap, of the depth that
 * one level of quoting gives where there is a choice. A passage that was moved is found apart from the chain.
 * Near linear: a row looks at no more than `MAX_ALIKE` places.
 */
export function alignLines(child: QuoteDocument, rows: Int32Array, parent: QuoteDocument): Int32Array {
  const places = new Int32Array(rows.length).fill(-1);
  const firsts = new Int32Array(rows.length);
  let any = false;
  const { hashes, sizes } = child.lines;
  for (let n = 0; n < rows.length; n += 1) {
    const row = rows[n]!;
    firsts[n] = firstAlike(parent, hashes[row]!, sizes[row]!);
    if (firsts[n]! >= 0) any = true;
  }
  if (!any) return places;
  chainAnchors(firsts, places, parent);
  extendMatches(child, rows, parent, firsts, places);
  fillGaps(child, rows, parent, firsts, places);
  return places;
}

/** Keeps the longest rising chain of anchors (patience sorting). */
function chainAnchors(firsts: Int32Array, places: Int32Array, parent: QuoteDocument): void {
  const size = firsts.length;
  const tails: number[] = [];
  const before = new Int32Array(size).fill(-1);
  for (let n = 0; n < size; n += 1) {
    const place = firsts[n]!;
    if (place < 0 || nextAlike(parent, place) >= 0) continue;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (firsts[tails[middle]!]! < place) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[n] = tails[low - 1]!;
    tails[low] = n;
  }
  for (let n = tails.at(-1) ?? -1; n >= 0; n = before[n]!) places[n] = firsts[n]!;
}

/** Lines next to a match agree more often than by chance: follow them both ways. */
function extendMatches(
  child: QuoteDocument,
  rows: Int32Array,
  parent: QuoteDocument,
  firsts: Int32Array,
  places: Int32Array,
): void {
  for (let n = 1; n < rows.length; n += 1) {
    if (places[n]! >= 0 || firsts[n]! < 0 || places[n - 1]! < 0) continue;
    const next = inkBehind(parent, places[n - 1]!);
    if (next >= 0 && alike(child, rows[n]!, parent, next)) places[n] = next;
  }
  for (let n = rows.length - 2; n >= 0; n -= 1) {
    if (places[n]! >= 0 || firsts[n]! < 0 || places[n + 1]! < 0) continue;
    const prior = inkBefore(parent, places[n + 1]!);
    if (prior >= 0 && alike(child, rows[n]!, parent, prior)) places[n] = prior;
  }
}

/** Rows that several lines could be: the nearest in the gap between their neighbours' matches, of the right depth first. */
function fillGaps(
  child: QuoteDocument,
  rows: Int32Array,
  parent: QuoteDocument,
  firsts: Int32Array,
  places: Int32Array,
): void {
  const above = new Int32Array(rows.length);
  let low = parent.lines.count;
  for (let n = rows.length - 1; n >= 0; n -= 1) {
    if (places[n]! >= 0) low = places[n]!;
    above[n] = low;
  }
  let last = -1;
  for (let n = 0; n < rows.length; n += 1) {
    if (places[n]! >= 0) {
      last = places[n]!;
      continue;
    }
    if (firsts[n]! < 0) continue;
    let best = bestInGap(parent, firsts[n]!, child.depths[rows[n]!]! - 1, last, above[n]!);
    if (best < 0) best = moved(child, rows, n, parent, firsts[n]!, places);
    if (best < 0) continue;
    places[n] = best;
    if (best > last && best < above[n]!) last = best;
    // The rows behind follow the new match.
    for (let next = n + 1; next < rows.length && places[next]! < 0 && firsts[next]! >= 0; next += 1) {
      const behind = inkBehind(parent, places[next - 1]!);
      if (behind < 0 || !alike(child, rows[next]!, parent, behind)) break;
      places[next] = behind;
      if (behind > last && behind < above[next]!) last = behind;
    }
  }
}

/** The first line of those alike between two places that is of the right depth, else the first of any; -1 where none is. */
function bestInGap(parent: QuoteDocument, first: number, depth: number, last: number, above: number): number {
  let best = -1;
  let looked = 0;
  for (let place = first; place >= 0 && looked < MAX_ALIKE; place = nextAlike(parent, place)) {
    looked += 1;
    if (place <= last) continue;
    if (place >= above && above > last) break;
    if (parent.depths[place] === depth) return place;
    if (best < 0) best = place;
  }
  return best;
}

/** A place outside the gap, for a line long enough to be itself: people reorder what they quote. */
function moved(
  child: QuoteDocument,
  rows: Int32Array,
  n: number,
  parent: QuoteDocument,
  first: number,
  places: Int32Array,
): number {
  const beside = n > 0 && places[n - 1]! >= 0 ? inkBehind(parent, places[n - 1]!) : -1;
  if (beside >= 0 && alike(child, rows[n]!, parent, beside)) return beside;
  if (child.lines.sizes[rows[n]!]! < MIN_MOVED) {
    // A short line moves along with the next one.
    if (n + 1 >= rows.length) return -1;
    let looked = 0;
    for (let place = first; place >= 0 && looked < MAX_ALIKE; place = nextAlike(parent, place)) {
      looked += 1;
      const behind = inkBehind(parent, place);
      if (behind >= 0 && alike(child, rows[n + 1]!, parent, behind)) return place;
    }
    return -1;
  }
  const depth = child.depths[rows[n]!]! - 1;
  let best = first;
  let looked = 0;
  for (let place = first; place >= 0 && looked < MAX_ALIKE; place = nextAlike(parent, place)) {
    looked += 1;
    if (parent.depths[place] === depth) {
      best = place;
      break;
    }
  }
  return best;
}

const alike = (child: QuoteDocument, row: number, parent: QuoteDocument, place: number): boolean =>
  child.lines.hashes[row] === parent.lines.hashes[place] && child.lines.sizes[row] === parent.lines.sizes[place];

function inkBehind(doc: QuoteDocument, line: number): number {
  for (let next = line + 1; next < doc.lines.count && next <= line + MAX_BLANKS; next += 1)
    if (!isEmptyLine(doc.lines, next)) return next;
  return -1;
}

function inkBefore(doc: QuoteDocument, line: number): number {
  for (let prior = line - 1; prior >= 0 && prior >= line - MAX_BLANKS; prior -= 1)
    if (!isEmptyLine(doc.lines, prior)) return prior;
  return -1;
}

/** A line that stands more often than this in one text is found by its neighbours or not at all. */
const MAX_ALIKE = 64;
const MAX_BLANKS = 12;
/** Characters; a shorter line may stand anywhere by chance. */
const MIN_MOVED = 16;
