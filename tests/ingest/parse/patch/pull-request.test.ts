import { describe, expect, it } from 'vitest';
import { parsePullRequest } from '../../../../ingest/parse/patch/pull-request.ts';

const REQUEST = `Hi Carol,

some fixes.

The following changes since commit 0123456789abcdef0123456789abcdef01234567:

  Release 1.2 (2026-01-05 10:00:00 +0000)

are available in the Git repository at:

  git://git.example.org/net.git tags/net-1.3

for you to fetch changes up to 89abcdef0123456789abcdef0123456789abcdef:

  net: two (2026-01-06 10:00:00 +0000)

----------------------------------------------------------------
Alice Example (2):
      net: one
      net: two

 x.c | 2 +-
`;

describe('a pull request', () => {
  it('says what to fetch from where, with titles by author', () => {
    expect(parsePullRequest(REQUEST)).toEqual({
      url: 'git://git.example.org/net.git',
      ref: 'tags/net-1.3',
      base: '0123456789abcdef0123456789abcdef01234567',
      head: '89abcdef0123456789abcdef0123456789abcdef',
      shortlog: [
        { author: 'Alice Example', title: 'net: one' },
        { author: 'Alice Example', title: 'net: two' },
      ],
    });
  });

  it('is none where it is quoted or only spoken of', () => {
    expect(parsePullRequest(REQUEST.replace(/^/gm, '> '))).toBeNull();
    expect(parsePullRequest('They are available in the attic.')).toBeNull();
  });
});
