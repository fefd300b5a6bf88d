import type { Mailbox, ParsedMail } from '../../data/records/mail.ts';
import { parseAddresses, sameEmail } from './address.ts';
import { readBody } from './body.ts';
import { isBot } from './bot.ts';
import { newestReceived, parseDate } from './date.ts';
import { Defects } from './defects.ts';
import { decodeWords } from './encoded-word.ts';
import {
  allHeaders,
  decodeHeaderBytes,
  firstHeader,
  readHeaders,
  type HeaderField,
  type HeaderSection,
} from './headers.ts';
import { parseLists } from './list-id.ts';
import { parseMessageId } from './message-id.ts';
import { walkMime } from './mime.ts';
import { parseAnswers } from './references.ts';
import { mendSender } from './sender.ts';
import { unwrap } from './wrapped.ts';

/**
 * Reads one mail. Pure and total: never throws, depends on the bytes alone, takes time linear in their number; what is
 * wrong with a mail is named in `defects`.
 * @param bytes the message as RFC 5322 bytes, mbox escaping undone
 */
export function parseMail(bytes: Buffer, _options: { salvaged?: boolean } = {}): ParsedMail {
  const defects = new Defects();
  const section = readHeaders(bytes, 0, bytes.length, defects);
  const { fields } = section;
  const value = (name: string): string | undefined => headerBytes(section, firstHeader(fields, name), defects);
  const values = (name: string): string[] =>
    allHeaders(fields, name).map((raw) => headerBytes(section, raw, defects) ?? '');
  const mailboxes = (name: string): Mailbox[] => values(name).flatMap((text) => parseAddresses(text, defects));

  const fromValues = values('from').filter((text) => text !== '');
  const cc = mailboxes('cc');
  const replyTo = mailboxes('reply-to');
  const lists = parseLists(fields);
  const stood = fromValues.flatMap((text) => parseAddresses(text, defects));
  const first = stood.find(({ email }) => email !== '') ?? stood[0] ?? { name: '', email: '' };
  if (first.email === '' && first.name === '') defects.add('from-missing');

  const isListAddress = lists.some(({ address }) => address !== null && sameEmail(address, first.email));
  const items = unwrap(walkMime(bytes, fields, section.bodyStart, defects), isListAddress, replyTo);
  const body = readBody(items, defects);
  const from = mendSender(first, { fields, replyTo, cc, lists, text: body.text }, defects);

  const messageId = parseMessageId(allHeaders(fields, 'message-id'), defects);
  const answers = parseAnswers(
    {
      references: allHeaders(fields, 'references'),
      inReplyTo: allHeaders(fields, 'in-reply-to'),
      addresses: ['from', 'to', 'cc'].flatMap((name) => allHeaders(fields, name)),
    },
    messageId,
    defects,
  );
  const dateHeader = value('date') ?? '';
  const date = parseDate(dateHeader);
  if (dateHeader === '') defects.add('date-missing');
  else if (date === null) defects.add('date-unparsable');

  return {
    messageId,
    subject: decodeWords(value('subject') ?? '', defects),
    from,
    fromHeader: fromValues.map((text) => decodeWords(text, defects)).join(', '),
    to: mailboxes('to'),
    cc,
    replyTo,
    date,
    dateHeader,
    received: newestReceived(allHeaders(fields, 'received')),
    references: answers.references,
    inReplyTo: answers.inReplyTo,
    lists,
    text: body.text,
    fromHtml: body.fromHtml,
    attachments: body.attachments,
    headers: fields.map((field) => [field.name, shownValue(section, field, defects)]),
    bot: isBot(first, fields),
    salvaged: false,
    defects: defects.list(),
  };
}

function headerBytes(section: HeaderSection, raw: string | undefined, defects: Defects): string | undefined {
  return raw === undefined || section.ascii ? raw : decodeHeaderBytes(raw, defects);
}

function shownValue(section: HeaderSection, field: HeaderField, defects: Defects): string {
  const value = section.ascii ? field.raw : decodeHeaderBytes(field.raw, defects);
  return value.includes('=?') ? decodeWords(value, defects) : value;
}
