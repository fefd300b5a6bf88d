import type { Block, BlockKind } from '../../data/records/block.ts';
import type { Mailbox } from '../../data/records/mail.ts';
import { isCertainAttribution, parseAttribution, type Attribution } from './attribution.ts';
import { codeLikeness, fenceOf, isChangeLine, isFieldLine } from './code-lines.ts';
import { isDeviceLine, isRule, markFooters } from './footer-lines.ts';
import { readForwardHead } from './forward-head.ts';
import { isBlankLine, lineAt, scanLines, type Lines } from './lines.ts';
import { markPatchParts } from './patch-parts.ts';
import { diffEnd } from './patch-body.ts';
import { quoteDepths } from './quote-marks.ts';
import { isContactLine, isFarewell, isGreeting, isSignedName } from './salutation.ts';

/** What the caller knows of a text: that its subject says patch, and who wrote it. */
export interface SegmentHints {
  isPatch?: boolean;
  sender?: Mailbox;
}

/** An attribution among own lines. */
export interface ReadAttribution {
  from: number;
  to: number;
  who: Attribution;
}

/** The kind and quote depth of each line, and the attributions found on the way. */
export interface LineKinds {
  kinds: BlockKind[];
  depths: Uint8Array;
  attributions: ReadAttribution[];
}

/**
 * Cuts a text into blocks: kinds and depths, without authors and sources. Blocks ascend and cover
 * `[0, number of lines)` once; an empty text has one line and one block. Linear in the text, and never throws.
 */
export function segmentText(text: string, hints: SegmentHints = {}): Block[] {
  const lines = scanLines(text);
  const { kinds, depths } = segmentLines(lines, hints);
  const blocks: Block[] = [];
  let from = 0;
  for (let line = 1; line <= lines.count; line += 1) {
    if (line < lines.count && kinds[line] === kinds[from] && depths[line] === depths[from]) continue;
    const kind = kinds[from]!;
    const match = kind === 'quote' || kind === 'forwarded' ? 'none' : null;
    blocks.push({ kind, lines: [from, line], depth: depths[from]!, author: null, source: null, match });
    from = line;
  }
  return blocks;
}

/** The same for a text that was scanned already, line by line. */
export function segmentLines(lines: Lines, hints: SegmentHints = {}): LineKinds {
  const kinds = new Array<BlockKind | undefined>(lines.count).fill(undefined);
  const set = (from: number, to: number, kind: BlockKind): void => {
    for (let line = from; line < to; line += 1) kinds[line] = kind;
  };
  const taken = new Uint8Array(lines.count);
  const hasDiff = markDiffs(lines, taken, set);
  const depths = quoteDepths(lines, taken, (line) => introducedBy(lines, line) !== null, hints.sender ?? null);
  for (let line = 0; line < lines.count; line += 1) if (depths[line]! > 0) kinds[line] = 'quote';
  const free = (line: number): boolean => kinds[line] === undefined;

  const patch = hasDiff || hints.isPatch === true;
  markForwards(lines, kinds, depths, patch);
  const attributions = markAttributions(lines, kinds);
  markFooters(lines, free, (from, to) => set(from, to, 'footer'));
  markSignatures(lines, kinds);
  markPatchParts(lines, kinds, patch);
  markSnipsAndRules(lines, kinds);
  markCode(lines, kinds);
  markSalutations(lines, kinds, hints.sender ?? null);
  fillBlanks(lines, kinds, depths);
  return { kinds: kinds as BlockKind[], depths, attributions };
}

function markDiffs(lines: Lines, taken: Uint8Array, set: (from: number, to: number, kind: BlockKind) => void): boolean {
  let found = false;
  for (let line = 0; line < lines.count; line += 1) {
    const end = diffEnd(lines, line);
    if (end < 0) continue;
    // Version control systems name the file above the rule: "Modified: a/file.c".
    let from = line;
    while (from > 0 && line - from < 3 && taken[from - 1] === 0 && NAMES_FILE.test(lineAt(lines, from - 1))) from -= 1;
    set(from, end, 'diff');
    taken.fill(1, from, end);
    found = true;
    line = end - 1;
  }
  return found;
}

/** Outlook's and forwards' heads, and the foreign text below them down to the end. */
function markForwards(lines: Lines, kinds: (BlockKind | undefined)[], depths: Uint8Array, patch: boolean): void {
  const own = (line: number): string | null =>
    line < lines.count && kinds[line] === undefined ? lineAt(lines, line) : null;
  let level = 0;
  for (let line = 0; line < lines.count; line += 1) {
    if (kinds[line] !== undefined) continue;
    const code = lines.text.charCodeAt(lines.starts[line]!);
    const head = mayOpenHead(lines, line, code) ? readForwardHead(own, line) : null;
    // A patch mail may hold From:, Date: and Subject: of the patch's author; nothing foreign follows.
    if (head !== null && (head.ruled || !patch || level > 0)) {
      for (let n = line; n < head.end; n += 1) {
        kinds[n] = 'headers';
        depths[n] = level;
      }
      // Marked words right below a head: the marks tell what is quoted, not the head (Zimbra's way).
      const below = nextInk(lines, head.end);
      if (below < lines.count && kinds[below] === 'quote') level = 0;
      else level += 1;
      line = head.end - 1;
    } else if (level > 0 && !isBlankLine(lines, line)) {
      kinds[line] = 'forwarded';
      depths[line] = Math.min(level, 100);
    }
  }
  if (level > 0) freeTrailingFooter(lines, kinds, depths);
}

/** What list software adds stands below the forwarded text too, and is not part of it. */
function freeTrailingFooter(lines: Lines, kinds: (BlockKind | undefined)[], depths: Uint8Array): void {
  let rule = -1;
  for (let line = lines.count - 1; line >= 0 && line > lines.count - 40; line -= 1) {
    if (kinds[line] === 'forwarded' && isRule(lineAt(lines, line))) rule = line;
  }
  if (rule < 0) return;
  let found = -1;
  markFooters(
    lines,
    (line) => line >= rule && kinds[line] !== 'quote',
    (from) => {
      if (found < 0) found = from;
    },
  );
  if (found < 0) return;
  for (let line = found; line < lines.count; line += 1) {
    if (kinds[line] !== 'forwarded') continue;
    kinds[line] = undefined;
    depths[line] = 0;
  }
}

/** Heads open with a ruled line or a field; both are cheap to rule out. */
function mayOpenHead(lines: Lines, line: number, code: number): boolean {
  if (code === 45 || code === 95 || code === 61 || code === 66) return true;
  const end = Math.min(lines.ends[line]!, lines.starts[line]! + 26);
  for (let at = lines.starts[line]! + 1; at < end; at += 1) {
    const c = lines.text.charCodeAt(at);
    if (c === 58 || c === 0xff1a) return true;
  }
  return false;
}

function markAttributions(lines: Lines, kinds: (BlockKind | undefined)[]): ReadAttribution[] {
  const found: ReadAttribution[] = [];
  for (let line = 0; line < lines.count; line += 1) {
    if (kinds[line] !== undefined || isBlankLine(lines, line)) continue;
    // Right before a quote, or certain by its form wherever it stands.
    const quoted = nextInk(lines, line + 1);
    const before = quoted < lines.count && kinds[quoted] === 'quote' && quoted - line <= 3;
    const end = before ? line + 1 : certainEnd(lines, kinds, line);
    if (end < 0) continue;
    const read = attributionStart(lines, line, (n) => kinds[n] === undefined);
    if (read === null) continue;
    for (let n = read.from; n < end; n += 1) kinds[n] = 'attribution';
    found.push({ from: read.from, to: end, who: read.who });
    line = end - 1;
  }
  return found;
}

/** The end of an attribution that its own form proves, up to three lines long, or -1. */
function certainEnd(lines: Lines, kinds: (BlockKind | undefined)[], line: number): number {
  const code = lines.text.charCodeAt(lines.ends[line]! - 1);
  if (code !== 58 && code !== 32 && code !== 0xff1a && code !== 45) return -1;
  const text = lineAt(lines, line).trimEnd();
  if (kinds[line] !== undefined || text.length > 400) return -1;
  if (/^-{2,} ?(?:Additional )?Comment.*-{2,}$/.test(text)) return line + 1;
  if (!/[:：]$/.test(text)) return -1;
  const joined =
    line > 0 && kinds[line - 1] === undefined && !isBlankLine(lines, line - 1)
      ? `${lineAt(lines, line - 1)} ${text}`
      : text;
  return isCertainAttribution(text) ||
    isCertainAttribution(joined) ||
    /^.{2,60} (?:<[^<>@ ]+@[^<>@ ]+> changed|(?:commented on|updated) [A-Z]+-\d+):$/.test(text)
    ? line + 1
    : -1;
}

/** The attribution that ends with a line: one to four lines, the longest reading that still names a sender. */
function attributionStart(
  lines: Lines,
  last: number,
  own: (line: number) => boolean,
): { from: number; who: Attribution } | null {
  let best: { from: number; who: Attribution } | null = null;
  let text = '';
  for (let from = last; from >= 0 && from > last - MAX_ATTRIBUTION_LINES; from -= 1) {
    if (!own(from) || isBlankLine(lines, from)) break;
    const line = lineAt(lines, from);
    if (line.length > 500) break;
    text = text === '' ? line : `${line.trim()} ${text}`;
    if (best !== null && !leansOn(line, lineAt(lines, best.from))) break;
    const who = parseAttribution(text);
    if (who !== null) best = { from, who };
    else if (best !== null) break;
  }
  return best;
}

/** True where a line goes on in the next: a wrapped attribution's first line has its date or opening and no end of a sentence. */
function leansOn(line: string, next: string): boolean {
  if (/[.!?:;]\s*$/.test(line) || line.length < 12) return false;
  if (
    /^(?:On|Am|Le|El|Em|Il|Op|Den|Dne|At|In|W dniu|Dnia|В|Vào|Pe|La|2\d{3}|\d{1,2}[./-])\b/i.test(next.trim()) &&
    !/^(?:On|Am|Le|El|Em|Il|Op|Den|Dne|At|In)\b/.test(line)
  )
    return false;
  return /\d{1,2}[:.h]\d\d|\b(?:19|20)\d\d\b|@/.test(line);
}

/** The attribution right above a line, with at most one empty line between, or null. */
function introducedBy(lines: Lines, line: number): string | null {
  let above = line - 1;
  if (above >= 0 && isBlankLine(lines, above)) above -= 1;
  if (above < 0 || isBlankLine(lines, above)) return null;
  for (let text = '', from = above; from >= 0 && from > above - 3; from -= 1) {
    text = text === '' ? lineAt(lines, from) : `${lineAt(lines, from)} ${text}`;
    if (text.length < 500 && parseAttribution(text) !== null) return text;
  }
  return null;
}

/** `-- ` and what stands below, up to a quote, a footer or another part. */
function markSignatures(lines: Lines, kinds: (BlockKind | undefined)[]): void {
  for (let line = 0; line < lines.count; line += 1) {
    if (kinds[line] !== undefined) continue;
    if (lines.text.charCodeAt(lines.starts[line]!) !== 45) {
      if (lines.ends[line]! - lines.starts[line]! < 120 && isDeviceLine(lineAt(lines, line))) kinds[line] = 'signature';
      continue;
    }
    const text = lineAt(lines, line).replace(/\r$/, '');
    if (text !== '-- ' && text !== '--' && text !== '--\u00a0') continue;
    let end = line + 1;
    let words = 0;
    while (end < lines.count && kinds[end] === undefined && words <= MAX_SIGNATURE) {
      if (!isBlankLine(lines, end)) words += 1;
      if (diffEndsHere(lines, end)) break;
      end += 1;
    }
    // `--` without its blank is a signature's only where little follows and something stands above.
    if (text === '--' && (words > 12 || nextInk(lines, 0) === line)) continue;
    for (let n = line; n < end; n += 1) kinds[n] = 'signature';
    line = end - 1;
  }
}

const diffEndsHere = (lines: Lines, line: number): boolean =>
  /^(?:---$|diff --git |From [0-9a-f]{40} )/.test(lineAt(lines, line).slice(0, 60));

function markSnipsAndRules(lines: Lines, kinds: (BlockKind | undefined)[]): void {
  for (let line = 0; line < lines.count; line += 1) {
    if (kinds[line] !== undefined || isBlankLine(lines, line) || lines.ends[line]! - lines.starts[line]! > 100)
      continue;
    const text = lineAt(lines, line).trim();
    const code = text.charCodeAt(0);
    if ((code > 64 && code < 91) || (code > 96 && code < 123)) {
      if (/^(?:snip|skip|cut|\.\.)[\s.]*$/i.test(text)) kinds[line] = 'snip';
      continue;
    }
    if (isSnip(text)) {
      // Dots alone leave words out of a quote; in own words they are a pause, or a listing's.
      if (/\p{L}|[[({<]/u.test(text) || besideQuote(lines, kinds, line)) kinds[line] = 'snip';
    } else if (isRule(text) || SCISSORS.test(text)) kinds[line] = 'separator';
  }
}

/** True where the nearest words above or below are quoted. */
function besideQuote(lines: Lines, kinds: (BlockKind | undefined)[], line: number): boolean {
  let above = line - 1;
  while (above >= 0 && isBlankLine(lines, above)) above -= 1;
  const below = nextInk(lines, line + 1);
  const quoted = (n: number): boolean =>
    n >= 0 && n < lines.count && (kinds[n] === 'quote' || kinds[n] === 'forwarded');
  return quoted(above) || quoted(below);
}

/** True for "[...]", "<snip>", "...", "[ … 12 lines skipped … ]": words of a quote left out. */
export function isSnip(text: string): boolean {
  return /^\s*[[({<.…:8=~sScCtTdDeEoObBgGrR\d-]/.test(text) && SNIP.test(text.trim());
}

/** Code by paragraphs: where most lines of one look like it, all are; else the runs that surely are. */
function markCode(lines: Lines, kinds: (BlockKind | undefined)[]): void {
  markFences(lines, kinds);
  let line = 0;
  while (line < lines.count) {
    if (!isOwnWord(lines, kinds, line)) {
      line += 1;
      continue;
    }
    let end = line;
    let code = 0;
    let prose = 0;
    let changes = 0;
    let fields = 0;
    const scores: number[] = [];
    while (
      end < lines.count &&
      (isOwnWord(lines, kinds, end) || (kinds[end] === 'separator' && end > line && code > 0))
    ) {
      const text = lineAt(lines, end);
      const score = kinds[end] === 'separator' ? 1 : codeLikeness(text);
      if (isChangeLine(text)) changes += 1;
      // Fields go on in indented lines.
      if (isFieldLine(text) || (fields > 0 && fields === end - line && /^\s+\S/.test(text))) fields += 1;
      scores.push(score);
      if (score > 0) code += score;
      else if (score < 0) prose += 1;
      end += 1;
    }
    const size = end - line;
    if (changes >= 2 && changes * 3 >= size && prose * 4 <= size) for (let n = line; n < end; n += 1) kinds[n] = 'diff';
    else if ((code > size * 0.8 && prose * 3 <= size) || (fields >= 2 && fields * 10 >= size * 7))
      for (let n = line; n < end; n += 1) kinds[n] = 'code';
    else
      for (let n = line; n < end; n += 1)
        if (
          scores[n - line] === 2 &&
          kinds[n] === undefined &&
          (scores[n - line - 1] === 2 || scores[n - line + 1] === 2 || size <= 2)
        )
          kinds[n] = 'code';
    line = end;
  }
}

/** Text between fences ("```", "#v+" and "#v-", ",----" and "`----") is what they say. */
function markFences(lines: Lines, kinds: (BlockKind | undefined)[]): void {
  let close: RegExp | null = null;
  let from = -1;
  for (let line = 0; line < lines.count; line += 1) {
    if (kinds[line] === 'quote' || kinds[line] === 'forwarded' || (from >= 0 && line - from > MAX_FENCED)) close = null;
    const code = lines.text.charCodeAt(lines.starts[line]!);
    if (close === null) {
      if (
        kinds[line] !== undefined ||
        (code !== 96 && code !== 35 && code !== 44 && code !== 123 && code !== 126 && code !== 45)
      )
        continue;
      close = fenceOf(lineAt(lines, line));
      from = line;
    } else if (close.test(lineAt(lines, line))) {
      for (let n = from; n <= line; n += 1)
        if (kinds[n] === undefined || kinds[n] === 'separator' || kinds[n] === 'snip') kinds[n] = 'code';
      close = null;
    }
  }
}

const isOwnWord = (lines: Lines, kinds: (BlockKind | undefined)[], line: number): boolean =>
  kinds[line] === undefined && !isBlankLine(lines, line);

/** Greetings where own words begin, closings and hand-written signatures where they end. */
function markSalutations(lines: Lines, kinds: (BlockKind | undefined)[], sender: Mailbox | null): void {
  let first = true;
  const below = ownWordsBelow(lines, kinds);
  for (let line = 0; line < lines.count; line += 1) {
    if (isBlankLine(lines, line)) continue;
    if (kinds[line] === undefined) {
      if (first && isGreeting(lineAt(lines, line), true)) kinds[line] = 'greeting';
      else if (
        lines.ends[line]! - lines.starts[line]! <= 60 &&
        below[line]! <= MAX_CLOSING &&
        isFarewell(lineAt(lines, line))
      )
        line = markClosing(lines, kinds, line, sender);
      first = false;
    } else if (kinds[line] === 'attribution' || kinds[line] === 'quote' || kinds[line] === 'headers') first = true;
    else if (kinds[line] !== 'greeting') first = false;
  }
  markTrailingName(lines, kinds, sender);
}

/** For each own line how many own lines follow it before a quote, a signature or the end; `FAR` where one of them is long. */
function ownWordsBelow(lines: Lines, kinds: (BlockKind | undefined)[]): Uint8Array {
  const below = new Uint8Array(lines.count);
  let words = 0;
  for (let line = lines.count - 1; line >= 0; line -= 1) {
    if (isBlankLine(lines, line)) continue;
    if (kinds[line] !== undefined) words = 0;
    else {
      below[line] = words;
      words = words >= FAR || lines.ends[line]! - lines.starts[line]! > 80 ? FAR : words + 1;
    }
  }
  return below;
}

/** A farewell, the name below it, and a few lines more: a signature, unless they are sentences again (a postscript). */
function markClosing(lines: Lines, kinds: (BlockKind | undefined)[], farewell: number, sender: Mailbox | null): number {
  kinds[farewell] = 'closing';
  let named = false;
  let apart = false;
  let line = farewell + 1;
  for (; line < lines.count; line += 1) {
    if (isBlankLine(lines, line)) {
      apart = true;
      continue;
    }
    if (kinds[line] !== undefined) break;
    const text = lineAt(lines, line);
    if (apart && (/^P\.? ?P?\.?S\b/.test(text.trim()) || text.trim().split(/\s+/).length > 6)) break;
    apart = false;
    if (isFarewell(text)) kinds[line] = 'closing';
    else if (!named && (isSignedName(text, sender) || text.trim().length <= 24)) {
      kinds[line] = 'closing';
      named = true;
    } else kinds[line] = 'signature';
  }
  return line - 1;
}

/** A name alone as the last own words, and contact lines below it. */
function markTrailingName(lines: Lines, kinds: (BlockKind | undefined)[], sender: Mailbox | null): void {
  let line = lines.count - 1;
  // Past what stands below one's own words: quotes of a top-posted reply, footers, signatures.
  for (let seen = 0; seen < 2; seen += 1) {
    while (line >= 0 && kinds[line] !== undefined) line -= 1;
    while (line >= 0 && kinds[line] === undefined && isBlankLine(lines, line)) line -= 1;
    if (line >= 0 && kinds[line] === undefined) break;
  }
  if (line < 0 || kinds[line] !== undefined) return;
  let top = line;
  let contacts = 0;
  while (top >= 0 && kinds[top] === undefined && !isBlankLine(lines, top) && line - top < MAX_CLOSING) {
    if (isContactLine(lineAt(lines, top))) contacts += 1;
    top -= 1;
  }
  const size = line - top;
  const apart = top < 0 || isBlankLine(lines, top) || kinds[top] !== undefined;
  const alone = nothingAbove(lines, kinds, top);
  if (
    size === 1 &&
    !isContactLine(lineAt(lines, line)) &&
    isSignedName(lineAt(lines, line), sender) &&
    !alone &&
    (apart || short(lines, line))
  )
    kinds[line] = 'closing';
  else if (
    apart &&
    contacts > 0 &&
    size <= MAX_CLOSING &&
    !alone &&
    contacts * 3 >= size &&
    shortLines(lines, top + 1, line)
  )
    for (let n = top + 1; n <= line; n += 1)
      kinds[n] = n === top + 1 && isSignedName(lineAt(lines, n), sender) ? 'closing' : 'signature';
  else if (
    size > 1 &&
    short(lines, line) &&
    isSignedName(lineAt(lines, line), sender) &&
    lineAt(lines, line - 1).length > 1 &&
    /[.!?)]\s*$/.test(lineAt(lines, line - 1))
  )
    kinds[line] = 'closing';
}

const short = (lines: Lines, line: number): boolean => lines.ends[line]! - lines.starts[line]! <= 20;

function shortLines(lines: Lines, from: number, to: number): boolean {
  for (let line = from; line <= to; line += 1) if (lines.ends[line]! - lines.starts[line]! > 76) return false;
  return true;
}

/** True where no own words stand right above: then a short line is an answer, not a name. */
function nothingAbove(lines: Lines, kinds: (BlockKind | undefined)[], from: number): boolean {
  let line = from;
  while (line >= 0 && isBlankLine(lines, line)) line -= 1;
  const kind = line >= 0 ? kinds[line] : 'quote';
  return (
    kind === 'quote' ||
    kind === 'forwarded' ||
    kind === 'attribution' ||
    kind === 'headers' ||
    kind === 'snip' ||
    kind === 'greeting'
  );
}

/** What is left are own words; blank lines belong to the block around them or before. */
function fillBlanks(lines: Lines, kinds: (BlockKind | undefined)[], depths: Uint8Array): void {
  for (let line = 0; line < lines.count; line += 1)
    if (kinds[line] === undefined && !isBlankLine(lines, line)) kinds[line] = 'text';
  const first = nextInk(lines, 0);
  for (let line = 0; line < lines.count; line += 1) {
    if (!isBlankLine(lines, line) || kinds[line] === 'diff') continue;
    const from = line === 0 ? Math.min(first, lines.count - 1) : line - 1;
    kinds[line] = kinds[from] ?? 'text';
    depths[line] = kinds[from] === undefined ? 0 : depths[from]!;
  }
}

function nextInk(lines: Lines, from: number): number {
  let line = from;
  while (line < lines.count && isBlankLine(lines, line)) line += 1;
  return line;
}

const NAMES_FILE = /^(?:Modified|Added|Deleted|Removed|Copied|Index|URL|Property changes on|Updated): \S/;
const MAX_ATTRIBUTION_LINES = 4;
const MAX_SIGNATURE = 60;
const MAX_FENCED = 2_000;
/** More own lines than may follow a farewell. */
const FAR = 200;
/** Lines that may follow a farewell. */
const MAX_CLOSING = 12;
const SNIP =
  /^(?:[[<({]?\s*(?:\.{2,}|…|--+)?\s*(?:snip(?:ped|pet)?|skip(?:ped)?|cut|trimm?(?:ed)?|deleted|elided|omitted|\d+ (?:more )?(?:quoted )?lines? (?:skipped|elided|omitted|trimmed|snipped|deleted|removed)|big snip|gekürzt|coupé|recortado)\b[^\]>)}]{0,40}?\s*(?:\.{2,}|…|--+)?\s*[\]>)}]?|[[<({]\s*(?:\.{1,6}|…|[.\s]{2,9})\s*[\]>)}]|\.{2,6}|…+|[-=~]*\s?8<[-=~\s]*|:\s*)$/i;
const SCISSORS = /^[-=~_ ]*(?:>8|8<|8>|%<|<8)[-=~_ ]*(?:cut here|>8|8<)?[-=~_ ]*$|^-{2,} ?(?:cut here|cut) ?-{2,}$/i;
