import { describe, expect, it } from 'vitest';
import { parseShortlog } from '../../../../ingest/parse/patch/cover-letter.ts';

describe('a shortlog', () => {
  it('lists titles under their authors, wrapped ones rejoined', () => {
    const lines = [
      'Alice Example (2):',
      '  net: one',
      '  net: a title so long that git',
      '    broke it',
      '',
      'Bob Example (1):',
      '      net: three',
      '',
      ' x.c | 2 +-',
    ];
    expect(parseShortlog(lines)).toEqual([
      { author: 'Alice Example', title: 'net: one' },
      { author: 'Alice Example', title: 'net: a title so long that git broke it' },
      { author: 'Bob Example', title: 'net: three' },
    ]);
  });

  it('is not made of prose', () => {
    expect(parseShortlog(['There are some things to do (3):', '- one', 'Others (2): none'])).toEqual([]);
  });
});
