/** Tells code, logs, traces and tables from prose, line by line. */

/** How much a line looks like code or a log: 2 surely, 1 likely, 0 can be either, -1 prose. */
export function codeLikeness(text: string): number {
  const line = text.trimEnd();
  if (line === '') return 0;
  if (line.length > MAX_LINE) return 1;
  if (SURE.test(line)) return 2;
  const trimmed = line.trimStart();
  const indent = line.length - trimmed.length;
  if (isTableRow(line, trimmed)) return 2;
  const prose = proseWords(trimmed);
  if (/^(?:[-*•o+]|\d{1,2}[.)]|\([a-z0-9]\)|[a-z]\)) \S/.test(trimmed)) return prose >= 3 || indent < 4 ? -1 : 0;
  let score = 0;
  if (/[;{}]$/.test(trimmed) || /^[{}]/.test(trimmed)) score += 2;
  if (
    /(?:->|::|==|!=|&&|\|\||\+=|<<|\w\(\)|\w+_\w+\(|\w\[\w+\]|^\s*[\w.]+ ?= ?\S|\$\{?\w+|\\n|0x[0-9a-f]{2,})/.test(
      trimmed,
    )
  )
    score += 1;
  if (
    /^(?:if|for|while|switch|return|else|case|static|struct|int|void|char|const|unsigned|bool|def|class|import|from|public|private|try|except|sudo|make|git|gcc|cd|ls|cat|echo|mount|export|modprobe)\b.*[(){};=:$/-]/.test(
      trimmed,
    )
  )
    score += 1;
  if (indent >= 8 || line.startsWith('\t')) score += 1;
  else if (indent >= 4) score += prose >= 6 ? 0 : 1;
  if (/\S {2,}\S/.test(trimmed) && !/[.!?:] {2}\S/.test(trimmed)) score += prose >= 6 ? 0 : 1;
  if (/^[\w./-]+:\s{2,}\S/.test(trimmed)) score += 1;
  if (prose >= 5) score -= 2;
  else if (prose >= 3) score -= 1;
  if (indent === 0 && /^\p{Lu}?[\p{Ll}]+(?: [\p{Ll}'’]+)+/u.test(trimmed) && prose >= 3) score -= 1;
  return score >= 2 ? 2 : score === 1 ? 1 : score <= -1 ? -1 : 0;
}

/** True for one `+` or `-` line of a change that somebody wrote into a mail without a diff's head. */
export function isChangeLine(text: string): boolean {
  return (
    /^[+-](?:\t| {3,}\S|[\w#/*}].*[;{}()=*/,]\s*$|#(?:include|define|if|endif)|}|\s*$)/.test(text) && !/^--/.test(text)
  );
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
  for (const word of text.split(' ')) {
    if (PLAIN_WORD.test(word)) {
      run += 1;
      if (run > longest) longest = run;
    } else run = 0;
  }
  return longest;
}

const PLAIN_WORD = /^["'(*_]?[\p{L}][\p{L}'’-]*[.,;:!?)"'*_]{0,3}$/u;
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
    '^\\s*\\| ?[A-Z][\\w-]+: \\S', // tags that robots set apart
    '^\\s*[$#%] (?:\\w|\\./|/)', // shell
    '^\\[?\\w+@[\\w-]+[ :][^\\]]{0,60}\\]?[$#%] ?',
    '^(?:[A-Za-z]:)?[\\w./+-]+\\.\\w{1,5}:\\d+(?::\\d+)?:? ?(?:\\w|$)', // compiler
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
