import { describe, expect, it } from 'vitest';
import type { Message, MessageFacts } from '../../../../data/records/index.ts';
import { readFacts } from '../../../../ingest/analyze/message-facts.ts';
import { drawLedger } from '../../../../ingest/analyze/points/ledger.ts';
import { linkWorks } from '../../../../ingest/analyze/series/works.ts';
import { archive, message, patchText, PEOPLE, telling, thread } from '../../../support/patches.ts';

const DIFF = (...lines: string[]) =>
  patchText([{ path: 'src/x.c', at: 40, lines: ['int count;', ...telling('keep', 4), ...lines, '\tuse(total);'] }], {
    message: 'Why.',
  });
const FIRST = '+\tlong total = first_value();';
const SECOND = '+\tlong other = second_value();';
const patch = (key: string, subject: string, text: string, at: number) => message(key, { subject, text, at });
const V1 = patch('v1', '[PATCH] x: longer total', DIFF(FIRST, SECOND), 0);
const comment = (key: string, line: string, words: string, from = PEOPLE.bob, parent = 'v1', at = 10) =>
  message(key, { subject: 'Re: [PATCH] x: longer total', text: `> ${line}\n\n${words}\n`, from, parent, at });
const answer = (key: string, parent: string, words: string, reply: string) =>
  message(key, {
    subject: 'Re: [PATCH] x: longer total',
    text: `> ${words}\n\n${reply}\n`,
    from: PEOPLE.alice,
    parent,
    at: 20,
  });

function pointsOf(...messages: Message[]) {
  return pointsTaken([], ...messages);
}

function pointsTaken(taken: string[], ...messages: Message[]) {
  const { skeletons, facts: patchFacts } = archive(messages);
  const threads = new Map<string, Message[]>();
  for (const { key, threadId } of skeletons)
    threads.set(threadId, [...(threads.get(threadId) ?? []), messages.find((one) => one.key === key)!]);
  const facts = new Map<string, MessageFacts>();
  for (const one of threads.values()) {
    const found = thread(one);
    for (const [key, fact] of readFacts(found.thread, found.blocks)) facts.set(key, fact);
  }
  const { patches, series } = linkWorks(skeletons, patchFacts);
  return drawLedger({
    skeletons,
    facts,
    patches,
    series,
    reviews: [...facts.values()].flatMap(({ review }) => review ?? []),
    taken: new Map(taken.map((key) => [key, Infinity])),
    rootOf: (key) => key,
  });
}
const status = (...messages: Message[]) => pointsOf(...messages).map((point) => point.status);

describe('a point', () => {
  const words = 'This name is misleading here.';
  const asks = comment('r', SECOND, words);

  it('is open until somebody answers', () => {
    expect(pointsOf(V1, asks)).toMatchObject([
      { status: 'open', why: 'no answer found', file: 'src/x.c', by: PEOPLE.bob, kind: 'objection' },
    ]);
  });

  it('is agreed, declined or answered in words', () => {
    expect(status(V1, asks, answer('s', 'r', words, 'Right, will rename it.'))).toEqual(['agreed']);
    expect(status(V1, asks, answer('s', 'r', words, "I don't think so: it is what the manual calls it."))).toEqual([
      'declined',
    ]);
    expect(status(V1, asks, answer('s', 'r', words, 'It follows the names in the other driver.'))).toEqual([
      'answered',
    ]);
  });

  it('is open where nothing but a question came back, and that question is open too', () => {
    expect(status(V1, asks, answer('s', 'r', words, 'Which name would be better?'))).toEqual(['open', 'open']);
  });

  it('is not closed by those who join in, nor by a yes to somebody else', () => {
    expect(status(V1, asks, answer('s', 'r', words, 'I hit the very same problem with it.'))[0]).toBe('open');
    expect(status(V1, asks, answer('s', 'r', words, 'Yes, I agree with Zoe: it is fine as it is.'))[0]).toBe(
      'answered',
    );
  });

  it('is done where those lines changed in the next revision, whatever was said', () => {
    const v2 = patch('v2', '[PATCH v2] x: longer total', DIFF(FIRST, '+\tlong ceiling = second_value();'), 5000);
    expect(pointsOf(V1, asks, v2)).toMatchObject([
      { status: 'done', changedIn: 'v2', why: 'those lines changed in v2' },
    ]);
  });

  it('stays as it was where the next revision leaves those lines alone', () => {
    const v2 = patch('v2', '[PATCH v2] x: longer total', DIFF('+\tlong total = begin_value();', SECOND), 5000);
    expect(pointsOf(V1, asks, v2)).toMatchObject([
      { status: 'open', changedIn: null, why: 'no answer found, and those lines are the same in v2' },
    ]);
    expect(pointsOf(V1, asks, answer('s', 'r', words, 'Done.'), v2)).toMatchObject([{ status: 'agreed' }]);
  });

  it('that the author says is done counts where it was to be added beside the lines, or is about the message', () => {
    const more = 'Missing a check of the result here.';
    const lacks = comment('r', SECOND, more);
    const v2 = patch('v2', '[PATCH v2] x: longer total', DIFF('+\tlong total = begin_value();', SECOND), 5000);
    expect(pointsOf(V1, lacks, answer('s', 'r', more, 'Yeap. Fixed.'), v2)).toMatchObject([
      { status: 'done', changedIn: 'v2', why: 'Alice Example: Yeap. Fixed.; v2 changed the patch' },
    ]);
    expect(status(V1, lacks, answer('s', 'r', more, 'Yeap. Fixed.'), { ...V1, key: 'v2', messageId: 'v2' })).toEqual([
      'agreed',
    ]);
  });

  it('left open is overtaken when this version or a later one is accepted', () => {
    const v2 = patch('v2', '[PATCH v2] x: longer total', DIFF('+\tlong total = begin_value();', SECOND), 5000);
    expect(pointsTaken(['v1'], V1, asks)).toMatchObject([
      { status: 'overtaken', why: 'no answer found; it was accepted' },
    ]);
    expect(pointsTaken(['v2'], V1, asks, v2)).toMatchObject([
      { status: 'overtaken', why: 'no answer found, and those lines are the same in v2; v2 was accepted' },
    ]);
  });

  it('that the reviewer settles is not open', () => {
    expect(status(V1, comment('r', SECOND, "The name is wrong, I'll fix that before merging."))).toEqual(['agreed']);
  });

  it('is none in words that lead over to a tag', () => {
    expect(status(V1, comment('r', SECOND, 'I see nothing broken with this one, so feel free to include:'))).toEqual(
      [],
    );
  });

  it('raised by two people is one', () => {
    const again = comment(
      't',
      SECOND,
      'Yes, this name is misleading here, please change that.',
      PEOPLE.carol,
      'v1',
      15,
    );
    expect(pointsOf(V1, asks, again)).toMatchObject([{ raisedBy: ['r', 't'], by: PEOPLE.bob, also: [PEOPLE.carol] }]);
  });

  it('is none where the author speaks of the own patch', () => {
    expect(pointsOf(V1, comment('r', SECOND, 'I will rename this one later.', PEOPLE.alice))).toEqual([]);
  });

  it('apart from demands may be a question', () => {
    expect(pointsOf(V1, comment('r', SECOND, 'Where does this come from?'))).toMatchObject([{ kind: 'question' }]);
    expect(pointsOf(V1, comment('r', SECOND, 'Could you please rename this?'))).toMatchObject([{ kind: 'request' }]);
  });
});
