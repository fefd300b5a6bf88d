import { describe, expect, it } from 'vitest';
import { readCommitMail } from '../../../../ingest/analyze/threads/commit-mail.ts';
import { readPatchFacts } from '../../../../ingest/analyze/patches/patch-facts.ts';
import { message, patchText, PEOPLE, telling } from '../../../support/patches.ts';

const DIFF = [
  {
    path: 'src/x.c',
    heading: 'int main(void)',
    lines: ['one', '-\told_call(first_argument);', ...telling('alpha', 2), 'two'],
  },
];

describe('a patch mail', () => {
  it('says its title, author, files, function, size and trailers', () => {
    const text = patchText(DIFF, {
      from: 'Carol Example <carol@example.org>',
      message: 'Why.\n\nFixes: 0123456789ab ("x: y")\nReviewed-by: Bob <bob@example.org>',
    });
    expect(readPatchFacts(message('p', { subject: '[PATCH v2 2/3] x: do it', text }))).toMatchObject({
      kind: 'patch',
      titleKey: 'x do it',
      author: PEOPLE.carol,
      files: ['src/x.c'],
      blobs: ['1111111..2222222'],
      headings: ['int main(void)'],
      addedLines: 2,
      removedLines: 1,
      whole: true,
      trailers: [{ name: 'Fixes' }, { name: 'Reviewed-by' }],
    });
  });

  it('names what it links to, its change-id and its changelog', () => {
    const text = patchText(DIFF, {
      message: 'Why.\n\nchange-id: 20260105-do-it-0123456789ab',
      notes: 'Changes in v2:\n- better\n- Link to v1: https://lore.kernel.org/r/one%2Btwo@example.org\n',
    });
    expect(readPatchFacts(message('p', { subject: '[PATCH v2] x: do it', text }))).toMatchObject({
      linked: ['one+two@example.org'],
      changeId: '20260105-do-it-0123456789ab',
      changelog: [{ version: 2 }],
    });
  });

  it('stays small', () => {
    const text = patchText([{ path: 'src/x.c', lines: telling('alpha', 40) }]);
    expect(JSON.stringify(readPatchFacts(message('p', { subject: '[PATCH] x', text }))).length).toBeLessThan(1500);
    const huge = patchText([{ path: 'src/x.c', lines: telling('alpha', 40_000) }]);
    const facts = readPatchFacts(message('p', { subject: '[PATCH] x', text: huge }))!;
    expect(facts).toMatchObject({ whole: false, addedLines: 40_000 });
    expect(JSON.stringify(facts).length).toBeLessThan(2500);
  });

  it('may be attached with a head of its own', () => {
    const attached =
      `From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\nFrom: Carol Example <carol@example.org>\nSubject: [PATCH 1/2] x: do it\n\n${patchText(DIFF)}`
        .split('\n')
        .slice(1)
        .join('\n');
    const mail = {
      ...message('p', { subject: 'see attached', text: 'See there.' }),
      attachments: [{ index: 1, name: '1.patch', type: 'text/x-patch', text: attached }],
    };
    expect(readPatchFacts(mail)).toMatchObject({
      kind: 'patch',
      part: 1,
      author: PEOPLE.carol,
      titleKey: 'x do it',
      subject: { number: 1, total: 2 },
    });
  });
});

describe('a mail with a diff', () => {
  const inReply = `> what do you think?\n\nRather this:\n\n${patchText(DIFF, { message: 'x' })}`;

  it('in a reply only shows it', () => {
    expect(readPatchFacts(message('r', { subject: 'Re: [PATCH 1/2] x: do it', text: inReply }))?.kind).toBe('fold');
  });

  it('in a reply posts it under scissors with a subject of its own', () => {
    const text = `> hm\n\nSo:\n\n-- >8 --\nFrom: Bob Example <bob@example.org>\nSubject: [PATCH] x: do it better\n\n${patchText(DIFF)}`;
    expect(readPatchFacts(message('r', { subject: 'Re: [PATCH 1/2] x: do it', text }))).toMatchObject({
      kind: 'patch',
      author: PEOPLE.bob,
      ownTitle: 'x: do it better',
      // Its place is not that of the patch which it answers.
      subject: { number: null, total: null },
    });
  });

  it('that gives notice of a commit posts nothing', () => {
    const text = `The following commit has been merged into the core branch of tip:\n\n${patchText(DIFF)}`;
    expect(readPatchFacts(message('n', { subject: '[tip: core] x: do it', text }))?.kind).toBe('notice');
  });

  it('inside a quote is nobody’s patch', () => {
    const text = patchText(DIFF).replace(/^/gm, '> ');
    expect(readPatchFacts(message('r', { subject: 'Re: [PATCH] x: do it', text }))).toBeNull();
  });
});

describe('a mail without a diff', () => {
  it('is a cover letter with its shortlog', () => {
    const text = 'Hello.\n\nAlice Example (2):\n  x: one\n  x: two\n\n src/x.c | 2 +-\n';
    expect(readPatchFacts(message('c', { subject: '[PATCH 0/2] x: all of it', text }))).toMatchObject({
      kind: 'cover',
      shortlog: [{ title: 'x: one' }, { title: 'x: two' }],
    });
  });

  it('is a pull request', () => {
    const text = 'Please pull.\n\nare available in the Git repository at:\n\n  git://git.example.org/x.git for-next\n';
    expect(readPatchFacts(message('p', { subject: '[GIT PULL] x fixes', text }))?.kind).toBe('pull');
  });

  it('is nothing else', () => {
    expect(readPatchFacts(message('m', { subject: 'lunch', text: 'At noon?' }))).toBeNull();
    expect(readPatchFacts(message('m', { subject: 'Re: [PATCH 0/2] x', text: 'Fine.' }))).toBeNull();
  });
});

describe('patches without a tag', () => {
  const UNIFIED =
    '--- pump.c.orig\t2020-03-01 10:00:00\n+++ pump.c\t2020-03-02 10:00:00\n@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n';
  const CVS = `Index: pump.c\n${'='.repeat(67)}\nRCS file: /cvs/pump.c,v\nretrieving revision 1.10\ndiff -u -p -r1.10 pump.c\n${UNIFIED.replace('.orig', '')}`;
  const CONTEXT = `*** pump.c.orig\tSun Mar  1 10:00:00 2020\n--- pump.c\tMon Mar  2 10:00:00 2020\n${'*'.repeat(15)}\n*** 1,3 ****\n  a\n! b\n  d\n--- 1,3 ----\n  a\n! c\n  d\n`;
  const kindOf = (subject: string, text: string) => readPatchFacts(message('u', { subject, text }))?.kind ?? null;

  it.each([
    ['unified', UNIFIED],
    ['of CVS', CVS],
    ['context', CONTEXT],
  ])('are posted where the diff ends the mail: %s', (_, diff) => {
    const text = `This mends the leak, ok?\n\n${diff}`;
    expect(readPatchFacts(message('u', { subject: 'pump: mend leak', text }))).toMatchObject({
      kind: 'patch',
      files: ['pump.c'],
    });
    expect(kindOf('pump: mend leak', `${text}\nThanks,\nAda\n-- \nAda Example\nMillwright?\n`)).toBe('patch');
  });

  it('are shown where words follow, somebody asks or reports, or answers', () => {
    const text = `I see this:\n\n${UNIFIED}`;
    expect(kindOf('How does the pump work?', text)).toBe('fold');
    expect(kindOf('pump crashes since Monday', text)).toBe('fold');
    expect(kindOf('The pump', `${text}\nWhy is it so?\n`)).toBe('fold');
    expect(
      kindOf('The pump', `${text}\n${'One more thing that I want to say of the pump in the mill.\n'.repeat(2)}`),
    ).toBe('fold');
    expect(kindOf('Re: pump: mend leak', text)).toBe('fold');
  });

  it('are posted as files of their own', () => {
    const attached = (name: string, subject = 'A faster pump') =>
      readPatchFacts({
        ...message('u', { subject, text: 'See attached.' }),
        attachments: [{ index: 1, name, type: 'text/plain', text: UNIFIED }],
      })?.kind;
    expect(['pump.diff', 'v1-0001-pump.patch', 'pump.patch.txt'].map((name) => attached(name))).toEqual([
      'patch',
      'patch',
      'patch',
    ]);
    expect(attached('dmesg.txt')).toBe('fold');
    expect(attached('pump.diff', 'Re: A faster pump')).toBe('fold');
  });

  it('known by files alone have no patch-id', () => {
    expect(readPatchFacts(message('u', { subject: '[PATCH] pump', text: CONTEXT }))).toMatchObject({
      kind: 'patch',
      patchId: null,
    });
  });
});

describe('mails of a repository', () => {
  const ID = '0123456789abcdef0123456789abcdef01234567';
  const LOG = `commit ${ID}\nAuthor: Ada Example <ada@example.org>\nDate:   Tue Mar 3 10:00:00 2020 +0000\n\n    valve: close it\n\n${patchText(DIFF)}`;

  it.each([
    [
      '[git commit] valve: close it',
      `commit: https://git.example.org/pump/commit/?id=${ID}\nbranch: https://git.example.org/pump/commit/?id=refs/heads/master\n\nSigned-off-by: A <a@example.org>\n---\n${patchText(DIFF)}`,
    ],
    [
      'svn commit: r12 - /trunk/x.c',
      `Author: ada\nDate: Tue Mar  3 10:00:00 2020\nNew Revision: 12\n\nLog:\nvalve: close it\n\n${patchText(DIFF)}`,
    ],
    [
      '[pump] branch master updated',
      `This is an automated email from the git hooks/post-receive script.\n\nada pushed a commit to branch master\nin repository pump.\n\n${LOG}`,
    ],
    ['[pump.git] / : x.c', LOG],
    [
      '[pump r11-34] valve: close it',
      `https://git.example.org/g:${ID}\n\n${LOG.replace('commit ', 'commit r11-34-g')}`,
    ],
    [
      '[example/pump] 012345: valve: close it',
      `  Branch: refs/heads/master\n  Home:   https://git.example.org/pump\n  Commit: ${ID}\n\n  Log Message:\n  -----------\n  valve: close it\n\n${patchText(DIFF)}`,
    ],
  ])('post nothing and say what landed: %s', (subject, text) => {
    const mail = message('n', { subject, text });
    expect(readPatchFacts(mail)?.kind).toBe('notice');
    expect(readCommitMail(mail)).toMatchObject({
      title: 'valve: close it',
      commit: subject.startsWith('svn') ? null : ID,
    });
  });

  it('are no answers, backports or mails that show a commit', () => {
    const of = (subject: string, text: string) => readCommitMail(message('n', { subject, text }));
    expect(of('Re: [git commit] valve', LOG)).toBeNull();
    expect(of('[PATCH 5.10] valve: close it', `commit ${ID} upstream.\n\nClose.\n`)).toBeNull();
    expect(of('[PATCH 5.10] valve: close it', `commit ${ID}\n\nClose.\n`)).toBeNull();
    expect(of('[mill] [PATCH] valve: close it', LOG)).toBeNull();
    expect(of('valve: close it', `As of:\n\n${LOG}`)).toBeNull();
    expect(of('valve breaks the pump', `Hello,\n\nthis breaks it:\n\n${LOG}`)).toBeNull();
  });
});
