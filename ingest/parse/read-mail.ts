import type { Mailbox, ParsedMail } from '../../data/records/mail.ts';
import { parseAddresses, sameEmail } from './address.ts';
import { readBody } from './body.ts';
import { isBot } from './bot.ts';
import { newestReceived, parseDate } from './date.ts';
import { Defects } from './defects.ts';
import { decodeWords } from './encoded-word.ts';
import { decodeHeaderBytes, readHeaders, type HeaderSection } from './headers.ts';
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
export function readMail(bytes: Buffer): ParsedMail {
  const defects = new Defects();
  const section = readHeaders(bytes, 0, bytes.length, defects);
  const raw = groupByName(section);
  const values = (name: string): string[] => {
    const found = raw.get(name) ?? [];
    return section.ascii ? found : found.map((value) => decodeHeaderBytes(value, defects));
  };
  const mailboxes = (name: string): Mailbox[] => values(name).flatMap((value) => parseAddresses(value, defects));

  const lists = parseLists(section.fields);
  const [cc, replyTo] = [mailboxes('cc'), mailboxes('reply-to')];
  const stood = firstSender(mailboxes('from'), defects);
  const isListAddress = lists.some(({ address }) => address !== null && sameEmail(address, stood.email));
  const parts = unwrap(walkMime(bytes, section.fields, section.bodyStart, defects), isListAddress, replyTo);
  const body = readBody(parts, defects);
  const from = mendSender(stood, { fields: section.fields, replyTo, cc, lists, text: body.text }, defects);
  const messageId = parseMessageId(values('message-id'), defects);
  const addresses = [...values('from'), ...values('to'), ...values('cc')];
  const answering = { references: values('references'), inReplyTo: values('in-reply-to'), addresses };

  return {
    messageId,
    subject: decodeWords(values('subject')[0] ?? '', defects),
    from,
    fromHeader: values('from')
      .map((value) => decodeWords(value, defects))
      .join(', '),
    to: mailboxes('to'),
    cc,
    replyTo,
    ...readDate(values('date'), defects),
    received: newestReceived(values('received')),
    ...parseAnswers(answering, messageId, defects),
    lists,
    text: body.text,
    fromHtml: body.fromHtml,
    attachments: body.attachments,
    headers: showHeaders(section, defects),
    bot: isBot(from, section.fields),
    salvaged: false,
    defects: defects.list(),
  };
}

function groupByName(section: HeaderSection): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { lower, raw } of section.fields) {
    const group = groups.get(lower);
    if (group) group.push(raw);
    else groups.set(lower, [raw]);
  }
  return groups;
}

/** Of several mailboxes (or several From headers) the first with an address. */
function firstSender(from: readonly Mailbox[], defects: Defects): Mailbox {
  const first = from.find(({ email }) => email !== '') ?? from[0];
  if (!first) defects.add('from-missing');
  return first ?? { name: '', email: '' };
}

/** The first Date header that can be read, else the first as it stands. */
function readDate(values: readonly string[], defects: Defects): { date: number | null; dateHeader: string } {
  for (const value of values) {
    const date = parseDate(value);
    if (date !== null) return { date, dateHeader: value };
  }
  const dateHeader = values[0] ?? '';
  defects.add(dateHeader === '' ? 'date-missing' : 'date-unparsable');
  return { date: null, dateHeader };
}

function showHeaders(section: HeaderSection, defects: Defects): [string, string][] {
  const isPlain = section.ascii && !section.encoded;
  return section.fields.map(({ name, raw }) => [
    name,
    isPlain ? raw : decodeWords(section.ascii ? raw : decodeHeaderBytes(raw, defects), defects),
  ]);
}
