/** Forms that stand at the beginning of a line, found again where the line ends are lost. */
import { pattern } from '../text/pattern.ts';

/**
 * Own words without line ends, cut where a fixed form tells of a line: attributions, greeting and closing, trailers, diffs,
 * list items, signature and footer. The words themselves stay as they are.
 */
export function splitOwnText(text: string): string[] {
  let marked = text;
  for (const [pattern, replacement] of LINE_FORMS) marked = marked.replace(pattern, replacement);
  const lines = marked.split(/(?<! ) *\n/).filter((line, i) => line !== '' || i > 0);
  // The blank of the signature's mark is part of it (RFC 3676, 4.3).
  return lines.map((line) => (line === '--' ? '-- ' : line));
}

/**
 * Where in the words behind a quote mark the quote ends and the answer begins, and how sure that is (less is surer).
 * Null where it can't: the answer's beginning must lie within one line's width.
 * @param marks columns that the marks take
 */
export function startsOwnText(text: string, marks: number, isLast: boolean): { at: number; cost: number } | null {
  let best: { at: number; cost: number } | null = null;
  const reach = text.slice(0, MAX_LINE);
  for (const gap of reach.matchAll(/ +/g)) {
    const at = gap.index + gap[0].length;
    const before = reach.slice(0, gap.index);
    const cost = breakCost(before, text.slice(at, at + 60)) + Math.max(0, marks + before.length - 76) * 0.15;
    if (!best || cost < best.cost) best = { at, cost };
  }
  if (!best) return null;
  // Where the words fit into one line, the line alone is the simpler reading.
  const fitsOneLine = marks + text.length <= 80 && !isLast;
  return { at: best.at, cost: best.cost + (fitsOneLine ? 3.5 : 1) };
}

function breakCost(before: string, after: string): number {
  if (STRONG_START.test(after)) return -1.5;
  if (/\?["')]*$/.test(before) && PLAIN_ANSWER.test(after)) return SHORT_ANSWER.test(after) ? -5 : -2;
  const ended = /[.?!…][)\]"'’”]*$|:-?[()D]$/.test(before) ? 0 : /[:;]$/.test(before) ? 0.7 : /,$/.test(before) ? 3 : 2;
  const begun = /^[\p{Lu}\d"'([<:]/u.test(after) ? 0 : /^[\p{Ll}]/u.test(after) ? 1.5 : 0.5;
  return ended + begun - (ANSWER_WORDS.test(after) ? 0.8 : 0);
}

/** "On Thu, 4 Jul 2019 …, Alice Example wrote:", at most 200 characters of it. */
const ATTRIBUTION =
  'On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\\d)[^\\n>]{4,200}? wrote:';
const TRAILER = '(?:[A-Z][a-z]+(?:-[a-z]+)*-by|Fixes|Closes|Link|Cc|Change-Id|Message-I[Dd]): (?=[A-Z"<\\da-z])';
const DIFF =
  'diff --git a/|index [0-9a-f]{7,40}\\.\\.[0-9a-f]{7,40}|--- (?:a/|/dev/null)|\\+\\+\\+ (?:b/|/dev/null)|@@ -\\d';
const CLOSING = '(?:Thanks|Thank you|Cheers|(?:Best |Kind |Warm )?[Rr]egards|Best wishes|Sincerely|Greetings|Yours)';

const STRONG_START = new RegExp(`^(?:${ATTRIBUTION}|_{20,}|${DIFF}|(?:Signed-off|Reviewed|Acked|Tested)-by: )`);
const ANSWER_WORDS = pattern(
  '',
  '^(?:',
  [
    'I',
    "I'm",
    "I've",
    "I'll",
    "I'd",
    'Yes',
    'Yeah',
    'Yep',
    'No',
    'Nope',
    'Ok',
    'OK',
    'Okay',
    'Sure',
    'Agreed',
    'Right',
    'Correct',
    'Thanks',
    'Thank',
    'Ack',
    'ACK',
    'NAK',
    'LGTM',
    'Hmm',
    'Hm',
    'Well',
    'Not',
    'That',
    'This',
    'You',
    'We',
    'What',
    'Why',
    'How',
    'Done',
    'Good',
    'Great',
    'Looks',
    'Please',
    'Maybe',
    'Actually',
    'But',
    'So',
    'Oh',
    'Ah',
    'Indeed',
    'Exactly',
    'Fine',
    'Nice',
    'Applied',
    'Reviewed-by',
    'Acked-by',
    'Tested-by',
  ],
  String.raw`)\b`,
);

const SHORT_ANSWER = /^\w+[,.!] /;
/** What answers a question. */
const PLAIN_ANSWER =
  /^(?:Yes|Yeah|Yep|Yup|No|Nope|Nah|Sure|Right|Correct|Agreed|Indeed|Exactly|Probably|Maybe|Ok|OK|Done|Good (?:question|point|catch|idea)|I (?:think|do|don't|did|will|can))\b/;

/** Each form with what takes its place; line ends are put around it. */
const LINE_FORMS: [RegExp, string][] = [
  [new RegExp(`(^| )(${ATTRIBUTION})(?: |$)`, 'g'), '\n$2\n'],
  [/^((?:Hi|Hello|Dear|Hey|Hallo)(?: [\p{L}.'-]+){0,4},) /u, '$1\n'],
  [/ (_{20,}) (\S+ mailing list) (?:-- )?(\S+) (https?:\/\/\S+)/g, '\n$1\n$2\n$3\n$4\n'],
  [/ (_{20,})(?: |$)/g, '\n$1\n'],
  [new RegExp(` (?=${TRAILER})`, 'g'), '\n'],
  [/ --- (?=\S+ \| +\d+ )/g, '\n---\n'],
  [/[ \n](?=\S+ \| +(?:\d+ [+-]|Bin ))/g, '\n '],
  [
    / (?=\d+ files? changed(?:,|$)|(?:create|delete) mode \d{6} |(?:new|deleted) file mode \d{6}|rename (?:from|to) )/g,
    '\n',
  ],
  [new RegExp(` (?=(?:${DIFF}))`, 'g'), '\n'],
  [/(?<=[:.;,]) (?=(?:[-*•]|\d{1,2}[.)]) \S)/g, '\n'],
  [new RegExp(`(?<=[.?!:)]) (${CLOSING}[,.!]?)(?: (?=.{0,80}$)|$)`), '\n$1\n'],
  [new RegExp(`^(${CLOSING}[,.!]) (?=.{0,80}$)`), '$1\n'],
  [/ (?:-- )(?=[^a-z\n-][^\n]{0,160}$)/, '\n-- \n'],
  [/\n{2,}/g, '\n'],
  [/^\n|\n$/g, ''],
];

/** The longest line that a quote and the beginning of its answer are looked for in. */
const MAX_LINE = 110;
