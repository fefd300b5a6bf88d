import { describe, expect, it } from 'vitest';
import { judgeMails } from '../../../support/judge.ts';
import { ALICE, BOB, CAROL, dateAfter, mail } from '../../../support/mail.ts';
import { DAY, ONE, reply } from '../../../support/posted.ts';

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
