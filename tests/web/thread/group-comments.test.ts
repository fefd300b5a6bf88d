import { describe, expect, it } from 'vitest';
import type { Comment, DiffFile } from '../../../server/contract/patch.ts';
import { groupComments } from '../../../web/thread/review/group-comments.ts';

const comment = (id: string, more: Partial<Comment>): Comment => ({
  id, messageId: id, from: { name: 'Bob', email: '' }, person: 'Bob', date: '2026-01-05T08:00:00Z', words: [0, 1], text: 'Why?',
  on: null, parent: null, depth: 0, status: null, why: null, changedIn: null, ...more,
}); // prettier-ignore
const file = {
  path: 'a.c',
  hunks: [
    {
      rows: [
        { kind: '+', old: null, new: 1, line: 20, text: 'x' },
        { kind: '+', old: null, new: 2, line: 21, text: 'y' },
      ],
    },
  ],
} as unknown as DiffFile;

describe('comments of a patch', () => {
  it('stand under the last line that they quote, answers with what they answer', () => {
    const comments = [comment('1', { on: { file: 'a.c', lines: [20, 22] } }), comment('2', { parent: '1', depth: 1 })];
    const talk = groupComments({ comments, files: [file], message: { lines: [0, 10], text: '' } });
    expect(talk.byLine.get('0:21')!.map(({ id }) => id)).toEqual(['1', '2']);
  });
  it('on the commit message stand there, others on the patch as a whole, and none is lost', () => {
    const comments = [
      comment('1', { on: { file: null, lines: [2, 4] } }),
      comment('2', {}),
      comment('3', { on: { file: 'gone.c', lines: [40, 41] } }),
      comment('4', { text: '  ' }),
      comment('5', { text: '', on: { file: 'a.c', lines: [20, 21] } }),
      comment('6', { parent: '5', depth: 1 }),
    ];
    const talk = groupComments({ comments, files: [file], message: { lines: [0, 10], text: '' } });
    expect(talk.byMessageLine.get(3)!.map(({ id }) => id)).toEqual(['1']);
    expect(talk.whole.map(({ id }) => id)).toEqual(['2']);
    expect(talk.lost.map(({ id }) => id)).toEqual(['3']);
    expect(talk.byLine.get('0:20')!.map(({ id }) => id)).toEqual(['5', '6']);
  });
});
