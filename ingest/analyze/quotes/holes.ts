/** What elisions stand for, and the lines whose block empty lines share. */
import type { Mailbox } from '../../../data/records/mail.ts';
import { bodyAt, isBlankLine, isEmptyLine } from '../../parse/text/lines.ts';
import { EDITED, isElision, isForeign, isOrphan, type QuoteDocument } from './document.ts';

/** What an elision stands for. */
export interface Hole {
  doc: number;
  from: number;
  to: number;
  match: number;
  author: Mailbox | null;
}

/** For each elision, which quotes nothing to the letter, the lines of the source between its neighbours, or its neighbour's where nothing stands between. */
export function elisions(doc: QuoteDocument, docs: QuoteDocument[], lead: Int32Array): Map<number, Hole> {
  const holes = new Map<number, Hole>();
  for (let line = 0; line < doc.lines.count; line += 1) {
    if (
      lead[line] !== line ||
      !(doc.kinds[line] === 'snip' || (isForeign(doc, line) && !isEmptyLine(doc.lines, line) && isElision(doc, line)))
    )
      continue;
    const marked = isForeign(doc, line);
    const before = neighbour(doc, line, -1, marked);
    const behind = neighbour(doc, line, 1, marked);
    const near = before ?? behind ?? (marked ? lastAbove(doc, line) : null);
    if (near === null) continue;
    if (isOrphan(docs, doc, near)) {
      const other = before !== null && behind !== null && !isOrphan(docs, doc, behind) ? behind : near;
      if (other === near) {
        const author =
          doc.inferred.get(near) ?? docs[doc.originDoc[near]!]!.inferred.get(doc.originFrom[near]!) ?? null;
        holes.set(line, { doc: -1, from: -1, to: -1, match: author === null ? -3 : -2, author });
        continue;
      }
      holes.set(line, {
        doc: doc.originDoc[other]!,
        from: doc.originFrom[other]!,
        to: doc.originTo[other]!,
        match: EDITED,
        author: null,
      });
      continue;
    }
    const source = doc.originDoc[near]!;
    let from = doc.originFrom[near]!;
    let to = doc.originTo[near]!;
    if (
      before !== null &&
      behind !== null &&
      doc.originDoc[behind] === source &&
      doc.originFrom[behind]! > doc.originTo[before]!
    ) {
      from = doc.originTo[before]!;
      to = doc.originFrom[behind]!;
    }
    holes.set(line, { doc: source, from, to, match: EDITED, author: null });
  }
  return holes;
}

/** For each line the one whose state it shares: itself, or for an empty line the words of its block before it, else behind it. */
export function leaders(doc: QuoteDocument, docs: QuoteDocument[]): Int32Array {
  const { kinds, depths, lines } = doc;
  const lead = new Int32Array(lines.count).fill(-1);
  const alike = (a: number, b: number): boolean => kinds[a] === kinds[b] && depths[a] === depths[b];
  let last = -1;
  for (let line = 0; line < lines.count; line += 1) {
    const empty = isEmptyLine(lines, line)
      ? isForeign(doc, line) || isBlankLine(lines, line)
      : isSpeck(doc, docs, line);
    if (!empty) lead[line] = last = line;
    else if (last >= 0 && alike(last, line)) lead[line] = last;
  }
  let next = -1;
  for (let line = lines.count - 1; line >= 0; line -= 1) {
    if (lead[line] === line) next = line;
    else if (lead[line] === -1 && next >= 0 && alike(next, line)) lead[line] = next;
  }
  // Marks alone, with the writer's words around: the quote above goes on to nothing.
  let quoted = -1;
  for (let line = 0; line < lines.count; line += 1) {
    if (lead[line] === line && isForeign(doc, line)) quoted = line;
    else if (lead[line] === -1) lead[line] = quoted >= 0 && isForeign(doc, line) ? quoted : line;
  }
  return lead;
}

/** A stop or a bracket alone that nobody is known to have written: it says as little as an empty line. */
function isSpeck(doc: QuoteDocument, docs: QuoteDocument[], line: number): boolean {
  if (!isForeign(doc, line) || doc.lines.sizes[line]! > 2 || !isOrphan(docs, doc, line)) return false;
  return !/[\p{L}\p{N}]/u.test(bodyAt(doc.lines, line));
}

/** The last quoted line of the same depth above, over the writer's own words: what is left out is still that mail. */
function lastAbove(doc: QuoteDocument, line: number): number | null {
  for (let at = line - 1; at >= 0 && at >= line - LONG_REACH; at -= 1) {
    if (isForeign(doc, at) && !isEmptyLine(doc.lines, at) && doc.depths[at] === doc.depths[line] && !isElision(doc, at))
      return at;
  }
  return null;
}

/** The next quoted line with words in a direction: of the same depth for a marked elision, any quote for a bare one. */
function neighbour(doc: QuoteDocument, line: number, step: number, marked: boolean): number | null {
  let own = 0;
  for (let at = line + step; at >= 0 && at < doc.lines.count && Math.abs(at - line) <= ELISION_REACH; at += step) {
    if (isEmptyLine(doc.lines, at)) continue;
    if (!isForeign(doc, at)) {
      // The writer's own lines between: the elision belongs to the other side.
      own += 1;
      if (own > 0 && doc.kinds[at] !== 'attribution') return null;
      continue;
    }
    if (isElision(doc, at)) continue;
    if (!marked || doc.depths[at] === doc.depths[line]) return at;
  }
  return null;
}

const ELISION_REACH = 12;
const LONG_REACH = 80;
