import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyCore } from '../../../ingest/parse/message/copies.ts';
import { usedDate } from '../../../ingest/parse/headers/date.ts';
import { headerOf, parseMail, toPlainMail } from '../../../ingest/parse/mail.ts';
import { mail } from '../../support/mail.ts';
import { leastCost } from '../../support/cost.ts';

/** Pieces that have a meaning in mail: random strings of them reach far more code than random bytes. */
const PIECES = [
  'From: ', 'To: ', 'Cc: ', 'Subject: ', 'Date: ', 'Received: ', 'Message-ID: ', 'References: ', 'In-Reply-To: ',
  'List-Id: ', 'Reply-To: ', 'Content-Type: ', 'Content-Transfer-Encoding: ', 'Content-Disposition: ',
  'multipart/mixed; boundary=b', 'multipart/alternative; boundary="b"', 'message/rfc822', 'text/html', 'text/plain',
  'text/x-patch; name=a.patch', '; charset=', 'utf-8', 'gb2312', 'iso-2022-jp', 'utf-7', 'y', 'base64', 'quoted-printable',
  'x-uuencode', 'attachment; filename*0*=utf-8\'\'%C3', '--b', '--b--', '\n', '\n', '\n\n', '\r\n', '\r', ' ', '\t', '<', '>',
  '@', '"', '(', ')', '\\', ',', ';', ':', '=?', '?=', '?Q?', '?b?', '=C3', '=', 'alice', 'example.org', ' via demo',
  'devnull+a.b.c@kernel.org', 'Mon, 5 Jan 2026 10:00:00 +0100', '\0', '\xc3\xbc', '\xff', '\x1b$B', '\x1b(B', '<div>',
  '<blockquote>', '____________________', 'begin 644 a\n', 'M', 'Zm9v',
]; // prettier-ignore

const arbitraryMail = fc
  .array(fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ maxLength: 5 })), {
    maxLength: 120,
  })
  .map((pieces) => Buffer.from(pieces.join(''), 'latin1'));

function check(bytes: Buffer): void {
  const before = Buffer.from(bytes);
  const parsed = parseMail(bytes);
  expect(bytes.equals(before)).toBe(true);
  expect(parsed.text).not.toContain('\r');
  expect(parsed.defects).toEqual([...new Set(parsed.defects)].sort());
  expect(parsed.references).toEqual([...new Set(parsed.references)]);
  expect(parsed.attachments.map(({ index }) => index)).toEqual(parsed.attachments.map((_, i) => i + 1));
  expect(copyCore(parsed).core).toHaveLength(16);
  expect(usedDate(parsed, 0).dateUsed).not.toBeNull();
  expect(JSON.stringify(parseMail(bytes))).toBe(JSON.stringify(parsed));
  // Fields are read when they are asked for: what is asked first must not change what is found.
  expect(parseMail(bytes).defects).toEqual(toPlainMail(parseMail(bytes)).defects);
  for (const [name] of parsed.headers) {
    const lower = name.toLowerCase();
    expect(headerOf(parseMail(bytes), lower)).toBe(firstOf(parsed.headers, lower));
  }
}

const firstOf = (headers: [string, string][], lower: string) =>
  headers.find(([name]) => name.toLowerCase() === lower)?.[1];

describe('any bytes', () => {
  it('never throw, and keep what the record promises', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => check(Buffer.from(bytes))),
      { numRuns: 300 },
    );
    fc.assert(fc.property(arbitraryMail, check), { numRuns: 1500 });
  });

  it('round trip: text of any kind comes out as it went in, in base64 and in quoted-printable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const bytes = Buffer.from(text.replace(/\r/g, ''));
        const wanted = bytes.toString('utf8');
        const base64 = bytes.toString('base64').replace(/.{76}/g, '$&\n');
        const quoted = [...bytes].map((byte) => `=${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
        for (const [encoding, body] of Object.entries({
          base64,
          'quoted-printable': quoted.replace(/.{75}/g, '$&=\n'),
        })) {
          const parsed = parseMail(mail({ body, headers: { 'Content-Transfer-Encoding': encoding } }));
          expect(parsed.text).toBe(wanted);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('hostile mail takes bounded time', () => {
  const MEGABYTE = 1 << 20;
  const cases: Record<string, () => Buffer> = {
    'a megabyte of blanks in Subject': () => mail({ subject: `a${' '.repeat(MEGABYTE)}b` }),
    'a megabyte of brackets in References': () => mail({ headers: { References: '<'.repeat(MEGABYTE) } }),
    'a megabyte of quotes in To': () => mail({ to: '"'.repeat(MEGABYTE) }),
    'unfinished quotes, many': () => mail({ to: '"a <'.repeat(MEGABYTE / 4) }),
    'brackets with quotes in To': () => mail({ to: '<"'.repeat(MEGABYTE / 2) }),
    'a megabyte of commas in Cc': () => mail({ cc: ','.repeat(MEGABYTE) }),
    'many names without an address': () => mail({ cc: 'a,'.repeat(MEGABYTE / 2) }),
    'parentheses in Date': () => mail({ date: '('.repeat(MEGABYTE) }),
    'half encoded words': () => mail({ subject: '=?utf-8?q?'.repeat(MEGABYTE / 10) }),
    'question marks and equals': () => mail({ subject: '=?'.repeat(MEGABYTE / 2) }),
    'encoded words without an end': () => mail({ subject: `=?utf-8?q?${'a'.repeat(MEGABYTE)}` }),
    'a folded header of 100,000 lines': () => mail({ subject: `a${'\n b'.repeat(100_000)}` }),
    'parameters without end': () =>
      mail({ headers: { 'Content-Type': `text/plain; ${'a*0*=b;'.repeat(MEGABYTE / 7)}` } }),
    'a parameter of blanks': () =>
      mail({ headers: { 'Content-Type': `text/plain; charset=${'a '.repeat(MEGABYTE / 2)}` } }),
    'multiparts 5,000 deep': () => {
      let body = '';
      for (let i = 0; i < 5000; i++) body += `--b${i}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n\n`;
      return mail({ headers: { 'Content-Type': 'multipart/mixed; boundary=b0' }, body });
    },
    'attached messages 5,000 deep': () =>
      mail({ headers: { 'Content-Type': 'message/rfc822' }, body: 'Content-Type: message/rfc822\n\n'.repeat(5000) }),
    'a hundred thousand parts': () =>
      mail({ headers: { 'Content-Type': 'multipart/mixed; boundary=b' }, body: '--b\n\nx\n'.repeat(100_000) }),
    'boundaries that are none': () =>
      mail({ headers: { 'Content-Type': 'multipart/mixed; boundary=b' }, body: '--bb\n'.repeat(MEGABYTE / 5) }),
    'html 300,000 deep': () => mail({ headers: { 'Content-Type': 'text/html' }, body: '<i>'.repeat(300_000) }),
    'html quotes 50,000 deep': () =>
      mail({ headers: { 'Content-Type': 'text/html' }, body: '<blockquote>x'.repeat(50_000) }),
    'html of nothing but <': () => mail({ headers: { 'Content-Type': 'text/html' }, body: '<'.repeat(MEGABYTE) }),
    'base64 of padding': () =>
      mail({ headers: { 'Content-Transfer-Encoding': 'base64' }, body: 'Zg==\n'.repeat(MEGABYTE / 5) }),
    'quoted-printable of equals': () =>
      mail({ headers: { 'Content-Transfer-Encoding': 'quoted-printable' }, body: '= '.repeat(MEGABYTE / 2) }),
    'footers on footers': () => mail({ body: '_______________\nhttps://example.org\n'.repeat(30_000) }),
    'a megabyte of blank lines': () => mail({ body: '\n'.repeat(MEGABYTE) }),
    'a From list of via': () => mail({ from: `${'a via '.repeat(100_000)} <demo@lists.example.org>` }),
  };
  it.each(Object.entries(cases))('%s', (_, make) => {
    const bytes = make();
    expect(leastCost(() => copyCore(parseMail(bytes)), MOST_MS)).toBeLessThan(MOST_MS);
  });

  /** What is quadratic in a megabyte takes minutes. */
  const MOST_MS = 4000;
});
