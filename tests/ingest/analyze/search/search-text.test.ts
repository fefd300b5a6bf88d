import { describe, expect, it } from 'vitest';
import type { Block } from '../../../../data/records/index.ts';
import { searchText } from '../../../../ingest/analyze/search/search-text.ts';
import { segmentText } from '../../../../ingest/parse/blocks/blocks.ts';
import { message } from '../../../support/patches.ts';

/** The words of each column, as the index cuts them. */
function wordsOf(text: string, blocks: readonly Block[] = segmentText(text)): Record<string, string> {
  const { columns } = searchText(message('m@example.org', { subject: 'pool', text }), blocks, null);
  return Object.fromEntries(
    Object.entries(columns).map(([column, words]) => [column, (words.match(/[\p{L}\p{N}_]+/gu) ?? []).join(' ')]),
  );
}

const PATCH = [
  'Why the_pool leaks.',
  '',
  'diff --git a/src/pool.c b/src/pool.c',
  'index 1111111..2222222 100644',
  '--- a/src/pool.c',
  '+++ b/src/pool.c',
  '@@ -1,5 +1,5 @@ pool_head(void)',
  ' before_it',
  '-gone_one',
  '--- gone two',
  '+come_one',
  '+++ come two',
  ' ',
  ' behind',
  '-- ',
  'Ana',
].join('\n');

describe('searchText', () => {
  it('tells new, quoted, added, removed and context words apart, whatever their number', () => {
    expect(wordsOf(PATCH)).toMatchObject({
      own: 'Why the_pool leaks',
      file: 'src pool c',
      pre: '1111111',
      post: '2222222',
      heading: 'pool_head void',
      context: 'before_it behind',
      removed: 'gone_one gone two',
      added: 'come_one come two',
      other: 'Ana',
    });
    expect(wordsOf('> as they said\n> twice\n\nso I say\n> and again')).toMatchObject({
      quoted: 'as they said twice and again',
      own: 'so I say',
    });
  });

  it('leaves the first character of a wrapped line of a hunk out, which stands for its mark', () => {
    const wrapped = '@@ -1,2 +1,2 @@\n a long\nxline_tail\n-b\n+c';
    expect(wordsOf(wrapped)['context']).toBe('a long line_tail');
  });

  it('holds encoded bytes back, and nothing that is as long and can be read', () => {
    const encoded = 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(2);
    const path = `/${'pool-'.repeat(14)}end`;
    expect(wordsOf(`before\n${encoded}\n${path}\nbehind`)['own']).toBe(`before ${'pool '.repeat(14)}end behind`);
  });

  it('gathers names from wherever somebody says them, each once and in lower case', () => {
    const { names } = searchText(
      message('m@example.org', { subject: 'Fix pool_free', text: PATCH }),
      segmentText(PATCH),
      null,
    );
    expect([...names].sort()).toEqual(['before_it', 'come_one', 'gone_one', 'pool_free', 'pool_head', 'the_pool']);
    const text = `__u16 _x ___ a__ A_B a_b ${'long'.repeat(20)}_name x_\n-- \nmy_signature`;
    expect(searchText(message('m@example.org', { subject: '', text }), segmentText(text), null).names.sort()).toEqual([
      '__u16',
      'a_b',
    ]);
  });
});
