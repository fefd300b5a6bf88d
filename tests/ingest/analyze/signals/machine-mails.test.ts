import { describe, expect, it } from 'vitest';
import type { Signal } from '../../../../data/records/index.ts';
import { ALICE, BOB, dateAfter, mail } from '../../../support/mail.ts';
import { judgeMails } from '../../../support/judge.ts';

const BOT = 'patchwork-bot+widget@example.org';

/** The signals of one mail alone. */
function read(parts: Parameters<typeof mail>[0]): Signal[] {
  return judgeMails([mail({ id: 'm@example.org', ...parts })]).facts.get('m@example.org')?.signals ?? [];
}

const brief = (signals: Signal[]) => signals.map(({ signal, says, mode, tree }) => [signal, says, mode, tree ?? null]);

describe('mails that programs write', () => {
  it('patchwork-bot names tree, committer and the commit of each patch; "no matching commit" says nothing of that patch', () => {
    const [one] = read({
      from: BOT,
      subject: 'Re: [PATCH widget-next v2 0/3] frob',
      body: 'Hello:\n\nThis series was applied to widget/widget-next.git (main)\nby Bob Example <bob@example.org>:\n\nOn Mon, 5 Jan 2026 10:00:00 +0000 you wrote:\n> Frob the widgets.\n> [...]\n\nHere is the summary with links:\n  - [widget-next,v2,1/3] widget: add frob\n    https://git.example.org/widget/c/0123456789ab\n  - [widget-next,v2,2/3] widget: use frob\n    (no matching commit)\n  - [widget-next,v2,3/3] widget: test frob\n    https://git.example.org/widget/c/abcdef012345\n\nYou are awesome, thank you!\n-- \nDeet-doot-dot, I am a bot.\n',
    });
    expect(one).toMatchObject({
      signal: 'patchwork-bot',
      says: 'accepted',
      mode: 'done',
      tree: 'widget/widget-next.git main',
      machine: true,
      scope: { only: [1, 3] },
      committer: { email: 'bob@example.org' },
    });
    expect(one!.commits).toEqual([
      { commit: '0123456789ab', title: 'widget: add frob', number: 1 },
      { commit: null, title: 'widget: use frob', number: 2 },
      { commit: 'abcdef012345', title: 'widget: test frob', number: 3 },
    ]);
  });
  it('the mail of a repository says that its commit landed', () => {
    const id = '0123456789abcdef0123456789abcdef01234567';
    const body = `commit: https://git.example.org/pump/commit/?id=${id}\nbranch: https://git.example.org/pump/commit/?id=refs/heads/master\n\nWords.\n`;
    const [one] = read({ from: BOB, subject: '[git commit] valve: close it', body });
    expect(one).toMatchObject({ says: 'accepted', mode: 'done', tree: 'master', aboutTitles: ['valve: close it'] });
    expect(one!.commits).toEqual([{ commit: id, title: 'valve: close it' }]);
  });
  it('tip-bot, new form and old', () => {
    const lines =
      'Commit-ID:     0123456789abcdef0123456789abcdef01234567\nGitweb:        https://git.example.org/tip/0123\nAuthor:        Alice Example <alice@example.org>\nCommitter:     Bob Example <bob@example.org>\n';
    expect(
      brief(
        read({
          from: 'tip-bot2 for Alice <tip-bot2@example.org>',
          subject: '[tip: widget/core] widget: Add frob',
          body: `The following commit has been merged into the widget/core branch of tip:\n\n${lines}`,
        }),
      ),
    ).toEqual([['tip-bot', 'accepted', 'done', 'tip/widget/core']]);
    expect(
      brief(
        read({
          from: 'tip-bot for Alice <tipbot@example.org>',
          subject: '[tip:widget/core] widget: Add frob',
          body: lines,
        }),
      ),
    ).toEqual([['tip-bot', 'accepted', 'done', 'tip/widget/core']]);
  });
  it('pr-tracker', () => {
    expect(
      brief(
        read({
          from: 'pr-tracker-bot@example.org',
          subject: 'Re: [GIT PULL] widget',
          body: 'The pull request you sent on Mon, 5 Jan 2026 10:00:00 +0000:\n\n> git://git.example.org/widget.git widget-7.1\n\nhas been merged into torvalds/linux.git:\nhttps://git.kernel.org/torvalds/c/0123456789abcdef0123456789abcdef01234567\n\nThank you!\n',
        }),
      ),
    ).toEqual([['pr-tracker', 'mainlined', 'done', 'torvalds/linux.git']]);
  });
  it.each([
    [
      '+ widget-add-frob.patch added to mm-unstable branch',
      'The patch titled\n     Subject: widget: add frob\nhas been added to the -mm mm-unstable branch.  Its filename is\n     widget-add-frob.patch\n',
      'mm-added',
      'accepted',
    ],
    [
      '[merged mm-stable] widget-add-frob.patch removed from -mm tree',
      'The patch titled\n     Subject: widget: add frob\nhas been removed from the -mm tree.  Its filename was\n     widget-add-frob.patch\n\nThis patch was dropped because it was merged into the mm-stable branch\n',
      'mm-merged',
      'accepted',
    ],
    [
      '[to-be-updated] widget-add-frob.patch removed from -mm tree',
      'The patch titled\n     Subject: widget: add frob\n\nThis patch was dropped because an updated version will be issued\n',
      'mm-to-be-updated',
      'dropped',
    ],
    [
      '[obsolete] widget-add-frob.patch removed from -mm tree',
      'The patch titled\n     Subject: widget: add frob\n\nThis patch was dropped because it is obsolete\n',
      'mm-removed',
      'dropped',
    ],
    [
      '[folded-merged] widget-add-frob-fix.patch removed from -mm tree',
      'The patch titled\n     Subject: widget-add-frob-fix\n\nThis patch was dropped because it was folded into widget-add-frob.patch\n',
      'mm-merged',
      'accepted',
    ],
    [
      '- widget-add-frob.patch removed from -mm tree',
      'The patch titled\n     Subject: widget: add frob\n\nThis patch was dropped because it had testing failures\n',
      'mm-removed',
      'dropped',
    ],
    [
      '[withdrawn] widget-add-frob.patch removed from -mm tree',
      'The patch titled\n     Subject: widget: add frob\n\nThis patch was dropped because it was withdrawn\n',
      'mm-removed',
      'withdrawn',
    ],
  ])('-mm: %s', (subject, body, signal, says) => {
    expect(read({ from: 'Carol Example <carol@example.org>', subject, body })[0]).toMatchObject({ signal, says });
  });
  it('b4 thanks: numbers and commits; a subset moves just these', () => {
    const [one] = read({
      from: BOB,
      id: 'm@example.org',
      subject: 'Re: (subset) [PATCH 0/3] frob',
      body: 'On Mon, 05 Jan 2026 10:00:00 +0000, Alice Example wrote:\n> Frob.\n\nApplied to widget/for-next, thanks!\n\n[2/3] widget: use frob\n      commit: 0123456789abcdef0123456789abcdef01234567\n[3/3] widget: a title that is so long that it had\n      to be wrapped\n      https://git.example.org/widget/c/abcdef0123456\n\nBest regards,\n-- \nBob\n',
    });
    expect(one).toMatchObject({
      signal: 'b4-thanks',
      says: 'accepted',
      tree: 'widget/for-next',
      scope: { only: [2, 3] },
    });
    expect(one!.commits![1]!.title).toBe('widget: a title that is so long that it had to be wrapped');
  });
  it('notes of trees: a stable tree holds what has landed before', () => {
    expect(
      brief(
        read({
          from: BOB,
          subject: 'Applied "widget: add frob" to the widget tree',
          body: 'The patch\n\n   widget: add frob\n\nhas been applied to the widget tree\n',
        }),
      ),
    ).toEqual([['tree-note', 'accepted', 'done', 'widget']]);
    expect(
      brief(
        read({
          from: BOB,
          subject: 'patch "widget: add frob" added to widget-next',
          body: "This is a note to let you know that I've just added the patch titled\n",
        }),
      ),
    ).toEqual([['tree-note', 'accepted', 'done', 'widget-next']]);
    expect(
      brief(
        read({
          from: BOB,
          subject: 'Patch "widget: add frob" has been added to the 6.1-stable tree',
          body: "This is a note to let you know that I've just added the patch titled\n",
        }),
      ),
    ).toEqual([['stable-added', 'mainlined', 'reported', '6.1-stable']]);
    expect(
      brief(
        read({
          from: BOB,
          subject: 'FAILED: patch "widget: add frob" failed to apply to 5.10-stable tree',
          body: 'The patch below does not apply to the 5.10-stable tree.\n',
        }),
      ),
    ).toEqual([['stable-failed', 'mainlined', 'reported', '5.10-stable']]);
  });
  it("What's cooking: topics by section and verdict, the mails named by source", () => {
    const signals = read({
      from: BOB,
      subject: "What's cooking in widget.git (Jan 2026, #02; Tue, 6)",
      body: "Here are the topics.\n\n--------------------------------------------------\n[Graduated to 'master']\n\n* ae/frob (2026-01-01) 2 commits\n  (merged to 'next' on 2026-01-03 at 0123456789)\n + frob: two\n + frob: one\n\n Frobs.\n source: <c0@example.org>\n\n--------------------------------------------------\n[Cooking]\n\n* ce/gadget (2026-01-02) 1 commit\n  (merged to 'next' on 2026-01-05 at abcdef0123)\n + gadget: tidy\n\n Will merge to 'master'.\n cf. <x@example.org>\n source: <g@example.org>\n\n* de/thing (2026-01-02) 1 commit\n - thing: try\n\n Expecting a reroll.\n source: <t@example.org>\n\n--------------------------------------------------\n[Discarded]\n\n* ee/old (2025-01-02) 1 commit\n . old: idea\n\n source: <o@example.org>\n",
    });
    expect(signals.map(({ signal, says, mode, aboutIds }) => [signal, says, mode, aboutIds?.[0]])).toEqual([
      ['cooking-graduated', 'mainlined', 'done', 'c0@example.org'],
      ['cooking-in-next', 'accepted', 'done', 'g@example.org'],
      ['cooking-will-merge', 'accepted', 'announced', 'g@example.org'],
      ['cooking-reroll', 'changes-requested', 'done', 't@example.org'],
      ['cooking-discarded', 'rejected', 'done', 'o@example.org'],
    ]);
    expect(
      read({
        from: ALICE,
        subject: "Re: What's cooking in widget.git (Jan 2026, #02; Tue, 6)",
        body: "> * ae/frob (2026-01-01) 2 commits\n>  Will merge to 'next'.\n\nReally?\n",
      }).some(({ signal }) => signal.startsWith('cooking')),
    ).toBe(false);
  });
  it('robots and AI reviewers decide nothing', () => {
    expect(
      brief(
        read({
          from: 'kernel test robot <lkp@example.org>',
          subject: 'Re: [PATCH] widget: add frob',
          body: 'Hi Alice,\n\nkernel test robot noticed the following build errors:\n\n[auto build test ERROR on widget/for-next]\n',
        }),
      ),
    ).toEqual([['test-robot', 'test-failed', 'done', null]]);
    expect(
      brief(
        read({
          from: 'review-bot@example.org',
          subject: 'Re: [PATCH] widget: add frob',
          body: 'Thank you for your contribution! Frobbo AI review found 2 potential issue(s) to consider:\n',
        }),
      ),
    ).toEqual([['ai-review', 'bot-review', 'done', null]]);
  });
  it('commands count at the start of an unquoted line only', () => {
    const base = {
      from: BOB,
      references: ['p@example.org'],
      subject: 'Re: [PATCH] widget: add frob',
      date: dateAfter(5),
    };
    expect(
      brief(read({ ...base, body: 'Please fix.\n\npw-bot: cr\n' })).filter(([signal]) => signal === 'pw-bot'),
    ).toEqual([['pw-bot', 'changes-requested', 'done', null]]);
    expect(read({ ...base, body: '> pw-bot: cr\n\nWhy?\n' }).some(({ signal }) => signal === 'pw-bot')).toBe(false);
    expect(
      read({ ...base, body: 'Do you mind replying with\n  pw-bot: cr\nto it?\n' }).some(
        ({ signal }) => signal === 'pw-bot',
      ),
    ).toBe(false);
    expect(
      read({ ...base, body: '#syz fix: exact-commit-title\n' }).some(({ signal }) => signal.startsWith('syz')),
    ).toBe(false);
    expect(read({ ...base, body: '#syz fix: widget: add frob\n' }).some(({ signal }) => signal === 'syz-fix')).toBe(
      true,
    );
  });
});
