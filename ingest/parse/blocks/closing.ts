/** Finds greetings where own words begin; closings and hand-written signatures where they end. */
import type { BlockKind } from '../../../data/records/block.ts';
import type { Mailbox } from '../../../data/records/mail.ts';
import { isBlankLine, lineAt, type Lines } from '../text/lines.ts';
import { isContactLine, isFarewell, isGreeting, isSendersName, isSignedName } from './salutation.ts';

/** Greetings where own words begin, closings and hand-written signatures where they end. */
export function markSalutations(lines: Lines, kinds: (BlockKind | undefined)[], sender: Mailbox | null): void {
  let first = true;
  const below = ownWordsBelow(lines, kinds);
  for (let line = 0; line < lines.count; line += 1) {
    if (isBlankLine(lines, line)) continue;
    if (kinds[line] === undefined) {
      if (first && isGreeting(lineAt(lines, line), true) && !(below[line]! <= 2 && isFarewell(lineAt(lines, line))))
        kinds[line] = 'greeting';
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
    if (speaksOn(text, apart)) break;
    apart = false;
    if (isFarewell(text)) kinds[line] = 'closing';
    else if (!named && (isSignedName(text, sender) || text.trim().length <= 24)) {
      kinds[line] = 'closing';
      named = true;
    } else kinds[line] = 'signature';
  }
  return line - 1;
}

/** True where a line below a farewell is the writer's again: a postscript, a footnote, a sentence, a pull request's own words. */
function speaksOn(text: string, apart: boolean): boolean {
  const trimmed = text.trim();
  if (FOOTNOTE.test(trimmed)) return true;
  const words = trimmed.split(/\s+/);
  if (apart && (/^P\.? ?P?\.?S\b/.test(trimmed) || words.length > 6)) return true;
  if (words.length < (apart ? 4 : 6) || isContactLine(text)) return false;
  // Names, roles and places are written with capitals; sentences are not.
  const low = words.filter((word) => /^[("']?\p{Ll}/u.test(word)).length;
  return low * 2 >= words.length;
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
    const text = lineAt(lines, top);
    // What words above refer to belongs to them; a prompt holds `@` as an address does.
    if (FOOTNOTE.test(text.trim()) || PROMPT.test(text)) return;
    if (isContactLine(text)) contacts += 1;
    top -= 1;
  }
  const size = line - top;
  const apart = top < 0 || isBlankLine(lines, top) || kinds[top] !== undefined;
  // The sender's own name is no answer, even right below a quote.
  const alone = nothingAbove(lines, kinds, top) && !(size === 1 && isSendersName(lineAt(lines, line), sender));
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

/** `[1] https://…` */
const FOOTNOTE = /^\[\d{1,3}\]:?(?:\s|$)/;
/** `[alice@host dir]$ make` */
const PROMPT = /^\s*\[?[\w.-]+@[\w.-]+[ :][^\]$#]{0,80}\]?[$#] /;
/** More own lines than may follow a farewell. */
const FAR = 200;
/** Lines that may follow a farewell. */
const MAX_CLOSING = 12;
