/** What is enough to believe that words were taken from a text that is not the parent, and what is not. */
import { placeOfRun, RUN, runKey, wordsOf, type QuoteDocument } from './document.ts';
import type { WordMatch } from './words.ts';

/** Where whole lines of a text that is not the parent agree: keep lines that are long, or stand beside others that agree. */
export function dropDoubtful(doc: QuoteDocument, rows: Int32Array, open: number[], places: Int32Array): void {
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
export function dropForeignHeads(rows: Int32Array, open: number[], places: Int32Array, heads: Uint8Array): void {
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
export function isProof(doc: QuoteDocument, found: (WordMatch | null)[], first: number): boolean {
  let size = 0;
  for (let n = 0; n < found.length; n += 1)
    if (found[n] !== null) size += doc.lines.sizes[first + n]! * found[n]!.share;
  return size >= MIN_HELD;
}

/** 1 for each row that shares a run of words with another text, or is one long word. */
export function sharedRuns(doc: QuoteDocument, rows: Int32Array, other: QuoteDocument): Uint8Array {
  const mine = wordsOf(doc);
  const theirs = wordsOf(other);
  const shared = new Uint8Array(rows.length);
  for (let n = 0; n < rows.length; n += 1) {
    const row = rows[n]!;
    const end = mine.first[row + 1]! - RUN;
    if (end < mine.first[row]!) {
      if (doc.lines.sizes[row]! >= MIN_HELD) shared[n] = 1;
      continue;
    }
    for (let at = mine.first[row]!; at <= end && shared[n] === 0; at += 1)
      if (placeOfRun(theirs, runKey(mine.hashes, at)) !== -1) shared[n] = 1;
  }
  return shared;
}

/** Characters that must agree before a text other than the parent is believed. */
export const MIN_HELD = 24;
