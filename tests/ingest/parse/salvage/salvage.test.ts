import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { looksSalvageable, salvageMail } from '../../../../ingest/parse/salvage/salvage.ts';
import { parseMail } from '../../../../ingest/parse/mail.ts';
import { restoreLines } from '../../../../ingest/parse/salvage/body.ts';
import { sayCorporaAbsent, seed } from '../../../support/corpora.ts';
import { mail } from '../../../support/mail.ts';
import { leastCost } from '../../../support/cost.ts';

/** What a browser's "copy as text" leaves of a raw mail: no tags, no line ends. */
function lose(text: string): string {
  return text
    .replace(/<[A-Za-z/!][^<>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function salvage(text: string) {
  return salvageMail(Buffer.from(text));
}

const WORDS = /\s+/g;
const FOLDED_MAIL = [
  'From mboxrd@z Thu Jan 1 00:00:00 1970 Return-Path: Received: from mail.example.org (mail.example.org [192.0.2.7]) by in.example.org',
  '(Postfix) with ESMTP id 0123456789 for ; Mon, 5 Jan 2026 12:00:05 +0000 (UTC) DKIM-Signature: v=1; a=rsa-sha256; d=example.org;',
  's=key; h=From:To: Subject: Date: Message-ID: References; bh=abc=; b=def ghi==; Authentication-Results: in.example.org; dmarc=pass',
  'header.from=example.org; spf=pass smtp.mailfrom=bob@example.org From: Bob Example Date: Mon, 5 Jan 2026 12:00:00 +0100 Message-ID:',
  'Subject: Re: [PATCH v2 1/3] carve: use the sharp knife To: Alice Example , carol@example.org Cc: "Example, Dave" , Wood Workers ,',
  'woodwork@lists.example.org References: <20260104.1@example.org> <20260105.2@example.org> In-Reply-To: <20260105.2@example.org>',
  'MIME-Version: 1.0 Content-Type: text/plain; charset="utf-8" Content-Transfer-Encoding: 8bit List-Id: Sender: woodwork-owner@lists.example.org',
  'On Mon, Jan 05, 2026 at 11:00:00AM +0100, Alice Example wrote: > On Sun, 4 Jan 2026, Carol Example wrote: > > The old knife is blunt, and',
  '> > nobody knows where the stone is. > > I bought a new one. It is on the shelf. > > Shall we use it? Yes, please do. It cuts',
  'well and is easy to hold. > Who pays? I do. Thanks, Bob',
].join(' ');

describe('a mail that lost its line ends and tags', () => {
  const found = salvage(FOLDED_MAIL);

  it('has its header fields again', () => {
    expect(found).toMatchObject({
      subject: 'Re: [PATCH v2 1/3] carve: use the sharp knife',
      from: { name: 'Bob Example', email: 'bob@example.org' },
      date: Date.UTC(2026, 0, 5, 11) / 1000,
      references: ['20260104.1@example.org', '20260105.2@example.org'],
      inReplyTo: ['20260105.2@example.org'],
      salvaged: true,
    });
    expect(found.to).toEqual([
      { name: 'Alice Example', email: '' },
      { name: '', email: 'carol@example.org' },
    ]);
    expect(found.cc.map(({ name, email }) => name || email)).toEqual([
      'Example, Dave',
      'Wood Workers',
      'woodwork@lists.example.org',
    ]);
    expect(found.lists.map(({ name }) => name)).toEqual(['woodwork']);
    expect(found.headers.map(([name]) => name)).not.toContain('h');
  });

  it('has the lines of its quotes and their depths again, own words behind them', () => {
    expect(found.text.split('\n')).toEqual([
      'On Mon, Jan 05, 2026 at 11:00:00AM +0100, Alice Example wrote:',
      '> On Sun, 4 Jan 2026, Carol Example wrote:',
      '> > The old knife is blunt, and',
      '> > nobody knows where the stone is.',
      '>',
      '> I bought a new one. It is on the shelf.',
      '>',
      '> Shall we use it?',
      '',
      'Yes, please do. It cuts well and is easy to hold.',
      '> Who pays?',
      '',
      'I do.',
      'Thanks,',
      'Bob',
    ]);
  });

  it('gets a Message-ID of its words, the same however the white space fell', () => {
    expect(found.messageId).toMatch(/^salvage\.[0-9a-f]{20}@invalid$/);
    const wrapped = FOLDED_MAIL.replace(/ > /g, '  >\n');
    expect(salvage(wrapped.replace(/\n/g, ' ')).messageId).toBe(found.messageId);
    expect(salvage(FOLDED_MAIL.replace('easy', 'hard')).messageId).not.toBe(found.messageId);
  });

  it('keeps a Message-ID that still stands', () => {
    expect(salvage(FOLDED_MAIL.replace('Message-ID: ', 'Message-ID: <20260105.3@example.org> ')).messageId).toBe(
      '20260105.3@example.org',
    );
  });

  it('loses no word and moves none', () => {
    expect(found.text.replace(WORDS, ' ')).toBe(FOLDED_MAIL.slice(FOLDED_MAIL.indexOf('On Mon, Jan')));
  });

  it('is what the parser gives for salvaged bytes', () => {
    expect(parseMail(Buffer.from(FOLDED_MAIL), { salvaged: true })).toEqual(found);
  });

  it('has a patch in lines of its own', () => {
    const text = salvage(
      'From: Bob Example Date: Mon, 5 Jan 2026 12:00:00 +0100 Subject: [PATCH] carve: sharpen Message-ID: <1.2@example.org> MIME-Version: 1.0 ' +
        'The knife was blunt. Fixes: 0123456789ab ("carve: begin") Signed-off-by: Bob Example --- knife.c | 2 +- 1 file changed, 1 insertion(+), 1 deletion(-) ' +
        'diff --git a/knife.c b/knife.c index 0123456..789abcd 100644 --- a/knife.c +++ b/knife.c @@ -1,1 +1,1 @@ -blunt +sharp -- 2.40.1',
    ).text.split('\n');
    for (const line of [
      'The knife was blunt.',
      'Fixes: 0123456789ab ("carve: begin")',
      'Signed-off-by: Bob Example',
      '---',
      ' knife.c | 2 +-',
      '1 file changed, 1 insertion(+), 1 deletion(-)',
      'diff --git a/knife.c b/knife.c',
      '--- a/knife.c',
      '+++ b/knife.c',
      '-- ',
    ]) {
      expect(text).toContain(line);
    }
  });

  it('keeps quoted headers in the body out of its own', () => {
    const body =
      'See this one: > From: Carol Example > Subject: Another title > To: Dave Example > > Words of the other mail.';
    const found = salvage(
      `From: Bob Example Subject: A title Date: Mon, 5 Jan 2026 12:00:00 +0100 To: Alice Example Content-Transfer-Encoding: 7bit ${body}`,
    );
    expect([found.subject, found.from.name, found.to.length]).toEqual(['A title', 'Bob Example', 1]);
    expect(found.text.split('\n')).toEqual([
      'See this one:',
      '> From: Carol Example',
      '> Subject: Another title',
      '> To: Dave Example',
      '>',
      '> Words of the other mail.',
    ]);
  });

  it('has its text again where that is base64 or quoted-printable', () => {
    const head =
      'From: Bob Example Date: Mon, 5 Jan 2026 12:00:00 +0100 Subject: x To: Alice Content-Type: text/plain; charset=utf-8 Content-Transfer-Encoding:';
    const text = 'Grüße from the workshop.\n\nThe knife is sharp, and the wood is soft.\n';
    const packed = (
      Buffer.from(text)
        .toString('base64')
        .match(/.{1,20}/g) ?? []
    ).join(' ');
    expect(salvage(`${head} base64 ${packed}`).text).toBe(text);
    expect(salvage(`${head} quoted-printable Gr=C3=BC=C3=9Fe from the work= shop.`).text).toBe(
      'Grüße from the workshop.',
    );
  });
});

describe('a multipart mail that lost its line ends', () => {
  const head =
    'From: Bob Example Date: Mon, 5 Jan 2026 12:00:00 +0100 Subject: x To: Alice Content-Type: multipart/signed; boundary="cut"; micalg=pgp-sha256';

  it('has the text of its readable parts', () => {
    const found = salvage(
      `${head} --cut Content-Type: multipart/mixed; boundary="in" --in Content-Type: text/plain; charset=utf-8 Content-Transfer-Encoding: quoted-printable The knife is sharp =E2=80=94 now. ` +
        '--in Content-Type: application/octet-stream Content-Transfer-Encoding: base64 AAAA --in Content-Type: text/plain; charset=us-ascii Content-Disposition: inline A footer. --in-- ' +
        '--cut Content-Type: application/pgp-signature; name="signature.asc" -----BEGIN PGP SIGNATURE----- abc -----END PGP SIGNATURE----- --cut--',
    );
    expect(found.text).toBe('The knife is sharp — now.\nA footer.');
  });

  it('keeps its body where no boundary is left', () => {
    expect(salvage(`${head} Words without any part.`).text).toBe('Words without any part.');
  });
});

describe('a mail that lost its tags alone', () => {
  it('keeps its lines', () => {
    const bytes = mail({ id: 'one@example.org', from: 'Alice Example <alice@example.org>', body: '> quoted\n\nown\n' });
    const lost = bytes.toString().replace(/<[A-Za-z][^<>]*>/g, '');
    const found = salvage(`From mboxrd@z Thu Jan  1 00:00:00 1970\n${lost}`);
    expect(found).toMatchObject({
      text: '> quoted\n\nown\n',
      subject: 'A subject',
      salvaged: true,
      from: { name: 'Alice Example' },
    });
    expect(found.messageId).toMatch(/^salvage\./);
  });
});

describe('a page of an archive saved as text', () => {
  const body = 'On Mon, Jan 05, 2026, Bob Example wrote:\n> Who pays?\n\nI do.\n\nAlice';

  it('is read from hypermail: title, From and Date with the zone by name', () => {
    const found = salvage(
      `Re: [PATCH] carve: sharpen\n\nFrom: Alice Example\nDate: Mon Jan 05 2026 - 07:00:00 EST\n\n\n${body}\n`,
    );
    expect(found).toMatchObject({
      subject: 'Re: [PATCH] carve: sharpen',
      from: { name: 'Alice Example', email: '' },
      date: Date.UTC(2026, 0, 5, 12) / 1000,
      text: body,
    });
  });

  it('is read without the links around it', () => {
    const links =
      'Next message: Bob Example: "Re: [PATCH] carve"\nPrevious message: Carol Example: "x"\nMessages sorted by: [ date ] [ thread ]\n';
    const found = salvage(
      `Re: [PATCH] carve\n\nFrom: Alice Example\nDate: Mon Jan 05 2026 - 07:00:00 EST\n\n${links}\n${body}\n\n${links}`,
    );
    expect([found.subject, found.text]).toEqual(['Re: [PATCH] carve', body]);
  });

  it('is read from marc.info, addresses mended', () => {
    const found = salvage(
      `List:       woodwork\nSubject:    Re: [PATCH] carve\nFrom:       Alice Example <alice () example ! org>\nDate:       2026-01-05 12:00:00\nMessage-ID: 20260105.3 () example ! org\n\n${body}\n`,
    );
    expect(found).toMatchObject({
      subject: 'Re: [PATCH] carve',
      from: { name: 'Alice Example', email: 'alice@example.org' },
      date: Date.UTC(2026, 0, 5, 12) / 1000,
      messageId: '20260105.3@example.org',
      text: body,
    });
  });

  it('is read from Pipermail: title, "alice at example.org", date', () => {
    const found = salvage(
      `[Woodwork] [PATCH] carve\n\nAlice Example alice at example.org\nMon Jan  5 12:00:00 UTC 2026\n\nPrevious message: x\n\n${body}\n`,
    );
    expect(found).toMatchObject({
      subject: '[Woodwork] [PATCH] carve',
      from: { name: 'Alice Example', email: 'alice@example.org' },
      date: Date.UTC(2026, 0, 5, 12) / 1000,
      text: body,
    });
  });

  it('is read from a public-inbox page', () => {
    const found = salvage(
      `woodwork.lists.example.org archive mirror\n help / color / mirror / Atom feed\nFrom: Alice Example <alice@example.org>\nTo: Bob Example <bob@example.org>\nCc: woodwork@lists.example.org\nSubject: Re: [PATCH] carve\nDate: Mon, 5 Jan 2026 12:00:00 +0000\t[thread overview]\nMessage-ID: <20260105.3@example.org> (raw)\nIn-Reply-To: <20260105.2@example.org>\n\n${body}\n`,
    );
    expect(found).toMatchObject({
      subject: 'Re: [PATCH] carve',
      messageId: '20260105.3@example.org',
      inReplyTo: ['20260105.2@example.org'],
      date: Date.UTC(2026, 0, 5, 12) / 1000,
      text: body,
    });
    expect(found.lists.map(({ name }) => name)).toEqual(['woodwork']);
  });
});

describe('lines of a folded text', () => {
  const restored = (text: string) =>
    restoreLines(`${text} ${'x'.repeat(100)}`)
      .replace(` ${'x'.repeat(100)}`, '')
      .split('\n');

  it('are told by marks: the same depth runs on, a blank line has marks of its own', () => {
    expect(restored('> one line and > another. > > New paragraph.').slice(0, 4)).toEqual([
      '> one line and',
      '> another.',
      '>',
      '> New paragraph.',
    ]);
  });

  it('follow an attribution one level deeper', () => {
    expect(
      restored('On Mon, 5 Jan 2026, Bob Example wrote: > On Sun, 4 Jan 2026, Carol Example wrote: > > > > Words').slice(
        0,
        4,
      ),
    ).toEqual([
      'On Mon, 5 Jan 2026, Bob Example wrote:',
      '> On Sun, 4 Jan 2026, Carol Example wrote:',
      '> >',
      '> > Words',
    ]);
  });

  it('never part marks that touch', () => {
    expect(restored('wrote: >>> Deep words. >> Less deep words. > > Words.').slice(1, 3)).toEqual([
      '>>> Deep words.',
      '>> Less deep words.',
    ]);
  });

  it('leave operators and arrows where they are', () => {
    const text =
      'Take it if a > b and p -> next, but not where x >= y or the shift is 1 >> 2; then go on with the rest of this long line.';
    expect(restoreLines(text)).toBe(text);
  });

  it('stay as they are where nothing tells of a break, and in a text that has its lines', () => {
    const prose = 'One sentence follows the other without a sign of where the lines had been. '.repeat(5).trim();
    expect(restoreLines(prose)).toBe(prose);
    const whole = `${'A line. \n'.repeat(10)}> https://example.org/${'path/'.repeat(30)} and more. Yes, it is long.\n`;
    expect(restoreLines(whole)).toBe(whole);
  });

  it('keep every word in its order', () => {
    const word = fc.constantFrom(
      'word',
      'Word.',
      '>',
      '> >',
      '>>',
      'On Mon, 5 Jan 2026, Bob wrote:',
      '-',
      '--',
      '___________________________',
      'Thanks,',
      'x>y',
      '>=',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 80 }), (words) => {
        const text = words.join(' ');
        expect(restoreLines(text).split(/\s+/).join(' ').trim()).toBe(text.split(/\s+/).join(' ').trim());
      }),
      { numRuns: 300 },
    );
  });
});

describe('salvaging', () => {
  it('knows lost mail from other text', () => {
    expect(looksSalvageable(FOLDED_MAIL)).toBe(true);
    expect(looksSalvageable(lose(mail({}).toString()))).toBe(true);
    expect(looksSalvageable('Title\n\nFrom: Alice Example\nDate: Mon Jan 05 2026 - 07:00:00 EST\n\nWords.\n')).toBe(
      true,
    );
    for (const text of [
      '',
      'Buy milk.\n',
      '# Notes\n\nFrom: here to there\n',
      'name,date\nalice,2026\n',
      'To: do: list: of: things:',
    ]) {
      expect(looksSalvageable(text)).toBe(false);
    }
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ unit: 'binary' }),
            fc.constantFrom('From: ', 'Date: ', 'Subject: ', ' > ', '\n', 'wrote:'),
          ),
        ),
        (parts) => {
          const found = salvageMail(Buffer.from(parts.join(''), 'latin1'));
          expect(found.salvaged).toBe(true);
          expect(found.messageId).not.toBeNull();
        },
      ),
    );
  });

  it('takes time linear in the text', () => {
    const head = 'From: Bob Example Date: Mon, 5 Jan 2026 12:00:00 +0100 Subject: x To: Alice ';
    const units = [
      '> a ',
      '> > > > > word ',
      'On Mon ',
      '>',
      'h=a: ',
      'Received: a; b; ',
      'Cc: A B , ',
      '<',
      'References: <a>, ',
    ];
    const salvageAll = () => units.forEach((unit) => salvage(head + unit.repeat(200_000 / unit.length)));
    expect(leastCost(salvageAll, 20_000)).toBeLessThan(20_000);
  });

  it('makes readable messages of the five seeds', () => {
    const names = [
      '000_b5e5d3843858243c',
      '001_17b114848d6b3eae',
      '002_b2c554accd8f0676',
      '003_20c9353acd00d7d9',
      '004_87048ab2f1167817',
    ];
    const paths = names.flatMap((name) => seed(`${name}.txt`) ?? []);
    if (paths.length === 0) sayCorporaAbsent('ingest/parse/salvage');
    for (const path of paths) {
      const found = salvageMail(readFileSync(path));
      expect(found.from.name).not.toBe('');
      expect(found.subject).toMatch(/^(?:Re|RFC): /);
      expect(found.date).not.toBeNull();
      expect(found.text).toMatch(/^On .* wrote:\n>/);
      expect(found.text.split('\n').length).toBeGreaterThan(20);
    }
    expect(names).toHaveLength(5);
  });
});
