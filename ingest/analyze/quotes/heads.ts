/** Outlook's heads that carry quote marks: they hold no words of the one quoted, yet stand for their mail. */
import { readForwardHead, type ForwardHead } from '../../parse/blocks/forward-head.ts';
import { bodyAt, codesOf, isEmptyLine, isSpace, type Lines } from '../../parse/text/lines.ts';
import { EDITED, isForeign, isOrphan, type QuoteDocument } from './document.ts';
import { samePerson } from '../../../data/rules/person.ts';

/** The head that begins at a quoted line ("> -----Original Message-----", "> From: …"), or null. */
export function readMarkedHead(doc: QuoteDocument, line: number): ForwardHead | null {
  const start = doc.lines.bodies[line]!;
  if (
    !mayOpen(doc.lines, line) ||
    !OPENING.test(doc.lines.text.slice(start, Math.min(doc.lines.ends[line]!, start + 60)))
  )
    return null;
  const depth = doc.depths[line]!;
  const head = readForwardHead(
    (n) => (n < doc.lines.count && isForeign(doc, n) && doc.depths[n] === depth ? bodyAt(doc.lines, n) : null),
    line,
  );
  // From and Subject alone may be words of a patch.
  return head !== null && head.from !== null && (head.end - line >= 3 || head.date !== null || head.behalf)
    ? head
    : null;
}

/** The lines of marked heads; they repeat nothing but a head that stood in the parent already. */
export function markedHeads(doc: QuoteDocument): Uint8Array | null {
  let found: Uint8Array | null = null;
  for (let line = 0; line < doc.lines.count; line += 1) {
    if (doc.kinds[line] !== 'quote' || isEmptyLine(doc.lines, line)) continue;
    const head = readMarkedHead(doc, line);
    if (head === null) continue;
    found ??= new Uint8Array(doc.lines.count);
    found.fill(1, line, head.end);
    line = head.end - 1;
  }
  return found;
}

/** Gives each marked head the mail it names as source, where the first traced line below it is by the one it names. */
export function traceHeads(doc: QuoteDocument, docs: QuoteDocument[], heads: Uint8Array): void {
  for (let line = 0; line < doc.lines.count; line += 1) {
    if (heads[line] !== 1) continue;
    const head = readMarkedHead(doc, line);
    if (head === null || head.from === null) continue;
    const depth = doc.depths[line]!;
    for (let below = head.end; below < doc.lines.count && below < head.end + REACH; below += 1) {
      if (
        isEmptyLine(doc.lines, below) ||
        !isForeign(doc, below) ||
        doc.depths[below]! < depth ||
        isOrphan(docs, doc, below)
      )
        continue;
      const origin = docs[doc.originDoc[below]!]!;
      if (!samePerson(origin.message.from, head.from)) continue;
      for (let n = line; n < head.end; n += 1) {
        if (isEmptyLine(doc.lines, n) || !isOrphan(docs, doc, n)) continue;
        doc.originDoc[n] = origin.index;
        doc.originFrom[n] = doc.originFrom[below]!;
        doc.originTo[n] = doc.originTo[below]!;
        doc.matches[n] = EDITED;
        doc.edits.set(n, [{ line: n, was: '', is: bodyAt(doc.lines, n).trim() }]);
      }
      break;
    }
    line = head.end - 1;
  }
}

/** False for most lines: no ruled line, no "Begin", and no colon within the length of a field's name. */
function mayOpen(lines: Lines, line: number): boolean {
  const codes = codesOf(lines);
  const end = lines.ends[line]!;
  let at = lines.bodies[line]!;
  while (at < end && isSpace(codes[at]!)) at += 1;
  if (at + 1 < end && ((isRuling(codes[at]!) && isRuling(codes[at + 1]!)) || (codes[at]! | 32) === LOWER_B))
    return true;
  for (const stop = Math.min(end, at + LONGEST_NAME); at < stop; at += 1)
    if (codes[at] === COLON || codes[at] === WIDE_COLON) return true;
  return false;
}

const isRuling = (code: number): boolean => code === MINUS || code === UNDERSCORE || code === EQUALS || code === STAR;

/** What may open a head: a ruled line, or a field in any language. */
const OPENING = /^\s*(?:[-_=*]{2,}|[Bb]egin|[^\s:：]{1,14}(?: [^\s:：]{1,10})?\s?[:：])/;
/** Lines below a head in which its mail's words must begin. */
const REACH = 60;
/** Characters of `OPENING` up to the colon: two words, a blank between and one behind. */
const LONGEST_NAME = 27;
const STAR = 42;
const MINUS = 45;
const COLON = 58;
const EQUALS = 61;
const UNDERSCORE = 95;
const LOWER_B = 98;
const WIDE_COLON = 0xff1a;
