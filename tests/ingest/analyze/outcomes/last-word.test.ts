import { describe, expect, it } from 'vitest';
import { contradicts } from '../../../../ingest/analyze/outcomes/last-word-verdict.ts';
import { judgeMails } from '../../../support/judge.ts';
import { ALICE, BOB, CAROL, dateAfter, mail } from '../../../support/mail.ts';
import { chances } from '../../../support/orders.ts';

const DAY = 24 * 60;

const patch = (id: string, after: number) =>
  mail({
    id,
    subject: `[PATCH] widget: frob ${id.split('@')[0]!}`,
    from: ALICE,
    date: dateAfter(after),
    body: `Frob it.\n\nSigned-off-by: ${ALICE}\n---\ndiff --git a/${id}.h b/${id}.h\n--- a/${id}.h\n+++ b/${id}.h\n@@ -1 +1,2 @@\n int a;\n+int frob_${id.replace(/\W/g, '_')}(void);\n`,
  });
const reply = (id: string, to: string, after: number, from: string, body: string) =>
  mail({
    id,
    from,
    subject: `Re: [PATCH] widget: frob ${to.split('@')[0]!}`,
    date: dateAfter(after),
    references: [to],
    body,
  });

/** Bob takes five patches, so that he has the say; then the case follows. */
const history = () =>
  [1, 2, 3, 4, 5].flatMap((n) => [
    patch(`h${n}@example.org`, n),
    reply(`t${n}@example.org`, `h${n}@example.org`, n + 5, BOB, 'Applied to widget-next, thanks.\n'),
  ]);

function judged(...answers: [from: string, body: string][]) {
  const mails = [
    ...history(),
    patch('case@example.org', DAY),
    ...answers.map(([from, body], n) => reply(`a${n}@example.org`, 'case@example.org', DAY + 10 * (n + 1), from, body)),
  ];
  return judgeMails(mails).judgement.patches.find(({ record }) => record.key === 'case@example.org')!.outcome;
}

const CASES: [what: string, answers: [string, string][], last: object | null, state: string][] = [
  ['nobody with the say wrote', [[CAROL, 'Why is that?\n']], null, 'under-review'],
  [
    'a refusal without the word for it',
    [
      [CAROL, 'Reviewed-by: Carol Example <carol@example.org>\n'],
      [BOB, 'I fail to see any value in this change, sorry.\n'],
    ],
    { messageId: 'a1@example.org', says: 'refuse', standing: 'applies', lines: [0, 1] },
    'rejected',
  ],
  [
    'what is talked about after it was taken takes nothing back',
    [
      [BOB, 'Applied, thanks.\n'],
      [CAROL, 'Nice.\n'],
      [BOB, 'What board was that on?\n'],
    ],
    { messageId: 'a0@example.org', says: 'accept' },
    'accepted',
  ],
  [
    'a later wish by the one who decides counts, not the talk behind it',
    [
      [BOB, 'Please send a v2 with the typo fixed.\n'],
      [CAROL, 'I like it.\n'],
    ],
    { messageId: 'a0@example.org', says: 'ask-changes' },
    'changes-requested',
  ],
  [
    'shown as itself where it does nothing that is known',
    [[BOB, 'My board came back from repair yesterday\n']],
    { messageId: 'a0@example.org', says: 'answer', lines: [0, 1] },
    'under-review',
  ],
  [
    'the author yields to another’s patch',
    [
      [CAROL, 'I have a different fix for that.\n'],
      [ALICE, "OK, I'm dropping my patch in favor of that one then.\n"],
    ],
    null,
    'withdrawn',
  ],
];

describe('the last word of those with the say', () => {
  it.each(CASES)('%s', (_, answers, last, state) => {
    const outcome = judged(...answers);
    expect(outcome.state).toBe(state);
    if (last === null) expect(outcome.lastWord).toBeNull();
    else expect(outcome.lastWord).toMatchObject(last);
  });
  it('no state contradicts it, in archives made at random', () => {
    const words = [
      'Applied, thanks.', 'NAK.', 'I fail to see any value in this change.', 'Please send a v2.', 'Looks good to me.', 'Why?',
      'I will queue this once rc1 is out.', 'Please hold off on this for now.', 'Reviewed-by: Bob Example <bob@example.org>',
      'Dropped from my queue, it breaks the build.', 'This is the expected behaviour.', 'Hm.',
    ]; // prettier-ignore
    const next = chances(11);
    for (let n = 0; n < 40; n += 1) {
      const answers = Array.from({ length: 1 + Math.floor(next() * 4) }, (): [string, string] => [
        [BOB, BOB, CAROL, ALICE][Math.floor(next() * 4)]!,
        `${words[Math.floor(next() * words.length)]!}\n`,
      ]);
      const { lastWord, state } = judged(...answers);
      expect(lastWord !== null && contradicts(lastWord, state), JSON.stringify([answers, lastWord, state])).toBe(false);
    }
  });
});
