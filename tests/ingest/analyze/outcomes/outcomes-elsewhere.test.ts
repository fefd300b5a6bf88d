import { describe, expect, it } from 'vitest';
import { judgeMails } from '../../../support/judge.ts';
import { ALICE, BOB, CAROL, dateAfter, mail } from '../../../support/mail.ts';
import { cover, DAY, ONE, outcomeOf, patch, reply } from '../../../support/posted.ts';

describe('decisions taken elsewhere', () => {
  it('a pull request lists the title under its author, its answer says that it was merged', () => {
    const pull = mail({
      id: 'pull@example.org',
      from: BOB,
      subject: '[GIT PULL] widget updates for 7.3',
      date: dateAfter(5 * DAY),
      body: 'Hi,\n\nThe following changes since commit 0123456789abcdef0123456789abcdef01234567:\n\n  Linux 7.2 (2026-01-01 00:00:00 +0000)\n\nare available in the Git repository at:\n\n  git://git.example.org/widget.git tags/widget-7.3\n\nfor you to fetch changes up to abcdef0123456789abcdef0123456789abcdef01:\n\n  widget: add frob (2026-01-06 00:00:00 +0000)\n\n----------------------------------------------------------------\nAlice Example (1):\n      widget: add frob\n\nCarol Example (1):\n      widget: fix typo\n\n include/p1.h | 2 ++\n 1 file changed, 2 insertions(+)\n',
    });
    const tracked = mail({
      id: 'tracked@example.org',
      from: 'pr-tracker-bot@example.org',
      subject: 'Re: [GIT PULL] widget updates for 7.3',
      date: dateAfter(6 * DAY),
      references: ['pull@example.org'],
      body: 'The pull request you sent on Sat, 10 Jan 2026 10:00:00 +0000:\n\n> git://git.example.org/widget.git tags/widget-7.3\n\nhas been merged into torvalds/linux.git:\nhttps://git.kernel.org/torvalds/c/0123456789abcdef0123456789abcdef01234567\n\nThank you!\n',
    });
    const listed = outcomeOf([ONE, pull], 'p1@example.org');
    expect(listed).toMatchObject({ state: 'accepted' });
    expect(listed.history.at(-1)!.evidence[0]).toMatchObject({
      where: 'elsewhere',
      messageId: 'pull@example.org',
      signal: 'pull-request',
    });
    expect(outcomeOf([ONE, pull, tracked], 'p1@example.org')).toMatchObject({ state: 'mainlined', basis: 'stated' });
    const applied = reply('r9@example.org', 'p1@example.org', 7 * DAY, 'Applied to widget-next, thanks.\n');
    expect(outcomeOf([ONE, pull, tracked, applied], 'p1@example.org').state).toBe('mainlined');
  });
  it('posted again in a pull request by somebody else it was taken, not replaced', () => {
    const lines = [
      'int frob(struct widget *w);',
      'void unfrob(struct widget *w);',
      'int refrob(struct widget *w, int how);',
    ];
    const posted = patch('v2@example.org', '[PATCH v2] widget: add frob', 0, { lines });
    const pull = mail({
      id: 'q0@example.org',
      from: BOB,
      subject: '[PULL 0/1] widget queue',
      date: dateAfter(3 * DAY),
      body: 'The queue.\n',
    });
    const again = mail({
      id: 'q1@example.org',
      from: BOB,
      subject: '[PULL 1/1] widget: add frob',
      date: dateAfter(3 * DAY + 1),
      references: ['q0@example.org'],
      body: `From: ${ALICE}\n\nMake the widget frob.\n\nSigned-off-by: ${ALICE}\nSigned-off-by: ${BOB}\n---\n include/v2.h | 3 +++\n 1 file changed, 3 insertions(+)\n\ndiff --git a/include/v2_example_org.h b/include/v2_example_org.h\nindex 1111111..2222222 100644\n--- a/include/v2_example_org.h\n+++ b/include/v2_example_org.h\n@@ -1,2 +1,5 @@\n #pragma once\n${lines.map((line) => `+${line}\n`).join('')} struct widget;\n-- \n2.40.0\n`,
    });
    const outcome = outcomeOf([posted, pull, again], 'v2@example.org');
    expect(outcome).toMatchObject({ state: 'accepted', basis: 'stated', supersededBy: [] });
    expect(outcome.history.at(-1)!.evidence[0]).toMatchObject({ messageId: 'q1@example.org', signal: 'pull-repost' });
  });
  it('a later Fixes: trailer names it', () => {
    const fix = patch('f@example.org', '[PATCH] widget: mend frob', 9 * DAY, {
      from: CAROL,
      note: 'Frob must not fail.\n\nFixes: 0123456789ab ("widget: add frob")',
    });
    const outcome = outcomeOf([ONE, fix], 'p1@example.org');
    expect(outcome).toMatchObject({ state: 'accepted', commit: '0123456789ab' });
    expect(outcome.history.at(-1)!.evidence[0]).toMatchObject({
      signal: 'fixes-trailer',
      mode: 'reported',
      where: 'elsewhere',
    });
  });
  it('a -mm notice, known by the title', () => {
    const notice = mail({
      id: 'mm@example.org',
      from: CAROL,
      subject: '+ widget-add-frob.patch added to mm-unstable branch',
      date: dateAfter(DAY),
      body: 'The patch titled\n     Subject: widget: add frob\nhas been added to the -mm mm-unstable branch.  Its filename is\n     widget-add-frob.patch\n',
    });
    expect(outcomeOf([ONE, notice], 'p1@example.org')).toMatchObject({ state: 'accepted' });
  });
  it('dropped from -mm to be updated is dropped, and superseded once the newer version is there', () => {
    const notice = (after: number, subject: string, body: string) =>
      mail({
        id: `mm${after}@example.org`,
        from: CAROL,
        subject,
        date: dateAfter(after),
        body: `The patch titled\n     Subject: widget: add frob\n${body}`,
      });
    const notices = [
      notice(DAY, '+ widget-add-frob.patch added to -mm tree', 'has been added to the -mm tree.\n'),
      notice(
        2 * DAY,
        '[to-be-updated] widget-add-frob.patch removed from -mm tree',
        'has been removed from the -mm tree.  Its filename was\n     widget-add-frob.patch\n\nThis patch was dropped because an updated version will be merged\n',
      ),
    ];
    expect(outcomeOf([ONE, ...notices], 'p1@example.org')).toMatchObject({ state: 'dropped', basis: 'stated' });
    const newer = patch('p2@example.org', '[PATCH v2] widget: add frob', 3 * DAY, {
      lines: ['int frob_p1_example_org(struct widget *w);', 'void unfrob_p1_example_org(struct widget *w, int how);'],
    });
    expect(outcomeOf([ONE, ...notices, newer], 'p1@example.org')).toMatchObject({
      state: 'superseded',
      supersededBy: ['p2@example.org'],
    });
  });
  it("a report of What's cooking moves the whole series whose mail it names", () => {
    const report = (section: string, verdict: string) =>
      mail({
        id: 'wc@example.org',
        from: BOB,
        subject: "What's cooking in widget.git (Jan 2026, #02; Tue, 6)",
        date: dateAfter(9 * DAY),
        body: `--------------------------------------------------\n[${section}]\n\n* ae/frob (2026-01-01) 2 commits\n - frob: two\n - frob: one\n\n Frobs.\n\n${verdict} source: <k0@example.org>\n`,
      });
    const posted = [
      cover('k0@example.org', '[PATCH 0/2] frob: twice', 0),
      patch('k1@example.org', '[PATCH 1/2] frob: one', 1, { references: ['k0@example.org'] }),
      patch('k2@example.org', '[PATCH 2/2] frob: two', 2, { references: ['k0@example.org'] }),
    ];
    const states = (mails: Buffer[]) => judgeMails(mails).judgement.patches.map(({ outcome }) => outcome.state);
    expect(states([...posted, report("Graduated to 'master'", '')])).toEqual(['mainlined', 'mainlined', 'mainlined']);
    expect(states([...posted, report('Cooking', ' Expecting a reroll.\n')])).toEqual([
      'changes-requested',
      'changes-requested',
      'changes-requested',
    ]);
    expect(states([...posted, report('Cooking', " Will merge to 'next'.\n")])).not.toContain('accepted');
  });
  it('a patch posted as committed was pushed by its author', () => {
    expect(
      outcomeOf([patch('co@example.org', '[PATCH] [COMMITTED] widget: fix build', 0)], 'co@example.org'),
    ).toMatchObject({ state: 'accepted', basis: 'stated' });
  });
  it('the next cover letter tells what was merged of the one before', () => {
    const lines = (n: number) => [
      `int number_${n}_one(int a, int b);`,
      `int number_${n}_two(int a, int b);`,
      `int number_${n}_three(int a);`,
    ];
    const part = (v: number, n: number, m: number, what: number, at: number) =>
      patch(`v${v}.${n}@example.org`, `[PATCH${v > 1 ? ` v${v}` : ''} ${n}/${m}] widget: part ${what}`, at, {
        references: [`c${v}@example.org`],
        lines: lines(what),
      });
    const mails = [
      cover('c1@example.org', '[PATCH 0/3] widget: parts', 0),
      ...[1, 2, 3].map((n) => part(1, n, 3, n, n)),
      cover(
        'c2@example.org',
        '[PATCH v2 0/1] widget: parts',
        9 * DAY,
        'Changes since v1:\n - patches 1-2 were merged\n\nThe rest.\n',
      ),
      part(2, 1, 1, 3, 9 * DAY + 1),
    ];
    const { patches } = judgeMails(mails).judgement;
    const state = (id: string) => patches.find(({ record }) => record.key === id)!.outcome.state;
    expect([state('v1.1@example.org'), state('v1.2@example.org'), state('v1.3@example.org')]).toEqual([
      'accepted',
      'accepted',
      'superseded',
    ]);
  });
});
