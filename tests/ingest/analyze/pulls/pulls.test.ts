import { describe, expect, it } from 'vitest';
import { judgeMails } from '../../../support/judge.ts';
import { ALICE, BOB, CAROL, dateAfter, mail } from '../../../support/mail.ts';

const FORM = `The following changes since commit 1111111111111111111111111111111111111111:

  Widgets 1.0 (2026-01-01 10:00:00 +0000)

are available in the Git repository at:

  git://git.example.org/widgets.git tags/for-1.1

for you to fetch changes up to 2222222222222222222222222222222222222222:

  widget: add frob (2026-01-02 10:00:00 +0000)

----------------------------------------------------------------
Alice Example (1):
      widget: add frob

 frob.h | 1 +
 1 file changed, 1 insertion(+)
`;
const DIFF = `
This is how the conflict is solved:

diff --git a/frob.h b/frob.h
index 1111111..2222222 100644
--- a/frob.h
+++ b/frob.h
@@ -1,2 +1,3 @@
 one
+two
 three
`;
const pull = (id: string, after: number, body = FORM, subject = '[GIT PULL] Widgets for 1.1') =>
  mail({ id, from: ALICE, subject, date: dateAfter(after), body });
const answer = (
  id: string,
  to: string,
  after: number,
  body: string,
  from = BOB,
  subject = 'Re: [GIT PULL] Widgets for 1.1',
) => mail({ id, from, subject, date: dateAfter(after), references: [to], body });
const pullsOf = (...mails: Buffer[]) => judgeMails(mails).judgement.pulls;

describe('a request to pull', () => {
  it('is known by the form that git writes, with its tree and commits, whatever diff it shows', () => {
    const { pulls, patches } = judgeMails([pull('g1@example.org', 0, FORM + DIFF)]).judgement;
    expect(pulls).toMatchObject([
      {
        messageId: 'g1@example.org',
        tree: 'git://git.example.org/widgets.git tags/for-1.1',
        base: '1'.repeat(40),
        commits: [{ title: 'widget: add frob', author: 'Alice Example', patch: null }],
        state: 'new',
        turn: { whose: 'maintainer' },
      },
    ]);
    expect(patches).toEqual([]);
    expect(pullsOf(pull('g2@example.org', 0, FORM, 'Please pull widgets'))).toHaveLength(1);
  });

  it('is accepted by who says so, in words of their own, and by nobody who talks about it', () => {
    const asked = answer('a1@example.org', 'g1@example.org', 10, 'Why is this needed now?\n', CAROL);
    expect(pullsOf(pull('g1@example.org', 0), asked)[0]).toMatchObject({
      state: 'under-review',
      turn: { whose: 'author' },
    });
    const [taken] = pullsOf(
      pull('g1@example.org', 0),
      asked,
      answer('a2@example.org', 'g1@example.org', 20, 'Pulled, thanks.\n'),
    );
    expect(taken).toMatchObject({ state: 'accepted', basis: 'stated', turn: { whose: 'nobody' } });
    expect(taken!.history.at(-1)!.evidence[0]).toMatchObject({ text: 'Pulled, thanks.', messageId: 'a2@example.org' });
  });

  it('is replaced by the same request sent again', () => {
    expect(pullsOf(pull('g1@example.org', 0), pull('g2@example.org', 600))).toMatchObject([
      { state: 'superseded', supersededBy: 'g2@example.org' },
      { state: 'new', supersededBy: null },
    ]);
  });
});

describe('a vote', () => {
  it('is told with its count', () => {
    const vote = mail({
      id: 'v@example.org',
      from: ALICE,
      subject: '[VOTE] Release 1.1',
      date: dateAfter(0),
      body: 'Shall we?\n',
    });
    const cast = (id: string, from: string, body: string) =>
      answer(id, 'v@example.org', 10, body, from, 'Re: [VOTE] Release 1.1');
    const { discussions } = judgeMails([
      vote,
      cast('v1@example.org', BOB, '+1 (binding)\n'),
      cast('v2@example.org', CAROL, '+1\n'),
      cast('v3@example.org', 'Dan Example <dan@example.org>', '-1 (binding), it does not build.\n'),
    ]).judgement;
    expect(discussions).toMatchObject([{ state: 'refused', votes: { for: 2, against: 1, abstained: 0, binding: 1 } }]);
  });
});
