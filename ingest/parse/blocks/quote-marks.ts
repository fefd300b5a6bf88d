/** Decides which lines of a text are quoted, and how deep, by the marks that people and programs use. */
import type { Mailbox } from '../../../data/records/mail.ts';
import { bodyAt, isBlankLine, isEmptyLine, lineAt, type Lines } from '../text/lines.ts';
import { forms, joined, pattern } from '../text/pattern.ts';

/**
 * The quote depth of each line: 0 for own words. `taken` marks lines that are known to be something else (a diff);
 * `introduced` says whether an attribution stands right before a line, which makes rare marks credible;
 * `sender` (where known) tells the writer's own initials from those of somebody quoted.
 */
export function quoteDepths(
  lines: Lines,
  taken: Uint8Array,
  introduced: (line: number) => boolean,
  sender: Mailbox | null,
): Uint8Array {
  const depths = new Uint8Array(lines.count);
  let angles = 0;
  for (let line = 0; line < lines.count; line += 1) {
    if (taken[line] === 1) continue;
    const marks = lines.marks[line]!;
    if (marks > 0 && !isEscapedFrom(lines, line) && !isListing(lines, line) && !isArrow(lines, line)) {
      depths[line] = marks;
      angles += 1;
    } else if (marks === 0 && lines.text.charCodeAt(lines.starts[line]!) <= BLANK) {
      const depth = indentedMarks(lines, line);
      if (depth > 0) depths[line] = depth;
    }
  }
  if (angles > 0) dropPrompts(lines, depths);
  markInitials(lines, taken, depths, introduced, sender);
  markRareRuns(lines, taken, depths, introduced);
  lowerEscapedFrom(lines, depths);
  followNeighbours(lines, depths);
  joinWrappedTails(lines, taken, depths);
  return depths;
}

/** `>From` at a line's start is what mbox files do to own lines; within a quote it is a quote. */
function isEscapedFrom(lines: Lines, line: number): boolean {
  if (lines.marks[line] !== 1 || !lines.text.startsWith('>From ', lines.starts[line]!)) return false;
  const quotedBefore = line > 0 && lines.marks[line - 1]! > 0;
  const quotedBehind = line + 1 < lines.count && lines.marks[line + 1]! > 0;
  return !quotedBefore && !quotedBehind;
}

/**
 * A report of a compiler marks what is new with `>>` or `>`: a line of a listing (`  > 458\tbar` among `   457\tfoo`), a
 * message of the compiler or linker where nothing around is quoted.
 */
function isListing(lines: Lines, line: number): boolean {
  const body = lines.bodies[line]!;
  const code = lines.text.charCodeAt(body);
  if (code >= ZERO && code <= NINE) return isNumbered(lines, line);
  // A quote of such a line has a blank between its marks, or the mail tells by what it answers.
  const marks = lines.marks[line]!;
  if (marks < 2 || body - lines.starts[line]! !== marks + 1 || !DIAGNOSTIC.test(bodyAt(lines, line))) return false;
  const quoted = (other: number): boolean =>
    other >= 0 && other < lines.count && lines.marks[other]! > 0 && !DIAGNOSTIC.test(bodyAt(lines, other));
  return !quoted(line - 1) && !quoted(line + 1);
}

function isNumbered(lines: Lines, line: number): boolean {
  const mine = /^(\d{1,7})(?:[\t:|]| {2,})/.exec(bodyAt(lines, line));
  if (mine === null) return false;
  for (const other of [line - 1, line + 1]) {
    if (other < 0 || other >= lines.count || lines.marks[other]! > 0) continue;
    const number = /^\s*(\d{1,7})(?:[\t:|]| {2,}|$)/.exec(lineAt(lines, other));
    if (number !== null && Math.abs(Number(number[1]) - Number(mine[1])) === 1) return true;
  }
  return false;
}

/** Within a quote too: one mark more than the lines around, right before `From `. */
function lowerEscapedFrom(lines: Lines, depths: Uint8Array): void {
  for (let line = 1; line < lines.count; line += 1) {
    const depth = depths[line]!;
    if (depth < 2 || depths[line - 1] !== depth - 1) continue;
    const next = line + 1 < lines.count ? depths[line + 1]! : depth - 1;
    if (next === depth - 1 && lines.text.startsWith('From ', lines.bodies[line]!)) depths[line] = depth - 1;
  }
}

/** `>=`, `>>=` and `>|` begin an expression of a wrapped line, not a quote, unless more of the kind stand around. */
function isArrow(lines: Lines, line: number): boolean {
  const next = lines.text.charCodeAt(lines.bodies[line]!);
  if (next !== EQUALS || lines.text.charCodeAt(lines.bodies[line]! - 1) !== GREATER) return false;
  return !(line > 0 && lines.marks[line - 1]! > 0) && !(line + 1 < lines.count && lines.marks[line + 1]! > 0);
}

/** Marks behind up to four blanks count where a line around is marked alike; else they are a prompt or a drawing. */
function indentedMarks(lines: Lines, line: number): number {
  let at = lines.starts[line]!;
  const end = lines.ends[line]!;
  while (at < end && lines.text.charCodeAt(at) === BLANK && at - lines.starts[line]! <= MAX_INDENT) at += 1;
  const indent = at - lines.starts[line]!;
  if (lines.text.charCodeAt(at) !== GREATER || indent > MAX_INDENT) return 0;
  let depth = 0;
  while (at < end && lines.text.charCodeAt(at) === GREATER) {
    depth += 1;
    at += 1;
    if (lines.text.charCodeAt(at) === BLANK && lines.text.charCodeAt(at + 1) === GREATER) at += 1;
  }
  const next = lines.text.charCodeAt(at);
  if (at < end && next !== BLANK && next !== TAB && depth < 2) return 0;
  const alike = (other: number): boolean => {
    if (other < 0 || other >= lines.count) return false;
    const start = lines.starts[other]!;
    return lines.text.charCodeAt(start + indent) === GREATER && lines.text.slice(start, start + indent).trim() === '';
  };
  if (!alike(line - 1) && !alike(line + 1)) return 0;
  return isListing(lines, line) || (depth > 1 && DIAGNOSTIC.test(lines.text.slice(at, end).trimStart()))
    ? 0
    : Math.min(depth, 100);
}

/** `>>>` alone in a mail without any other mark is a Python prompt; so is a run of `> ` behind `$`. */
function dropPrompts(lines: Lines, depths: Uint8Array): void {
  let shallow = false;
  let prompts = 0;
  for (let line = 0; line < lines.count; line += 1) {
    if (depths[line] === 1 || depths[line] === 2 || depths[line]! > 3) shallow = true;
    if (depths[line] === 3 && lines.text.startsWith('>>> ', lines.starts[line]!)) prompts += 1;
  }
  if (shallow || prompts === 0) return;
  let code = 0;
  for (let line = 0; line < lines.count; line += 1) {
    if (depths[line] === 3 && PYTHON.test(bodyAt(lines, line))) code += 1;
  }
  if (code * 2 < prompts) return;
  for (let line = 0; line < lines.count; line += 1) if (depths[line] === 3) depths[line] = 0;
}

/** `JM> `: a quote, unless the initials are the writer's own or the word is a program's prompt. */
function markInitials(
  lines: Lines,
  taken: Uint8Array,
  depths: Uint8Array,
  introduced: (line: number) => boolean,
  sender: Mailbox | null,
): void {
  const runs = new Map<string, number[]>();
  for (let line = 0; line < lines.count; line += 1) {
    if (lines.initials[line] !== 1 || lines.marks[line]! > 0 || taken[line] === 1) continue;
    const name = /^ *(\S+?)(?=>)/.exec(lineAt(lines, line))?.[1] ?? '';
    const known = runs.get(name);
    if (known) known.push(line);
    else runs.set(name, [line]);
  }
  for (const [name, places] of runs) {
    if (PROMPTS.test(name) || isOwn(name, sender)) continue;
    // Programs print words and arrows too: indented ones are a quote's where somebody is named above.
    const isIndented = lines.text.charCodeAt(lines.starts[places[0]!]!) === BLANK;
    if (isIndented && !introduced(places[0]!)) continue;
    // One line alone says too little, be it a quote or not.
    const near = places.some(
      (line) => (line > 0 && depths[line - 1]! > 0) || (line + 1 < lines.count && lines.initials[line + 1] === 1),
    );
    if (places.length < 2 && !near) continue;
    for (const line of places) {
      const arrows = /^ *\S+?(>+)/.exec(lineAt(lines, line))?.[1]?.length ?? 1;
      depths[line] = Math.min(arrows + lines.marks[line]!, 100);
    }
  }
}

/** Whether initials or a first name before a mark fit a person. */
export function initialsFit(name: string, person: Mailbox): boolean {
  const words = person.name
    .replace(/^([^,]+), (.+)$/, '$2 $1')
    .split(/[\s.-]+/)
    .filter((word) => /^\p{L}/u.test(word));
  const initials = words.map((word) => word[0]!.toUpperCase()).join('');
  const upper = name.toUpperCase();
  if (upper === initials || (initials.length > 2 && upper === initials[0]! + initials.at(-1)!)) return true;
  if (name.length > 2 && words.some((word) => word.toUpperCase() === upper)) return true;
  return upper === (person.email.split('@')[0] ?? '').toUpperCase();
}

const isOwn = (name: string, sender: Mailbox | null): boolean => sender !== null && initialsFit(name, sender);

/** Bars, colons, braces and hashes: only in runs, and where an attribution stands before them (bars: or where prose stands behind them). */
function markRareRuns(
  lines: Lines,
  taken: Uint8Array,
  depths: Uint8Array,
  introduced: (line: number) => boolean,
): void {
  for (let line = 0; line < lines.count; line += 1) {
    if (taken[line] === 1 || depths[line]! > 0) continue;
    const mark = rareMark(lines, line);
    if (mark === 0) continue;
    let end = line;
    let prose = 0;
    let tabular = 0;
    while (end < lines.count && taken[end] !== 1 && rareMark(lines, end) === mark) {
      const body = lineAt(lines, end).trimStart().slice(1);
      if (/^ ?\p{L}[\p{L}'’,]* \p{L}/u.test(body) && !/[{};]\s*$|::|[\w-]+: \S+@/.test(body)) prose += 1;
      if (body.includes('|') || /^[\s|+=-]*$|\t/.test(body)) tabular += 1;
      end += 1;
    }
    const asked = introduced(line);
    const boxed = line > 0 && /^\s*(?:[,.+]-{2}|-{4})/.test(lineAt(lines, line - 1));
    const size = end - line;
    const bars = mark === BAR && size >= 3 && prose * 3 >= size * 2 && tabular * 4 < size && !boxed;
    if ((asked && size >= 1 && !boxed && (mark === BAR || size >= 2)) || bars)
      for (let n = line; n < end; n += 1) depths[n] = 1;
    line = end - 1;
  }
}

function rareMark(lines: Lines, line: number): number {
  let at = lines.starts[line]!;
  if (lines.text.charCodeAt(at) === BLANK) at += 1;
  const code = lines.text.charCodeAt(at);
  if (code !== BAR && code !== COLON && code !== BRACE && code !== HASH) return 0;
  const next = lines.text.charCodeAt(at + 1);
  return at + 1 >= lines.ends[line]! || next === BLANK || next === TAB || (code === BAR && next !== BAR) ? code : 0;
}

/** A line of marks alone has the depth of the quote that it stands in: of the neighbour marked alike, else of the one before. */
function followNeighbours(lines: Lines, depths: Uint8Array): void {
  for (let line = 0; line < lines.count; line += 1) {
    if (depths[line] === 0 || !isEmptyLine(lines, line)) continue;
    let end = line + 1;
    while (end < lines.count && depths[end]! > 0 && isEmptyLine(lines, end)) end += 1;
    const before = line > 0 ? depths[line - 1]! : 0;
    const behind = end < lines.count ? depths[end]! : 0;
    for (let n = line; n < end; n += 1) {
      const alike = depths[n] === before || depths[n] === behind;
      if (!alike && before + behind > 0) depths[n] = before > 0 ? before : behind;
    }
    line = end - 1;
  }
}

/**
 * The tail of a quoted line that a mail program wrapped without a mark: it stands between two quoted lines, and its
 * first word would have made the line before too long.
 */
function joinWrappedTails(lines: Lines, taken: Uint8Array, depths: Uint8Array): void {
  for (let line = 1; line + 1 < lines.count; line += 1) {
    if (depths[line]! > 0 || depths[line - 1] === 0 || depths[line + 1] === 0 || taken[line] === 1) continue;
    if (isBlankLine(lines, line) || isEmptyLine(lines, line - 1)) continue;
    // A tail begins where the line begins.
    if (lines.text.charCodeAt(lines.starts[line]!) <= BLANK) continue;
    const tail = lineAt(lines, line).trim();
    const before = lines.ends[line - 1]! - lines.starts[line - 1]!;
    // What begins with a capital behind the end of a sentence is an answer.
    if (
      /^\p{Lu}/u.test(tail) &&
      /[.?!:,;)]\s*$/.test(lines.text.slice(lines.ends[line - 1]! - 3, lines.ends[line - 1]))
    )
      continue;
    const word = tail.indexOf(' ') < 0 ? tail.length : tail.indexOf(' ');
    if (tail.length > MAX_TAIL || before + 1 + word < WRAP_WIDTH || /^\[?\.{2,}|^[[<(]\s?(?:snip|\.\.)/i.test(tail))
      continue;
    if (depths[line + 1]! === depths[line - 1]! || isEmptyLine(lines, line + 1) || tail.length < 12)
      depths[line] = depths[line - 1]!;
  }
}

/** What compilers and linkers say of a place. */
const DIAGNOSTIC = pattern(
  '',
  '^(?:',
  [
    joined(
      String.raw`[\w./+-]{1,200}\.\w{1,5}(?:\.rst)?:(?:\d{1,7}:)?(?:\d{1,5}:)? ?(?:fatal |sparse: |smatch: )*(?:`,
      forms`
  error | warning | note | undefined | multiple | In function | sparse | unmet | Warning | WARNING
`,
      ')',
    ),
    String.raw`(?:ld|ld\.lld|ERROR|WARNING|error|warning): `,
    'referenced by ',
    'defined (?:at|in) ',
    'did you mean',
    String.raw`[\w./-]+\.o:`,
  ],
  ')',
);
const PYTHON =
  /^(?:import |from \w+ import|def |class |for |if |with |print\b|\w[\w.]*\s*(?:=|\(|\[|\.)|\w+$|[('"[{\d])/;
/** Words before `>` that programs print; too common to be anybody. */
const PROMPTS =
  /^(?:SQL|MySQL|MariaDB|FTP|CMD|DOS|GDB|PHP|IRB|PS|Router|Switch|OpenBoot|SIP|HTTP|XML|HTML|TODO|NOTE|FIXME|DB|GRUB|UEFI|Shell|EFI|CPU\d*|TAG|EOF|OK|TX|RX)$/i;
const MAX_INDENT = 4;
const MAX_TAIL = 60;
/** Mail programs wrap at 72 to 80 columns. */
const WRAP_WIDTH = 71;
const BLANK = 32;
const TAB = 9;
const GREATER = 62;
const EQUALS = 61;
const BAR = 124;
const COLON = 58;
const BRACE = 125;
const HASH = 35;
const ZERO = 48;
const NINE = 57;
