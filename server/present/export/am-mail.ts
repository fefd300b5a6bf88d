import { Buffer } from 'node:buffer';
import type { Mailbox, ParsedMail } from '../../../data/records/index.ts';
import { splitPatchMail } from '../../../ingest/parse/patch/commit-message.ts';
import { parseSubject } from '../../../ingest/parse/patch/subject.ts';
import { addTrailers, type LooseTrailer } from './am-body.ts';

/**
 * A patch mail made fit for `git am`: subject without list tags, in-body headers taken up, text decoded to UTF-8, scissors obeyed,
 * trailers added. As `b4 am` writes it, one message of an mbox.
 * @param part the attachment that holds the diff, where the text does not
 */
export function amMail(mail: ParsedMail, messageId: string, extra: readonly LooseTrailer[], part?: number): Buffer {
  const attached = part === undefined ? undefined : mail.attachments.find(({ index }) => index === part)?.text;
  const text = attached === undefined ? mail.text : withAttached(mail.text, attached);
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const diffStart = lines.findIndex((line) => /^(diff -|Index: |--- \S)/.test(line));
  const { from, subject, message } = splitPatchMail(lines, diffStart < 0 ? lines.length : diffStart);
  const body = addTrailers(lines.slice(message[0]).join('\n'), extra);
  const heads = [
    `Subject: ${subjectOf(mail.subject, subject)}`,
    `From: ${writeMailbox(from ?? mail.from)}`,
    `Date: ${writeDate(mail.dateHeader)}`,
    `Message-Id: <${messageId}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset="utf-8"',
    `Content-Transfer-Encoding: ${/[^\0-\x7f]/.test(body) ? '8bit' : '7bit'}`,
  ];
  return Buffer.from(`From git@z Thu Jan  1 00:00:00 1970\n${heads.map(wrapHead).join('\n')}\n\n${body}\n`);
}

/** A patch that is attached: its own commit message where it has one, else the mail's words. */
function withAttached(text: string, attached: string): string {
  const head = /^From [0-9a-f]{40} .*\n/.exec(attached);
  if (head) return attached.slice(head[0].length);
  return /^(diff -|Index: |--- \S)/.test(attached) ? `${text.trimEnd()}\n---\n${attached}` : attached;
}

/** `[PATCH v3 2/4] title`: what git and people need of the brackets, no more. */
function subjectOf(header: string, inBody: string | null): string {
  const { isRfc, version, versionWritten, number, total, title } = parseSubject(header);
  const parts = ['PATCH'];
  if (isRfc) parts.push('RFC');
  if (versionWritten) parts.push(`v${Math.floor(version)}`);
  if (number !== null && total !== null) parts.push(`${number}/${total}`);
  return `[${parts.join(' ')}] ${inBody === null ? title : parseSubject(inBody).title}`;
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

const WIDTH = 75;
/** Characters for which RFC 5322 wants a name quoted. */
const SPECIALS = /[()<>@,:;".[\]\\]/;
