/** Puts right what a text alone can't tell: quotes that were taken for own lines, and own lines that were taken for quotes. */
import { isCertainAttribution, parseAttribution } from '../../parse/blocks/attribution.ts';
import { bodyAt, isEmptyLine, lineAt } from '../../parse/text/lines.ts';
import type { QuoteDocument } from './document.ts';
import { alignLines } from './lines.ts';
import type { Trace } from './rows.ts';

/** Lines taken for own that carry marks and repeat the parent are quotes: initials, bars, a robot's `>>` with one more. */
export function claimUnmarked(doc: QuoteDocument, parent: QuoteDocument): void {
  const rows: number[] = [];
  for (let line = 0; line < doc.lines.count; line += 1) {
    if (doc.depths[line]! > 0 || doc.kinds[line] === 'diff' || isEmptyLine(doc.lines, line)) continue;
    const first = doc.lines.text.charCodeAt(doc.lines.starts[line]!);
    if (
      (doc.lines.initials[line] === 1 || first === BAR || doc.lines.marks[line]! > 0) &&
      doc.lines.sizes[line]! >= MIN_CLAIM
    )
      rows.push(line);
  }
  if (rows.length === 0) return;
  const places = alignLines(doc, new Int32Array(rows), parent);
  rows.forEach((line, n) => {
    if (places[n]! < 0 || lineAt(doc.lines, line).trim() === lineAt(parent.lines, places[n]!).trim()) return;
    doc.kinds[line] = 'quote';
    doc.depths[line] = Math.max(1, doc.lines.marks[line]!);
  });
}

/**
 * Apple's programs mark their own attribution too: "> On …, Ana wrote:" above words of the same depth. It stands in no
 * source, since the quoting program wrote it.
 */
export function claimAttribution(trace: Trace): void {
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
      while (from > 0 && isEmptyLine(doc.lines, from - 1) && doc.kinds[from - 1] === 'quote') from -= 1;
      for (let line = from; line <= rows[last]!; line += 1) doc.kinds[line] = 'attribution';
      done.fill(1, n, last + 1);
      return;
    }
  }
}

/**
 * Below an Outlook head, where lines repeat the parent, those that don't are answers written into it; and where only marked
 * lines repeat what the parent itself said, the unmarked ones are all the writer's.
 */
export function freeOwnAnswers(trace: Trace, parent: QuoteDocument): void {
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
export function freeUnmarked(trace: Trace): void {
  const { doc, rows, done } = trace;
  for (let n = 0; n < rows.length; n += 1) {
    const row = rows[n]!;
    if (done[n] === 1 || doc.kinds[row] !== 'quote' || doc.lines.marks[row]! > 0 || doc.lines.initials[row] === 1)
      continue;
    // Blanks, bars and the like may stand before other marks.
    if (!/^\s*[>|:}#＞]/.test(lineAt(doc.lines, row))) free(doc, row);
  }
}

/** Makes a line the writer's own, with the empty lines below it. */
function free(doc: QuoteDocument, row: number): void {
  for (let line = row; line < doc.lines.count && (line === row || isEmptyLine(doc.lines, line)); line += 1) {
    doc.kinds[line] = 'text';
    doc.depths[line] = 0;
  }
}

const MIN_CLAIM = 8;
/** Quoted lines among which an attribution with marks opens a mail's quotes. */
const MAX_OPENING = 6;
const BAR = 124;
