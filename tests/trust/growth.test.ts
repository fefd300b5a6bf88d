import { describe, expect, it } from 'vitest';
import { parseAttribution } from '../../ingest/parse/blocks/attribution.ts';
import { segmentText } from '../../ingest/parse/blocks/blocks.ts';
import { decodeCharset } from '../../ingest/parse/bytes/charset.ts';
import { Defects } from '../../ingest/parse/bytes/defects.ts';
import { decodeWords } from '../../ingest/parse/bytes/encoded-word.ts';
import { decodeTransfer } from '../../ingest/parse/bytes/transfer-encoding.ts';
import { parseAddresses } from '../../ingest/parse/headers/address.ts';
import { parseParameterized } from '../../ingest/parse/headers/content-type.ts';
import { newestReceived, parseDate } from '../../ingest/parse/headers/date.ts';
import { parseMailmap } from '../../ingest/parse/headers/mailmap.ts';
import { parseMaintainers } from '../../ingest/parse/headers/maintainers.ts';
import { parseMessageId } from '../../ingest/parse/headers/message-id.ts';
import { parseAnswers } from '../../ingest/parse/headers/references.ts';
import { parseMail } from '../../ingest/parse/mail.ts';
import { parseDiffs } from '../../ingest/parse/patch/diff.ts';
import { parsePullRequest } from '../../ingest/parse/patch/pull-request.ts';
import { parseSubject } from '../../ingest/parse/patch/subject.ts';
import { parseTrailers } from '../../ingest/parse/patch/trailers.ts';
import { looksSalvageable } from '../../ingest/parse/salvage/looks.ts';
import { takePageApart } from '../../ingest/parse/salvage/page.ts';
import { salvageMail } from '../../ingest/parse/salvage/salvage.ts';
import { pageTitle } from '../../ingest/read/http.ts';
import { addressesIn } from '../../ingest/parse/text/address-forms.ts';
import { compileQuery } from '../../server/query/compile.ts';
import { mail } from '../support/mail.ts';
import { readThrough } from './cost.ts';
import { findGrowth, type Reader } from './growth.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

const READERS: Reader[] = [
  { name: 'parseAddresses', read: (text) => parseAddresses(text, new Defects()) },
  { name: 'addressesIn', read: (text) => addressesIn(text) },
  { name: 'parseMessageId', read: (text) => parseMessageId([text, text], new Defects()) },
  {
    name: 'parseAnswers',
    read: (text) => parseAnswers({ references: [text], inReplyTo: [text], addresses: [text] }, null, new Defects()),
  },
  { name: 'parseDate', read: (text) => parseDate(text) },
  { name: 'newestReceived', read: (text) => newestReceived([text]) },
  { name: 'parseParameterized', read: (text) => parseParameterized(text, new Defects()) },
  { name: 'decodeWords', read: (text) => decodeWords(text, new Defects()) },
  { name: 'decodeCharset iso-2022-jp', read: (text) => decodeCharset(bytes(text), 'iso-2022-jp', new Defects()) },
  ...['quoted-printable', 'base64', 'x-uuencode'].map((encoding) => ({
    name: `decodeTransfer ${encoding}`,
    read: (text: string) => decodeTransfer(bytes(text), encoding, new Defects()),
  })),
  { name: 'parseMailmap', read: (text) => parseMailmap(text) },
  { name: 'parseMaintainers', read: (text) => parseMaintainers(text) },
  { name: 'parseSubject', read: (text) => parseSubject(text) },
  { name: 'parseAttribution', read: (text) => parseAttribution(text) },
  { name: 'parseDiffs', read: (text) => parseDiffs(text) },
  { name: 'parseTrailers', read: (text) => parseTrailers(text) },
  { name: 'parsePullRequest', read: (text) => parsePullRequest(text) },
  { name: 'segmentText', read: (text) => segmentText(text) },
  { name: 'looksSalvageable', read: (text) => looksSalvageable(text) },
  { name: 'takePageApart', read: (text) => takePageApart(text) },
  { name: 'salvageMail', read: (text) => salvageMail(bytes(text)) },
  { name: 'pageTitle', read: (text) => pageTitle(bytes(`<html${text}`)) },
  { name: 'compileQuery', read: (text) => attempt(() => compileQuery(text.slice(0, 4096), 0)) },
  { name: 'parseMail as a whole', read: (text) => parseMail(bytes(text)) },
  { name: 'a mail with this body', read: (text) => readThrough([mail({ id: 'a@example.org', body: text })]) },
  {
    name: 'a patch with this body',
    read: (text) =>
      readThrough([mail({ id: 'a@example.org', subject: '[PATCH 1/2] x', body: `${text}\n---\n${text}` })]),
  },
  {
    name: 'a reply that quotes this body',
    read: (text) =>
      readThrough([
        mail({ id: 'a@example.org', body: text }),
        mail({
          id: 'b@example.org',
          references: ['a@example.org'],
          body: `A wrote:\n${text.replace(/^/gm, '> ')}\nNo.`,
        }),
      ]),
  },
  {
    name: 'a mail with these headers',
    read: (text) => {
      const value = text.replace(/[\r\n]+/g, ' ');
      const headers = ['References', 'To', 'Cc', 'List-Id', 'Received', 'Content-Type', 'Date', 'X-Mailer'];
      return readThrough([
        mail({ id: 'a@example.org', headers: Object.fromEntries(headers.map((name) => [name, value])) }),
      ]);
    },
  },
];

/** The words of the grammars that mails are written in, each of which begins something that a reader looks for the end of. */
const FRAGMENTS = [
  ...['<', '>', '(', ')', '"', "'", '[', ']', '{', '=', '=?', '?=', '%', ',', ';', ':', '.', '@', '-', '_', '/', '\\'],
  ...[
    '\n',
    '\r',
    '\r\n',
    '\t',
    ' ',
    '\0',
    '\f',
    '\u00a0',
    '\u0301',
    'a',
    '0',
    'a ',
    '0 ',
    '> ',
    '>> ',
    '\n>',
    '\n> a',
    '\na',
  ],
  ...[
    '<a@b>',
    '<a@b> ',
    '<<a@b>>',
    '<a@',
    'a@b ',
    'a@b, ',
    '"a" <a@b>, ',
    'a (b) ',
    '"a\\" ',
    'undisclosed: ; ',
    '(\\(',
  ],
  ...[
    '=?utf-8?q?a?= ',
    '=?utf-8?b?YQ==?=',
    '=?utf-8?q?',
    '=?x?b?',
    '=3D',
    '=\n',
    '=3',
    '\x1b$B',
    '\x1b(B',
    'begin 644 a\n',
  ],
  ...[
    'a=b; ',
    'a*0=b; ',
    "a*=utf-8''%41; ",
    'boundary="a"; ',
    '--a\n',
    '--a--\n',
    '--a\nContent-Type: text/plain\n\nx\n',
  ],
  ...[
    'Content-Type: multipart/mixed; boundary=a\n\n--a\n',
    'From: a@b\n',
    'From a@b Mon Sep 17 00:00:00 2001\n',
    'Re: ',
    '[PATCH] ',
  ],
  ...[
    '[PATCH v2 1/2] ',
    '[',
    'v1',
    '1/2 ',
    'Fwd: ',
    'On Mon, 5 Jan 2026, A wrote:\n',
    'On Mon ',
    ' wrote:',
    'wrote:\n> ',
    'Am 5. ',
    ' schrieb ',
  ],
  ...[
    '-----Original Message-----\n',
    'From: A\nSent: B\nTo: C\nSubject: D\n',
    '-- \n',
    '--\n',
    '---\n',
    '___\n',
    '[...]\n',
    '<snip>\n',
  ],
  ...[
    'Acked-by: A <a@b>\n',
    'Acked-by: ',
    'Acked-',
    '[a: b]\n',
    'Fixes: 0123456789ab ("a")\n',
    'Link: https://example.org/a\n',
    'https://',
    'http://a/ ',
  ],
  ...[
    'diff --git a/a b/a\n',
    '--- a/a\n+++ b/a\n',
    '@@ -1 +1 @@\n',
    '@@ -1,9 +1,9 @@\n',
    '+a\n',
    '-a\n',
    ' a\n',
    '+a\n-a\n',
    ' a | 1 +\n',
    ' a => b | 2 +-\n',
  ],
  ...[
    'GIT binary patch\nliteral 1\nKcmZ\n\n',
    'rename from a\n',
    ' 1 file changed\n',
    'The following changes since commit\n',
    'are available in\n',
  ],
  ...[
    'A (2):\n      b\n',
    '* a\n',
    '1. a\n',
    'Hi A,\n',
    'Thanks,\nA\n',
    'Applied, thanks.\n',
    'Applied to a. ',
    'Why? ',
    'Please change a. ',
    'I will not ',
  ],
  ...[
    'AND ',
    'NOT ',
    '(a OR ',
    's:',
    '"',
    'a* ',
    'd:1..',
    '<p>',
    '<div>',
    '<!--',
    '<a href="',
    '&#64;',
    '&amp',
    '<table><tr><td>',
  ],
  ...[
    'M: A <a@b>\nF: a/\n',
    'A <a@b> <c@d>\n',
    'mm-a.patch\n',
    'a.patch ',
    'int a(void)\n{\n',
    '[   1.000000] a\n',
    '| a | b |\n',
    'a\tb\n',
  ],
];

function attempt(action: () => unknown): void {
  try {
    action();
  } catch {
    // A query may be refused; here only the time counts.
  }
}

describe('growth', () => {
  it.each(READERS.map((reader) => [reader.name, reader] as const))(
    'stays in proportion to the text: %s',
    (_, reader) => {
      expect(findGrowth(reader, FRAGMENTS)).toEqual([]);
    },
    300_000,
  );

  it('is found where it is steeper', () => {
    let steps = 0;
    const slow: Reader = {
      name: 'each with each',
      read: (text) => {
        for (let i = 0; i < text.length; i += 1) for (let j = i; j < text.length; j += 4096) steps += 1;
      },
    };
    const counted = (work: () => unknown) => {
      const before = steps;
      work();
      return (steps - before) / 1000;
    };
    expect(findGrowth(slow, ['ab'], counted)).toMatchObject([{ reader: 'each with each', fragment: 'ab' }]);
  });

  it('is judged by the whole ladder of measures: a disturbed one makes no growth', () => {
    const found = (cost: (size: number, asked: number) => number) => {
      let size = 0;
      let asked = 0;
      const reader: Reader = { name: 'told', read: (text) => (size = text.length) };
      const measure = (work: () => unknown) => {
        work();
        asked += 1;
        return cost(size / 1024, asked);
      };
      return findGrowth(reader, ['a'], measure).map(({ milliseconds }) => milliseconds);
    };
    expect(found((size) => (size * size) / 32)).toEqual([[8, 32, 128, 512]]);
    expect(found((size) => size)).toEqual([]);
    expect(found((size) => size * Math.log2(size))).toEqual([]);
    // Every run beside other work, some at three times the price.
    expect(found((size, asked) => size * (1 + (asked % 3)))).toEqual([]);
    expect(found((size, asked) => size * (asked % 7 === 0 ? 30 : 1))).toEqual([]);
    // A step that a larger text makes once, as when it no longer fits a cache.
    expect(found((size) => size * (size > 32 ? 3 : 1))).toEqual([]);
    expect(found((size) => (size * size) / 4000)).toEqual([]);
  });
});
