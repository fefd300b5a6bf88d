import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDocument, placeOfRun, runKey, wordsOf } from '../../../../ingest/analyze/quotes/document.ts';
import { streamOf } from '../../../../ingest/analyze/quotes/stream.ts';
import { message } from '../../../support/patches.ts';

const documentOf = (text: string) => makeDocument(0, message('m@example.org', { subject: 'x', text }), undefined, text);

/** The lines of a stream. */
function streamLines(text: string): string[] {
  const { text: stream, starts } = streamOf(documentOf(text));
  return text.split('\n').map((_, line) => stream.slice(starts[line], starts[line + 1]));
}

describe('streamOf', () => {
  it('leaves white space, marks and what wrapping makes of them out', () => {
    expect(streamLines('p->x = y;\n> > quoted  words |\n\n>\n\u00a0\ttab\u200b\u3000é漢')).toEqual([
      'p-x=y;',
      'quotedwords',
      '',
      '',
      'tabé漢',
    ]);
  });

  it('reads what broken programs leave as what it stands for', () => {
    expect(streamLines('a =3D b\nsoft=20\nend=\na=b=1\nx &gt; y &amp;&amp; z\n&other; &\n=E4=3D')).toEqual([
      'a=b',
      'soft',
      'end',
      'a=b=1',
      'xy&&z',
      '&other;&',
      '=E4',
    ]);
  });

  it('keeps each character in its line, whatever stands around', () => {
    const LINE = fc.string({ unit: fc.constantFrom(...'ab =3D20&gt;>|é漢😀\t\u00a0'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(LINE, { minLength: 1, maxLength: 8 }), (lines) => {
        const all = streamLines(lines.join('\n'));
        lines.forEach((line, n) => {
          expect(all[n]).toBe(streamLines(line)[0]);
        });
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});

describe('placeOfRun', () => {
  it('finds a run of four words where it stands once, and says where it stands twice or never', () => {
    const words = wordsOf(documentOf('one two three four five\none two three four six'));
    const key = (at: number): number => runKey(words.hashes, at);
    expect([key(0), key(1), key(2), 12345].map((run) => placeOfRun(words, run))).toEqual([-2, 1, 2, -1]);
    expect(placeOfRun(wordsOf(documentOf('')), 7)).toBe(-1);
  });
});
