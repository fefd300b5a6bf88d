import { describe, expect, it } from 'vitest';
import { bareBytes } from '../../../../ingest/parse/bytes/bare-bytes.ts';

describe('bareBytes', () => {
  const all = /[\s\u00a0\ufeff]/g;
  const plain = /[ \t\n\r]/g;
  it.each([
    '',
    ' ',
    'a b\tc\r\nd\n',
    'Grüße aus\u00a0Köln',
    '漢\u3000字 and 😀 \u2028 words',
    'form\ffeed\vtab',
    '\ufeffmark',
    'a lone \ud800 surrogate',
    'long '.repeat(100_000),
    'longer than is kept '.repeat(60_000),
  ])('is what the text without its white space is in UTF-8: case %#', (text) => {
    for (const space of [all, plain])
      expect(Buffer.from(bareBytes(text, space)).equals(Buffer.from(text.replace(space, ''), 'utf8'))).toBe(true);
  });
});
