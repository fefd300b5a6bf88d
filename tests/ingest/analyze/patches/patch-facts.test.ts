import { describe, expect, it } from 'vitest';
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
