/** Where mailparser reads the fields of a mail as we do, and why it does not where it does not. */
import { type AddressObject, simpleParser, type ParsedMail as SecondReading } from 'mailparser';
import type { ParsedMail } from '../../data/records/mail.ts';
import { parseMail } from '../parse/mail.ts';

export type Field = 'id' | 'subject' | 'sender' | 'date' | 'text' | 'attachments';

/** A field that is read in two ways. */
export interface Difference {
  field: Field;
  ours: string;
  theirs: string;
  /** A known reason; null where there is none, and somebody should look. */
  why: string | null;
}

/** Both readings of one mail. */
interface Both {
  mail: ParsedMail;
  their: SecondReading;
  /** The header as it stands, one character a byte, unfolded. */
  head: string;
  bytes: Buffer;
  /** Names of what we found odd, without their details. */
  defects: ReadonlySet<string>;
}

/** Reads one mail with mailparser and with our own reader. @returns the fields in which they differ */
export async function compareFields(bytes: Buffer): Promise<Difference[]> {
  const mail = parseMail(bytes);
  const their = await simpleParser(bytes, {
    skipTextToHtml: true,
    skipHtmlToText: true,
    skipImageLinks: true,
    skipTextLinks: true,
  });
  const head = headOf(bytes);
  const both = { mail, their, head, bytes, defects: new Set(mail.defects.map((name) => name.split(':')[0]!)) };
  return [
    compare(both, 'id', mail.messageId ?? '', (their.messageId ?? '').replace(/^<|>$/g, ''), ID_REASONS),
    compare(both, 'subject', squeezed(mail.subject), squeezed(their.subject ?? ''), SUBJECT_REASONS),
    compare(both, 'sender', ourSender(mail), theirSender(their), SENDER_REASONS),
    compare(both, 'date', timeOf(mail.date), timeOf(their.date?.getTime(), 1000), DATE_REASONS),
    compare(both, 'text', words(mail.text), words(their.text ?? ''), TEXT_REASONS),
    compare(both, 'attachments', ourNames(mail), theirNames(their), ATTACHMENT_REASONS),
  ].filter((difference) => difference !== null);
}

function compare(both: Both, field: Field, ours: string, theirs: string, reasons: Reason[]): Difference | null {
  if (ours === theirs) return null;
  const why = [...reasons, ...REASONS].find(([, applies]) => applies(both, ours, theirs))?.[0] ?? null;
  return { field, ours: ours.slice(0, MOST_SHOWN), theirs: theirs.slice(0, MOST_SHOWN), why };
}

type Reason = [why: string, applies: (both: Both, ours: string, theirs: string) => boolean];

const ID_REASONS: Reason[] = [
  [
    'several Message-IDs: mailparser takes the last, we take the first valid one',
    ({ head }) => fieldsOf(head, 'message-id') > 1,
  ],
  ['a Message-ID that is not of the form <left@right>', ({ defects }) => defects.has('message-id-malformed')],
  [
    'a Message-ID with blanks or comments',
    ({ head }) => /^message-id:[ \t]*(?:[^<\s]|<[^>\n]*(?:[\s(]|>[ \t]*\S))/im.test(head),
  ],
];

const SUBJECT_REASONS: Reason[] = [
  ['several subjects: we take the first', ({ head }) => fieldsOf(head, 'subject') > 1],
  ['encoded words that break the rules of RFC 2047', ({ head }) => /^subject:.*=\?/im.test(head)],
];

const SENDER_REASONS: Reason[] = [
  [
    'several senders: we take the first with an address',
    ({ head }) => fieldsOf(head, 'from') > 1 || /^from:.*,.*@/im.test(head),
  ],
  ['an address written with "at"', ({ head }) => /^from:.* at /im.test(head)],
  [
    'an address that is not of RFC 5322',
    (_, ours, theirs) => ours === '' || theirs === '' || /[\s<>"(),:;]/.test(ours + theirs),
  ],
  ['encoded words in the address', ({ head }) => /^from:.*=\?/im.test(head)],
];

const DATE_REASONS: Reason[] = [
  ['a date that we do not read', ({ mail }) => mail.date === null],
  ['several dates: we take the first that can be read', ({ head }) => fieldsOf(head, 'date') > 1],
  ['a date that is not of RFC 5322', ({ mail }) => !RFC_DATE.test(mail.dateHeader.trim())],
];

const TEXT_REASONS: Reason[] = [
  ['HTML alone: we make a text of it', ({ mail, their }) => mail.fromHtml || (their.text ?? '') === ''],
  [
    'what one reader shows as text and the other as an attachment',
    ({ mail, their }) => allWords(mail) === allTheirWords(their),
  ],
  [
    'parts in another order, or a part that one reader takes for the text and the other for an attachment',
    ({ mail, their }, ours, theirs) =>
      (ours !== '' && allTheirWords(their).includes(ours)) || (theirs !== '' && allWords(mail).includes(theirs)),
  ],
  [
    'an attached mail, which mailparser shows in the text',
    ({ mail }) => mail.attachments.some(({ type }) => /^message\//.test(type)),
  ],
  [
    'a charset that mailparser does not know, or bytes that are not of it',
    (_, __, theirs) => theirs.includes('\ufffd'),
  ],
  ['words in HTML beside the text', ({ their }) => typeof their.html === 'string'],
];

const ATTACHMENT_REASONS: Reason[] = [
  [
    'an attachment without a file name, which we name by its Content-Description',
    ({ mail, their, bytes }) =>
      mail.attachments.length === their.attachments.length &&
      mail.attachments.some(({ name }) => name !== '' && describes(bytes, name)),
  ],
  [
    'a part that one reader shows as text and the other as an attachment',
    ({ mail, their }) => mail.attachments.length !== their.attachments.length,
  ],
];

/** Reasons that hold for any field. */
const REASONS: Reason[] = [
  [
    'charsets: bytes that are not of the declared one, or none is declared',
    ({ defects }) =>
      ['charset-guessed', 'charset-invalid', 'charset-unknown', 'header-8bit'].some((name) => defects.has(name)),
  ],
  [
    'a broken encoding',
    ({ defects }) =>
      [
        'base64-invalid',
        'base64-trailing-text',
        'quoted-printable-invalid',
        'transfer-encoding-unknown',
        'transfer-encoding-undeclared',
      ].some((name) => defects.has(name)),
  ],
  [
    'a broken MIME structure',
    ({ defects }) =>
      ['boundary-missing', 'multipart-unterminated', 'mime-too-deep', 'parts-too-many', 'text-missing'].some((name) =>
        defects.has(name),
      ),
  ],
  ['a line among the headers that is none', ({ defects }) => defects.has('header-malformed')],
  ['encrypted', ({ defects }) => defects.has('encrypted') || defects.has('smime-opaque')],
  [
    'more than is read',
    ({ defects }) => ['text-too-long', 'html-too-long', 'headers-too-many'].some((name) => defects.has(name)),
  ],
];

function describes(bytes: Buffer, name: string): boolean {
  return bytes.indexOf(`Content-Description: ${name}`, 0, 'utf8') >= 0;
}

const fieldsOf = (head: string, name: string) => head.match(new RegExp(`^${name}:`, 'gim'))?.length ?? 0;

function headOf(bytes: Buffer): string {
  const text = bytes.subarray(0, MAX_HEADER).toString('latin1').replace(/\r\n/g, '\n');
  return text.split('\n\n', 1)[0]!.replace(/\n[ \t]+/g, ' ');
}

const squeezed = (text: string) => text.replace(/\s+/g, '');
/** Words alone: mailparser joins flowed lines, with their marks, and ends lines as it likes. */
const words = (text: string) => text.replace(/[\s>\u00a0\ufeff\0]+/g, '');
const timeOf = (time: number | null | undefined, unit = 1) =>
  time === null || time === undefined ? '' : String(Math.floor(time / unit));

/** The address as From has it: mending a list's rewriting is ours alone. */
function ourSender(mail: ParsedMail): string {
  return (/<([^<>]+)>\s*$/.exec(mail.fromHeader)?.[1] ?? mail.from.email).toLowerCase();
}

function theirSender({ from }: SecondReading): string {
  return ((from as AddressObject | undefined)?.value[0]?.address ?? '').toLowerCase();
}

const ourNames = ({ attachments }: ParsedMail) =>
  attachments
    .map(({ name }) => name)
    .sort()
    .join(', ');
const theirNames = ({ attachments }: SecondReading) =>
  attachments
    .map(({ filename }) => filename ?? '')
    .sort()
    .join(', ');

const allWords = (mail: ParsedMail) => words([mail.text, ...mail.attachments.map(({ text }) => text)].join('\n'));
const allTheirWords = ({ text, attachments }: SecondReading) =>
  words(
    [
      text ?? '',
      ...attachments
        .filter(({ contentType }) => /^text\/|^message\//.test(contentType))
        .map(({ content }) => content.toString('utf8')),
    ].join('\n'),
  );

const RFC_DATE =
  /^(?:[A-Z][a-z]{2},\s+)?\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}\s+\d\d:\d\d(?::\d\d)?\s+[+-](?:0\d|1[0-4])\d\d(?:\s*\([^()]*\))?$/;
const MOST_SHOWN = 200;
const MAX_HEADER = 256 * 1024;
