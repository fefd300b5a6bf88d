/** A message's text (or a text attachment) as quote linking sees it: its lines, their kinds, and where each first stood. */
import type { BlockKind, Edit } from '../../../data/records/block.ts';
import type { Mailbox } from '../../../data/records/mail.ts';
import type { Message } from '../../../data/records/thread.ts';
import type { ReadAttribution } from '../../parse/blocks/attribution-lines.ts';
import { segmentLines } from '../../parse/blocks/blocks.ts';
import { codesOf, scanLines, type Lines } from '../../parse/text/lines.ts';
import { isSnip } from '../../parse/blocks/snip.ts';
import { parseSubject } from '../../parse/patch/subject.ts';

/** How the words of a line were tied to their origin, from strictest to loosest; the looser of two is the greater. */
export const EXACT = 0;
export const REWRAPPED = 1;
export const EDITED = 2;

export interface QuoteDocument {
  /** Its place in the list of all documents of the thread. */
  index: number;
  message: Message;
  /** The attachment it stands in; undefined for the message's own text. */
  part: number | undefined;
  lines: Lines;
  kinds: BlockKind[];
  depths: Uint8Array;
  attributions: ReadAttribution[];
  /** Document, first line and line behind the last where the words of each line first stood; itself where they are new or not traced. */
  originDoc: Int32Array;
  originFrom: Int32Array;
  originTo: Int32Array;
  matches: Uint8Array;
  /** Changes against the origin, by line. */
  edits: Map<number, Edit[]>;
  /** Authors of quoted lines whose source is not here, by line. */
  inferred: Map<number, Mailbox>;
  /** Built when a quote first asks. */
  table: LineTable | null;
  words: WordTable | null;
  stream: Stream | null;
}

/** A text without white space and marks. */
export interface Stream {
  text: string;
  /** Offset of each line's first character; one more entry closes the last. */
  starts: Int32Array;
}

/** Work done so far for one message, in cells of the alignment table. */
export interface Budget {
  cells: number;
}

/** Lines by hash: `heads[slot]` is the first line of a hash, `next` the one after it that is alike; -1 ends. */
export interface LineTable {
  mask: number;
  heads: Int32Array;
  next: Int32Array;
}

/** The words of a document in a row: hash and line of each, and the places of runs of four. */
export interface WordTable {
  hashes: Int32Array;
  lineOf: Int32Array;
  starts: Int32Array;
  ends: Int32Array;
  /** First word of each line; one more entry closes the last. */
  first: Int32Array;
  runs: RunTable | null;
}

/** Where runs of words stand, by open addressing: `places[slot]` is -1 for a free slot, -2 for a run that stands twice. */
export interface RunTable {
  mask: number;
  keys: Int32Array;
  places: Int32Array;
}

export function makeDocument(index: number, message: Message, part: number | undefined, text: string): QuoteDocument {
  const lines = scanLines(text);
  const { kinds, depths, attributions } =
    part === undefined
      ? segmentLines(lines, {
          isPatch: mayBePatch(message.subject),
          isReply: ANSWER.test(message.subject),
          sender: message.from,
        })
      : {
          kinds: new Array<BlockKind>(lines.count).fill('text'),
          depths: new Uint8Array(lines.count),
          attributions: [],
        };
  // One piece of memory for all tables, as in Lines.
  const memory = new ArrayBuffer(13 * lines.count);
  const originDoc = new Int32Array(memory, 0, lines.count).fill(index);
  const originFrom = new Int32Array(memory, 4 * lines.count, lines.count);
  const originTo = new Int32Array(memory, 8 * lines.count, lines.count);
  for (let line = 0; line < lines.count; line += 1) {
    originFrom[line] = line;
    originTo[line] = line + 1;
  }
  return {
    index,
    message,
    part,
    lines,
    kinds,
    depths,
    attributions,
    originFrom,
    originTo,
    originDoc,
    matches: new Uint8Array(memory, 12 * lines.count, lines.count),
    edits: new Map(),
    inferred: new Map(),
    table: null,
    words: null,
    stream: null,
  };
}

/** True for a line that somebody else wrote, by its marks or the head above it. */
export const isForeign = (doc: QuoteDocument, line: number): boolean =>
  doc.kinds[line] === 'quote' || doc.kinds[line] === 'forwarded';

/** True for a line whose origin is its own place though it is quoted: nobody knows where it first stood. */
export const isOrphan = (docs: QuoteDocument[], doc: QuoteDocument, line: number): boolean => {
  const origin = docs[doc.originDoc[line]!]!;
  return isForeign(origin, doc.originFrom[line]!);
};

/** "[...]" within a quote stands for other words; it has no origin of its own. */
export const isElision = (doc: QuoteDocument, line: number): boolean =>
  isSnip(doc.lines.text, doc.lines.bodies[line], doc.lines.ends[line]) && doc.lines.sizes[line]! <= 40;

/** The first line with this hash and size, or -1; `nextAlike` gives the others in rising order. */
export function firstAlike(doc: QuoteDocument, hash: number, size: number): number {
  const table = (doc.table ??= makeTable(doc.lines));
  const { hashes, sizes } = doc.lines;
  let slot = slotOf(hash, table.mask);
  for (;;) {
    const line = table.heads[slot]!;
    if (line < 0) return -1;
    if (hashes[line] === hash && sizes[line] === size) return line;
    slot = (slot + 1) & table.mask;
  }
}

export const nextAlike = (doc: QuoteDocument, line: number): number => doc.table!.next[line]!;

function makeTable({ count, hashes, sizes }: Lines): LineTable {
  let size = 16;
  while (size < count * 2) size *= 2;
  const mask = size - 1;
  const heads = new Int32Array(size).fill(-1);
  const next = new Int32Array(count).fill(-1);
  // From the last line up, so that each chain rises.
  for (let line = count - 1; line >= 0; line -= 1) {
    const hash = hashes[line]!;
    if (hash === 0) continue;
    let slot = slotOf(hash, mask);
    for (;;) {
      const head = heads[slot]!;
      if (head < 0) break;
      if (hashes[head] === hash && sizes[head] === sizes[line]) {
        next[line] = head;
        break;
      }
      slot = (slot + 1) & mask;
    }
    heads[slot] = line;
  }
  return { mask, heads, next };
}

const slotOf = (hash: number, mask: number): number => (Math.imul(hash, 0x9e3779b1) >>> 7) & mask;

/** The words of a document; built once, when a quote first needs more than whole lines. */
export function wordsOf(doc: QuoteDocument): WordTable {
  return (doc.words ??= splitWords(doc.lines));
}

function splitWords(lines: Lines): WordTable {
  const codes = codesOf(lines);
  const first = new Int32Array(lines.count + 1);
  let size = 0;
  for (let line = 0; line < lines.count; line += 1) {
    first[line] = size;
    const end = lines.ends[line]!;
    let at = lines.bodies[line]!;
    // Words take two characters at least, gap and all.
    if (size + (end - at) / 2 + 1 > scratch.hashes.length) scratch = grown(scratch, size + (end - at));
    const { hashes, lineOf, starts, ends } = scratch;
    while (at < end) {
      let code = codes[at]!;
      if (isGap(code)) {
        at += 1;
        continue;
      }
      const start = at;
      let hash = 0x811c9dc5 | 0;
      let marks = true;
      while (at < end && !isGap((code = codes[at]!))) {
        hash = Math.imul(hash ^ code, 0x01000193);
        if (code !== GREATER && code !== BAR) marks = false;
        at += 1;
      }
      // Marks that wrapping left inside a line are no words.
      if (marks) continue;
      hashes[size] = hash;
      lineOf[size] = line;
      starts[size] = start;
      ends[size] = at;
      size += 1;
    }
  }
  first[lines.count] = size;
  const { hashes, lineOf, starts, ends } = scratch;
  return {
    hashes: hashes.slice(0, size),
    lineOf: lineOf.slice(0, size),
    starts: starts.slice(0, size),
    ends: ends.slice(0, size),
    first,
    runs: null,
  };
}

/** Room for one text's words, kept between texts; nothing in it outlives a call. */
let scratch = room(4_096);

function room(size: number): Record<'hashes' | 'lineOf' | 'starts' | 'ends', Int32Array> {
  return {
    hashes: new Int32Array(size),
    lineOf: new Int32Array(size),
    starts: new Int32Array(size),
    ends: new Int32Array(size),
  };
}

function grown(old: typeof scratch, least: number): typeof scratch {
  const made = room(Math.max(least + 1, old.hashes.length * 2));
  made.hashes.set(old.hashes);
  made.lineOf.set(old.lineOf);
  made.starts.set(old.starts);
  made.ends.set(old.ends);
  return made;
}

/** Where the run of words with this key stands in a text: -2 where it stands twice, -1 where it does not. */
export function placeOfRun(table: WordTable, key: number): number {
  const { mask, keys, places } = (table.runs ??= makeRuns(table));
  let slot = slotOf(key, mask);
  while (places[slot] !== -1 && keys[slot] !== key) slot = (slot + 1) & mask;
  return places[slot]!;
}

function makeRuns({ hashes }: WordTable): RunTable {
  let size = 16;
  while (size < hashes.length * 2) size *= 2;
  const mask = size - 1;
  const keys = new Int32Array(size);
  const places = new Int32Array(size).fill(-1);
  for (let at = 0; at + RUN <= hashes.length; at += 1) {
    const key = runKey(hashes, at);
    let slot = slotOf(key, mask);
    while (places[slot] !== -1 && keys[slot] !== key) slot = (slot + 1) & mask;
    keys[slot] = key;
    places[slot] = places[slot] === -1 ? at : -2;
  }
  return { mask, keys, places };
}

/** A number for the `RUN` words from a place on. */
export function runKey(hashes: Int32Array, at: number): number {
  let key = 17;
  for (let n = at; n < at + RUN; n += 1) key = (Math.imul(key, 0x01000193) ^ hashes[n]!) | 0;
  return key;
}

/** The marks of replies and forwards that begin a subject. */
const ANSWER =
  /^\s*(?:\[[^\]]*\]\s*)?(?:re|aw|antw|antwort|sv|vs|odp|ynt|rv|res|rif|ri|r|tr|fw|fwd|wg|i|vl|ylt|回复|答复|回覆|转发|轉寄|вн|отв|תשובה|رد)(?:\[\d+\])?\s*[:：]/iu;
const mayBePatch = (subject: string): boolean => {
  if (/^\s*(?:re|aw|antw|sv)\s*:/i.test(subject) || !/patch|rfc|resend|v\d|\d\/\d/i.test(subject)) return false;
  const info = parseSubject(subject);
  return info.isPatch && !info.isReply;
};

/** Runs of four words tell passages apart, and short lines still have one. */
export const RUN = 4;
const isGap = (code: number): boolean => code <= 32 || code === 160 || code === 0x200b;
const GREATER = 62;
const BAR = 124;
