import type { Mailbox } from '../../../data/records/mail.ts';
import type { Defects } from '../bytes/defects.ts';
import { decodeWords } from '../bytes/encoded-word.ts';

/**
 * The mailboxes of an address header (RFC 5322, 3.4 with the obsolete forms), in order. Takes what mail really has:
 * groups, nested comments, a missing angle bracket, `;` between addresses, a comma inside an unquoted name, encoded
 * words inside quotes, and Pipermail's `user at host`. A name that looks like an address is kept as a name.
 * @param value unfolded, 8-bit bytes decoded, encoded words not yet (they may hold commas)
 */
export function parseAddresses(value: string, defects: Defects): Mailbox[] {
  const found: Mailbox[] = [];
  const rest = readUsual(value, found);
  let pendingName = '';
  for (const item of rest === '' ? [] : scan(rest)) {
    const mailbox = toMailbox(item, defects);
    if (!mailbox) continue;
    if (mailbox.email === '') {
      // "Doe, John <john@…>" without quotes: the comma belongs to the name.
      pendingName = pendingName === '' ? mailbox.name : `${pendingName}, ${mailbox.name}`;
      if (item.endedBy === ',') continue;
      found.push({ name: pendingName, email: '' });
    } else {
      const name = pendingName !== '' && item.angle !== null ? `${pendingName}, ${mailbox.name}` : mailbox.name;
      if (pendingName !== '' && item.angle === null) found.push({ name: pendingName, email: '' });
      found.push({ name, email: mailbox.email });
    }
    pendingName = '';
  }
  if (pendingName !== '') found.push({ name: pendingName, email: '' });
  return found;
}

/** Whether two mailboxes are the same address; upper and lower case do not count in practice. */
export function sameEmail(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/**
 * Reads `Name <address>` and `"Name" <address>` as long as nothing else comes, which is nearly always to the end.
 * @returns what is left to be read with care
 */
function readUsual(value: string, into: Mailbox[]): string {
  let at = 0;
  for (;;) {
    USUAL.lastIndex = at;
    const match = USUAL.exec(value);
    if (!match || into.length >= MAX_ADDRESSES) return value.slice(at);
    into.push({ name: cleanName(match[1] ?? match[2] ?? ''), email: match[3] ?? '' });
    at = USUAL.lastIndex;
    if (at >= value.length) return '';
  }
}

/** One address as it stands between commas. */
interface Item {
  phrase: string;
  /** Whether the phrase has an `@`, and what was added to it last: a long phrase is not read again for each colon. */
  hasAt: boolean;
  lastRun: string;
  comment: string;
  /** What stood in angle brackets, null where there were none. */
  angle: string | null;
  endedBy: string;
}

/** Cuts a header value at its commas, semicolons and group names, one character at a time. */
function scan(value: string): Item[] {
  const items: Item[] = [];
  let item = emptyItem();
  const finish = (endedBy: string) => {
    item.endedBy = endedBy;
    if (item.phrase.trim() !== '' || item.angle !== null || item.comment !== '') items.push(item);
    item = emptyItem();
  };
  let at = 0;
  while (at < value.length && items.length < MAX_ADDRESSES) {
    const char = value[at] ?? '';
    if (char === '"') {
      const quoted = readQuoted(value, at);
      // Quotes inside an encoded name's phrase keep what they hold, commas too.
      extend(item, quoted.text);
      at = quoted.end;
    } else if (char === '(') {
      const comment = readComment(value, at);
      item.comment = item.comment === '' ? comment.text : `${item.comment} ${comment.text}`;
      at = comment.end;
    } else if (char === '<') {
      if (item.angle !== null && item.angle.includes('@')) finish(' ');
      const end = endOfAngle(value, at);
      item.angle = value.slice(at, end).replace(/^<+|>$/g, '');
      at = end;
      while (value[at] === '>') at++;
    } else if (char === ',' || char === ';') {
      finish(char);
      at++;
    } else if (char === ':' && item.angle === null && !item.hasAt && !/mailto$/i.test(item.lastRun)) {
      // A group's name, or "To:" pasted into the value: no address.
      item = emptyItem();
      at++;
    } else {
      PLAIN.lastIndex = at;
      const run = PLAIN.exec(value)?.[0] ?? char;
      if (item.angle === null || run.trim() !== '') extend(item, run);
      at += run.length;
    }
  }
  finish('');
  return items;
}

function extend(item: Item, run: string): void {
  item.phrase += run;
  item.hasAt ||= run.includes('@');
  item.lastRun = run;
}

function emptyItem(): Item {
  return { phrase: '', hasAt: false, lastRun: '', comment: '', angle: null, endedBy: '' };
}

/** A quoted string; one that never ends runs only up to the next angle bracket or comma. */
function readQuoted(value: string, start: number): { text: string; end: number } {
  let text = '';
  for (let i = start + 1; i < value.length; i++) {
    const char = value[i] ?? '';
    if (char === '"') return { text, end: i + 1 };
    if (char === '\\' && i + 1 < value.length) text += value[++i] ?? '';
    else text += char;
  }
  const stop = value.slice(start + 1).search(/[<,;]/);
  const end = stop < 0 ? value.length : start + 1 + stop;
  return { text: value.slice(start + 1, end), end };
}

function readComment(value: string, start: number): { text: string; end: number } {
  let depth = 0;
  let text = '';
  for (let i = start; i < value.length; i++) {
    const char = value[i] ?? '';
    if (char === '\\' && i + 1 < value.length) text += value[++i] ?? '';
    else if (char === '(') {
      if (depth++ > 0) text += char;
    } else if (char === ')') {
      if (--depth === 0) return { text, end: i + 1 };
      text += char;
    } else text += char;
  }
  return { text, end: value.length };
}

/** Behind the `>`; where it is missing, before the next comma or the end. */
function endOfAngle(value: string, start: number): number {
  for (let i = start + 1; i < value.length; i++) {
    const char = value[i];
    if (char === '>') return i + 1;
    if (char === '"') i = readQuoted(value, i).end - 1;
    else if (char === ',' && value[start + 1] !== '@') return i;
  }
  return value.length;
}

function toMailbox(item: Item, defects: Defects): Mailbox | null {
  const comment = item.comment === '' ? '' : cleanName(decodeWords(item.comment, defects));
  if (item.angle !== null) {
    const phrase = cleanName(decodeWords(item.phrase, defects));
    return { name: phrase === '' ? comment : phrase, email: cleanEmail(decodeWords(item.angle, defects)) };
  }
  const phrase = decodeWords(item.phrase, defects).trim();
  if (phrase === '') return comment === '' ? null : { name: comment, email: '' };
  const pipermail = PIPERMAIL.exec(phrase);
  if (pipermail) return { name: comment, email: `${pipermail[1]}@${pipermail[2]}` };
  if (!phrase.includes('@')) return { name: cleanName(phrase), email: '' };
  if (!/\s/.test(phrase)) return { name: comment, email: cleanEmail(phrase) };
  // Words and an address without brackets: "Alice alice@example.org".
  const words = phrase.split(/\s+/);
  const index = words.findLastIndex((word) => /.@./.test(word));
  if (index < 0) return { name: comment, email: cleanEmail(phrase) };
  const rest = [...words.slice(0, index), ...words.slice(index + 1)].join(' ');
  return { name: rest === '' ? comment : cleanName(rest), email: cleanEmail(words[index] ?? '') };
}

function cleanName(name: string): string {
  const trimmed = name.trim();
  return UNTIDY.test(trimmed) ? trimmed.replace(/[ \t\r\n]+/g, ' ') : trimmed;
}

function cleanEmail(angle: string): string {
  if (SIMPLE_EMAIL.test(angle)) return angle;
  const email = angle
    .replace(/^\s*mailto:/i, '')
    .replace(/^@[^:]*:/, '')
    .replace(/[\s<>]+/g, '');
  return PIPERMAIL.test(angle.trim()) ? angle.trim().replace(PIPERMAIL, '$1@$2') : email;
}

/** No encoded word, no escape, no comment; a comma or the end behind it. */
const USUAL = /\s*(?!\s)(?:"([^"\\=]{0,300})"\s*|([^"(<,;:@=\\]*))<([\w.+=-]+@[\w.-]+)>\s*(?:,\s*|$)/y;
/** A run in which nothing has a meaning of its own. */
const PLAIN = /[^"(<,;:]+/y;
const UNTIDY = /[\t\r\n]| {2}/;
const SIMPLE_EMAIL = /^[\w.+=-]+@[\w.-]+$/;
const PIPERMAIL = /^([^\s@]{1,200}) at ([^\s@]{1,200})$/;

/** Some mails go to hundreds of people; more than this is an attack. */
const MAX_ADDRESSES = 5000;
