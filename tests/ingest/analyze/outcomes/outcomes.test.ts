import { describe, expect, it } from 'vitest';
import { ALICE, BOB, CAROL, dateAfter, mail } from '../../../support/mail.ts';
import { judgeMails } from '../../../support/judge.ts';
import { chances, orders, shuffled } from '../../../support/orders.ts';

const DAY = 24 * 60;

/** A patch by alice: its diff is its own, so that titles alone don't tie patches together. */
function patch(
  id: string,
  subject: string,
  after: number,
  parts: { references?: string[]; from?: string; note?: string; lines?: string[] } = {},
): Buffer {
  const name = id.replace(/\W/g, '_');
  const lines = parts.lines ?? [`int frob_${name}(struct widget *w);`, `void unfrob_${name}(struct widget *w);`];
  return mail({
    id,
    subject,
    from: parts.from ?? ALICE,
    date: dateAfter(after),
    ...(parts.references && { references: parts.references }),
    body: `${parts.note ?? `Make the widget frob as ${name} wants.`}\n\nSigned-off-by: ${parts.from ?? ALICE}\n---\n include/${name}.h | ${lines.length} ${'+'.repeat(lines.length)}\n 1 file changed, ${lines.length} insertions(+)\n\ndiff --git a/include/${name}.h b/include/${name}.h\nindex 1111111..2222222 100644\n--- a/include/${name}.h\n+++ b/include/${name}.h\n@@ -1,2 +1,${2 + lines.length} @@\n #pragma once\n${lines.map((line) => `+${line}\n`).join('')} struct widget;\n-- \n2.40.0\n`,
  });
}

const cover = (id: string, subject: string, after: number, body = 'A series of frobs.\n') =>
  mail({ id, subject, from: ALICE, date: dateAfter(after), body });

const reply = (
  id: string,
  to: string,
  after: number,
  body: string,
  parts: { from?: string; subject?: string; above?: string[] } = {},
) =>
  mail({
    id,
    from: parts.from ?? BOB,
    subject: parts.subject ?? 'Re: [PATCH] widget: add frob',
    date: dateAfter(after),
    references: [...(parts.above ?? []), to],
    body,
  });

function outcomeOf(mails: Buffer[], id: string) {
  const found = judgeMails(mails).judgement.patches.find(({ record }) => record.key === id);
  if (!found) throw new Error(`no patch ${id}`);
  return found.outcome;
}

const ONE = patch('p1@example.org', '[PATCH] widget: add frob', 0);

describe('what became of a patch', () => {
  it('new where nobody answered; never null, never claimed', () => {
    const outcome = outcomeOf([ONE], 'p1@example.org');
    expect(outcome).toMatchObject({ state: 'new', turn: { whose: 'reviewer' }, conflicts: [] });
    expect(outcome.landedProbability).toBeGreaterThan(0);
    expect(outcome.likely).toContain('no decision found in this archive');
  });
  it('replaced by a newer version, told with the first words of it that say something', () => {
    const words = (note: string) => {
      const lines = ['int frob(struct widget *w);', 'void unfrob(struct widget *w);'];
      const first = patch('v1@example.org', '[PATCH] widget: add frob', 0, { lines });
      const next = patch('v2@example.org', '[PATCH v2] widget: add frob', DAY, { note, lines });
      const { state, history } = outcomeOf([first, next], 'v1@example.org');
      expect(state).toBe('superseded');
      return history.at(-1)!.evidence[0]!.text;
    };
    expect(words('The widget should frob.')).toBe('The widget should frob.');
    expect(words('Hi all,\n\nthe widget should frob.')).toBe('the widget should frob.');
  });
  it('accepted by a plain sentence, with its words, lines and what it answers', () => {
    const outcome = outcomeOf(
      [
        ONE,
        reply(
          'r1@example.org',
          'p1@example.org',
          DAY,
          'On Mon, Alice Example wrote:\n> Make the widget frob as p1_example_org wants.\n\nApplied to widget-next, thanks.\n',
        ),
      ],
      'p1@example.org',
    );
    expect(outcome).toMatchObject({ state: 'accepted', basis: 'stated' });
    expect(outcome.history.at(-1)!.evidence[0]).toMatchObject({
      messageId: 'r1@example.org',
      lines: [3, 4],
      text: 'Applied to widget-next, thanks.',
      by: { email: 'bob@example.org' },
      mode: 'done',
      where: 'here',
      tree: 'widget-next',
      answers: { messageId: 'p1@example.org', lines: [0, 1] },
    });
    expect(outcome.landedProbability).toBeGreaterThanOrEqual(0.5);
  });
  it('quoted words are nobody’s verdict', () => {
    const outcome = outcomeOf(
      [
        ONE,
        reply(
          'r1@example.org',
          'p1@example.org',
          DAY,
          'On Mon, Carol Example wrote:\n> Applied, thanks.\n> NAK.\n\nWhere does that stand?\n',
        ),
      ],
      'p1@example.org',
    );
    expect(outcome.state).toBe('under-review');
  });
  it('a patch that the archive lacks is one ghost, though answers to it are missing, too', () => {
    const subject = 'Re: [PATCH 3/5] widget: add frob';
    const far = (id: string, lost: string, after: number, body: string) =>
      reply(id, lost, after, body, { subject, above: ['lost@example.org'] });
    const { patches } = judgeMails([
      far('r1@example.org', 'lost1@example.org', 10, 'Why is that?\n'),
      far('r2@example.org', 'lost2@example.org', 20, 'Applied, thanks.\n'),
    ]).judgement;
    expect(patches.map(({ record }) => [record.key, record.ghost, record.number])).toEqual([
      ['lost@example.org', true, 3],
    ]);
    expect(patches[0]!.outcome).toMatchObject({ state: 'accepted' });
  });
  it('a passer-by who applied and tested takes nothing', () => {
    expect(
      outcomeOf(
        [
          ONE,
          reply(
            'r1@example.org',
            'p1@example.org',
            DAY,
            'I applied the patch and tested it on my board, works fine.\n',
          ),
        ],
        'p1@example.org',
      ).state,
    ).toBe('under-review');
  });
  it('announced is not done; the deed closes it', () => {
    const will = reply('r1@example.org', 'p1@example.org', DAY, "I'll queue this up.\n");
    expect(outcomeOf([ONE, will], 'p1@example.org').state).toBe('under-review');
    expect(
      outcomeOf(
        [ONE, will, reply('r2@example.org', 'p1@example.org', 2 * DAY, 'Now queued, thanks.\n')],
        'p1@example.org',
      ).state,
    ).toBe('accepted');
  });
  it('refused, withdrawn, put off, changes wanted', () => {
    const state = (words: string, from = BOB) =>
      outcomeOf([ONE, reply('r1@example.org', 'p1@example.org', DAY, `${words}\n`, { from })], 'p1@example.org').state;
    expect(state('NAK. The ABI is fixed.')).toBe('rejected');
    expect(state('Self-NAK, I missed the error path.', ALICE)).toBe('withdrawn');
    expect(state('Please ignore this patch.', ALICE)).toBe('withdrawn');
    expect(state("I'll take a pass on this for now.")).toBe('deferred');
    expect(state('Please rebase and repost.')).toBe('changes-requested');
    expect(state('pw-bot: cr')).toBe('changes-requested');
    expect(state('Reviewed-by: Bob Example <bob@example.org>')).toBe('reviewed');
  });
  it('a promise to send a new version shows that the request stands', () => {
    const outcome = outcomeOf(
      [
        ONE,
        reply('r1@example.org', 'p1@example.org', DAY, 'This leaks the widget when frob fails.\n'),
        reply('r2@example.org', 'r1@example.org', 2 * DAY, 'Right, I will fix that in v2.\n', {
          from: ALICE,
          above: ['p1@example.org'],
        }),
      ],
      'p1@example.org',
    );
    expect(outcome).toMatchObject({ state: 'changes-requested', turn: { whose: 'author' } });
    expect(outcome.history.at(-1)!.evidence.map(({ mode }) => mode)).toEqual(['done', 'announced']);
  });
  it('taken, then dropped; an announced drop that is taken back ends as kept', () => {
    const taken = reply('r1@example.org', 'p1@example.org', DAY, 'Applied, thanks.\n');
    expect(
      outcomeOf(
        [
          ONE,
          taken,
          reply('r2@example.org', 'p1@example.org', 2 * DAY, "I've dropped this patch, it breaks the build.\n"),
        ],
        'p1@example.org',
      ).state,
    ).toBe('dropped');
    const kept = outcomeOf(
      [
        ONE,
        taken,
        reply('r2@example.org', 'p1@example.org', 2 * DAY, "I'll need to drop this patch.\n"),
        reply('r3@example.org', 'r2@example.org', 2 * DAY + 60, 'I took another look. The conflicts were trivial.\n', {
          above: ['p1@example.org'],
        }),
      ],
      'p1@example.org',
    );
    expect(kept.state).toBe('accepted');
    expect(kept.history.at(-1)!.evidence.map(({ mode }) => mode)).toEqual(['announced', 'retracted']);
  });
  it('a later version takes its place, even of one that was taken before', () => {
    const lines = [
      'int frob(struct widget *w);',
      'void unfrob(struct widget *w);',
      'int refrob(struct widget *w, int how);',
    ];
    const v1 = patch('v1@example.org', '[PATCH] widget: add frob', 0, { lines });
    const v2 = patch('v2@example.org', '[PATCH v2] widget: add frob', 3 * DAY, {
      lines: [...lines, 'int frob_all(void);'],
    });
    expect(outcomeOf([v1, v2], 'v1@example.org')).toMatchObject({
      state: 'superseded',
      supersededBy: ['v2@example.org'],
    });
    expect(outcomeOf([v1, v2], 'v1@example.org').history.at(-1)!.evidence[0]).toMatchObject({
      messageId: 'v2@example.org',
      signal: 'newer-version',
    });
  });
  it('contradictions stand side by side, no winner made up', () => {
    const outcome = outcomeOf(
      [
        ONE,
        reply('r1@example.org', 'p1@example.org', DAY, 'So it will have to wait 7.4.\n', { from: ALICE }),
        reply('r2@example.org', 'r1@example.org', DAY + 60, 'I think we are still OK for 7.3.\n', {
          above: ['p1@example.org'],
        }),
      ],
      'p1@example.org',
    );
    expect(outcome.conflicts.map((side) => side.map(({ text }) => text))).toEqual([
      ['So it will have to wait 7.4.'],
      ['I think we are still OK for 7.3.'],
    ]);
    expect(outcome.state).toBe('under-review');
  });
});

describe('what became of a series', () => {
  const series = [
    cover('c@example.org', '[PATCH 0/4] widget: frobs', 0),
    ...[1, 2, 3, 4].map((n) =>
      patch(`s${n}@example.org`, `[PATCH ${n}/4] widget: frob number ${n}`, n, { references: ['c@example.org'] }),
    ),
  ];
  const states = (...replies: Buffer[]) => {
    const { patches, series: judged } = judgeMails([...series, ...replies]).judgement;
    return {
      states: [1, 2, 3, 4].map((n) => patches.find(({ record }) => record.key === `s${n}@example.org`)!.outcome.state),
      series: judged[0]!.outcome,
    };
  };
  const on = (words: string, to = 'c@example.org', subject = 'Re: [PATCH 0/4] widget: frobs') =>
    reply('r@example.org', to, DAY, `${words}\n`, { subject });
  it('words on the cover are for all; a count is the headline where patches differ', () => {
    expect(states(on('Series applied, thanks.')).states).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    const partly = states(on('Applied 1-3, please respin the last one.'));
    expect(partly.states).toEqual(['accepted', 'accepted', 'accepted', 'changes-requested']);
    expect(partly.series).toMatchObject({ state: 'partly accepted', counts: { accepted: 3, 'changes-requested': 1 } });
  });
  it.each([
    ['Applied everything except patch 2.', ['accepted', 'under-review', 'accepted', 'accepted']],
    ["I've taken the first two.", ['accepted', 'accepted', 'under-review', 'under-review']],
    ['Applied all but the last patch.', ['accepted', 'accepted', 'accepted', 'under-review']],
    ['Patches 2 and 4 applied.', ['under-review', 'accepted', 'under-review', 'accepted']],
    ['Some of these are applied.', ['under-review', 'under-review', 'under-review', 'under-review']],
  ])('%s', (words, expected) => {
    expect(states(on(words)).states).toEqual(expected);
  });
  it('a reroll of one patch stands in its place from then on', () => {
    const again = patch('s2again@example.org', '[PATCH v1.1 2/4] widget: frob number 2', 30, {
      references: ['c@example.org', 's2@example.org'],
      lines: ['int frob_s2_example_org(struct widget *w);', 'void unfrob_s2_example_org(struct widget *w, int how);'],
    });
    const of = (mails: Buffer[]) => {
      const { patches } = judgeMails([...series, again, ...mails]).judgement;
      return ['s1', 's2', 's2again', 's4'].map(
        (id) => patches.find(({ record }) => record.key === `${id}@example.org`)!.outcome.state,
      );
    };
    expect(of([on('Series applied, thanks.')])).toEqual(['accepted', 'superseded', 'accepted', 'accepted']);
    const summary = [1, 2, 3, 4].map(
      (n) =>
        `  - [${n === 2 ? 'v1.1,' : ''}${n}/4] widget: frob number ${n}\n    https://git.example.org/c/${String(n).repeat(12)}\n`,
    );
    const bot = `Hello:\n\nThis series was applied to widget/widget.git (main)\nby Bob Example <bob@example.org>:\n\nHere is the summary with links:\n${summary.join('')}\nYou are awesome, thank you!\n`;
    expect(of([on(bot)])).toEqual(['accepted', 'superseded', 'accepted', 'accepted']);
    // What was said before the reroll was said of the older one.
    expect(of([reply('r@example.org', 'c@example.org', 20, 'Looks broken to me.\n')])[2]).toBe('new');
  });
  it('words on one patch are for that patch', () => {
    expect(states(on('Applied, thanks.', 's2@example.org', 'Re: [PATCH 2/4] widget: frob number 2')).states).toEqual([
      'new',
      'accepted',
      'new',
      'new',
    ]);
  });
});

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

describe('proposals', () => {
  const base = [
    mail({
      id: 'd0@example.org',
      from: ALICE,
      to: 'Bob Example <bob@example.org>',
      cc: 'Carol Example <carol@example.org>',
      subject: 'RFC: a tree for widgets',
      date: dateAfter(0),
      body: 'Bob, would this be acceptable to you?\n\nCarol, would you be willing to merge it?\n',
    }),
  ];
  const discussion = (...mails: Buffer[]) => judgeMails([...base, ...mails]).judgement.discussions[0]!;
  const answer = (id: string, from: string, after: number, body: string, above = 'd0@example.org') =>
    mail({
      id,
      from,
      subject: 'Re: RFC: a tree for widgets',
      date: dateAfter(after),
      references: above === 'd0@example.org' ? [above] : ['d0@example.org', above],
      body,
    });
  it('silence of those asked is shown as silence', () => {
    expect(discussion()).toMatchObject({
      state: 'unanswered',
      asked: [{ name: 'Bob Example' }, { name: 'Carol Example' }],
    });
  });
  it('agreed, on a condition, done', () => {
    const yes = answer('d1@example.org', BOB, 60, 'Sure.  Please take care that reviews do not suffer.\n');
    expect(discussion(yes).state).toBe('agreed-with-condition');
    expect(discussion(answer('d1@example.org', BOB, 60, 'Sounds good.\n')).state).toBe('agreed');
    expect(discussion(answer('d1@example.org', BOB, 60, "No, I'd rather not.\n")).state).toBe('refused');
    const done = discussion(yes, answer('d2@example.org', ALICE, 120, 'I started a branch here:\n', 'd1@example.org'));
    expect(done.state).toBe('done');
    expect(done.history.map(({ state }) => state)).toEqual(['open', 'agreed-with-condition', 'done']);
  });
  it('a condition may stand above the yes, and who was asked may say that it is done', () => {
    const bob = answer(
      'd1@example.org',
      BOB,
      60,
      'On one condition: the tests must go on to run alone.\n\nIf that is given, yes.\n',
    );
    const carol = answer('d2@example.org', CAROL, 70, 'With pleasure, at the start of the cycle.\n');
    const over = answer(
      'd3@example.org',
      CAROL,
      900,
      'The tree is up and the tests run. Done, then.\n',
      'd1@example.org',
    );
    expect(discussion(bob, carol).state).toBe('agreed-with-condition');
    expect(discussion(bob, carol, over).history.map(({ state }) => state)).toEqual([
      'open',
      'agreed-with-condition',
      'done',
    ]);
    // Somebody else's "done" is about something else.
    const other = answer('d3@example.org', 'Dan Example <dan@example.org>', 900, 'Done, then.\n', 'd1@example.org');
    expect(discussion(bob, carol, other).state).toBe('agreed-with-condition');
  });
  it('a changed subject makes a section with an outcome of its own', () => {
    const mails = [
      ONE,
      reply('r1@example.org', 'p1@example.org', DAY, 'We need a tree for this.\n'),
      mail({
        id: 'd1@example.org',
        from: CAROL,
        to: 'Bob Example <bob@example.org>',
        subject: 'A tree for widgets',
        date: dateAfter(2 * DAY),
        references: ['p1@example.org', 'r1@example.org'],
        body: 'Bob, can you run one?\n',
      }),
      mail({
        id: 'd2@example.org',
        from: BOB,
        subject: 'Re: A tree for widgets',
        date: dateAfter(3 * DAY),
        references: ['p1@example.org', 'r1@example.org', 'd1@example.org'],
        body: 'Yes. Merged.\n',
      }),
    ];
    const { sections, discussions, patches } = judgeMails(mails).judgement;
    expect(sections).toEqual([
      {
        threadId: 'p1@example.org',
        root: 'd1@example.org',
        title: 'A tree for widgets',
        why: 'subject',
        grewOutOf: 'r1@example.org',
      },
    ]);
    expect(discussions).toMatchObject([{ section: 'd1@example.org', state: 'agreed' }]);
    // What is said under another subject is no word on the patch.
    expect(patches[0]!.outcome.state).toBe('under-review');
  });
});

describe('the order of reading', () => {
  const mails = [
    cover('c@example.org', '[PATCH 0/2] widget: frobs', 0),
    patch('s1@example.org', '[PATCH 1/2] widget: first frob', 1, { references: ['c@example.org'] }),
    patch('s2@example.org', '[PATCH 2/2] widget: second frob', 2, { references: ['c@example.org'] }),
    reply('r1@example.org', 'c@example.org', DAY, 'Applied 1, please respin 2.\n', {
      subject: 'Re: [PATCH 0/2] widget: frobs',
    }),
    reply('r2@example.org', 's2@example.org', DAY, 'NAK.\n', {
      subject: 'Re: [PATCH 2/2] widget: second frob',
      from: CAROL,
    }),
  ];
  it('does not matter', () => {
    const text = (some: Buffer[]) => {
      const { patches, series, sections, discussions } = judgeMails(some).judgement;
      return JSON.stringify({ patches, series, sections, discussions });
    };
    const expected = text(mails);
    for (const order of orders(mails).filter((_, n) => n % 11 === 0)) expect(text(order)).toBe(expected);
    const chance = chances(7);
    for (let n = 0; n < 5; n += 1) expect(text(shuffled(mails, chance))).toBe(expected);
  });
});
