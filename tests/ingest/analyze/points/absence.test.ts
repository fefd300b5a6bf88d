import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradicts } from '../../../../ingest/analyze/outcomes/last-word-verdict.ts';
import { falseAbsences } from '../../../support/absence.ts';
import { judgeMails } from '../../../support/judge.ts';
import { ALICE, BOB, dateAfter, mail } from '../../../support/mail.ts';

const PEOPLE = [ALICE, BOB, 'Carol Mbeki <carol@example.net>', 'Dan Osei <dan@example.net>'];
const DIFF = 'diff --git a/a.h b/a.h\n--- a/a.h\n+++ b/a.h\n@@ -1 +1,2 @@\n int a;\n+int frob(void);\n';
const POSTINGS = [
  { subject: '[PATCH] widget: add frob', body: `Add it.\n\nIs this name fine with you?\n\n---\n${DIFF}` },
  { subject: '[RFC PATCH] widget: add frob', body: `I am not sure about the type.\n\n---\n${DIFF}` },
  { subject: 'Which compiler do you use for widget?', body: 'Which compiler do you use?\n\nCould you post the log?\n' },
];
const WORDS = [
  'Why is this needed?',
  'Please rename it.',
  'It breaks the build here.',
  "I don't see the point of this.",
  'Applied, thanks.',
  'Reviewed-by: Carol Mbeki <carol@example.net>',
  'NAK, this is the wrong approach.',
  'Yes, I will change it in v2.',
  'No, that would not work.',
  'Because the old one is too slow.',
  'Never mind, I misread it.',
  'Thanks, that helps.',
  'I see the very same problem.',
  'I drop this patch for now.',
];

interface Reply {
  by: number;
  to: number;
  words: number[];
  quotes: 'all' | 'one' | 'none';
}

const replies = fc.array(
  fc.record<Reply>({
    by: fc.nat(PEOPLE.length - 1),
    to: fc.nat(40),
    words: fc.array(fc.nat(WORDS.length - 1), { minLength: 1, maxLength: 3 }),
    quotes: fc.constantFrom('all', 'one', 'none'),
  }),
  { maxLength: 9 },
);

/** A thread of one posting and answers of any kind; mails of `lost` places are known by others' quotes alone. */
function threadOf(posting: number, all: readonly Reply[], lost: ReadonlySet<number>): Buffer[] {
  const bodies = [POSTINGS[posting]!.body];
  const parents: string[][] = [[]];
  const mails = [mail({ id: 'm0@example.org', from: ALICE, ...POSTINGS[posting]! })];
  for (const [n, { by, to, words, quotes }] of all.entries()) {
    const above = to % bodies.length;
    const quoted = bodies[above]!.trimEnd()
      .split('\n')
      .filter(
        (line, at) => quotes === 'all' || (quotes === 'one' && at === 0) || (quotes === 'one' && line.includes('?')),
      )
      .map((line) => `> ${line}`.trimEnd());
    const body = [...(quotes === 'none' ? [] : [...quoted, '']), ...words.flatMap((word) => [WORDS[word]!, ''])].join(
      '\n',
    );
    const references = [...parents[above]!, `m${above}@example.org`];
    bodies.push(body);
    parents.push(references);
    if (!lost.has(n + 1))
      mails.push(
        mail({
          id: `m${n + 1}@example.org`,
          from: PEOPLE[by]!,
          subject: `Re: ${POSTINGS[posting]!.subject}`,
          date: dateAfter(n + 1),
          references,
          body,
        }),
      );
  }
  return mails;
}

describe('whatever is answered in whatever order', () => {
  it('no claim of absence is belied by a mail or a row, and no state by its last word', () => {
    fc.assert(
      fc.property(
        fc.nat(POSTINGS.length - 1),
        replies,
        fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }),
        (posting, all, lost) => {
          const judged = judgeMails(threadOf(posting, all, new Set(lost)));
          expect(falseAbsences(judged)).toEqual([]);
          for (const { outcome } of judged.judgement.patches)
            if (outcome.lastWord)
              expect([outcome.state, contradicts(outcome.lastWord, outcome.state)]).toEqual([outcome.state, false]);
        },
      ),
      { numRuns: 80, seed: 17 },
    );
  });

  it('a question that hangs in the air is told as one, and no longer once somebody answers', () => {
    const asked = threadOf(2, [], new Set());
    const states = (mails: Buffer[]) => judgeMails(mails).judgement.discussions.map(({ state }) => state);
    expect(states(asked)).toContain('unanswered');
    const answered = threadOf(2, [{ by: 1, to: 0, words: [9], quotes: 'none' }], new Set());
    expect(states(answered)).not.toContain('unanswered');
  });
});
