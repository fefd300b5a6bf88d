import { describe, expect, it } from 'vitest';
import { judgeMails } from '../../../support/judge.ts';
import { ALICE, BOB, CAROL, dateAfter, mail } from '../../../support/mail.ts';
import { cover, DAY, ONE, outcomeOf, patch, reply } from '../../../support/posted.ts';

/** Kinds of decisions that were read wrong on real lists, each in made-up mails. */
const to = 'p1@example.org';

/** Bob takes five patches, so that he has the say. */
const history = [1, 2, 3, 4, 5].flatMap((n) => [
  patch(`h${n}@example.org`, `[PATCH] widget: earlier frob ${n}`, n - 20 * DAY),
  reply(`t${n}@example.org`, `h${n}@example.org`, n - 19 * DAY, 'Applied to widget-next, thanks.\n', {
    subject: `Re: [PATCH] widget: earlier frob ${n}`,
  }),
]);
const series = (count: number) => [
  cover('c@example.org', `[PATCH 0/${count}] widget: frobs`, 0),
  ...Array.from({ length: count }, (_, n) =>
    patch(`s${n + 1}@example.org`, `[PATCH ${n + 1}/${count}] widget: frob number ${n + 1}`, n + 1, {
      references: ['c@example.org'],
    }),
  ),
];
const onCover = (count: number, words: string) =>
  reply('r@example.org', 'c@example.org', DAY, words, { subject: `Re: [PATCH 0/${count}] widget: frobs` });
const statesOf = (count: number, words: string) => {
  const { patches } = judgeMails([...series(count), onCover(count, words)]).judgement;
  return Array.from(
    { length: count },
    (_, n) => patches.find(({ record }) => record.key === `s${n + 1}@example.org`)!.outcome.state,
  );
};

describe('words of taking', () => {
  it.each([
    ['told in the present tense, into a tree', 'I apply the set to widget-next.\n', 'accepted'],
    [
      'queued by somebody who keeps a tree, in the middle of a line',
      'The window is full.  But I queued your fix up for 5.3.\n',
      'accepted',
    ],
    ['with what was changed on the way', 'The patch with a small fixup merged to widget-next.\n', 'accepted'],
    ['pushed with fixups', 'Pushed to for-next with fixups, thanks.\n', 'accepted'],
    ['added to a tree', 'Added to misc-next, thanks.\n', 'accepted'],
    [
      'present tense without a tree: what is done while testing',
      'I apply the patch and the test fails.\n',
      'under-review',
    ],
    ['another commit that is in already', 'Already fixed in commit 43a498e0c1d2. So it is landed.\n', 'superseded'],
    ['said by a tester', 'I applied the patch with the other fixes and ran some tests.\n', 'under-review'],
  ])('%s', (_, words, state) => {
    expect(outcomeOf([ONE, reply('r@example.org', to, DAY, words)], to).state).toBe(state);
  });

  it('whoever puts it into a tree reads as a maintainer, however seldom he was seen', () => {
    const { history: steps, lastWord } = outcomeOf(
      [ONE, reply('r@example.org', to, DAY, 'Applied to iproute2-next.\n', { from: CAROL })],
      to,
    );
    expect(steps.at(-1)!.evidence[0]).toMatchObject({ role: 'maintainer', tree: 'iproute2-next' });
    expect(lastWord).toMatchObject({ says: 'accept', standing: 'applies' });
  });

  it('a resend that was taken already', () => {
    const again = patch('p2@example.org', '[PATCH RESEND] widget: add frob', 2 * DAY, {
      lines: ['int frob_p1_example_org(struct widget *w);', 'void unfrob_p1_example_org(struct widget *w);'],
    });
    const outcome = outcomeOf(
      [
        ...history,
        ONE,
        again,
        reply('r@example.org', 'p2@example.org', 3 * DAY, 'I actually already applied this one.\n', {
          subject: 'Re: [PATCH RESEND] widget: add frob',
        }),
      ],
      'p2@example.org',
    );
    expect(outcome.state).toBe('accepted');
  });
});

describe('which patches of a series', () => {
  it.each([
    ['a typo for except', 5, 'I applied them, expect 4 because it was removed:\n', [4]],
    ['bare numbers', 5, 'Merged all the patches except for 0002, 0003, and 0005.\n', [2, 3, 5]],
    ['all but', 3, 'All applied except 3, thanks.\n', [3]],
  ])('%s', (_, count, words, left) => {
    const expected = Array.from({ length: count }, (_, n) => !left.includes(n + 1));
    expect(statesOf(count, words).map((state) => state === 'accepted')).toEqual(expected);
  });

  it('some taken and the rest sent back: the last word on the whole asks for changes', () => {
    const mails = [
      ...history,
      ...series(4),
      reply(
        'r@example.org',
        's3@example.org',
        DAY,
        'I applied 1/4 and 2/4 of the set to widget-next.\n\nFor 3/4 and 4/4, please improve the commit log.\n',
        { subject: 'Re: [PATCH 3/4] widget: frob number 3' },
      ),
    ];
    expect(outcomeOf(mails, 's1@example.org').state).toBe('accepted');
    expect(outcomeOf(mails, 's4@example.org').state).not.toBe('accepted');
    expect(outcomeOf(mails, 'c@example.org').lastWord).toMatchObject({ says: 'ask-changes' });
  });
});

describe('the tracker', () => {
  const bot = (body: string) =>
    mail({
      id: 'bot@example.org',
      from: 'patchwork-bot+widgets@example.org',
      subject: 'Re: [PATCH 0/3] widget: frobs',
      date: dateAfter(DAY),
      references: ['c@example.org'],
      body,
    });
  const applied = (lines: string) =>
    `Hello:\n\nThis series was applied to widgets/widget.git (for-next)\nby Bob Example <bob@example.org>:\n\nOn Mon, Alice wrote:\n> A series of frobs.\n\nHere is the summary with links:\n${lines}\nYou are awesome, thank you!\n-- \nDeet-doot-dot, I am a bot.\nhttps://korg.docs.kernel.org/patchwork/pwbot.html\n`;
  it('the line of each patch counts: one without a commit is not taken', () => {
    const { patches } = judgeMails([
      ...series(3),
      bot(
        applied(
          '  - [1/3] widget: frob number 1\n    https://git.example.org/c/0123456789ab\n  - [2/3] widget: frob number 2\n    (no matching commit)\n  - [3/3] widget: frob number 3\n    https://git.example.org/c/0123456789ac\n',
        ),
      ),
    ]).judgement;
    const of = (n: number) => patches.find(({ record }) => record.key === `s${n}@example.org`)!.outcome.state;
    expect([of(1), of(2), of(3)]).toEqual(['accepted', expect.not.stringMatching('accepted'), 'accepted']);
  });
});

describe('taken back', () => {
  it('a pull request held back by its sender takes its patches out again; a later one that lists them takes them in', () => {
    const pull = (id: string, after: number) =>
      mail({
        id,
        from: BOB,
        subject: '[GIT PULL] widget-next',
        date: dateAfter(after),
        body: 'Hi,\n\nThe following changes since commit 0123456789abcdef0123456789abcdef01234567:\n\n  Linux 7.2\n\nare available in the Git repository at:\n\n  git://git.example.org/widget.git widget-next\n\nfor you to fetch changes up to 1123456789abcdef0123456789abcdef01234567:\n\n  widget: add frob (2026-05-03 10:00:00 +0200)\n\n----------------------------------------------------------------\nAlice Example (1):\n      widget: add frob\n\n include/widget.h | 2 ++\n 1 file changed, 2 insertions(+)\n',
      });
    const held = [
      ...history,
      ONE,
      reply('r@example.org', to, DAY, 'Applied to widget-next, thanks.\n'),
      pull('pull1@example.org', 2 * DAY),
      reply('hold@example.org', 'pull1@example.org', 3 * DAY, 'Please hold on with this.\n', {
        subject: 'Re: [GIT PULL] widget-next',
      }),
    ];
    expect(outcomeOf(held, to).state).toBe('dropped');
    expect(outcomeOf([...held, pull('pull2@example.org', 6 * DAY)], to).state).toBe('accepted');
  });

  it('its author calls it broken', () => {
    const { state, lastWord } = outcomeOf(
      [ONE, reply('r@example.org', to, 5, "I'm sorry, this is broken, fixed v2 is sent.\n", { from: ALICE })],
      to,
    );
    expect(state).toBe('withdrawn');
    expect(lastWord).toBeNull();
  });
});

describe('what decides nothing', () => {
  it.each([
    ['an answer to a question', 'The answer should be: Yes.\n'],
    ['a branch for checks alone', 'Applied to the CI branch, where its build failed.\n'],
  ])('%s', (_, words) => {
    expect(outcomeOf([...history, ONE, reply('r@example.org', to, DAY, words)], to).state).toBe('under-review');
  });
});
