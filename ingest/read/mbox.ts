/** Takes an mbox apart, byte-exact, as a stream. */
import { type FromLineShape, MAX_FROM_LINE, fromLineShape } from './from-line.ts';

/** One message of an mbox. Offsets count bytes of the (unpacked) stream. */
export interface MboxMessage {
  /** The message with its From line, its escapes and the blank line behind it taken away. */
  bytes: Buffer;
  /** Where its From line begins. */
  offset: number;
  /** Where the next From line begins, or the stream ended. */
  end: number;
  /** Its size as it stood, escapes and all; over the limit where only the beginning was kept. */
  size: number;
}

/**
 * Splits mboxrd, mboxo, mboxcl and mboxcl2 (Wikipedia's and qmail's mbox(5) names) with LF or CRLF line ends.
 * A line parts two messages where it
 * - is public-inbox's `From mboxrd@z …`, or
 * - follows a blank line, has an envelope's form (from-line.ts), and a header field follows it. Dateless lines and
 *   `git format-patch`'s count only in files that are made of them: patches are pasted into bodies.
 * A `Content-Length` (mboxcl) is believed where a From line stands at the very place it points to: then "From " lines
 * before that belong to the body, and nothing is unescaped if there are any (mboxcl2).
 *
 * Escapes: one `>` of `>From `, `>>From `, … is taken away, as mboxrd prescribes. mboxo escapes only `From `, so `>From `
 * may be either, and nothing in the file tells; unescaping is right for every mboxrd file and for the escaped lines of an
 * mboxo, and wrong only for mboxo bodies that quote "From …" without a space behind the mark.
 *
 * All is judged by the message itself and the lines around the boundary, so reading can begin at any boundary.
 */
export class MboxSplitter {
  private readonly limit: number;
  private store: Buffer = Buffer.alloc(0);
  /** Stream offset of `store[0]`. */
  private base: number;
  /** First byte still needed, first byte not yet searched, end of the bytes held; indexes of `store`. */
  private from = 0;
  private scan = 0;
  private to = 0;
  /** The message being read: null between start and its From line. */
  private message: OpenMessage | null = null;

  /** @param start offset of the first byte that will be pushed; @param limit bytes kept of one message */
  constructor(start = 0, limit = MAX_MAIL_BYTES) {
    this.base = start;
    this.limit = limit;
  }

  /** Takes the next bytes of the stream and gives the messages that they complete. */
  push(chunk: Buffer): MboxMessage[] {
    this.append(chunk);
    return this.split(false);
  }

  /** Gives the rest once the stream has ended. */
  end(): MboxMessage[] {
    return this.split(true);
  }

  /** Makes room behind `to`, never touching bytes that were handed out; amortised to one copy a byte. */
  private append(chunk: Buffer): void {
    const rest = this.to - this.from;
    if (rest === 0) {
      this.rebase(chunk, 0);
      this.to = chunk.length;
      return;
    }
    if (this.to + chunk.length > this.store.length || !this.growable) {
      const grown = Buffer.allocUnsafe(
        Math.max(rest + chunk.length, rest > chunk.length ? 2 * rest + chunk.length : 0),
      );
      this.store.copy(grown, 0, this.from, this.to);
      this.rebase(grown, rest);
      this.growable = true;
    }
    chunk.copy(this.store, this.to);
    this.to += chunk.length;
  }

  /** False while `store` is the caller's own chunk. */
  private growable = false;

  private rebase(store: Buffer, rest: number): void {
    const shift = this.from;
    this.base += shift;
    this.scan = Math.max(0, this.scan - shift);
    if (this.message) this.message.head -= shift;
    this.from = 0;
    this.to = rest;
    this.store = store;
    this.growable = false;
  }

  private split(atEnd: boolean): MboxMessage[] {
    const found: MboxMessage[] = [];
    for (;;) {
      if (!this.message && !this.begin(atEnd)) break;
      const message = this.message;
      if (!message) break;
      const next = this.nextBoundary(message, atEnd);
      if (next === null && !atEnd) {
        this.dropExcess(message);
        break;
      }
      found.push(this.take(message, next ?? { at: this.to, escaped: true }));
      if (next === null) break;
    }
    return found;
  }

  /** Reads the From line at `from`. Blank lines before the first one are skipped. False: nothing (more) here. */
  private begin(atEnd: boolean): boolean {
    while (this.from < this.to && (this.store[this.from] === LF || this.store[this.from] === CR)) this.from += 1;
    if (this.from >= this.to) return false;
    const lineEnd = this.lineEnd(this.from);
    if (lineEnd < 0 && !atEnd && this.to - this.from <= MAX_FROM_LINE) return false;
    const line = lineEnd < 0 ? '' : this.text(this.from, lineEnd);
    const isFromLine = line.startsWith('From ');
    const head = isFromLine ? lineEnd + 1 : this.from;
    this.message = {
      offset: this.base + this.from,
      content: this.base + head,
      head,
      shape: isFromLine ? fromLineShape(line) : null,
      crlf: isFromLine && this.store[lineEnd - 1] === CR,
      kept: null,
      promised: undefined,
    };
    this.scan = Math.max(0, head - 1);
    return true;
  }

  private nextBoundary(message: OpenMessage, atEnd: boolean): Boundary | null {
    const view = this.store.subarray(0, this.to);
    for (;;) {
      const hit = view.indexOf(LF_FROM, this.scan);
      if (hit < 0) {
        this.scan = Math.max(this.scan, this.to - LF_FROM.length + 1);
        return null;
      }
      this.scan = hit;
      const verdict = this.judge(hit + 1, message, atEnd, false);
      if (verdict === 'more') return null;
      if (verdict === 'yes') {
        const promised = this.promisedBoundary(message, hit + 1, atEnd);
        if (promised === 'more') return null;
        return promised ?? { at: hit + 1, escaped: true };
      }
      this.scan = hit + 1;
    }
  }

  /** Does a message begin at `at`? `more`: the bytes at hand don't tell. */
  private judge(at: number, message: OpenMessage, atEnd: boolean, promised: boolean): 'yes' | 'no' | 'more' {
    const lineEnd = this.lineEnd(at);
    if (lineEnd < 0) return !atEnd && this.to - at <= MAX_FROM_LINE ? 'more' : 'no';
    const shape = fromLineShape(this.text(at, lineEnd));
    if (shape === 'lore') return 'yes';
    if (shape === null || !(promised || this.followsBlankLine(at))) return 'no';
    if ((shape === 'patch' || shape === 'bare') && message.shape !== shape) return 'no';
    return this.beginsField(lineEnd + 1, atEnd);
  }

  private followsBlankLine(at: number): boolean {
    if (this.store[at - 1] !== LF) return false;
    const before = this.store[at - 2];
    return before === LF || (before === CR && this.store[at - 3] === LF);
  }

  /** RFC 5322, 3.6.8: a field name is printable ASCII without a colon. Old mailers repeat an escaped From line there. */
  private beginsField(at: number, atEnd: boolean): 'yes' | 'no' | 'more' {
    if (this.store.subarray(at, Math.min(at + 6, this.to)).equals(ESCAPED_FROM)) return 'yes';
    const stop = Math.min(at + MAX_FIELD_NAME, this.to);
    for (let i = at; i < stop; i++) {
      const byte = this.store[i] ?? 0;
      if (byte === COLON) return i > at ? 'yes' : 'no';
      if (byte <= 0x20 || byte >= 0x7f) return this.to - at < 6 && !atEnd ? 'more' : 'no';
    }
    return stop === this.to && !atEnd ? 'more' : 'no';
  }

  /** The boundary that Content-Length points to, if one is there; it outranks the one found at `candidate`. */
  private promisedBoundary(message: OpenMessage, candidate: number, atEnd: boolean): Boundary | 'more' | null {
    if (message.kept || message.shape === 'lore' || message.shape === 'patch') return null;
    if (message.promised === undefined) message.promised = this.promisedEnd(message, candidate);
    if (message.promised === null) return null;
    const end = message.promised - this.base;
    if (end <= candidate - 2) return null;
    if (!atEnd && this.to < end + 2 * MAX_FROM_LINE) return 'more';
    if (end > this.to) return null;
    for (const at of [end, end + 1, end + 2]) {
      const isGap = this.store.subarray(end, at).every((byte) => byte === LF || byte === CR);
      if (!isGap) break;
      if (at === this.to) return { at, escaped: false };
      if (this.store[at] === CAPITAL_F && this.judge(at, message, true, true) === 'yes') {
        return { at, escaped: at === candidate };
      }
    }
    return null;
  }

  /** Stream offset at which the body ends by its Content-Length; null where the header names none (or a wild one). */
  private promisedEnd(message: OpenMessage, candidate: number): number | null {
    const blank = message.crlf ? '\n\r\n' : '\n\n';
    const headEnd = this.store.indexOf(blank, Math.max(message.head - 1, 0), 'latin1');
    if (headEnd < 0 || headEnd >= candidate) return null;
    const found = /^Content-Length:[ \t]*(\d{1,10})[ \t]*\r?$/im.exec(this.text(message.head, headEnd));
    if (!found || Number(found[1]) > this.limit) return null;
    return this.base + headEnd + blank.length + Number(found[1]);
  }

  private take(message: OpenMessage, boundary: Boundary): MboxMessage {
    const length = this.base + boundary.at - message.content;
    const size = length - this.separatorLength(message, boundary.at, length);
    // A copy, so that one kept beginning does not hold the whole of a large mail.
    const content =
      message.kept ??
      (size > this.limit
        ? Buffer.from(this.store.subarray(message.head, message.head + this.limit))
        : this.store.subarray(message.head, message.head + size));
    const bytes = boundary.escaped ? unescapeFrom(content) : content;
    const result = { bytes, offset: message.offset, end: this.base + boundary.at, size };
    this.from = boundary.at;
    this.message = null;
    return result;
  }

  /** public-inbox adds one line end to every message; others add one where the message ends in a full line. */
  private separatorLength(message: OpenMessage, end: number, length: number): number {
    if (length === 0 || this.store[end - 1] !== LF) return 0;
    const isCrlf = length > 1 && this.store[end - 2] === CR && (message.crlf || message.shape !== 'lore');
    const lineEnd = isCrlf ? 2 : 1;
    const isOwn = message.shape === 'lore' || length === lineEnd || this.store[end - lineEnd - 1] === LF;
    return isOwn ? lineEnd : 0;
  }

  /** Past the limit the search goes on, the bytes go: one mail must not fill the memory. */
  private dropExcess(message: OpenMessage): void {
    if (!message.kept && this.scan - message.head > this.limit) {
      message.kept = Buffer.from(this.store.subarray(message.head, message.head + this.limit));
    }
    // The blank line before a From line must stay in sight.
    if (message.kept) this.from = Math.max(this.from, this.scan - 4);
  }

  /** Index of the LF that ends the line at `at`, -1 where it is not among the next bytes. */
  private lineEnd(at: number): number {
    const index = this.store.subarray(at, Math.min(at + MAX_FROM_LINE + 2, this.to)).indexOf(LF);
    return index < 0 ? -1 : at + index;
  }

  /** A line (or header) as text, without its line end. */
  private text(from: number, to: number): string {
    return this.store.toString('latin1', from, this.store[to - 1] === CR ? to - 1 : to);
  }
}

/** Takes one `>` from every line that matches `^>+From `. Gives the same buffer where there is none. */
export function unescapeFrom(bytes: Buffer): Buffer {
  const kept: Buffer[] = [];
  let done = 0;
  for (let hit = bytes.indexOf(ESCAPED_FROM); hit >= 0; hit = bytes.indexOf(ESCAPED_FROM, hit + 1)) {
    let start = hit;
    while (start > done && bytes[start - 1] === MARK) start -= 1;
    if (start > 0 && bytes[start - 1] !== LF) continue;
    kept.push(bytes.subarray(done, start));
    done = start + 1;
  }
  if (done === 0) return bytes;
  kept.push(bytes.subarray(done));
  return Buffer.concat(kept);
}

/** Bytes kept of one message. The largest real mail of the lists is 2 MB, mail services stop at 50; the rest is named as a problem. */
export const MAX_MAIL_BYTES = 32 * 1024 * 1024;

interface OpenMessage {
  /** Stream offsets of the From line and of the first byte behind it. */
  offset: number;
  content: number;
  /** Index of that byte in the store (no longer true once `kept` is set). */
  head: number;
  shape: FromLineShape | null;
  crlf: boolean;
  /** The first bytes of a message that is over the limit. */
  kept: Buffer | null;
  /** Stream offset where Content-Length ends it; undefined until asked, null where it says nothing. */
  promised: number | null | undefined;
}

interface Boundary {
  at: number;
  escaped: boolean;
}

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;
const MARK = 0x3e;
const CAPITAL_F = 0x46;
const LF_FROM = Buffer.from('\nFrom ');
const ESCAPED_FROM = Buffer.from('>From ');
const MAX_FIELD_NAME = 200;
