import { describe, expect, it } from 'vitest';
import { linkPieces, loreMessageId } from '../../../web/lib/linkify.ts';
import { idSegment, lineHash, messagePath } from '../../../web/lib/links.ts';
import { parseLineHash } from '../../../web/lib/url-state.ts';
import { leastCost } from '../../support/cost.ts';

describe('links in a mail’s text', () => {
  it('end before the full stop and the closing bracket', () => {
    expect(
      linkPieces('See https://example.org/a. And (https://example.org/b).')
        .filter(({ href }) => href)
        .map(({ href }) => href),
    ).toEqual(['https://example.org/a', 'https://example.org/b']);
  });
  it('to lore name the message, so that it opens here', () => {
    expect(loreMessageId('https://lore.kernel.org/linux-mm/20210101-1-alice@example.org/')).toBe(
      '20210101-1-alice@example.org',
    );
    expect(loreMessageId('https://lkml.kernel.org/r/20210101-1-alice@example.org')).toBe(
      '20210101-1-alice@example.org',
    );
    expect(loreMessageId('https://example.org/r/x@y')).toBeNull();
  });
  it('know a Message-ID in angle brackets, and leave a person’s address alone', () => {
    const pieces = linkPieces('in <20210101.123456-1-alice@example.org> by Alice <alice.longname.ahlgren@example.org>');
    expect(pieces.filter(({ messageId }) => messageId)).toHaveLength(1);
  });
  it('lose no character', () => {
    for (const text of ['', 'a', 'x https://a.b/c) y <q', 'https://', '<<a@b>>', 'https://example.org/(a)_b']) {
      expect(
        linkPieces(text)
          .map((passage) => passage.text)
          .join(''),
      ).toBe(text);
    }
  });
  it('take linear time', () => {
    const text = `${'<'.repeat(50_000)}${'@'.repeat(50_000)}${'https://'.repeat(20_000)}`;
    expect(leastCost(() => linkPieces(text), 1500)).toBeLessThan(1500);
  });
});

describe('addresses', () => {
  it('keep a Message-ID readable and whole', () => {
    expect(idSegment('a+b=c@example.org')).toBe('a+b=c@example.org');
    expect(idSegment('a/b%c@example.org')).toBe('a%2Fb%25c@example.org');
    expect(messagePath('shoreline', 'x@y', 'messages', [11, 18])).toBe('/shoreline/x@y/?view=messages#L12-L18');
  });
  it('count lines from 1, both ends included', () => {
    expect(lineHash([6, 7])).toBe('#L7');
    expect(parseLineHash('#L7')).toEqual([6, 7]);
    expect(parseLineHash('#L12-L18')).toEqual([11, 18]);
    expect(parseLineHash('#L0')).toBeNull();
    expect(parseLineHash('#L9-L3')).toBeNull();
    expect(parseLineHash('#other')).toBeNull();
  });
});
