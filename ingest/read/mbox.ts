/** Takes an mbox apart, byte-exact, as a stream. */
import { ByteWindow } from './byte-window.ts';
import { envelopeDate, type FromLineShape, MAX_FROM_LINE, fromLineShape } from './from-line.ts';
import { fieldName, MAIL_FIELDS } from './kinds/header-lines.ts';

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
  /** What the date of its From line says, Unix seconds; null where there is none, or the writer's fixed one. */
  envelopeDate: number | null;
  /** From lines in it or right behind it that could be read either way. */
  doubts: Doubt[];
}

/** A From line that could be the start of a message or text, and for what it was taken, as a sentence. */
export interface Doubt {
  at: number;
  what: string;
}

/**
 * Splits mboxrd, mboxo, mboxcl and mboxcl2 (Wikipedia's and qmail's mbox(5) names) with LF or CRLF line ends.
 * A line parts two messages where it
 * - is public-inbox's `From mboxrd@z …`, or
 * - has an envelope's form (from-line.ts), and a mail's header follows it: after a blank line any field that mails have,
 *   else From with two of Date, Subject and Message-ID, for Pipermail leaves the blank line out behind what it scrubbed.
 *   Dateless lines and `git format-patch`'s count only in files that are made of them: patches are pasted into bodies.
 * What could be read either way is told as a doubt.
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
  private readonly window: ByteWindow;
  /** First offset that has not been searched for a boundary. */
  private scan: number;
  /** The message being read: null between start and its From line. */
  private message: OpenMessage | null = null;

  /** @param start offset of the first byte that will be pushed; @param limit bytes kept of one message */
  constructor(start = 0, limit = MAX_MAIL_BYTES) {
    this.window = new ByteWindow(start);
    this.scan = start;
    this.limit = limit;
  }

  /** Takes the next bytes of the stream and gives the messages that they complete. */
  push(chunk: Buffer): MboxMessage[] {
    this.window.append(chunk);
    return this.split(false);
  }

  /** Gives the rest once the stream has ended. */
  end(): MboxMessage[] {
    return this.split(true);
  }

  private split(atEnd: boolean): MboxMessage[] {
    const found: MboxMessage[] = [];
    for (;;) {
      this.message ??= this.begin(atEnd);
      if (!this.message) break;
      const next = this.nextBoundary(this.message, atEnd);
      if (next === null && !atEnd) {
        this.dropExcess(this.message);
        break;
      }
      found.push(this.take(this.message, next ?? { at: this.window.end, escaped: true }));
      this.message = null;
    }
    return found;
  }

  /** Reads the From line at the window's start, over blank lines before the first one. Null: nothing (more) here. */
  private begin(atEnd: boolean): OpenMessage | null {
    const { window } = this;
    while (window.at(window.start) === LF || window.at(window.start) === CR) window.start += 1;
    const offset = window.start;
    if (offset >= window.end) return null;
    const lineEnd = this.lineEnd(offset);
    if (lineEnd < 0 && !atEnd && window.end - offset <= MAX_FROM_LINE) return null;
    const line = lineEnd < 0 ? '' : this.line(offset, lineEnd);
    const isFromLine = line.startsWith('From ');
    const head = isFromLine ? lineEnd + 1 : offset;
    this.scan = Math.max(offset, head - 1);
    return {
      offset,
      head,
      shape: isFromLine ? fromLineShape(line) : null,
      crlf: isFromLine && window.at(lineEnd - 1) === CR,
      envelopeDate: isFromLine ? envelopeDate(line) : null,
      doubts: [],
      kept: null,
      promised: undefined,
    };
  }

  private nextBoundary(message: OpenMessage, atEnd: boolean): Boundary | null {
    const { window } = this;
    for (;;) {
      const hit = window.find(LF_FROM, this.scan);
      if (hit < 0) {
        this.scan = Math.max(this.scan, window.end - LF_FROM.length + 1);
        return null;
      }
      this.scan = hit;
      const verdict = this.judge(hit + 1, message, atEnd, false);
      if (verdict === 'more') return null;
      if (verdict === 'yes' || verdict === 'perhaps') {
        const promised = this.promisedBoundary(message, hit + 1, atEnd);
        if (promised === 'more') return null;
        if (promised) return promised;
        if (verdict === 'perhaps') doubt(message, hit + 1, 'boundary');
        return { at: hit + 1, escaped: true };
      }
      if (verdict === 'hardly') doubt(message, hit + 1, 'text');
      this.scan = hit + 1;
    }
  }

  /** Does a message begin at `at`? `perhaps` and `hardly` are yes and no where the other reading has something for it. */
  private judge(at: number, message: OpenMessage, atEnd: boolean, promised: boolean): Verdict {
    const lineEnd = this.lineEnd(at);
    if (lineEnd < 0) return !atEnd && this.window.end - at <= MAX_FROM_LINE ? 'more' : 'no';
    const line = this.line(at, lineEnd);
    const shape = fromLineShape(line);
    if (shape === 'lore') return 'yes';
    if (shape === null || (shape !== 'dated' && message.shape !== shape)) return 'no';
    const begun = this.headerBehind(lineEnd + 1, atEnd);
    if (begun === 'more') return 'more';
    if (promised) return begun === 'none' ? 'no' : 'yes';
    if (this.followsBlankLine(at)) {
      if (begun === 'whole' || begun === 'begun') return 'yes';
      return begun === 'other' ? 'hardly' : 'no';
    }
    if (begun === 'whole') return PIPERMAIL.test(line) ? 'yes' : 'perhaps';
    return begun === 'begun' ? 'hardly' : 'no';
  }

  private followsBlankLine(at: number): boolean {
    if (this.window.at(at - 1) !== LF) return false;
    const before = this.window.at(at - 2);
    return before === LF || (before === CR && this.window.at(at - 3) === LF);
  }

  /** What the lines at `at` look like, up to the first that is no field. Old mailers repeat an escaped From line there. */
  private headerBehind(at: number, atEnd: boolean): HeaderLook | 'more' {
    const { window } = this;
    const stop = at + MAX_HEADER;
    const names = new Set<string>();
    for (let from = at; from < stop;) {
      const found = window.find(LF, from, stop);
      if (found < 0 && window.end < stop && !atEnd) return 'more';
      const to = found < 0 ? Math.min(window.end, stop) : found;
      const first = window.at(from);
      const isFolded = from > at && (first === SPACE || first === TAB);
      if (!isFolded) {
        const line = this.line(from, Math.min(to, from + MAX_FIELD_NAME));
        const name = line.startsWith('>From ') ? '>from' : fieldName(line);
        if (name === null) break;
        names.add(name);
        if (isWhole(names)) return 'whole';
      }
      from = to + 1;
      if (found < 0) break;
    }
    if (names.size === 0) return 'none';
    return names.has('>from') || [...names].some((name) => MAIL_FIELDS.has(name)) ? 'begun' : 'other';
  }

  /** The boundary that Content-Length points to, if one is there; it outranks the one found at `candidate`. */
  private promisedBoundary(message: OpenMessage, candidate: number, atEnd: boolean): Boundary | 'more' | null {
    if (message.kept || message.shape === 'lore' || message.shape === 'patch') return null;
    if (message.promised === undefined) message.promised = this.promisedEnd(message, candidate);
    const { promised: end } = message;
    const { window } = this;
    if (end === null || end <= candidate - 2) return null;
    if (!atEnd && window.end < end + 2 * MAX_FROM_LINE) return 'more';
    if (end > window.end) return null;
    for (const at of [end, end + 1, end + 2]) {
      if (!window.slice(end, at).every((byte) => byte === LF || byte === CR)) break;
      if (at === window.end) return { at, escaped: false };
      if (window.at(at) === CAPITAL_F && this.judge(at, message, true, true) === 'yes') {
        return { at, escaped: at === candidate };
      }
    }
    return null;
  }

  /** Where the body ends by its Content-Length; null where the header names none (or a wild one). */
  private promisedEnd(message: OpenMessage, candidate: number): number | null {
    const blank = message.crlf ? BLANK_CRLF : BLANK_LF;
    const headEnd = this.window.find(blank, message.head - 1, candidate);
    if (headEnd < 0) return null;
    const found = /^Content-Length:[ \t]*(\d{1,10})[ \t]*\r?$/im.exec(this.line(message.head, headEnd));
    if (!found || Number(found[1]) > this.limit) return null;
    return headEnd + blank.length + Number(found[1]);
  }

  private take(message: OpenMessage, boundary: Boundary): MboxMessage {
    const size = boundary.at - message.head - this.separatorLength(message, boundary.at);
    const content = message.kept ?? this.beginning(message.head, size);
    this.window.start = boundary.at;
    const bytes = boundary.escaped ? unescapeFrom(content) : content;
    const { offset, doubts } = message;
    return { bytes, offset, end: boundary.at, size, envelopeDate: message.envelopeDate, doubts };
  }

  /** What is kept of a message. Cut, it is a copy, so that it does not hold the whole of a large mail. */
  private beginning(head: number, size: number): Buffer {
    return size > this.limit
      ? Buffer.from(this.window.slice(head, head + this.limit))
      : this.window.slice(head, head + size);
  }

  /** public-inbox adds one line end to every message; others add one where the message ends in a full line. */
  private separatorLength(message: OpenMessage, end: number): number {
    const { window } = this;
    const length = end - message.head;
    if (length === 0 || window.at(end - 1) !== LF) return 0;
    const isCrlf = length > 1 && window.at(end - 2) === CR && (message.crlf || message.shape !== 'lore');
    const lineEnd = isCrlf ? 2 : 1;
    const isOwn = message.shape === 'lore' || length === lineEnd || window.at(end - lineEnd - 1) === LF;
    return isOwn ? lineEnd : 0;
  }

  /** Past the limit the search goes on, the bytes go: one mail must not fill the memory. */
  private dropExcess(message: OpenMessage): void {
    if (!message.kept && this.scan - message.head > this.limit) {
      message.kept = Buffer.from(this.window.slice(message.head, message.head + this.limit));
    }
    // The blank line before a From line must stay in sight.
    if (message.kept) this.window.start = Math.max(this.window.start, this.scan - 4);
  }

  /** Offset of the LF that ends the line at `at`, -1 where it is not among the next bytes. */
  private lineEnd(at: number): number {
    return this.window.find(LF, at, at + MAX_FROM_LINE + 2);
  }

  /** A line (or header) as text, without its line end. */
  private line(from: number, to: number): string {
    return this.window.text(from, this.window.at(to - 1) === CR ? to - 1 : to);
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

/** All places are offsets of the stream. */
interface OpenMessage {
  /** Where the From line begins, and the first byte behind it. */
  offset: number;
  head: number;
  shape: FromLineShape | null;
  crlf: boolean;
  envelopeDate: number | null;
  doubts: Doubt[];
  /** The first bytes of a message that is over the limit. */
  kept: Buffer | null;
  /** Where Content-Length ends it; undefined until asked, null where it says nothing. */
  promised: number | null | undefined;
}

interface Boundary {
  at: number;
  escaped: boolean;
}

type Verdict = 'yes' | 'perhaps' | 'hardly' | 'no' | 'more';

/** `whole`: surely a mail's header; `begun`: a field that mails have; `other`: words before a colon; `none`: neither. */
type HeaderLook = 'whole' | 'begun' | 'other' | 'none';

/** From with two of the three fields that mails are known by. */
function isWhole(names: ReadonlySet<string>): boolean {
  return names.has('from') && ['date', 'subject', 'message-id'].filter((name) => names.has(name)).length >= 2;
}

/** A hostile mail is made of doubts; the first hundred tell enough. */
function doubt(message: OpenMessage, at: number, taken: keyof typeof DOUBTS): void {
  if (message.doubts.length < MAX_DOUBTS) message.doubts.push({ at, what: DOUBTS[taken] });
}

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;
const MARK = 0x3e;
const CAPITAL_F = 0x46;
const LF_FROM = Buffer.from('\nFrom ');
const BLANK_LF = Buffer.from('\n\n');
const BLANK_CRLF = Buffer.from('\n\r\n');
const ESCAPED_FROM = Buffer.from('>From ');
const MAX_FIELD_NAME = 210;
/** Relays write Received and ARC fields above the first telling one. */
const MAX_HEADER = 64 * 1024;
const MAX_DOUBTS = 100;
const DOUBTS = {
  boundary:
    'A From line with a mail header behind it stands right below text; it was read as the start of a message, and could be text.',
  text: 'A From line with something like a header behind it was read as text; it could be the start of a message.',
};
/** Two blanks before the date. */
const PIPERMAIL = /^From \S+(?: at \S+)? {2}/;
