import { describe, expect, it } from 'vitest';
import { rangeDiff } from '../../../../ingest/analyze/patches/range-diff.ts';
import { patchText, telling } from '../../../support/patches.ts';
import { leastCost } from '../../../support/cost.ts';

const patch = (key: string, title: string, lines: string[], parts: { message?: string; at?: number } = {}) => ({
  key,
  title,
  text: patchText(
    [{ path: 'src/x.c', heading: 'int main(void)', at: parts.at ?? 1, lines: ['one', ...lines, 'two'] }],
    parts,
  ),
});
const shown = (pairs: ReturnType<typeof rangeDiff>) => pairs.map(({ from, to, status }) => [from, to, status]);

describe('two revisions', () => {
  it('pair by title and by what they change; what stands alone was added or removed', () => {
    const pairs = rangeDiff(
      [
        patch('a1', 'x: one', telling('alpha', 5)),
        patch('a2', 'x: two', telling('beta', 5)),
        patch('a3', 'x: gone', telling('gamma', 5)),
      ],
      [
        patch('b1', 'x: new', telling('delta', 5)),
        patch('b2', 'x: beta by another name', telling('beta', 5)),
        patch('b3', 'x: one', telling('alpha', 6)),
      ],
    );
    expect(shown(pairs)).toEqual([
      [null, 'b1', 'added'],
      ['a2', 'b2', 'message-only'],
      ['a3', null, 'removed'],
      ['a1', 'b3', 'changed'],
    ]);
  });

  it('are the same where only line numbers and index lines moved', () => {
    expect(
      rangeDiff([patch('a', 'x: one', telling('alpha', 5))], [patch('b', 'x: one', telling('alpha', 5), { at: 90 })]),
    ).toEqual([{ from: 'a', to: 'b', status: 'same', likeness: 1, lines: [] }]);
  });

  it('tell words from code', () => {
    const [pair] = rangeDiff(
      [patch('a', 'x: one', telling('alpha', 5), { message: 'Why.' })],
      [patch('b', 'x: one', telling('alpha', 5), { message: 'Why.\n\nReviewed-by: Bob <bob@example.org>' })],
    );
    expect(pair!.status).toBe('message-only');
    expect(pair!.lines[0]).toEqual({ mark: '@', text: 'Commit message', line: null });
    expect(pair!.lines.filter(({ mark }) => mark === '+').map(({ text }) => text)).toEqual([
      '',
      'Reviewed-by: Bob <bob@example.org>',
    ]);
  });

  it('show what changed with its place in both mails', () => {
    const before = patch('a', 'x: one', ['+\tint a = first();', '+\tint b = second();']);
    const after = patch('b', 'x: one', ['+\tint a = first();', '+\tint b = third();']);
    const [pair] = rangeDiff([before], [after]);
    expect(pair!.lines.filter(({ mark }) => mark !== ' ').map(({ mark, text }) => `${mark} ${text}`)).toEqual([
      '@ src/x.c: int main(void)',
      '- +\tint b = second();',
      '+ +\tint b = third();',
    ]);
    const line = (text: string, wanted: string) => text.split('\n').indexOf(wanted);
    expect(pair!.lines.find(({ mark }) => mark === '-')!.line).toBe(line(before.text, '+\tint b = second();'));
    expect(pair!.lines.find(({ mark }) => mark === '+')!.line).toBe(line(after.text, '+\tint b = third();'));
  });

  it('follow what is known of the works', () => {
    const older = [patch('a', 'x: one', telling('alpha', 5))];
    const newer = [patch('b', 'y: other', telling('omega', 5))];
    expect(shown(rangeDiff(older, newer))).toEqual([
      ['a', null, 'removed'],
      [null, 'b', 'added'],
    ]);
    expect(shown(rangeDiff(older, newer, new Map([['b', 'a']])))).toEqual([['a', 'b', 'changed']]);
  });

  it('of thirty patches are compared within 300 ms', () => {
    const series = (mark: string) =>
      Array.from({ length: 30 }, (_, n) =>
        patch(`${mark}${n}`, `x: part ${n}`, [...telling(`part${n}`, 300), ...telling(`${mark}${n}`, 40)]),
      );
    const [older, newer] = [series('a'), series('b')];
    expect(rangeDiff(older, newer)).toHaveLength(30);
    expect(leastCost(() => rangeDiff(older, newer), 300)).toBeLessThan(300);
  });

  it('of nothing are nothing', () => {
    expect(rangeDiff([], [])).toEqual([]);
    expect(shown(rangeDiff([], [patch('b', 'x', [])]))).toEqual([[null, 'b', 'added']]);
  });
});
