/** Takes header fields apart that run together in one line, and finds where the body begins. */
import { fieldEnd, looseFieldEnd } from './fields.ts';

/** The fields of a text that was a mail, in order, and what stands behind them. */
export interface LostHeader {
  fields: [name: string, value: string][];
  body: string;
}

/**
 * Known field names are the boundaries. A value ends where its grammar says so (a Message-ID with its `>`, a date with its
 * zone); what stands behind it, and is no further field, is the body. A field that mails have once and that comes again
 * belongs to the body, too: a quoted or forwarded header.
 */
export function takeHeaderApart(text: string): LostHeader {
  const marks = fieldMarks(text);
  const fields: [string, string][] = [];
  const seen = new Set<string>();
  for (const [i, mark] of marks.entries()) {
    const next = marks[i + 1];
    const lower = mark.name.toLowerCase();
    seen.add(lower);
    const isLast = next === undefined || (ONCE.has(next.name.toLowerCase()) && seen.has(next.name.toLowerCase()));
    const value = text.slice(mark.valueStart, isLast ? undefined : next.start);
    // No body begins before the sender and what it is about are named.
    const mayEnd = isLast || (seen.has('from') && (seen.has('date') || seen.has('subject')));
    const end = mayEnd ? bodyStart(lower, value, isLast) : null;
    fields.push([
      mark.name,
      value
        .slice(0, end ?? undefined)
        .trim()
        .replace(/\s+/g, ' '),
    ]);
    if (end !== null) return { fields, body: text.slice(mark.valueStart + end).trimStart() };
  }
  return { fields, body: marks.length === 0 ? text : '' };
}

/** Where in a value the body begins; null where it is a value to its end. */
function bodyStart(name: string, value: string, isLast: boolean): number | null {
  const strict = fieldEnd(name, value);
  // Servers write Received in too many ways to end it early.
  if (!isLast && name === 'received') return null;
  if (isLast) return strict ?? looseFieldEnd(name, value);
  if (strict !== null) return value.length - strict > MAX_NOISE ? strict : null;
  const limit = /^(?:user-agent|x-mailer)$/.test(name) ? MAX_PROGRAM : MAX_VALUE;
  return value.length > limit && !UNBOUNDED.test(name) ? looseFieldEnd(name, value) : null;
}

interface FieldMark {
  name: string;
  start: number;
  valueStart: number;
}

/** Names with their colon between white space. In a signature's list of signed fields (`h=from:to: subject`) stand none. */
function fieldMarks(text: string): FieldMark[] {
  const head = text.slice(0, MAX_HEADER).replace(/\bh=[A-Za-z][\w:.\s-]*;/g, (list) => list.replace(/:/g, '='));
  const marks: FieldMark[] = [];
  for (const match of head.matchAll(/(?<![^\s])([A-Za-z][A-Za-z0-9-]{1,60}):(?=\s|$)/g)) {
    const name = match[1] ?? '';
    if (!isFieldName(name)) continue;
    marks.push({ name, start: match.index, valueStart: match.index + match[0].length });
  }
  return marks;
}

function isFieldName(name: string): boolean {
  const lower = name.toLowerCase();
  // Bodies have "path:" and "status:" in small letters.
  return (
    (KNOWN.has(lower) && /^[A-Z]/.test(name)) ||
    /^(?:x|list|resent|arc|content|ironport|mail|dkim|received|authentication|delivered)-[a-z0-9-]+$/.test(lower)
  );
}

const ONCE = new Set(
  'from to cc date subject message-id references in-reply-to reply-to mime-version content-type'.split(' '),
);

const KNOWN = new Set([
  ...ONCE,
  ...'return-path received sender bcc comments keywords precedence user-agent organization organisation lines status'.split(
    ' ',
  ),
  ...'errors-to dmarc-filter domainkey-signature importance priority sensitivity thread-topic thread-index'.split(' '),
  ...'xref path newsgroups nntp-posting-host nntp-posting-date original-received original-x-from envelope-to'.split(
    ' ',
  ),
  ...'feedback-id auto-submitted autocrypt openpgp msip_labels suggested_attachment_session_id approved-by spamdiagnosticoutput'.split(
    ' ',
  ),
  ...'spamdiagnosticmetadata cancel-lock archived-at accept-language user-agent mailing-list old-return-path face'.split(
    ' ',
  ),
]);

/** Fields whose values have no length that would be odd. */
const UNBOUNDED =
  /^(?:received|dkim-|arc-|(?:x|ironport)-(?!mailer$)|authentication|domainkey|autocrypt|face|to|cc|bcc|references|openpgp|msip|list-|thread-)/;

/** Words behind a strict value that are too few to be a body, with a field behind them. */
const MAX_NOISE = 60;
const MAX_VALUE = 400;
const MAX_PROGRAM = 120;
const MAX_HEADER = 256 * 1024;
