import { describe, expect, it } from 'vitest';
import { samePerson } from '../../../../data/rules/person.ts';
import { isApproval } from '../../../../data/rules/tags.ts';
import { parsePerson, parseTrailers } from '../../../../ingest/parse/patch/trailers.ts';

const read = (...lines: string[]) => parseTrailers(lines).map(({ name, value, line }) => [name, value, line]);
const person = (name: string, email: string) => ({ name, email });

describe('a trailer', () => {
  it('has a name that lists know, in its usual spelling', () => {
    expect(
      read(
        'reviewed-by: Bob <bob@example.org>',
        'ACKed-by: Carol <carol@example.org>',
        'Fixes: 0123456789ab ("net: break")',
      ),
    ).toEqual([
      ['Reviewed-by', 'Bob <bob@example.org>', 0],
      ['Acked-by', 'Carol <carol@example.org>', 1],
      ['Fixes', '0123456789ab ("net: break")', 2],
    ]);
  });

  it('may be misspelt, doubled or indented', () => {
    expect(
      read(
        'Reviwed-by: Bob <bob@example.org>',
        '    Reviewed--by: Bob <bob@example.org>',
        'Reviewed by: Bob <bob@example.org>',
        'Fully-endorsed-by: Bob <bob@example.org>',
      ).map(([name]) => name),
    ).toEqual(['Reviewed-by', 'Reviewed-by', 'Reviewed-by', 'Fully-endorsed-by']);
  });

  it('is rejoined where it was wrapped', () => {
    expect(
      read(
        'Fixes: 0123456789ab ("net: a title that was',
        'too long for its line")',
        'Reviewed-by: Bob Example',
        '  <bob@example.org>',
      ),
    ).toEqual([
      ['Fixes', '0123456789ab ("net: a title that was too long for its line")', 0],
      ['Reviewed-by', 'Bob Example <bob@example.org>', 2],
    ]);
  });

  it('names a person, notes and tags behind the address left out', () => {
    expect(parseTrailers('Tested-by: Bob <bob+test@example.org> # on a toaster')[0]!.person).toEqual(
      person('Bob', 'bob+test@example.org'),
    );
    expect(parsePerson('"Bob, Example" <bob@example.org>')).toEqual(person('Bob, Example', 'bob@example.org'));
    expect(parsePerson('bob@example.org (Bob)')).toEqual(person('Bob', 'bob@example.org'));
    expect(parsePerson('nobody in particular')).toBeNull();
  });

  it('is none without a person, behind a quote mark, below the signature or in prose', () => {
    expect(
      read(
        'Reviewed-by: the whole team',
        '> Reviewed-by: Bob <bob@example.org>',
        '| Reported-by: Bob <bob@example.org>',
        'Note: this is prose',
        'http://example.org: a page',
        '-- ',
        'Acked-by: Carol <carol@example.org>',
      ),
    ).toEqual([]);
  });

  it('Fixes names a commit', () => {
    expect(read('Fixes: the leak')).toEqual([]);
    expect(read('Fixes: commit 0123456 ("x")')).toHaveLength(1);
  });

  it('approves by its name', () => {
    expect(['Reviewed-by', 'Acked-by', 'Tested-by', 'Reported-and-tested-by'].every(isApproval)).toBe(true);
    expect(['Signed-off-by', 'Nacked-by', 'Cc', 'Suggested-by'].some(isApproval)).toBe(false);
  });
});

describe('who may give a trailer', () => {
  it.each([
    ['the same address in other case', person('B', 'Bob@Example.org'), person('Bob', 'bob@example.org'), true],
    ['the same address with a tag', person('B', 'bob+lists@example.org'), person('Bob', 'bob@example.org'), true],
    ['one level of sub-domain', person('B', 'bob@linux.example.org'), person('Bob', 'bob@example.org'), true],
    ['two levels of sub-domain', person('B', 'bob@a.b.example.org'), person('Bob', 'bob@example.org'), false],
    [
      'the same name at another house',
      person('Bob Example', 'bob@home.example'),
      person('bob example', 'b@work.example'),
      true,
    ],
    [
      'the same name with an accent',
      person('Zoë Example', 'z@home.example'),
      person('Zoe Example', 'zoe@work.example'),
      true,
    ],
    ['somebody else', person('Carol', 'carol@example.org'), person('Bob', 'bob@example.org'), false],
    ['nobody', person('', ''), person('', ''), false],
  ])('%s', (_title, one, sender, expected) => {
    expect(samePerson(one, sender)).toBe(expected);
  });
});
