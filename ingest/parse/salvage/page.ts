/** Takes a saved archive page apart: a title, header lines among navigation, the body. */
import type { LostHeader } from './header.ts';
import { BARE_DATE } from './looks.ts';
import { joined, pattern } from '../text/pattern.ts';

/**
 * Reads the pages of the usual archives: hypermail and MHonArc (`From:`, `Date:` below a title), marc.info (addresses as
 * `alice () example ! org`), public-inbox (`[thread overview]` links), Pipermail (title, `alice at example.org`, date).
 * Null where the text's top has neither.
 */
export function takePageApart(text: string): LostHeader | null {
  const lines = text.split('\n');
  return labelledPage(lines) ?? pipermailPage(lines);
}

/** Header lines with their labels; they may stand apart, with blank or navigation lines between. */
function labelledPage(lines: string[]): LostHeader | null {
  const fields: [string, string][] = [];
  let last = -1;
  let first = -1;
  for (let i = 0; i < Math.min(lines.length, MAX_TOP); i++) {
    const line = lines[i] ?? '';
    const label = LABEL.exec(line);
    const name = NAMES[label?.[1]?.toLowerCase() ?? ''];
    if (!name || fields.some(([known]) => known === name)) {
      // The body has begun once words follow that are neither header, blank nor navigation.
      if (last >= 0 && line.trim() !== '' && !isNavigation(line) && !isContinuation(line, lines[i - 1])) break;
      if (last >= 0 && isContinuation(line, lines[i - 1])) extend(fields, line, () => (last = i));
      continue;
    }
    if (first < 0) first = i;
    last = i;
    fields.push([name, cleanValue(name, label?.[2] ?? '')]);
  }
  const has = (name: string) => fields.some(([known, value]) => known === name && value !== '');
  if (!has('From') || !has('Date')) return null;
  if (!has('Subject')) fields.push(['Subject', titleAbove(lines, first)]);
  return { fields, body: bodyBehind(lines, last) };
}

/** Title, sender with " at ", date; links behind it; then the body. */
function pipermailPage(lines: string[]): LostHeader | null {
  const date = lines.slice(0, MAX_TOP).findIndex((line) => BARE_DATE.test(line));
  if (date < 1) return null;
  const sender = lastInk(lines, date);
  const found = /^(.*?)\s*([\w.+-]+ at [\w-]+(?:\.[\w-]+)+)$/.exec((lines[sender] ?? '').trim().slice(0, 400));
  if (!found) return null;
  const title = titleAbove(lines, sender);
  const from = `${found[1] ?? ''} <${(found[2] ?? '').replace(' at ', '@')}>`;
  return {
    fields: [
      ['From', from.trim()],
      ['Date', (lines[date] ?? '').trim()],
      ['Subject', title],
    ],
    body: bodyBehind(lines, date),
  };
}

/** Blank lines around the body and the archive's links above and below it are no part of it. */
function bodyBehind(lines: string[], header: number): string {
  let from = header + 1;
  let to = lines.length;
  const isFrame = (line: string | undefined) => line !== undefined && (line.trim() === '' || isNavigation(line));
  while (from < to && isFrame(lines[from])) from++;
  while (to > from && isFrame(lines[to - 1])) to--;
  return lines.slice(from, to).join('\n');
}

/** The page's title: the nearest line above that is neither blank nor navigation, without a site's name behind a bar. */
function titleAbove(lines: string[], from: number): string {
  for (let i = from - 1; i >= 0; i--) {
    const line = (lines[i] ?? '').trim();
    if (line !== '' && !isNavigation(line)) return line.replace(/^(?:\*|Subject:)\s*/, '');
  }
  return '';
}

function lastInk(lines: string[], before: number): number {
  let i = before - 1;
  while (i > 0 && (lines[i] ?? '').trim() === '') i--;
  return i;
}

function isContinuation(line: string, above: string | undefined): boolean {
  return /^[ \t]+\S/.test(line) && above !== undefined && above.trim() !== '';
}

function extend(fields: [string, string][], line: string, done: () => void): void {
  const last = fields.at(-1);
  if (!last) return;
  last[1] = `${last[1]} ${cleanValue(last[0], line)}`.trim();
  done();
}

/** Undoes what archives do to addresses, and takes public-inbox's links away. */
function cleanValue(name: string, value: string): string {
  const text = value
    .replace(/(?<!\s)\s*\[(?:thread overview|parent|flat|nested|raw)\].*$/i, '')
    .replace(/(?<!\s)\s+\(raw\)\s*$/, '')
    .trim();
  if (name === 'Date' || name === 'Subject') return text;
  return text
    .replace(
      /([\w.+-]+) \(\) ([\w-]+(?: ! [\w-]+)+)/g,
      (_, local: string, host: string) => `${local}@${host.replace(/ ! /g, '.')}`,
    )
    .replace(/([\w.+-]+)(?: at |\(at\)| \(at\) |_at_|\[at\])([\w-]+(?:\.[\w-]+)+)/g, '$1@$2');
}

function isNavigation(line: string): boolean {
  return NAVIGATION.test(line);
}

const LABEL =
  /^\s*(?:\*\s*)?(From|Author|Sender|Date|Sent|Posted|Subject|To|Cc|List|Message-ID|In-Reply-To|References|Reply-To)\s*:\s*(.*)$/i;
const NAMES: Record<string, string> = {
  from: 'From',
  author: 'From',
  sender: 'Sender',
  date: 'Date',
  sent: 'Date',
  posted: 'Date',
  subject: 'Subject',
  to: 'To',
  cc: 'Cc',
  'message-id': 'Message-ID',
  'in-reply-to': 'In-Reply-To',
  references: 'References',
  'reply-to': 'Reply-To',
};
/** Links of the archives' pages. */
const NAVIGATION = pattern(
  'i',
  String.raw`^\s*(?:[-*•]\s*)?(?:`,
  [
    String.raw`\[?(?:Date|Thread|Next|Prev|Index|List|Configure|Download|Author|Subject)[\w ]*\](?:\s*\[[\w ]+\])*`,
    String.raw`(?:Next|Previous|Prev)(?: message)?(?: \(by (?:thread|date)\))?\s*:`,
    joined(
      '(?:',
      [
        'In reply to',
        'Reply',
        'Replies',
        'Maybe reply',
        'Next in thread',
        'Messages sorted by',
        'Contemporary messages sorted',
        'More information about the',
      ],
      String.raw`)\b`,
    ),
    'Prev by (?:Date|Thread)',
    'Next by (?:Date|Thread)',
    String.raw`Index\(es\)`,
    String.raw`help \/ color \/ mirror`,
    String.raw`\d+ (?:siblings|repl(?:y|ies))`,
    'permalink',
    String.raw`Lines?:\s*\d+`,
    String.raw`List:\s`,
    '={5,}$',
    '_{30,}$',
  ],
  ')',
);
const MAX_TOP = 60;
