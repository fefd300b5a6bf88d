/** Tells code, logs, traces and tables from prose, line by line. */

import { HeadPattern } from '../text/head-pattern.ts';
import { codesOf, isSpace, type Lines } from '../text/lines.ts';
import { forms, pattern } from '../text/pattern.ts';

/** How much a line looks like code or a log: 2 surely, 1 likely, 0 can be either, -1 prose. */
export function codeLikeness(lines: Lines, line: number): number {
  const codes = codesOf(lines);
  const start = lines.starts[line]!;
  let from = start;
  let to = lines.ends[line]!;
  while (to > from && isSpace(codes[to - 1]!)) to -= 1;
  while (from < to && isSpace(codes[from]!)) from += 1;
  if (from === to) return 0;
  if (to - start > MAX_LINE) return 1;
  const indent = from - start;
  const look = lookAt(codes, from, to);
  const prose = look >> SIGN_BITS;
  const closes = isStatementEnd(codes[to - 1]!);
  // Most lines of most mails are plain sentences; they need no closer look.
  if (prose >= 5 && indent < 4 && !closes && opensSentence(lines.text, codes, from, to)) return -1;
  const trimmed = lines.text.slice(from, to);
  if (isSure(trimmed, indent, look)) return 2;
  if (isTableRow(trimmed, look)) return 2;
  if (BULLET.test(trimmed)) return prose >= 3 || indent < 4 ? -1 : 0;
  const first = codes[from];
  let score = 0;
  if (closes || first === OPENING_BRACE || first === CLOSING_BRACE) score += 2;
  if ((look & (LESS | ROUND)) !== 0 && WHOLE_STATEMENT.test(trimmed)) score += 2;
  if ((look & (OPERATORS | LESS | ROUND | BAR)) !== 0 && OPERATOR.test(trimmed)) score += 1;
  if (KEYWORD.test(trimmed)) score += 1;
  if (indent >= 8 || codes[start] === TAB) score += 1;
  else if (indent >= 4) score += prose >= 6 ? 0 : 1;
  if ((look & GAP) !== 0 && /\S {2,}\S/.test(trimmed) && !/[.!?:] {2}\S/.test(trimmed)) score += prose >= 6 ? 0 : 1;
  if ((look & COLON) !== 0 && /^[\w./-]+:\s{2,}\S/.test(trimmed)) score += 1;
  if (prose >= 5) score -= 2;
  else if (prose >= 3) score -= 1;
  if (indent === 0 && prose >= 3 && /^\p{Lu}?[\p{Ll}]+(?: [\p{Ll}'’]+)+/u.test(trimmed)) score -= 1;
  return score >= 2 ? 2 : score === 1 ? 1 : score <= -1 ? -1 : 0;
}

/** True for one `+` or `-` line of a change that somebody wrote into a mail without a diff's head. */
export function isChangeLine(text: string): boolean {
  const first = text.charCodeAt(0);
  return (
    (first === PLUS || first === MINUS) &&
    /^[+-](?:\t| {3,}\S|[\w#/*}].*[;{}()=*/,]\s*$|#(?:include|define|if|endif)|}|\s*$)/.test(text) &&
    !text.startsWith('--')
  );
}

/** `Author: somebody`, `Total time: 37 s`: a field and its value, which is no sentence. */
export function isFieldLine(lines: Lines, line: number): boolean {
  const start = lines.starts[line]!;
  const end = lines.ends[line]!;
  if (end - start > 400) return false;
  const codes = codesOf(lines);
  let colon = start;
  while (colon < end && colon <= start + 28 && codes[colon] !== COLON_CODE) colon += 1;
  if (colon < start + 2 || colon > start + 28 || colon >= end) return false;
  return FIELD.test(lines.text.slice(start, end)) && lookAt(codes, colon + 1, end) >> SIGN_BITS < 4;
}

/** What closes the fence that a line opens, or null. */
export function fenceOf(text: string): RegExp | null {
  const line = text.trimEnd();
  if (/^(?:```|~~~)[\w+-]*$/.test(line)) return line.startsWith('`') ? /^```\s*$/ : /^~~~\s*$/;
  if (line === '#v+') return /^#v-\s*$/;
  if (line === '-----BEGIN PGP SIGNATURE-----') return /^-----END PGP SIGNATURE-----/;
  if (line === '-----BEGIN PGP SIGNED MESSAGE-----') return /^\s*$/;
  if (/^-----BEGIN PGP (?:PUBLIC KEY BLOCK|MESSAGE)-----$/.test(line)) return /^-----END PGP /;
  if (/^,-{3,}/.test(line)) return /^`-{3,}/;
  return line === '{{{' ? /^\}\}\}\s*$/ : null;
}

/** A row of a table: bars at both ends or several, or three columns with wide gaps. */
function isTableRow(trimmed: string, signs: number): boolean {
  const first = trimmed.charCodeAt(0);
  if ((signs & BAR) !== 0 || first === PLUS) {
    if (/^[|+].*[|+]$/.test(trimmed) && trimmed.length > 4) return true;
    if ((trimmed.match(/ \| ?|\|/g)?.length ?? 0) >= 2 && !/[a-z]\|\|?[a-z]/.test(trimmed) && / \|/.test(trimmed))
      return true;
  }
  if (RULED_ROW.test(trimmed) && /[+|]/.test(trimmed)) return true;
  if ((signs & GAP) === 0) return false;
  const columns = trimmed.split(/ {2,}|\t+/).length;
  return columns >= 4 || (columns >= 3 && /\d/.test(trimmed) && !/[.!?] {2}/.test(trimmed));
}

/** What only programs write. */
function isSure(trimmed: string, indent: number, signs: number): boolean {
  return (
    (indent === 0 ? FLUSH.test(trimmed) : (signs & (ROUND | QUOTE)) !== 0 && INDENTED.test(trimmed)) ||
    ANYWHERE.test(trimmed) ||
    ((signs & COLON) !== 0 && (WITH_COLON.test(trimmed) || (indent === 0 && TIMED.test(trimmed)))) ||
    ((signs & SLASH) !== 0 && (PATH_ALONE.test(trimmed) || TRACE.test(trimmed))) ||
    (indent === 0 && trimmed.length >= 40 && OBJECT_NAME.test(trimmed))
  );
}

/**
 * One look at each character of a line: in the low bits the signs that it holds, so that patterns that need another are
 * not asked; above them the longest run of plain words, one blank apart. A plain word is letters, apostrophes and
 * hyphens, with a quote or bracket before and up to three quotes or stops behind.
 */
function lookAt(codes: Uint16Array, from: number, to: number): number {
  let signs = 0;
  let longest = 0;
  let run = 0;
  let word = NO_WORD;
  let stops = 0;
  let before = 0;
  for (let at = from; at <= to; at += 1) {
    const code = at < to ? codes[at]! : SPACE;
    if (code === SPACE) {
      if (word === IN_WORD && stops <= 3) {
        run += 1;
        if (run > longest) longest = run;
      } else run = 0;
      word = NO_WORD;
      stops = 0;
      if (before === SPACE && at < to) signs |= GAP;
    } else {
      const kind = kindOf(code);
      signs |= kind;
      if (code === COLON_CODE && before === COLON_CODE) signs |= OPERATORS;
      if (word !== IN_WORD) word = beginWord(word, kind);
      else if (stops > 0 || (kind & (LETTER | JOINING)) === 0) {
        if ((kind & CLOSING) === 0) word = NEVER;
        stops += 1;
      }
    }
    before = code;
  }
  return (longest << SIGN_BITS) | (signs & ((1 << SIGN_BITS) - 1));
}

/** The state of a word that has no letter yet, after one more character. */
function beginWord(word: number, kind: number): number {
  if (word === NEVER) return NEVER;
  if ((kind & LETTER) !== 0) return IN_WORD;
  return word === NO_WORD && (kind & OPENING) !== 0 ? OPENED : NEVER;
}

function kindOf(code: number): number {
  if (code < KINDS.length) return KINDS[code]!;
  return code >= 0xc0 && code !== 0xd7 && code !== 0xf7 && !(code >= 0x2010 && code <= 0x2bff && code !== 0x2019)
    ? LETTER
    : 0;
}

/** A word or two of small letters, the first perhaps with a capital, and the next begins. */
function opensSentence(text: string, codes: Uint16Array, from: number, to: number): boolean {
  let at = isUpper(codes[from]!) ? from + 1 : from;
  const first = at;
  while (at < to && isLower(codes[at]!)) at += 1;
  // Other letters than ASCII are the pattern's to judge.
  if (at < to && codes[at]! > 127) return SENTENCE.test(text.slice(from, to));
  if (at === first) return false;
  if (codes[at] === COMMA) at += 1;
  if (at + 1 >= to || codes[at] !== SPACE) return false;
  const next = codes[at + 1]!;
  if (next > 127) return SENTENCE.test(text.slice(from, to));
  return isUpper(next) || isLower(next) || next === APOSTROPHE || next === OPENING_BRACKET;
}

const isUpper = (code: number): boolean => code >= 65 && code <= 90;
const isLower = (code: number): boolean => code >= 97 && code <= 122;

const isStatementEnd = (code: number): boolean =>
  code === SEMICOLON || code === OPENING_BRACE || code === CLOSING_BRACE;

/** For each ASCII character the bits of all sets that hold it. */
function bitsOf(sets: readonly (readonly [bit: number, characters: string])[]): Uint16Array {
  const bits = new Uint16Array(128);
  for (const [bit, characters] of sets)
    for (let at = 0; at < characters.length; at += 1) bits[characters.charCodeAt(at)]! |= bit;
  return bits;
}

/** States within a word. */
const NO_WORD = 0;
const OPENED = 1;
const IN_WORD = 2;
const NEVER = 3;

const COLON = 1;
const SLASH = 2;
const BAR = 4;
/** Two blanks in a row, or a tab. */
const GAP = 8;
const LESS = 16;
const ROUND = 32;
const OPERATORS = 64;
const QUOTE = 128;
const SIGN_BITS = 8;
const LETTER = 1 << 8;
const JOINING = 1 << 9;
const OPENING = 1 << 10;
const CLOSING = 1 << 11;
const KINDS = bitsOf([
  [COLON, ':'],
  [SLASH, '/'],
  [BAR, '|'],
  [GAP, '\t'],
  [LESS, '<'],
  [ROUND, '('],
  [OPERATORS, '>=&[$\\0'],
  [QUOTE, '"'],
  [LETTER, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [JOINING, "'-"],
  [OPENING, '"\'(*_'],
  [CLOSING, '.,;:!?)"\'*_'],
]);
const TAB = 9;
const SPACE = 32;
const APOSTROPHE = 39;
const OPENING_BRACKET = 40;
const PLUS = 43;
const COMMA = 44;
const MINUS = 45;
const COLON_CODE = 58;
const SEMICOLON = 59;
const OPENING_BRACE = 123;
const CLOSING_BRACE = 125;
const FIELD = /^\s*[A-Za-z][\w./-]*(?: [\w.()/-]+){0,2}\s?:(?:\s|$)/;
const SENTENCE = /^\p{Lu}?\p{Ll}+,? [\p{L}'’(]/u;
const BULLET = new HeadPattern(/^(?:[-*•o+]|\d{1,2}[.)]|\([a-z0-9]\)|[a-z]\)) \S/);
const RULED_ROW = new HeadPattern(/^[|+=-][-+=|: ]{6,}$/);
/** An assignment of R; a call with arguments as a whole line. */
const WHOLE_STATEMENT = /^[\w.$]+ <- \S|^[\w.$:]+\([^()]*[,="'].*\)[;,]?$/;
const OPERATOR =
  /(?:->|<- |::|==|!=|&&|\|\||\+=|<<|\w\(\)|\w_\w{1,80}\(|\w\[\w+\]|^[\w.]+ ?= ?\S|\$\{?\w+|\\n|0x[0-9a-f]{2,})/;
const KEYWORD = new HeadPattern(
  pattern(
    '',
    '^(?:',
    forms`
  if | for | while | switch | return | else | case | static | struct | int | void | char | const | unsigned | bool
  def | class | import | from | public | private | try | except | sudo | make | git | gcc | cd | ls | cat | echo
  mount | export | modprobe
`,
    String.raw`)\b.*[(){};=:$/-]`,
  ),
);
/** What only programs write, at the start of a line. */
const FLUSH = new HeadPattern(
  new RegExp(
    [
      '^\\[ *\\d+\\.\\d{4,}\\]', // kernel log
      '^(?:<\\d>)?\\[\\s*\\d+\\.\\d+\\]',
      '^>>> \\w', // Python
      '^\\+ [a-z]+ \\S', // shell trace
      '^\\[?\\w+@[\\w-]+[ :][^\\]]{0,60}\\]?[$#%] ?', // prompt
      '^[0-9a-f]{8,16}(?::| ) ?(?:[0-9a-f]{2,8} ){3}', // hex dump
      '^(?:-rw|drwx|lrwx|-r-x|crw)', // ls
      '^,----|^`----|^#v[+-]$',
      '^=-=-|^\\[\\.\\.\\.truncated',
    ].join('|'),
  ),
);
const INDENTED = new HeadPattern(/^at [\w$.<>]+\(.*\)|^File ".*", line \d+/); // Java, Python
/** Behind whatever indent. */
const ANYWHERE = new HeadPattern(
  new RegExp(
    [
      '^(?:Call Trace:|Modules linked in:|Hardware name:|CPU: \\d+ |RIP: |RSP: |R[A-D]X: |CR2: |Code: [0-9a-f]{2} |---\\[ |Oops: |BUG: |WARNING: CPU|Kernel panic|Backtrace:|Traceback \\(most recent|Stack Trace:|Thread \\d+ )',
      '^#\\d+\\s+0x[0-9a-f]+', // gdb
      '^\\| ?[A-Z][\\w-]+: \\S', // tags that robots set apart
      '^[$#%] (?:\\w|\\./|/)', // shell
      '^#(?:include|define|ifdef|ifndef|endif|pragma|if |else)\\b',
      '^</?\\??[A-Za-z][\\w:-]*(?:\\s[^<>]*)?/?>?$|^<[A-Za-z][^<>]*>.*</\\w', // XML
      '^(?:/\\*|\\*/|// |/// )',
      '^(?:make(?:\\[\\d+\\])?: \\*\\*\\*|gcc |cc1: |ld: |configure: |checking |error: |warning: |FAILED|PASSED|BUILD |ok \\d+ |not ok \\d+ )',
      '^\\^~*\\s*$',
    ].join('|'),
  ),
);
/** An error with its kind; a place in a file, as compilers name it. */
const WITH_COLON =
  /^\w+(?:\.\w+)*(?:Exception|Error): \S|^(?:>+ )?(?:[A-Za-z]:)?[\w./+-]+\.\w{1,5}:(?:\d+(?::\d+)?:? ?(?:\w|$)| In function)/;
/** A log's time. */
const TIMED = new HeadPattern(
  /^(?:\d{4}-\d\d-\d\d|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d)[T ]\d\d:\d\d:\d\d.*\S|^\d\d:\d\d:\d\d[.,\s]/,
);
const PATH_ALONE = /^[\w.~-]*(?:\/[\w.+@~-]+){2,}\/?$/;
const TRACE = /\+0x[0-9a-f]+\/0x[0-9a-f]+/;
const OBJECT_NAME = new HeadPattern(/^(?:[a-z]+ ){0,2}[0-9a-f]{40}\b.{0,20}$/);
/** A line longer than any paragraph's is data. */
const MAX_LINE = 2000;
