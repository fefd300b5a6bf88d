import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MboxSplitter, type MboxMessage, unescapeFrom } from '../../../ingest/read/mbox.ts';
import { envelopeDate, fromLineShape } from '../../../ingest/read/from-line.ts';

const LORE = 'From mboxrd@z Thu Jan  1 00:00:00 1970\n';
const DATED = 'From alice@example.org Thu Jul  4 16:37:51 2019\n';

function split(text: string | Buffer, limit?: number): MboxMessage[] {
  const splitter = new MboxSplitter(0, limit);
  return [...splitter.push(Buffer.from(text as string)), ...splitter.end()];
}

function bodies(text: string | Buffer): string[] {
  return split(text).map(({ bytes }) => bytes.toString('latin1'));
}

/** What public-inbox writes: every `From ` line of the message escaped, one line end behind it. */
function writeMboxrd(messages: Buffer[], fromLine = LORE): Buffer {
  return Buffer.concat(
    messages.flatMap((message) => [
      Buffer.from(fromLine),
      Buffer.from(message.toString('latin1').replace(/(^|\n)(>*From )/g, '$1>$2'), 'latin1'),
      Buffer.from('\n'),
    ]),
  );
}

function pushAll(bytes: Buffer, cuts: number[], start = 0, limit?: number): MboxMessage[] {
  const splitter = new MboxSplitter(start, limit);
  const points = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  const found = points.slice(1).flatMap((point, i) => splitter.push(Buffer.from(bytes.subarray(points[i], point))));
  return [...found, ...splitter.end()];
}

/** Bytes that are likely to hold what the splitter looks for. */
const tricky = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'From ',
        '>From ',
        '>>From ',
        '\n',
        '\r\n',
        '\n\n',
        LORE,
        DATED,
        'Subject: x\n',
        ' ',
        'Content-Length: 7\n',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => Buffer.from(parts.join(''), 'latin1'));

describe('splitting an mbox', () => {
  it('gives back what public-inbox wrote, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.array(tricky, { maxLength: 6 }), (messages) => {
        const found = split(writeMboxrd(messages)).map(({ bytes }) => bytes.toString('latin1'));
        expect(found).toEqual(messages.map((message) => message.toString('latin1')));
      }),
      { numRuns: 500 },
    );
  });

  it('gives back mboxrd with dated From lines and a blank line between', () => {
    const message = fc
      .tuple(tricky, fc.boolean())
      .map(([body]) => Buffer.from(`Subject: x\n\n${body.toString('latin1')}\n`, 'latin1'));
    fc.assert(
      fc.property(fc.array(message, { maxLength: 5 }), (messages) => {
        // A Content-Length that happens to fit is not what this test is about.
        const own = messages.filter((bytes) => !bytes.includes('Content-Length'));
        const dated = writeMboxrd(own, DATED).toString('latin1').replaceAll(LORE, 'From nobody\n');
        const plain = own.map((bytes) => bytes.toString('latin1').replaceAll(LORE, 'From nobody\n'));
        expect(bodies(Buffer.from(dated, 'latin1')).length).toBe(plain.length);
      }),
    );
  });

  it('gives the same messages however the stream is cut', () => {
    fc.assert(
      fc.property(
        tricky,
        fc.array(tricky, { maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        (noise, messages, cuts) => {
          const file = Buffer.concat([
            writeMboxrd(messages),
            Buffer.from(DATED),
            noise,
            Buffer.from('\n'),
            writeMboxrd(messages, DATED),
          ]);
          expect(pushAll(file, cuts)).toEqual(pushAll(file, []));
          expect(pushAll(file, cuts, 0, 20)).toEqual(pushAll(file, [], 0, 20));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives the same rest when reading begins at any boundary', () => {
    fc.assert(
      fc.property(fc.array(tricky, { minLength: 1, maxLength: 6 }), fc.nat(), (messages, pick) => {
        const file = writeMboxrd(messages);
        const all = pushAll(file, []);
        const index = pick % all.length;
        const start = all[index]?.offset ?? 0;
        expect(pushAll(file.subarray(start), [], start)).toEqual(all.slice(index));
      }),
    );
  });

  it('says where each message stands', () => {
    const file = `${LORE}Subject: one\n\n1\n\n${LORE}Subject: two\n\n2\n\n`;
    const found = split(file);
    expect(found.map(({ offset, end }) => [offset, end])).toEqual([
      [0, file.indexOf(LORE, 1)],
      [file.indexOf(LORE, 1), file.length],
    ]);
  });

  it('takes a From line in a body for text where it cannot begin a message', () => {
    const body = [
      'From what I see, this is right.',
      '',
      'From here on it is easy.',
      '',
      'From alice@example.org Thu Jul  4 16:37:51 2019',
      'no header field follows',
      'text before',
      'From bob@example.org Thu Jul  4 16:37:51 2019',
      'Subject: no blank line before',
      '',
    ].join('\n');
    expect(bodies(`${DATED}Subject: one\n\n${body}\n${DATED}Subject: two\n\n2\n`)).toEqual([
      `Subject: one\n\n${body}`,
      'Subject: two\n\n2\n',
    ]);
  });

  it('takes a patch pasted into a body for text, and splits what git format-patch wrote', () => {
    const patch = `From ${'0123456789'.repeat(4)} Mon Sep 17 00:00:00 2001\nFrom: Alice Example <alice@example.org>\nSubject: [PATCH] x\n\ntext\n`;
    expect(bodies(`${DATED}Subject: see below\n\n\n${patch}`)).toHaveLength(1);
    expect(bodies(`${patch}\n${patch}\n`)).toHaveLength(2);
  });

  it('knows the From lines of the usual writers', () => {
    const lines: [string, string | null][] = [
      ['From mboxrd@z Thu Jan  1 00:00:00 1970', 'lore'],
      ['From alice at example.org  Thu Jul  4 16:37:51 2019', 'dated'],
      ['From - Thu Jul 04 16:37:51 2019', 'dated'],
      ['From MAILER-DAEMON Thu Jul  4 16:37:51 EDT 2019', 'dated'],
      ['From alice@example.org Thu Jul  4 16:37:51 2019 -0700', 'dated'],
      ['From alice@example.org Thu, 4 Jul 2019 16:37:51 +0200', 'dated'],
      ['From ???@??? Thu Jul  4 16:37 2019', 'dated'],
      ['From alice@example.org Thu, 4 Jul 2019 16:37:51 -0400 (EDT)', 'dated'],
      ['From 1819318854146569394@xxx Thu Jul  4 16:37:51 +0000 2019', 'dated'],
      ['From alice@example.org 2019-07-04 16:37:51 +0200', 'dated'],
      ['From alice@example.org', 'bare'],
      ['From alice at example.org', 'bare'],
      ['From ', 'empty'],
      ['From \t', 'empty'],
      ['From what I see', null],
      ['From Thursday on we meet at 16:37', null],
    ];
    expect(lines.map(([line]) => fromLineShape(line))).toEqual(lines.map(([, shape]) => shape));
  });

  it('reads dateless separators in a file that is made of them', () => {
    expect(bodies('From alice@example.org\nSubject: 1\n\n1\n\nFrom bob@example.org\nSubject: 2\n\n2\n')).toHaveLength(
      2,
    );
  });

  it.each(['\n', '\r\n'])('reads separators with nothing behind From, line end %j', (end) => {
    const file = ['From ', 'From: a@example.org', 'Subject: 1', '', '1', '', 'From ', 'Subject: 2', '', '2', ''].join(
      end,
    );
    expect(bodies(file)).toEqual(
      ['From: a@example.org\nSubject: 1\n\n1\n', 'Subject: 2\n\n2\n'].map((text) => text.replaceAll('\n', end)),
    );
  });

  it('takes a line of nothing but From for text where the file is not made of them', () => {
    expect(bodies(`${DATED}Subject: 1\n\n1\n\nFrom \nSubject: 2\n\n2\n`)).toHaveLength(1);
  });

  it.each(['\n', '\r\n'])('begins a message right below a scrubbed attachment, line end %j', (end) => {
    const head = ['From: bob at example.org (Bob)', 'Date: Thu, 4 Jul 2019 17:00:00 +0200', 'Subject: 2', '', '2', ''];
    const first = ['Subject: 1', '', '-------------- next part --------------', 'Url : http://lists.example.org/x.bin'];
    const line = 'From bob at example.org  Thu Jul  4 17:00:00 2019';
    const found = split([DATED.trimEnd(), ...first, line, ...head].join(end));
    expect(found.map(({ bytes }) => bytes.toString())).toEqual([`${first.join(end)}${end}`, head.join(end)]);
    expect(found.flatMap(({ doubts }) => doubts)).toEqual([]);
  });

  it('tells what could be read either way', () => {
    const whole = 'From: b@example.org\nSubject: 2\nMessage-ID: <2@example.org>\n\n2\n';
    const first = `${DATED}Subject: 1\n\ntext\n`;
    expect(split(`${first}${DATED}${whole}`).map(({ doubts }) => doubts)).toEqual([
      [{ at: first.length, what: expect.stringContaining('as the start of a message') as string }],
      [],
    ]);
    expect(split(`${first}${DATED}Subject: 2\n\n2\n`).map(({ doubts }) => doubts)).toEqual([
      [{ at: first.length, what: expect.stringContaining('read as text') as string }],
    ]);
    expect(split(`${first}\n${DATED}was: the line that puzzled us\n`).map(({ doubts }) => doubts)).toEqual([
      [{ at: first.length + 1, what: expect.stringContaining('read as text') as string }],
    ]);
  });

  it('hands over the date of the From line', () => {
    const dates: [string, string | null][] = [
      ['From a@xxx Tue Dec 24 10:54:24 +0000 2024', '2024-12-24T10:54:24.000Z'],
      ['From - Tue Jul 05 18:44:15 2022', '2022-07-05T18:44:15.000Z'],
      ['From ???@??? Thu Oct 28 17:00:38 2004', '2004-10-28T17:00:38.000Z'],
      ['From a@example.org Thu, 1 Jul 1999 05:58:47 -0400 (EDT)', '1999-07-01T09:58:47.000Z'],
      ['From uucp Thu Jul  4 16:37:51 2019 remote from mill', '2019-07-04T16:37:51.000Z'],
      ['From a@example.org', null],
    ];
    const read = (line: string) => {
      const date = envelopeDate(line);
      return date === null ? null : new Date(date * 1000).toISOString();
    };
    expect(dates.map(([line]) => [line, read(line)])).toEqual(dates);
  });

  it('keeps CRLF byte for byte', () => {
    const file = `${DATED}Subject: one\n\n1\n\n${DATED}Subject: two\n\n>From here\n`.replaceAll('\n', '\r\n');
    expect(bodies(file)).toEqual(['Subject: one\r\n\r\n1\r\n', 'Subject: two\r\n\r\nFrom here\r\n']);
  });

  it('takes exactly one mark from an escaped line', () => {
    const text = Buffer.from('>From a\n>>From b\n> From c\nx >From d\n>>>From e');
    expect(unescapeFrom(text).toString()).toBe('From a\n>From b\n> From c\nx >From d\n>>From e');
  });

  it('believes a Content-Length that leads to a From line (mboxcl2), and unescapes nothing it spans', () => {
    const body = `one\n\n${DATED}Subject: inside\n\n>From kept\n`;
    const file = `${DATED}Subject: cl2\nContent-Length: ${body.length}\n\n${body}\n${DATED}Subject: next\n\n2\n`;
    expect(bodies(file)).toEqual([`Subject: cl2\nContent-Length: ${body.length}\n\n${body}`, 'Subject: next\n\n2\n']);
  });

  it('unescapes where Content-Length and escapes go together (mboxcl)', () => {
    const file = `${DATED}Subject: cl\nContent-Length: 12\n\n>From there\n\n${DATED}Subject: next\n\n2\n`;
    expect(bodies(file)[0]).toBe('Subject: cl\nContent-Length: 12\n\nFrom there\n');
  });

  it('does not believe a Content-Length that leads nowhere', () => {
    for (const length of [3, 25, 99_999_999, 5_000]) {
      const file = `${DATED}Subject: one\nContent-Length: ${length}\n\n1\n\n${DATED}Subject: two\n\n2\n`;
      expect(bodies(file)).toHaveLength(2);
    }
  });

  it('keeps the beginning of a message over the limit, and the messages around it whole', () => {
    const splitter = new MboxSplitter(0, 1000);
    const found: MboxMessage[] = [];
    const push = (text: string) => found.push(...splitter.push(Buffer.from(text)));
    push(`${LORE}Subject: small\n\n1\n\n${LORE}Subject: large\n\n`);
    for (let i = 0; i < 500; i++) push('x'.repeat(100));
    push(`\n\n${LORE}Subject: small\n\n2\n\n`);
    found.push(...splitter.end());
    expect(found.map(({ bytes }) => bytes.length)).toEqual([18, 1000, 18]);
    expect(found[1]?.size).toBe(16 + 50_000 + 1);
    expect(found[2]?.bytes.toString()).toBe('Subject: small\n\n2\n');
  });

  it('holds a line of 200 MB in bounded memory', () => {
    const splitter = new MboxSplitter(0, 1024 * 1024);
    splitter.push(Buffer.from(`${LORE}Subject: large\n\n`));
    const chunk = Buffer.alloc(1024 * 1024, 'y');
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 200; i++) splitter.push(chunk);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40 * 1024 * 1024);
    expect(splitter.end()[0]?.size).toBeGreaterThan(200 * 1024 * 1024);
  });

  it('agrees with mbox-reader where that one is right: mboxrd with LF', async () => {
    const { mboxReader } = createRequire(import.meta.url)('mbox-reader') as { mboxReader: Reader };
    const mail = (i: number, body: string) => Buffer.from(`From: alice@example.org\nSubject: ${i}\n\n${body}\n`);
    const messages = ['plain', 'From here', '>From there', '\n\n\nFrom alice', 'ends\n\n', '\xe9\xff'].map((body, i) =>
      mail(i, body),
    );
    const file = writeMboxrd(messages);
    const theirs: string[] = [];
    for await (const { content } of mboxReader(Readable.from([file])))
      theirs.push(content.toString('latin1').trimEnd());
    expect(split(file).map(({ bytes }) => bytes.toString('latin1').trimEnd())).toEqual(theirs);
  });
});

type Reader = (stream: Readable) => AsyncIterable<{ content: Buffer }>;
