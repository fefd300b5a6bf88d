import { describe, expect, it } from 'vitest';
import { judgeMails } from '../../../support/judge.ts';
import { cover, DAY, patch, reply } from '../../../support/posted.ts';

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
