import { describe, expect, it } from 'vitest';
import { parseChangelog } from '../../../../ingest/parse/blocks/changelog.ts';

const read = (...lines: string[]) =>
  parseChangelog(lines, [0, lines.length]).map(({ version, entries }) => [version, ...entries.map(({ text }) => text)]);

/** Headings met on lists and the version that they lead to. */
const HEADS: [heading: string, version: number | null][] = [
  ['Changes in v2:', 2],
  ['Changes in V3', 3],
  ['Changes since v1:', 2],
  ['Changes since v3[0]:', 4],
  ['Changes from v1:', 2],
  ['Changes from [V6 RESEND]:', 7],
  ['Changes since RFC:', 1],
  ['Changes from v1 to v2:', 2],
  ['Changes v1..v2:', 2],
  ['Changes to v2:', 2],
  ['Changes in RFC v2:', 2],
  ['Changes since v1 (https://lore.example.org/r/x):', 2],
  ['Changes since the last version:', null],
  ['Changelog:', null],
  ['Changelog v2->v3', 3],
  ['Changelog between v3 and v2', 3],
  ['Patch changelog v2 -> v3:', 3],
  ['Change log v1=>v2:', 2],
  ['changes v3:', 3],
  ['v2:', 2],
  ['v1->v2:', 2],
  ['V1 -> V2:', 2],
  ['v3[3] -> v4[4]:', 4],
  ['RFC -> v1:', 1],
  ['v2..v3:', 3],
  ['v4 changes:', 4],
  ['v3 (2026-01-05):', 3],
  ['version 3:', 3],
  ['since v2:', 3],
  ['Differences from v1:', 2],
];

describe('a changelog', () => {
  it.each(HEADS)('headed "%s" leads to version %s', (heading, version) => {
    expect(read(heading, ' - one', ' - two')).toEqual([[version, 'one', 'two']]);
  });

  it('may begin behind its heading', () => {
    expect(read('v3: rebased', 'v2: renamed foo()')).toEqual([
      [3, 'rebased'],
      [2, 'renamed foo()'],
    ]);
  });

  it('rejoins wrapped entries and takes any bullet', () => {
    expect(read('Changes in v2:', '* one that', '  goes on', '- two', '1. three', 'Changes in v1:', 'none')).toEqual([
      [2, 'one that goes on', 'two', 'three'],
      [1, 'none'],
    ]);
  });

  it('ends at trailers, a rule, a diffstat, prose', () => {
    expect(read('v2:', '- one', 'Signed-off-by: A <a@example.org>', '- two')).toEqual([[2, 'one']]);
    expect(read('v2:', '- one', '---', '- two')).toEqual([[2, 'one']]);
    expect(read('v2:', '- one', '', 'The series goes on to say', 'something else.')).toEqual([[2, 'one']]);
  });

  it('knows where each entry stands', () => {
    expect(
      parseChangelog(['Words.', 'v2:', '- one', '  more', '- two'], [0, 5])[0]!.entries.map(({ lines }) => lines),
    ).toEqual([
      [2, 4],
      [4, 5],
    ]);
  });

  it('is no link to an old version and no prose about versions', () => {
    expect(
      read(
        'v1: https://lore.example.org/r/x',
        '- Link to v1: https://lore.example.org/r/y',
        'Since version 5.3 the kernel does it.',
        'In v2 of the protocol there is more',
      ),
    ).toEqual([]);
  });
});
