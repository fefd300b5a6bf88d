import { describe, expect, it } from 'vitest';
import {
  formulasOf,
  learnFormulas,
  type PhraseCounts,
  type PhraseRecord,
} from '../../../../../ingest/analyze/outcomes/formulas/learn.ts';
import { namesIn, phraseOf } from '../../../../../ingest/analyze/signals/phrases.ts';
import { judgeMails } from '../../../../support/judge.ts';
import { ALICE, BOB, CAROL, dateAfter, mail } from '../../../../support/mail.ts';
import { shuffled, chances } from '../../../../support/orders.ts';

const DAY = 24 * 60;

function patch(n: number | string, after: number, version = 1, from = ALICE): Buffer {
  const lines = [`int frob_${n}(struct widget *w, int v${version});`, `void unfrob_${n}(struct widget *w);`];
  return mail({
    id: `p${n}v${version}@example.org`,
    subject: `[PATCH${version > 1 ? ` v${version}` : ''}] widget: add frob number ${n}`,
    from,
    date: dateAfter(after),
    body: `Frob ${n} is wanted.\n\nSigned-off-by: ${from}\n---\n include/w${n}.h | 2 ++\n 1 file changed, 2 insertions(+)\n\ndiff --git a/include/w${n}.h b/include/w${n}.h\nindex 1111111..2222222 100644\n--- a/include/w${n}.h\n+++ b/include/w${n}.h\n@@ -1,2 +1,4 @@\n #pragma once\n${lines.map((line) => `+${line}\n`).join('')} struct widget;\n-- \n2.40.0\n`,
  });
}

const answer = (n: number | string, after: number, body: string, from = BOB, version = 1) =>
  mail({
    id: `r${n}-${after}-${from.slice(0, 3)}@example.org`,
    from,
    subject: `Re: [PATCH] widget: add frob number ${n}`,
    date: dateAfter(after),
    references: [`p${n}v${version}@example.org`],
    body,
  });

/** A list whose tree and verb stand in no list of ours: Bob grafts what he takes, Carol finds what will change. */
function orchard(): Buffer[] {
  const mails: Buffer[] = [];
  for (let n = 0; n < 12; n += 1) {
    const at = n * 3 * DAY;
    mails.push(patch(n, at));
    if (n % 2 === 0) mails.push(answer(n, at + 60, 'Hi Alice,\n\nGrafted onto orchard, thanks.\n\nBob\n'));
    else {
      mails.push(answer(n, at + 60, 'Why is that wanted?\n', CAROL), answer(n, at + 90, 'Looks odd to me.\n'));
      mails.push(patch(n, at + DAY, 2));
    }
  }
  // Bob says it in plain words now and then: so the tree becomes known.
  for (let n = 20; n < 24; n += 1) {
    mails.push(patch(n, n * 3 * DAY), answer(n, n * 3 * DAY + 60, 'Applied to orchard, thanks.\n'));
  }
  mails.push(patch(50, 60 * DAY), answer(50, 60 * DAY + 5, 'Thanks Alice, I have grafted this onto orchard.\n'));
  mails.push(patch(51, 61 * DAY), answer(51, 61 * DAY + 5, 'Will be grafted onto orchard once it builds.\n'));
  mails.push(patch(99, 400 * DAY));
  return mails;
}

const outcomes = (mails: Buffer[]) =>
  new Map(judgeMails(mails).judgement.patches.map(({ record, outcome }) => [record.key, outcome]));

describe('formulas learnt from the archive', () => {
  it('a verb and a tree that no list of ours holds, with their record', () => {
    const found = outcomes(orchard());
    const taken = found.get('p0v1@example.org')!;
    expect(taken).toMatchObject({ state: 'accepted', basis: 'stated' });
    expect(taken.history.at(-1)!.evidence[0]).toMatchObject({
      text: 'Grafted onto orchard, thanks.',
      tree: 'orchard',
      formula: { text: 'grafted onto orchard', said: 7, followedByNewVersion: 0 },
    });
    // Another order of the same words, after the formula was learnt.
    expect(found.get('p50v1@example.org')!.state).toBe('accepted');
    expect(found.get('p51v1@example.org')!.state).not.toBe('accepted');
    expect(found.get('p1v1@example.org')!.state).toBe('superseded');
  });
  it('the same whatever the order in which mails are read', () => {
    const mails = orchard();
    const states = (of: Buffer[]) => [...outcomes(of)].map(([key, { state }]) => `${key} ${state}`).sort();
    expect(states(shuffled(mails, chances(7)))).toEqual(states(mails));
  });
});

const records = (
  person: string,
  phrase: string,
  said: number,
  { followed = 0, lastWord = said, inPull = 0 }: Partial<PhraseCounts> = {},
): PhraseRecord[] =>
  Array.from({ length: said }, (_, n) => ({
    person,
    phrase,
    posting: `${person}-${phrase}-${n}`,
    followed: n < followed,
    lastWord: n < lastWord,
    inPull: n < inPull,
  }));

const REPLIES = new Map([
  ['bob', { said: 200, followed: 60, lastWord: 80, inPull: 20 }],
  ['carol', { said: 200, followed: 100, lastWord: 60, inPull: 20 }],
]);

const FORMULAS: [
  what: string,
  phrase: string,
  counts: [said: number, rest: Partial<PhraseCounts>],
  expected: boolean,
][] = [
  ['a known verb, hardly ever followed', 'added to devel', [20, { followed: 1 }], true],
  ['a known verb that is followed as often as any reply', 'applied to local', [20, { followed: 8 }], false],
  ['said too seldom', 'added to devel', [1, {}], false],
  ['quiet, but neither a verb of taking nor a tree', 'please drop from stable queue', [24, { lastWord: 8 }], false],
  ['quiet words of review', 'looks good to me', [30, {}], false],
  ['a tag', 'acked-by bob', [300, { followed: 20 }], false],
  ['a promise', 'will be added to devel', [30, {}], false],
  ['an unknown verb whose titles come up in pull requests', 'reaped', [12, { inPull: 9 }], true],
  ['an unknown participle, said again and again', 'shelved', [40, { inPull: 6 }], true],
  ['an unknown word that only ends the talk', 'shelved', [40, {}], false],
];

describe('what makes a formula', () => {
  it.each(FORMULAS)('%s: %s', (_, phrase, [said, rest], expected) => {
    const formulas = formulasOf(learnFormulas(records('bob', phrase, said, rest), REPLIES));
    expect(formulas.find('bob', phrase) !== null).toBe(expected);
    expect(formulas.find('carol', phrase)).toBeNull();
  });
  it('verbs and trees teach each other', () => {
    const formulas = formulasOf(
      learnFormulas(
        [
          ...records('bob', 'applied to harvest', 6),
          ...records('bob', 'stowed in harvest', 5),
          ...records('carol', 'stowed', 4),
        ],
        REPLIES,
      ),
    );
    expect(formulas.trees).toContain('harvest');
    expect(formulas.find('carol', 'stowed')).toMatchObject({ said: 4 });
  });
});

const PHRASES: [text: string, phrase: string | null][] = [
  ['Added to misc-next, thanks.', 'added to misc-next'],
  ['Thanks Alice, I have now added this patch to misc-next.', 'added to misc-next'],
  ['Patches 1-3 applied to devel, thanks for the quick fix!', '# applied to devel'],
  ['Thanks for your review, merged!', 'merged'],
  ['Applied?', null],
  ['Thanks a lot!', null],
  ['Merged in https://example.org/c/1 as 0123456789ab.', 'merged in <link> as <commit>'],
];

describe('phrases', () => {
  it.each(PHRASES)('%s', (text, phrase) => {
    const names = namesIn({
      from: { name: 'Bob Example', email: 'bob@example.org' },
      to: [{ name: 'Alice Example', email: 'alice@example.org' }],
      cc: [],
    });
    expect(phraseOf(text.toLowerCase(), names)).toBe(phrase);
  });
});
