import { describe, expect, it } from 'vitest';
import { judgeMails } from '../../../support/judge.ts';
import { ALICE, BOB } from '../../../support/mail.ts';
import { DAY, ONE, outcomeOf, patch, reply } from '../../../support/posted.ts';

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
