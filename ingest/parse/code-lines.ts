/** Tells code, logs, traces and tables from prose, line by line. */

/** How much a line looks like code or a log: 2 surely, 1 likely, 0 can be either, -1 prose. */
export function codeLikeness(text: string): number {
  const line = text.trimEnd();
  if (line === '') return 0;
  if (line.length > MAX_LINE) return 1;
  const trimmed = line.trimStart();
  const indent = line.length - trimmed.length;
  const prose = proseWords(trimmed);
  // Most lines of most mails are plain sentences; they need no closer look.
  if (prose >= 5 && indent < 4 && /^\p{Lu}?\p{Ll}+,? [\p{L}'’(]/u.test(trimmed) && !/[;{}]$/.test(trimmed)) return -1;
  if (SURE.test(line)) return 2;
  if (isTableRow(line, trimmed)) return 2;
  if (BULLET.test(trimmed)) return prose >= 3 || indent < 4 ? -1 : 0;
  let score = 0;
  if (/[;{}]$/.test(trimmed) || /^[{}]/.test(trimmed)) score += 2;
  if (WHOLE_STATEMENT.test(trimmed)) score += 2;
  if (OPERATOR.test(trimmed)) score += 1;
  if (KEYWORD.test(trimmed)) score += 1;
  if (indent >= 8 || line.startsWith('\t')) score += 1;
  else if (indent >= 4) score += prose >= 6 ? 0 : 1;
  if (/\S {2,}\S/.test(trimmed) && !/[.!?:] {2}\S/.test(trimmed)) score += prose >= 6 ? 0 : 1;
  if (/^[\w./-]+:\s{2,}\S/.test(trimmed)) score += 1;
  if (prose >= 5) score -= 2;
  else if (prose >= 3) score -= 1;
  if (indent === 0 && prose >= 3 && /^\p{Lu}?[\p{Ll}]+(?: [\p{Ll}'’]+)+/u.test(trimmed)) score -= 1;
  return score >= 2 ? 2 : score === 1 ? 1 : score <= -1 ? -1 : 0;
}

/** True for one `+` or `-` line of a change that somebody wrote into a mail without a diff's head. */
export function isChangeLine(text: string): boolean {
  return (
    /^[+-](?:\t| {3,}\S|[\w#/*}].*[;{}()=*/,]\s*$|#(?:include|define|if|endif)|}|\s*$)/.test(text) && !/^--/.test(text)
  );
}

/** `Author: somebody`, `Total time: 37 s`: a field and its value, which is no sentence. */
export function isFieldLine(text: string): boolean {
  const colon = text.indexOf(':');
  if (colon < 2 || colon > 28 || text.length > 400) return false;
  return /^\s*[A-Za-z][\w./-]*(?: [\w.()/-]+){0,2}\s?:(?:\s|$)/.test(text) && proseWords(text.slice(colon + 1)) < 4;
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
function isTableRow(line: string, trimmed: string): boolean {
  if (/^[|+].*[|+]$/.test(trimmed) && trimmed.length > 4) return true;
  if (/^[|+=-][-+=|: ]{6,}$/.test(trimmed) && /[+|]/.test(trimmed)) return true;
  if ((trimmed.match(/ \| ?|\|/g)?.length ?? 0) >= 2 && !/[a-z]\|\|?[a-z]/.test(trimmed) && / \|/.test(trimmed))
    return true;
  const columns = trimmed.split(/ {2,}|\t+/).length;
  return columns >= 4 || (columns >= 3 && /\d/.test(line) && !/[.!?] {2}/.test(line));
}

/** The longest run of plain words, one blank apart. */
function proseWords(text: string): number {
  let longest = 0;
  let run = 0;
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf(' ', at);
    const stop = end < 0 ? text.length : end;
    if (isPlainWord(text, at, stop)) {
      run += 1;
      if (run > longest) longest = run;
    } else run = 0;
    at = stop + 1;
  }
  return longest;
}

/** Letters, apostrophes and hyphens, with quotes or stops around them. */
function isPlainWord(text: string, from: number, to: number): boolean {
  let start = from;
  let end = to;
  if (start < end && OPENING.includes(text[start]!)) start += 1;
  for (let stops = 0; stops < 3 && end > start && CLOSING.includes(text[end - 1]!); stops += 1) end -= 1;
  if (end <= start) return false;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const letter =
      (code >= 97 && code <= 122) ||
      (code >= 65 && code <= 90) ||
      (code >= 0xc0 && code !== 0xd7 && code !== 0xf7 && !(code >= 0x2010 && code <= 0x2bff && code !== 0x2019));
    if (!letter && !(at > start && (code === 39 || code === 45))) return false;
  }
  return true;
}

const OPENING = '"\'(*_';
const CLOSING = '.,;:!?)"\'*_';
const BULLET = /^(?:[-*•o+]|\d{1,2}[.)]|\([a-z0-9]\)|[a-z]\)) \S/;
/** An assignment of R; a call with arguments as a whole line. */
const WHOLE_STATEMENT = /^[\w.$]+ <- \S|^[\w.$:]+\([^()]*[,="'].*\)[;,]?$/;
const OPERATOR =
  /(?:->|<- |::|==|!=|&&|\|\||\+=|<<|\w\(\)|\w_\w{1,80}\(|\w\[\w+\]|^[\w.]+ ?= ?\S|\$\{?\w+|\\n|0x[0-9a-f]{2,})/;
const KEYWORD =
  /^(?:if|for|while|switch|return|else|case|static|struct|int|void|char|const|unsigned|bool|def|class|import|from|public|private|try|except|sudo|make|git|gcc|cd|ls|cat|echo|mount|export|modprobe)\b.*[(){};=:$/-]/;
/** What only programs write. */
const SURE = new RegExp(
  [
    '^\\[ *\\d+\\.\\d{4,}\\]', // kernel log
    '^(?:<\\d>)?\\[\\s*\\d+\\.\\d+\\]',
    '\\+0x[0-9a-f]+/0x[0-9a-f]+', // trace
    '^\\s*(?:Call Trace:|Modules linked in:|Hardware name:|CPU: \\d+ |RIP: |RSP: |R[A-D]X: |CR2: |Code: [0-9a-f]{2} |---\\[ |Oops: |BUG: |WARNING: CPU|Kernel panic|Backtrace:|Traceback \\(most recent|Stack Trace:|Thread \\d+ )',
    '^\\s*#\\d+\\s+0x[0-9a-f]+', // gdb
    '^\\s+at [\\w$.<>]+\\(.*\\)', // Java
    '^\\s+File ".*", line \\d+',
    '^\\s*\\w+(?:\\.\\w+)*(?:Exception|Error): \\S',
    '^>>> \\w', // Python
    '^\\+ [a-z]+ \\S', // shell trace
    '^\\s*[\\w.~-]*(?:/[\\w.+@~-]+){2,}/?$', // a path alone
    '^\\s*\\| ?[A-Z][\\w-]+: \\S', // tags that robots set apart
    '^\\s*[$#%] (?:\\w|\\./|/)', // shell
    '^\\[?\\w+@[\\w-]+[ :][^\\]]{0,60}\\]?[$#%] ?',
    '^\\s*(?:>+ )?(?:[A-Za-z]:)?[\\w./+-]+\\.\\w{1,5}:(?:\\d+(?::\\d+)?:? ?(?:\\w|$)| In function)', // compiler
    '^\\s*#(?:include|define|ifdef|ifndef|endif|pragma|if |else)\\b',
    '^\\s*</?\\??[A-Za-z][\\w:-]*(?:\\s[^<>]*)?/?>?$|^\\s*<[A-Za-z][^<>]*>.*</\\w', // XML
    '^(?:\\d{4}-\\d\\d-\\d\\d|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \\d]\\d)[T ]\\d\\d:\\d\\d:\\d\\d.*\\S', // log time
    '^\\d\\d:\\d\\d:\\d\\d[.,\\s]',
    '^\\s*(?:/\\*|\\*/|// |/// )',
    '^[0-9a-f]{8,16}(?::| ) ?(?:[0-9a-f]{2,8} ){3}', // hex dump
    '^(?:-rw|drwx|lrwx|-r-x|crw)', // ls
    '^\\s*(?:make(?:\\[\\d+\\])?: \\*\\*\\*|gcc |cc1: |ld: |configure: |checking |error: |warning: |FAILED|PASSED|BUILD |ok \\d+ |not ok \\d+ )',
    '^,----|^`----|^#v[+-]$',
    '^\\s*\\^~*\\s*$',
    '^=-=-|^\\[\\.\\.\\.truncated',
    '^(?:[a-z]+ ){0,2}[0-9a-f]{40}\\b.{0,20}$',
  ].join('|'),
);
/** A line longer than any paragraph's is data. */
const MAX_LINE = 2000;
