import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { simpleParser, type AddressObject, type EmailAddress, type ParsedMail as Theirs } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../ingest/parse/mail.ts';
import { mail } from '../../support/mail.ts';

const MAILS = resolve(import.meta.dirname, '../../fixtures/mails');

/** Where mailparser and we differ, and why; everything else in the golden mails must agree. */
const KNOWN: Record<string, string> = {
  'charset/declared-gb2312-is-utf-8': 'a failed charset: it keeps replacement characters',
  'charset/declared-utf-8-is-latin': 'a failed charset: it keeps replacement characters',
  'charset/undeclared-latin': 'guesses of its own for undeclared bytes',
  'charset/unknown-8bit-is-latin': 'guesses of its own for unknown charsets',
  'charset/names-of-codecs-are-no-charsets': 'takes the name of a codec for a charset',
  'headers/several-froms-and-ids': 'takes the last of several Message-IDs',
  'headers/references-in-all-shapes': 'returns comments and addresses among the ids',
  'headers/date-unparsable': 'takes the time of its own run for a date it cannot read',
  'headers/raw-latin': 'guesses of its own for 8-bit headers',
  'headers/no-empty-line-before-body': 'takes all lines up to the empty one for headers',
  'lists/mailman-wrapped': 'shows the note of the list as the text',
  'malformed/base64-that-is-text': 'decodes what was never encoded',
  'malformed/boundary-missing': 'shows nothing',
  'malformed/no-boundary-parameter': 'shows nothing',
  'malformed/content-type-without-semicolon': 'loses the charset',
  'malformed/lone-cr': 'sees no line ends',
  'mime/base64-with-plain-footer-behind': 'decodes the footer as base64',
  'mime/crlf': 'drops a lone CR, which joins two lines',
  'mime/format-flowed-is-not-reflowed': 'joins flowed lines without looking at quote marks',
  'mime/inline-text-plain-patch-by-name': 'calls inline text with a file name an attachment',
  'mime/attached-message': 'shows an attached message in the text',
  'mime/digest': 'shows attached messages in the text',
};

interface Compared {
  subject: string;
  from: string;
  date: number | null;
  messageId: string | null;
  text: string | null;
  references: string[];
}

function ours(bytes: Buffer): Compared {
  const { subject, fromHeader, from, date, messageId, text, fromHtml, references } = parseMail(bytes);
  const asSent = /<([^<>]+)>\s*$/.exec(fromHeader)?.[1] ?? from.email;
  return { subject, from: asSent, date, messageId, text: fromHtml ? null : text.trimEnd(), references };
}

function theirs(parsed: Theirs): Compared {
  const from = (parsed.from as AddressObject | undefined)?.value[0] as EmailAddress | undefined;
  return {
    subject: parsed.subject ?? '',
    from: from?.address ?? '',
    date: parsed.date === undefined ? null : Math.floor(parsed.date.getTime() / 1000),
    messageId: parsed.messageId?.replace(/^<|>$/g, '') ?? null,
    text: parsed.html ? null : (parsed.text ?? '').trimEnd(),
    references: [parsed.references ?? []].flat().map((id) => id.replace(/^<|>$/g, '')),
  };
}

async function referee(bytes: Buffer): Promise<Compared> {
  const quiet = { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true, skipTextLinks: true };
  return theirs(await simpleParser(bytes, quiet));
}

describe('mailparser as the referee', () => {
  const names = readdirSync(MAILS).flatMap((folder) =>
    readdirSync(join(MAILS, folder))
      .filter((name) => name.endsWith('.eml'))
      .map((name) => `${folder}/${name.replace('.eml', '')}`),
  );

  it.each(names.filter((name) => KNOWN[name] === undefined))('agrees on %s', async (name) => {
    const bytes = readFileSync(join(MAILS, `${name}.eml`));
    const [a, b] = [ours(bytes), await referee(bytes)];
    if (b.text === null) a.text = null;
    expect(a).toEqual(b);
  });

  it('each known disagreement names a mail that is there, and is one', async () => {
    for (const name of Object.keys(KNOWN)) {
      expect(names).toContain(name);
      const bytes = readFileSync(join(MAILS, `${name}.eml`));
      const mine = parseMail(bytes);
      const their = await simpleParser(bytes);
      const same =
        JSON.stringify(ours(bytes)) === JSON.stringify(theirs(their)) &&
        their.attachments.length === mine.attachments.length &&
        their.attachments.every(({ filename }, i) => (filename ?? '') === mine.attachments[i]?.name);
      expect(same, name).toBe(false);
    }
  });

  it('joins quoted flowed lines, which is why we read the text ourselves', async () => {
    const headers = { 'Content-Type': 'text/plain; charset=utf-8; format=flowed' };
    const bytes = mail({ headers, body: '> first \n> second\n> \n> third\n' });
    expect(parseMail(bytes).text).toBe('> first \n> second\n> \n> third\n');
    expect((await referee(bytes)).text).not.toBe('> first \n> second\n> \n> third');
  });
});
