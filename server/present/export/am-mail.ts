import { Buffer } from 'node:buffer';
import type { Mailbox, ParsedMail } from '../../../data/records/index.ts';
import { sentText } from '../../../ingest/parse/mail.ts';
import { DIFF_START, withoutTransportEnds } from '../../../ingest/parse/patch/diff-text.ts';
import { splitPatchMail } from '../../../ingest/parse/patch/commit-message.ts';
import { parseSubject } from '../../../ingest/parse/patch/subject.ts';
import { encodeQuotedPrintable } from './quoted-printable.ts';
import { addTrailers, type LooseTrailer } from './am-body.ts';

/**
 * A patch mail made fit for `git am`: subject without list tags, in-body headers taken up, text decoded to UTF-8, scissors obeyed,
 * trailers added. As `b4 am` writes it, one message of an mbox, which git cannot read as more than one.
 * @param part the attachment that holds the diff, where the text does not
 */
export function amMail(mail: ParsedMail, messageId: string, extra: readonly LooseTrailer[], part?: number): Buffer {
  const own = withoutTransportEnds(sentText(mail));
  const attached = part === undefined ? '' : withoutTransportEnds(sentText(mail, part));
  const text = attached === '' ? own : withAttached(own, attached);
  const lines = text.split('\n');
  const diffStart = lines.findIndex((line) => DIFF_START.test(line));
  const bare = lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  const { from, subject, message } = splitPatchMail(bare, diffStart < 0 ? lines.length : diffStart);
  const author = writeMailbox(from ?? mail.from);
  const body = closed(addTrailers(lines.slice(message[0]).join('\n'), extra), author);
  const encoding = transferEncodingOf(body);
  const heads = [
    `Subject: ${subjectOf(mail.subject, subject)}`,
    `From: ${author}`,
    `Date: ${writeDate(mail.dateHeader)}`,
    `Message-Id: <${messageId}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset="utf-8"',
    `Content-Transfer-Encoding: ${encoding}`,
  ].map((head) => wrapHead(head.replace(CONTROLS, ' ')));
  const written = encoding === 'quoted-printable' ? encodeQuotedPrintable(body) : body;
  return Buffer.from(`From git@z Thu Jan  1 00:00:00 1970\n${heads.join('\n')}\n\n${written}\n`);
}

/** git reads `From:` and its like as headers wherever they open a body: an own one before them ends its reading. */
function closed(body: string, author: string): string {
  return IN_BODY_HEAD.test(body) ? `From: ${author.replace(CONTROLS, ' ')}\n\n${body}` : body;
}

/**
 * git splits an mbox at lines that begin with `From ` and knows no escape for them, and it takes the carriage returns off lines;
 * inside quoted-printable both are safe.
 */
function transferEncodingOf(body: string): 'quoted-printable' | '8bit' | '7bit' {
  if (/(?<![^\n])From |\r/.test(body)) return 'quoted-printable';
  return /[^\0-\x7f]/.test(body) ? '8bit' : '7bit';
}

/** A patch that is attached: its own commit message where it has one, else the mail's words. */
function withAttached(text: string, attached: string): string {
  const head = /^From [0-9a-f]{40,64} [^\n]*\n/.exec(attached);
  if (head) return attached.slice(head[0].length);
  return /^(diff -|Index: |--- \S)/.test(attached) ? `${text.trimEnd()}\n---\n${attached}` : attached;
}

/** `[PATCH v3 2/4] title`: what git and people need of the brackets, no more. */
function subjectOf(header: string, inBody: string | null): string {
  const own = inBody === null ? null : parseSubject(inBody);
  // An attached format-patch says in its own brackets which version and number it is.
  const { isRfc, version, versionWritten, number, total, title } =
    own !== null && /^\s*\[/.test(inBody ?? '')
      ? own
      : { ...parseSubject(header), ...(own ? { title: own.title } : {}) };
  const parts = ['PATCH'];
  if (isRfc) parts.push('RFC');
  if (versionWritten) parts.push(`v${Math.floor(version)}`);
  if (number !== null && total !== null) parts.push(`${number}/${total}`);
  return `[${parts.join(' ')}] ${title}`;
}

/** The Date header as sent, its day in two digits, comments left out. */
function writeDate(header: string): string {
  return header
    .replace(/\([^()]*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(\w{3}, )(\d) /, (_, day: string, number: string) => `${day}0${number} `);
}

function writeMailbox({ name, email }: Mailbox): string {
  if (name === '' || name === email) return email;
  const shown = /[^\w\s\u0080-\uffff]/.test(name) && SPECIALS.test(name) ? `"${name.replace(/["\\]/g, '\\$&')}"` : name;
  return `${shown} <${email}>`;
}

/** A header wrapped at 75 columns between words, addresses never. */
function wrapHead(head: string): string {
  if (head.length <= WIDTH || !head.startsWith('Subject: ')) return head;
  const lines: string[] = [];
  let line = '';
  for (const word of head.replace(': ', ':_').split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = ` ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n').replace(':_', ': ');
}

/** A header holds none; a line end in one would begin another. */
const CONTROLS = /[\0-\x1f\x7f]+/g;
/** What git-mailinfo takes for headers at a body's start. */
const IN_BODY_HEAD =
  /^(?:>?From |(?:From|Subject|Date|Content-[\w-]+|MIME-Version|Message-ID|In-Reply-To|References):|\[PATCH\])/i;
const WIDTH = 75;
/** Characters for which RFC 5322 wants a name quoted. */
const SPECIALS = /[()<>@,:;".[\]\\]/;
