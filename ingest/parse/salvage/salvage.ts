/** Makes a readable message of text that was a mail once. */
import { createHash } from 'node:crypto';
import type { ListName, Mailbox, ParsedMail } from '../../../data/records/mail.ts';
import { decodeCharset } from '../bytes/charset.ts';
import { Defects } from '../bytes/defects.ts';
import { readMail, toPlainMail } from '../message/read-mail.ts';
import { restoreLines } from './body.ts';
import { type LostHeader, takeHeaderApart } from './header.ts';
import { LOST_FROM_LINE, holdsManyFields } from './looks.ts';
import { takePageApart } from './page.ts';
import { readableText } from './parts.ts';

export { looksSalvageable } from './looks.ts';

/**
 * Reads text that lost its line ends or its `<…>`, or an archive page saved as text. Header fields are taken apart even
 * where all stand on one line; body lines and quote depths come back as far as the text allows; the rest stays as it is.
 * A lost Message-ID is replaced by one made of the body's words, the same however the white space fell.
 * Never throws; takes time linear in the text.
 */
export function salvageMail(bytes: Buffer): ParsedMail {
  const defects = new Defects();
  const text = decodeCharset(bytes, null, defects)
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n');
  const start = text.replace(/^\s*/, '');
  const plain = start.replace(new RegExp(`^${LOST_FROM_LINE.source}[ \\n]*`), '');
  const header = hasHeaderLines(plain) ? null : (headerInOneLine(plain) ?? takePageApart(plain));
  const parsed = header ? readLost(header) : toPlainMail(readMail(Buffer.from(plain, 'utf8')));
  const lists = parsed.lists.length > 0 ? parsed.lists : listsAmongReaders(parsed);
  return {
    ...parsed,
    messageId: parsed.messageId ?? madeUpId(parsed.text || parsed.subject),
    from: sender(parsed, lists),
    lists,
    salvaged: true,
    defects: [...new Set([...parsed.defects, ...defects.list()])].sort(),
  };
}

/** Fields on lines of their own, among them such as no page shows: only their `<…>` are lost. */
function hasHeaderLines(text: string): boolean {
  const lines = text.slice(0, 64 * 1024).split('\n');
  const blank = lines.indexOf('');
  const head = lines.slice(0, blank < 0 ? lines.length : blank);
  const fields = head.filter((line) => /^[A-Za-z][\w-]*:(?:\s|$)/.test(line));
  return (
    fields.length >= 4 &&
    fields.every((line) => line.length < LONG_LINE) &&
    head.some((line) => /^(?:Received|Return-Path|MIME-Version|Content-Type|X-[\w-]+):/i.test(line))
  );
}

function headerInOneLine(text: string): LostHeader | null {
  return holdsManyFields(text.split('\n', 1)[0] ?? '') ? takeHeaderApart(text) : null;
}

/** The fields are read by the rules of all mail; the body is text already, unless its encoding still stands. */
function readLost({ fields, body }: LostHeader): ParsedMail {
  const kept = fields.filter(([name, value]) => value !== '' && !isUseless(name.toLowerCase(), value));
  const head = kept.map(([name, value]) => `${name}: ${mendValue(name.toLowerCase(), value)}\n`).join('');
  const parsed = toPlainMail(readMail(Buffer.from(`${head}\n`, 'utf8')));
  return {
    ...parsed,
    headers: fields,
    text: restoreLines(textOf(fields, body)),
    defects: parsed.defects.filter((name) => name !== 'text-missing'),
  };
}

function textOf(fields: [string, string][], body: string): string {
  const valueOf = (wanted: string) => fields.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
  return readableText(valueOf('content-type'), valueOf('content-transfer-encoding'), body);
}

/** The body is text by now; of a List-Id the words alone say nothing. */
function isUseless(name: string, value: string): boolean {
  if (name === 'list-id') return !/<[^<>]+>|^\S+[.@]\S+$/.test(value);
  return name.startsWith('content-') || name === 'mime-version';
}

/**
 * hypermail's "Thu May 23 2019 - 13:36:07 EST"; names that lost their addresses (`Alice Example , Bob Example`), between
 * which a comma would pass for one inside a name.
 */
function mendValue(name: string, value: string): string {
  if (name === 'date') return value.replace(PAGE_DATE, '$1, $3 $2 $4 $5');
  return /^(?:from|to|cc|reply-to|sender)$/.test(name) ? value.replace(/ ,/g, ' ;') : value;
}

/** `salvage.<20 hex digits>@invalid`, of the words with single blanks between. */
function madeUpId(text: string): string {
  const words = text
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
  return `salvage.${createHash('sha256').update(words).digest('hex').slice(0, 20)}@invalid`;
}

/** "Alice via list" is mended by its address in other mail; here the name alone is left to tell. */
function sender({ from, headers }: ParsedMail, lists: ListName[]): Mailbox {
  if (from.email !== '') return from;
  const via = lists.find(({ name }) => from.name.toLowerCase().endsWith(` via ${name.toLowerCase()}`));
  const name = via ? from.name.slice(0, -` via ${via.name}`.length).trim() : from.name;
  return { name, email: via ? '' : senderAddress(headers) };
}

/** Where From lost its address, what the servers checked may still name it: in the sender's own domain, one address only. */
function senderAddress(headers: [string, string][]): string {
  const text = headers.map(([, value]) => value).join('\n');
  const domain = /\bheader\.from=([\w.-]+\w)/.exec(text)?.[1]?.toLowerCase();
  if (domain === undefined) return '';
  const found = [...text.matchAll(/(?:\bsmtp\.mailfrom=|\bdomain of )([\w.+=-]+@([\w.-]+\w))/g)];
  const own = new Set(
    found.filter(([, , host]) => host?.toLowerCase() === domain).map(([, address]) => address?.toLowerCase() ?? ''),
  );
  const [only] = own;
  return own.size === 1 && only && !/^[^@]*(?:bounce|owner|return)/.test(only) ? only : '';
}

/** Without a list header: where bounces go (`linux-rdma-bounces+…@lists.example.org`), else the first address that lists have. */
function listsAmongReaders(mail: ParsedMail): ListName[] {
  const valuesOf = (names: RegExp) => mail.headers.filter(([name]) => names.test(name)).map(([, value]) => value);
  const bounces = valuesOf(/^errors-to$/i).map((value) =>
    value.replace(/-(?:bounces|owner|errors)(?:\+[^@]*)?@/i, '@'),
  );
  const delivered = valuesOf(/^(?:x-)?delivered-to$|^x-original-to$/i);
  const readers = [...mail.to, ...mail.cc].map(({ email }) => email);
  for (const address of [...bounces, ...delivered, ...readers]) {
    const found = LIST_ADDRESS.exec(address.trim().toLowerCase());
    if (found?.[1] && found[2]) return [{ name: found[1], address: `${found[1]}@${found[2]}`, listId: null }];
  }
  return [];
}

/** Hosts that carry lists, by their names: `lists.…`, `vger.…`, `googlegroups.com`, kvack.org (Linux memory management). */
const LIST_ADDRESS =
  /^(?!int-list-|lists\+)([\w.+-]+)@((?:lists?|vger|ml|mailman)\.[\w.-]+|googlegroups\.com|(?:[\w-]+\.)*kvack\.org|[\w-]+\.groups\.io)$/;
const PAGE_DATE = /^([A-Z][a-z]{2}) ([A-Z][a-z]{2}) (\d{1,2}) (\d{4}) - (\d\d:\d\d(?::\d\d)?)/;

/** Lines that people or programs wrote are shorter; longer ones were folded together. */
const LONG_LINE = 1000;
