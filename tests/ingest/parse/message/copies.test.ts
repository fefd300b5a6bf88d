import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { copyCore, footerStart } from '../../../../ingest/parse/message/copies.ts';
import { parseMail } from '../../../../ingest/parse/mail.ts';
import { corpus, sayCorporaAbsent } from '../../../support/corpora.ts';
import { mail, type MailParts } from '../../../support/mail.ts';

const core = (parts: MailParts): string => copyCore(parseMail(mail(parts))).core.toString('hex');

const MAILMAN = `_______________________________________________
demo mailing list
demo@lists.example.org
https://lists.example.org/mailman/listinfo/demo
`;
const FOOTERS: Record<string, string> = {
  Mailman: MAILMAN,
  'Mailman 3': `_______________________________________________
demo mailing list -- demo@lists.example.org
To unsubscribe send an email to demo-leave@lists.example.org
`,
  vger: `--
To unsubscribe from this list: send the line "unsubscribe demo" in
the body of a message to majordomo@vger.example.org
More majordomo info at  http://vger.example.org/majordomo-info.html
`,
  'Google Groups': `-- 
You received this message because you are subscribed to the Google Groups "demo" group.
To unsubscribe from this group and stop receiving emails from it, send an email to demo+unsubscribe@groups.example.com.
To view this discussion on the web visit https://groups.example.com/d/msgid/demo/x%40example.org.
`,
  'Mailing list info': `-- 
Mailing list info: https://lists.example.org/listinfo/demo
`,
  ezmlm: `---------------------------------------------------------------------
To unsubscribe, e-mail: demo-unsubscribe@example.org
For additional commands, e-mail: demo-help@example.org
`,
  'groups.io': `-=-=-=-=-=-=-=-=-=-=-=-
Groups.io Links: You receive all messages sent to this group.
View/Reply Online (#1): https://groups.example.io/g/demo/message/1
-=-=-=-=-=-=-=-=-=-=-=-
`,
};

describe('copies of one mail', () => {
  const words = 'Some words.\n\n-- \nAlice Example\n';

  it.each(Object.entries(FOOTERS))('the footer of %s does not count', (_, footer) => {
    const text = `${words}\n${footer}`;
    expect(footerStart(text)).toBeLessThanOrEqual(words.length + 1);
    expect(footerStart(text)).toBeGreaterThanOrEqual(words.length - 1);
    expect(core({ body: text })).toBe(core({ body: words }));
    expect(copyCore(parseMail(mail({ body: text }))).footer).toBe(1);
    expect(copyCore(parseMail(mail({ body: words }))).footer).toBe(0);
  });

  it('two lists may have added theirs', () => {
    expect(core({ body: `${words}\n${FOOTERS['vger']}\n${MAILMAN}` })).toBe(core({ body: words }));
  });

  it("a signature, a quoted footer and words behind a rule are the author's", () => {
    expect(footerStart(words)).toBe(words.length);
    const quoted = `> x\n${MAILMAN.replace(/^/gm, '> ')}`;
    expect(footerStart(quoted)).toBe(quoted.length);
    const ruled = '________________________________\nand more words of mine\nwithout any address\n';
    expect(footerStart(ruled)).toBe(ruled.length);
  });

  it('list tags in the subject do not count, wherever Re: stands', () => {
    const plain = core({ subject: 'Re: [PATCH v2 1/3] fix: the thing' });
    expect(core({ subject: 'Re: [demo] [PATCH v2 1/3] fix: the thing' })).toBe(plain);
    expect(core({ subject: '[Demo-devel] Re: [PATCH v2 1/3] fix: the thing' })).toBe(plain);
    expect(core({ subject: 'Re: [PATCH v2 1/3] fix:\n the thing' })).toBe(plain);
    expect(core({ subject: 'Re: [PATCH v3 1/3] fix: the thing' })).not.toBe(plain);
  });

  it('white space, transfer encoding and >From marks do not count', () => {
    const plain = core({ body: 'a = b\nFrom here on\n' });
    expect(core({ body: 'a = b  \r\nFrom here on\r\n\r\n' })).toBe(plain);
    expect(core({ body: 'a = b\n>From here on\n' })).toBe(plain);
    const encoded = { 'Content-Transfer-Encoding': 'quoted-printable' };
    expect(core({ body: 'a =3D b\nFrom=20here on\n', headers: encoded })).toBe(plain);
  });

  it.each([
    ['attachment', 'A non-text attachment was scrubbed...\nName: mill.png\nType: image/png\nSize: 10 bytes\n'],
    ['HTML', 'An HTML attachment was scrubbed...\nURL: <https://lists.example.org/pipermail/demo/a/b.html>\n'],
    ['mail', 'An embedded message was scrubbed...\nFrom: Bob\nSubject: no subject\n'],
    ['text', 'An embedded and charset-unspecified text was scrubbed...\nName: a.txt\n'],
  ])('what Pipermail put in the place of an %s does not count', (_, note) => {
    const body = `${words}-------------- next part --------------\n${note}`;
    expect(core({ body })).toBe(core({ body: words }));
    expect(copyCore(parseMail(mail({ body }))).footer).toBe(2);
    expect(core({ body: `${words}-------------- next part --------------\nmore words of mine\n` })).not.toBe(
      core({ body: words }),
    );
  });

  it('letters that an archive lost do not count, and the copy that has them is kept', () => {
    const whole = { subject: 'Die Mühle', body: 'Die Mühle am Fluß wächst. Warum? 水车 und mehr.\n' };
    for (const mark of ['?', '??', '\ufffd'])
      expect(core({ subject: `Die M${mark}hle`, body: whole.body.replace(/[^\0-\x7f]/g, mark) })).toBe(core(whole));
    expect(core({ ...whole, body: whole.body.replace('wächst', 'wachst') })).not.toBe(core(whole));
    expect(copyCore(parseMail(mail(whole))).footer).toBe(0);
    expect(copyCore(parseMail(mail({ body: 'Die M?hle am Flu? w?chst.\n' }))).footer).toBe(2);
  });

  it('a rewritten From is the same sender', () => {
    const headers = { 'Reply-To': 'Alice Example <alice@example.org>' };
    expect(core({ from: 'Alice Example via demo <demo@lists.example.org>', headers })).toBe(core({}));
  });

  it('another sender, date or word makes another mail', () => {
    expect(core({ from: 'bob@example.org' })).not.toBe(core({}));
    expect(core({ date: 'Mon, 5 Jan 2026 10:00:01 +0000' })).not.toBe(core({}));
    expect(core({ date: 'Mon, 5 Jan 2026 11:00:00 +0100' })).toBe(core({}));
    expect(core({ body: 'Other words.\n' })).not.toBe(core({}));
  });

  it('has 16 bytes and tells the size of the text', () => {
    const found = copyCore(parseMail(mail({ body: words })));
    expect(found.core).toHaveLength(16);
    expect(found.textSize).toBe(words.length);
  });

  it('the mails that two lists carried are one mail each', () => {
    const path = corpus('seeds-related.mbox.gz');
    if (path === null) {
      sayCorporaAbsent('copies');
      expect(core({ body: `x\n${MAILMAN}` })).toBe(core({ body: 'x\n' }));
      return;
    }
    const cores = new Map<string, string[]>();
    const whole = gunzipSync(readFileSync(path)).toString('latin1');
    for (const raw of whole.split(/^From mboxrd@z .*\n/m).slice(1)) {
      const parsed = parseMail(Buffer.from(raw.replace(/\n$/, '').replace(/^>(>*From )/gm, '$1'), 'latin1'));
      const id = parsed.messageId ?? '';
      cores.set(id, [...(cores.get(id) ?? []), copyCore(parsed).core.toString('hex')]);
    }
    const doubles = [...cores.values()].filter((list) => list.length > 1);
    expect(doubles).toHaveLength(371);
    expect(doubles.filter((list) => new Set(list).size > 1)).toEqual([]);
  });
});
