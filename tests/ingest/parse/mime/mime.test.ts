import { describe, expect, it } from 'vitest';
import { parseMail } from '../../../../ingest/parse/mail.ts';
import { mail } from '../../../support/mail.ts';

const multipart = (body: string, subtype = 'mixed'): Buffer =>
  mail({ headers: { 'Content-Type': `multipart/${subtype}; boundary=b` }, body });

describe('limits of the MIME tree are defects, and what was read before them is kept', () => {
  it('depth', () => {
    let body = '';
    for (let i = 0; i < 30; i++) body += `--b${i}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n\n`;
    const parsed = parseMail(
      mail({ headers: { 'Content-Type': 'multipart/mixed; boundary=b0' }, body: `${body}--b30\n\nInner.\n` }),
    );
    expect(parsed.defects).toContain('mime-too-deep');
    const flat = multipart('--b\n\nOuter.\n--b--\n');
    expect(parseMail(flat).text).toBe('Outer.');
  });

  it('number of parts', () => {
    const parsed = parseMail(multipart('--b\n\nx\n'.repeat(5000)));
    expect(parsed.defects).toContain('parts-too-many');
    expect(parsed.text.startsWith('x\nx\nx')).toBe(true);
  });

  it('number of headers', () => {
    const parsed = parseMail(Buffer.from(`Subject: s\n${'X-A: b\n'.repeat(6000)}\nWords.\n`));
    expect(parsed.defects).toContain('headers-too-many');
    expect(parsed.subject).toBe('s');
    expect(parsed.text).toBe('Words.\n');
  });
});

describe('boundaries', () => {
  it('a line that only begins like the boundary is text', () => {
    expect(parseMail(multipart('--b\n\none\n--bb\ntwo\n--b--\n')).text).toBe('one\n--bb\ntwo');
  });
  it('blanks behind a boundary and CRLF are fine', () => {
    expect(parseMail(multipart('--b  \r\n\r\none\r\n--b-- \r\n')).text).toBe('one');
  });
  it('in the middle of a line there is none', () => {
    expect(parseMail(multipart('--b\n\nsay --b\n--b--\n')).text).toBe('say --b');
  });
  it('parts behind the closing boundary are still read', () => {
    expect(parseMail(multipart('--b\n\none\n--b--\n--b\n\ntwo\n--b--\n')).text).toBe('one\ntwo');
  });
});

describe('which part is the text', () => {
  const part = (type: string, words: string, more = ''): string => `--b\nContent-Type: ${type}\n${more}\n${words}\n`;

  it('plain text wins over HTML in either order', () => {
    for (const body of [
      part('text/html', '<p>html</p>') + part('text/plain', 'plain'),
      part('text/plain', 'plain') + part('text/html', '<p>html</p>'),
    ]) {
      const parsed = parseMail(multipart(`${body}--b--\n`, 'alternative'));
      expect(parsed).toMatchObject({ text: 'plain', fromHtml: false, attachments: [] });
    }
  });

  it('HTML first in a mixed mail is the text, a plain footer follows', () => {
    const parsed = parseMail(
      multipart(`${part('text/html', '<p>html</p>')}${part('text/plain', '-- \nfooter')}--b--\n`),
    );
    expect(parsed).toMatchObject({ text: 'html\n-- \nfooter', fromHtml: true });
  });

  it('HTML beside plain text is an attachment', () => {
    const parsed = parseMail(multipart(`${part('text/plain', 'plain')}${part('text/html', '<p>html</p>')}--b--\n`));
    expect(parsed).toMatchObject({ text: 'plain', fromHtml: false });
    expect(parsed.attachments).toEqual([{ index: 1, name: '', type: 'text/html', text: 'html' }]);
  });

  it('a text that was sent as an attachment is one, with its text', () => {
    const sent = part('text/plain; name=log.txt', 'log', 'Content-Disposition: attachment; filename=log.txt\n');
    const parsed = parseMail(multipart(`${part('text/plain', 'words')}${sent}--b--\n`));
    expect(parsed.text).toBe('words');
    expect(parsed.attachments).toEqual([{ index: 1, name: 'log.txt', type: 'text/plain', text: 'log' }]);
  });

  it('a mail that is a patch as a whole is its text', () => {
    const headers = { 'Content-Type': 'text/x-patch; name=a.patch', 'Content-Disposition': 'inline; filename=a.patch' };
    expect(parseMail(mail({ headers, body: '--- a\n+++ b\n' }))).toMatchObject({
      text: '--- a\n+++ b\n',
      attachments: [],
    });
  });
});

describe('what archives left out of the header', () => {
  const bare = { 'Content-Type': null, 'MIME-Version': null, 'Content-Transfer-Encoding': null };
  const read = (body: string, headers: Record<string, string | null> = bare) => {
    const { text, attachments, defects } = parseMail(mail({ headers, body }));
    return { text, names: attachments.map(({ name }) => name), defects };
  };
  const WORDS = 'The mill stands still, for the river is low, and nobody oils the wheel.\nBye.\n';
  const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\n');

  it('base64 is decoded where every line is', () => {
    expect(read(`${base64(WORDS)}\n`)).toEqual({ text: WORDS, names: [], defects: ['transfer-encoding-undeclared'] });
    expect(read(`Key: x\n${base64(WORDS)}\n`).defects).toEqual([]);
    const key = Buffer.from(Array.from({ length: 90 }, (_, n) => (n * 37) % 256))
      .toString('base64')
      .replace(/.{60}/g, '$&\n');
    expect(read(key).text).toBe(key);
    const hash = '0123456789abcdef0123456789abcdef01234567\n';
    expect(read(hash).text).toBe(hash);
  });

  it('quoted-printable is decoded where every = is part of it', () => {
    expect(read('Die M=C3=BChle, 1 + 1 =3D 2=20\n').text).toBe('Die Mühle, 1 + 1 = 2 \n');
    expect(read(`${'long '.repeat(14)}=\nline\n`).text).toBe(`${'long '.repeat(14)}line\n`);
    for (const text of [
      'a=3D3; b=20;\n',
      'x=AB;\n',
      'if (a == b)\n',
      'short =\nline\n',
      'https://example.org/?q=C3&r=1\n',
    ])
      expect(read(text)).toEqual({ text, names: [], defects: [] });
  });

  it('what a header declares is believed', () => {
    const declared = { ...bare, 'Content-Transfer-Encoding': '7bit' };
    expect(read('M=C3=BChle\n', declared).text).toBe('M=C3=BChle\n');
  });

  it('a MIME source as text is taken apart', () => {
    const part = (type: string, body: string) => `------=_x\nContent-Type: ${type}\n\n${body}\n`;
    const html = part('text/plain', 'The mill.') + part('text/html', '<p>The mill.</p>');
    for (const before of ['', 'This is a multi-part message in MIME format.\n\n'])
      expect(read(`${before}${html}------=_x--\n`)).toEqual({
        text: 'The mill.',
        names: [],
        defects: ['multipart-undeclared'],
      });
    const attached = part('text/plain', 'See.') + part('text/x-patch; name="a.patch"', 'x');
    expect(read(`${attached}------=_x--\n`)).toMatchObject({ text: 'See.', names: ['a.patch'] });
  });

  it('a text that speaks of parts stays a text', () => {
    for (const text of [
      'How is this mail sent?\n\n--b\nContent-Type: text/plain\n\nx\n--b--\n',
      '--b\nContent-Type: text/plain\n\nonly once\n',
    ])
      expect(read(text)).toEqual({ text, names: [], defects: [] });
  });
});
