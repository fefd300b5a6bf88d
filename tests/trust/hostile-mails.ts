/** Mails made to hurt: each case is one thread of raw mails that costs a careless reader quadratic time or more. */
import { mail } from '../support/mail.ts';

/** One attack: what it does, and the mails of the thread that does it. */
export interface HostileCase {
  name: string;
  mails(): Buffer[];
}

/** Every known attack on the readers of single mails and of threads. Sizes are those of the largest mails that lists let through. */
export function hostileCases(): HostileCase[] {
  return [...SHAPES, ...HEADERS, ...STRUCTURES, ...THREADS, ...WORDS];
}

const one = (name: string, make: () => Parameters<typeof mail>[0]): HostileCase => ({
  name,
  mails: () => [mail(make())],
});

/** A mail and an answer that quotes it whole, line by line, and once more without its line ends. */
const quoted = (name: string, body: () => string): HostileCase => ({
  name,
  mails: () => {
    const text = body();
    return [
      mail({ id: 'a@example.org', body: `${text}\n` }),
      mail({
        id: 'b@example.org',
        references: ['a@example.org'],
        body: `Alice wrote:\n${text.replace(/^/gm, '> ')}\n\nNo.\n\n> ${text.replace(/\n/g, ' ')}\nYes.\n`,
      }),
    ];
  },
});

const times = (unit: string, bytes: number) => unit.repeat(Math.ceil(bytes / unit.length));
const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i)).join('\n');

const SHAPES: HostileCase[] = [
  quoted('a line of 1 MB of words', () => times('word and other ', 1e6)),
  quoted('a line of 1 MB without a space', () => times('x', 1e6)),
  quoted('a line of 1 MB of spaces', () => `a${times(' ', 1e6)}b`),
  one('a line of 1 MB of tabs and quote marks', () => ({ body: times('>\t ', 1e6) })),
  one('100,000 quoted lines', () => ({ body: rows(1e5, (i) => `> line ${i}`) })),
  one('100,000 quoted lines, all the same', () => ({ body: rows(1e5, () => '> the same words once more, as always') })),
  quoted('100,000 own lines, all the same', () => rows(1e5, () => 'same words')),
  quoted('100,000 empty lines', () => rows(1e5, () => '')),
  quoted('50,000 lines of one word from a small vocabulary', () => rows(5e4, (i) => ['aa', 'bb', 'cc'][(i * i) % 3]!)),
  one('10,000 quote marks on a line', () => ({ body: times('>', 1e4) + 'deep' })),
  one('300 lines of 3,000 quote marks', () => ({ body: rows(300, () => times('> ', 6000)) })),
  one('quote depth that changes with every line', () => ({
    body: rows(5e4, (i) => `${times('>', 1 + ((i * 7) % 40))} text`),
  })),
  one('100,000 lines of two characters in turn', () => ({ body: rows(1e5, (i) => (i % 2 ? '> a' : 'b')) })),
  one('20,000 attribution lines', () => ({
    body: rows(2e4, () => 'On Mon, 5 Jan 2026 at 10:00, Alice Example <alice@example.org> wrote:'),
  })),
  one('20,000 halves of attribution lines', () => ({ body: rows(2e4, () => 'On Monday the fifth, Alice Example') })),
  one('20,000 forwarded heads', () => ({
    body: rows(2e4, () => '-----Original Message-----\nFrom: Alice\nSent: Monday\nTo: Bob\nSubject: x\n'),
  })),
  one('50,000 signature marks', () => ({ body: rows(5e4, () => '-- \nname') })),
  one('50,000 rulers', () => ({ body: rows(5e4, () => times('_-=*', 60)) })),
  one('50,000 trailers', () => ({
    subject: '[PATCH] x',
    body: rows(5e4, (i) => `Acked-by: Person ${i} <p${i}@example.org>`),
  })),
  one('50,000 lines that are almost trailers', () => ({ body: rows(5e4, () => times('Acked-', 60) + 'by') })),
  one('a patch of 20,000 files', () => ({
    subject: '[PATCH] x',
    body: rows(2e4, (i) => `diff --git a/f${i}.c b/f${i}.c\n--- a/f${i}.c\n+++ b/f${i}.c\n@@ -1 +1 @@\n-a\n+b`),
  })),
  quoted(
    'a patch of one hunk of 50,000 lines',
    () =>
      `---\ndiff --git a/f.c b/f.c\n--- a/f.c\n+++ b/f.c\n@@ -1,50000 +1,50000 @@\n${rows(5e4, (i) => `+line ${i % 7}`)}`,
  ),
  one('a hunk that promises 2,000,000,000 lines', () => ({
    subject: '[PATCH] x',
    body: 'diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1,2000000000 +1,2000000000 @@\n+a\n',
  })),
  one('50,000 diffstat lines', () => ({
    subject: '[PATCH] x',
    body: `---\n${rows(5e4, (i) => ` f${i}.c | 10 +++---`)}`,
  })),
  one('a diffstat line of 1 MB', () => ({ subject: '[PATCH] x', body: `---\n ${times('a/', 1e6)} | 10 ++\n` })),
  one('50,000 addresses in the text', () => ({
    body: rows(5e4, (i) => `<http://example.org/${i}> a${i}@example.org`),
  })),
  one('a link of 1 MB', () => ({ body: `https://lore.kernel.org/${times('a.b-c%20', 1e6)}` })),
  one('1 MB of open brackets', () => ({ body: times('([{<"', 1e6) })),
  one('1 MB of dots and commas', () => ({ body: times('.,', 1e6) })),
  one('1 MB of quotation marks', () => ({ body: times('"\'`', 1e6) })),
  one('1 MB of combining accents', () => ({ body: times('\u0301', 1e6) })),
  one('1 MB of zero-width and no-break spaces', () => ({ body: times('\u200b\u00a0\u3000', 1e6) })),
  one('1 MB of form feeds and vertical tabs', () => ({ body: times('\f\v \r', 1e6) })),
  one('1 MB of carriage returns', () => ({ body: times('\r', 1e6) })),
  one('1 MB of NUL', () => ({ body: Buffer.alloc(1e6) })),
];

const HEADERS: HostileCase[] = [
  one('a header of 1 MB', () => ({ headers: { 'X-Long': times('abc ', 1e6) } })),
  one('a header of 1 MB without a space', () => ({ headers: { 'X-Long': times('a', 1e6) } })),
  one('a header folded 100,000 times', () => ({ headers: { 'X-Long': times('a\n ', 3e5) } })),
  one('50,000 headers', () => ({ headers: { 'X-Start': `1\n${rows(5e4, (i) => `X-H${i}: v`)}` } })),
  one('20,000 Received fields', () => ({
    headers: { 'X-Start': `1\n${rows(2e4, (i) => `Received: from a${i} by b; Mon, 5 Jan 2026 10:00:00 +0000`)}` },
  })),
  one('50,000 references', () => ({ references: Array.from({ length: 5e4 }, (_, i) => `r${i}@example.org`) })),
  one('50,000 times one reference', () => ({ references: Array.from({ length: 5e4 }, () => 'r@example.org') })),
  one('references without an end', () => ({ headers: { References: times('<a@', 1e6) } })),
  one('references of 1 MB of less-than signs', () => ({ headers: { References: times('<', 1e6) } })),
  one('an In-Reply-To of 1 MB', () => ({ headers: { 'In-Reply-To': times('Message of Monday from a <', 1e6) } })),
  one('a Message-ID of 1 MB', () => ({ headers: { 'Message-ID': `<${times('a', 1e6)}@example.org>` } })),
  one('a Message-ID of 1 MB of open brackets', () => ({ headers: { 'Message-ID': times('<"', 1e6) } })),
  one('a subject of 100 kB', () => ({ subject: times('word ', 1e5) })),
  one('a subject of 100 kB of Re:', () => ({ subject: times('Re: ', 1e5) + 'x' })),
  one('a subject of 100 kB of brackets', () => ({ subject: times('[PATCH ', 1e5) })),
  one('a subject of 100 kB of closed brackets', () => ({ subject: times('[a] ', 1e5) })),
  one('a subject of 100 kB of digits', () => ({ subject: `[PATCH v${times('1', 1e5)}/` })),
  one('a subject of 100 kB of spaces', () => ({ subject: `a${times(' ', 1e5)}b` })),
  one('a subject of 100 kB of open encoded words', () => ({ subject: times('=?utf-8?q?', 1e5) })),
  one('a subject of 500 kB of encoded words', () => ({ subject: times('=?utf-8?b?YQ==?= ', 5e5) })),
  one('a subject of 1 MB of question marks', () => ({ subject: times('=?', 1e6) })),
  one('a From of 1 MB', () => ({ from: times('"a', 1e6) })),
  one('a From of 1 MB of open comments', () => ({ from: times('(', 1e6) })),
  one('a From of 1 MB of via', () => ({ from: `${times('a via ', 1e6)}<a@example.org>` })),
  one('a From of 1 MB of backslashes', () => ({ from: `"${times('\\', 1e6)}" <a@example.org>` })),
  one('50,000 receivers', () => ({
    to: Array.from({ length: 5e4 }, (_, i) => `P ${i} <p${i}@example.org>`).join(',\n '),
  })),
  one('1 MB of commas as receivers', () => ({ to: times(',', 1e6) })),
  one('1 MB of nested groups as receivers', () => ({ cc: times('a:', 1e6) })),
  one('a date of 1 MB', () => ({ date: times('Mon, 5 Jan ', 1e6) })),
  one('a date of 1 MB of comments', () => ({ date: `Mon, 5 Jan 2026 10:00:00 +0000 ${times('(', 1e6)}` })),
  one('a date of 1 MB of digits', () => ({ date: times('1', 1e6) })),
  one('a List-Id of 1 MB', () => ({ listId: times('a.', 1e6) })),
  one('a content type of 1 MB', () => ({ headers: { 'Content-Type': `text/plain; ${times('a=b;', 1e6)}` } })),
  one('a content type of 1 MB of open quotes', () => ({
    headers: { 'Content-Type': `text/plain; charset=${times('"a', 1e6)}` },
  })),
  one('a file name in 20,000 pieces', () => ({
    headers: { 'Content-Type': `text/plain; ${Array.from({ length: 2e4 }, (_, i) => `name*${i}=a`).join('; ')}` },
  })),
  one('a charset of 1 MB', () => ({ headers: { 'Content-Type': `text/plain; charset=${times('x', 1e6)}` } })),
];

const part = (body: string) => `--b\nContent-Type: text/plain\n\n${body}\n`;
const multipart = (body: string, type = 'mixed') => ({
  headers: { 'Content-Type': `multipart/${type}; boundary=b` },
  body,
});

const STRUCTURES: HostileCase[] = [
  one('10,000 parts', () => multipart(`${times(part('x'), 1e4 * part('x').length)}--b--\n`)),
  one('10,000 empty parts', () => multipart(times('--b\n', 4e4))),
  one('10,000 parts, alternatives', () => multipart(times(part('x'), 4e5), 'alternative')),
  one('parts within parts, 2,000 deep', () => nested(2000)),
  one('messages within messages, 5,000 deep', () => ({
    headers: { 'Content-Type': 'message/rfc822' },
    body: times('Content-Type: message/rfc822\n\n', 30 * 5000),
  })),
  one('1 MB of almost boundaries', () => multipart(times('--b', 1e6))),
  one('lines of almost boundaries', () => multipart(rows(1e5, () => '--bb'))),
  one('a boundary of 1 MB', () => ({
    headers: { 'Content-Type': `multipart/mixed; boundary="${times('b', 1e6)}"` },
    body: rows(1000, () => `--${times('b', 1000)}`),
  })),
  one('1 MB of HTML tags without an end', () => html(times('<div', 1e6))),
  one('20,000 divs within each other', () => html(times('<div>', 1e5) + 'x')),
  one('20,000 block quotes within each other', () => html(times('<blockquote>', 12 * 2e4) + 'x')),
  one('tables within tables', () => html(times('<table><tr><td>', 15 * 5000) + 'x')),
  one('lists within lists', () => html(times('<ul><li>', 8 * 5000) + 'x')),
  one('1 MB of HTML comments', () => html(times('<!-- ', 1e6))),
  one('1 MB of entities', () => html(times('&amp;&#x41;&lt', 1e6))),
  one('1 MB of links', () => html(times('<a href="http://example.org/">x</a> ', 1e6))),
  one('100,000 line breaks', () => html(times('<br>', 4e5))),
  one('attributes without an end', () => html(`<a ${times('b="', 1e6)}`)),
  one('1 MB of quoted-printable soft breaks', () => encoded('quoted-printable', times('a=\n', 1e6))),
  one('1 MB of broken quoted-printable', () => encoded('quoted-printable', times('=', 1e6))),
  one('spaces before quoted-printable line ends', () => encoded('quoted-printable', `${times(' ', 1e6)}x`)),
  one('1 MB of broken base64', () => encoded('base64', times('!@#$', 1e6))),
  one('1 MB of base64 in lines of one character', () => encoded('base64', times('Q\n', 1e6))),
  one('1 MB of uuencoded heads', () => encoded('x-uuencode', times('begin 644 f\n', 1e6))),
  one('1 MB of UTF-7', () => charset('utf-7', times('+AAA', 1e6))),
  one('1 MB of ISO-2022-JP escapes', () => charset('iso-2022-jp', times('\x1b$B!\x1b(B', 1e6))),
  one('format=flowed that never ends', () => ({
    headers: { 'Content-Type': 'text/plain; format=flowed; delsp=yes' },
    body: rows(1e5, () => '> a '),
  })),
];

function nested(depth: number) {
  let body = '';
  for (let i = 0; i < depth; i += 1) body += `--b${i}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n\n`;
  return { headers: { 'Content-Type': 'multipart/mixed; boundary=b0' }, body: `${body}--b${depth}\n\nx\n` };
}
const html = (body: string) => ({ headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body });
const encoded = (encoding: string, body: string) => ({ headers: { 'Content-Transfer-Encoding': encoding }, body });
const charset = (name: string, body: string) => ({ headers: { 'Content-Type': `text/plain; charset=${name}` }, body });

const id = (i: number) => `m${i}@example.org`;

const THREADS: HostileCase[] = [
  {
    name: '5,000 messages, each quoting the one before',
    mails: () =>
      chain(5000, (i) =>
        i === 0
          ? 'First words.\n'
          : `Alice wrote:\n> Words number ${i - 1} of the chain.\n\nWords number ${i} of the chain.\n`,
      ),
  },
  {
    name: '5,000 messages, all quoting the first line by line',
    mails: () => {
      const first = rows(40, (i) => `The first mail says number ${i} in so many words.`);
      return star(5000, (i) =>
        i === 0 ? `${first}\n` : `Alice wrote:\n${first.replace(/^/gm, '> ')}\n\nI say ${i}.\n`,
      );
    },
  },
  {
    name: '5,000 messages of the same words',
    mails: () =>
      star(5000, () => 'The very same words stand in every mail.\n> The very same words stand in every mail.\n'),
  },
  {
    name: '3,000 messages that quote short lines which all have',
    mails: () => star(3000, (i) => `${rows(20, (k) => `> ok ${k}`)}\nno ${i}\n${rows(20, (k) => `ok ${k}`)}\n`),
  },
  {
    name: 'a chain 3,000 deep where each carries all references',
    mails: () =>
      Array.from({ length: 3000 }, (_, i) =>
        mail({
          id: id(i),
          references: Array.from({ length: Math.min(i, 300) }, (_, k) => id(i - Math.min(i, 300) + k)),
          body: `Words ${i}.\n`,
        }),
      ),
  },
  {
    name: '2,000 messages whose references form a loop',
    mails: () =>
      Array.from({ length: 2000 }, (_, i) =>
        mail({ id: id(i), references: [id((i + 7) % 2000), id((i + 1) % 2000)], body: `Words ${i}.\n` }),
      ),
  },
  {
    name: '2,000 messages under one id',
    mails: () =>
      Array.from({ length: 2000 }, (_, i) => mail({ id: 'same@example.org', body: `Words ${i} and ${i * 7}.\n` })),
  },
  {
    name: '3,000 messages without any date',
    mails: () =>
      Array.from({ length: 3000 }, (_, i) =>
        mail({ id: id(i), references: i === 0 ? [] : [id(i - 1)], headers: { Date: null }, body: `Words ${i}.\n` }),
      ),
  },
  {
    name: '300 patches of one series, thrice, with answers that quote them',
    mails: () => series(3, 300),
  },
  {
    name: '1,500 answers to one patch that each quote all of it',
    mails: () => {
      const patch = `Why.\n\nSigned-off-by: Alice <alice@example.org>\n---\ndiff --git a/f.c b/f.c\n--- a/f.c\n+++ b/f.c\n@@ -1,60 +1,60 @@\n${rows(60, (i) => `+code ${i};`)}\n`;
      return [
        mail({ id: id(0), subject: '[PATCH] f: more', body: patch }),
        ...Array.from({ length: 1499 }, (_, i) =>
          mail({
            id: id(i + 1),
            references: [id(0)],
            subject: 'Re: [PATCH] f: more',
            date: `Mon, 5 Jan 2026 11:${String(i % 60).padStart(2, '0')}:00 +0000`,
            body: `${patch.replace(/^/gm, '> ')}\nPlease change number ${i}.\n\nReviewed-by: Bob ${i} <b${i}@example.org>\n`,
          }),
        ),
      ];
    },
  },
];

function chain(count: number, body: (i: number) => string): Buffer[] {
  return Array.from({ length: count }, (_, i) =>
    mail({ id: id(i), references: i === 0 ? [] : [id(i - 1)], date: dated(i), body: body(i) }),
  );
}
function star(count: number, body: (i: number) => string): Buffer[] {
  return Array.from({ length: count }, (_, i) =>
    mail({ id: id(i), references: i === 0 ? [] : [id(0)], date: dated(i), body: body(i) }),
  );
}
function series(versions: number, patches: number): Buffer[] {
  const mails: Buffer[] = [
    mail({ id: 'root@example.org', subject: `[PATCH 0/${patches}] all of it`, body: 'Cover.\n' }),
  ];
  for (let version = 1; version <= versions; version += 1) {
    for (let i = 1; i <= patches; i += 1) {
      const key = `v${version}p${i}@example.org`;
      const subject = `[PATCH v${version} ${i}/${patches}] area: change the same thing`;
      const text = `Words.\n\nSigned-off-by: Alice <alice@example.org>\n---\ndiff --git a/f.c b/f.c\n--- a/f.c\n+++ b/f.c\n@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n`;
      mails.push(
        mail({ id: key, references: ['root@example.org'], subject, date: dated(version * 1000 + i), body: text }),
      );
      mails.push(
        mail({
          id: `r${key}`,
          references: ['root@example.org', key],
          subject: `Re: ${subject}`,
          date: dated(version * 1000 + 500 + i),
          body: `${text.replace(/^/gm, '> ')}\nNack.\n`,
        }),
      );
    }
  }
  return mails;
}
const dated = (minutes: number) => new Date(Date.UTC(2026, 0, 5, 10, minutes)).toUTCString().replace('GMT', '+0000');

/** Words that begin what readers look for and never end it: 100 kB on one line, and the same in many lines. */
const WORDS: HostileCase[] = [
  'On Mon, ',
  'Am Montag schrieb ',
  'wrote ',
  'a@b ',
  'a.',
  'a-',
  'Acked-by: ',
  'Signed-off-by:',
  'applied to ',
  'applied, thanks ',
  'not ',
  'if you ',
  'please ',
  'could you ',
  'should we ',
  'queued for ',
  'v2 ',
  'v1-v',
  '1/2 ',
  '1, ',
  'patches 1-',
  'commit ',
  'deadbeef',
  'Fixes: ',
  'Link: http',
  'http://',
  'https://lore.kernel.org/',
  '[1] ',
  '[v2] ',
  '("',
  "('",
  '(cherry picked from commit ',
  'Reviewed-by ',
  'looks good ',
  'to me ',
  'From: ',
  'Subject: ',
  'Date: ',
  'Cc: a, ',
  '-----',
  '- - ',
  '= = ',
  '___ ',
  '* ',
  '| ',
  '|> ',
  ': ',
  '+ ',
  '- ',
  '@@ -1,1 ',
  'diff --git ',
  '--- a/',
  'index 0',
  'Merge branch ',
  'are available in the Git repository at ',
  'git://',
  'for you to fetch ',
  'range-diff ',
  'Changes since v',
  'Changes in v',
  'Dropped ',
  'I will send ',
  'superseded by ',
  'thread-',
  '0123456789 ',
  '10:00:00 ',
  '2026-01-',
  'Jan 5, ',
  'http://example.org/?a=b&',
  'a_b',
  'a/b',
  '../',
  'é',
  '日本',
  '\u00a0',
  'A B ',
  'A. B. ',
  '<a> ',
  '<a@b',
  'x: y ',
  '#regzbot ',
  '#syz ',
  'snip ',
  '[...] ',
  '... ',
].flatMap((unit): HostileCase[] => [
  one(`one line of ${JSON.stringify(unit)}`, () => ({
    subject: 'Re: [PATCH] x',
    references: ['z@example.org'],
    body: `${times(unit, 1e5)}\n`,
  })),
  one(`lines of ${JSON.stringify(unit)}`, () => ({
    subject: '[PATCH 1/2] x',
    body: rows(600, (i) => `${i % 3 === 1 ? '> ' : ''}${times(unit, 150)}`),
  })),
]);
