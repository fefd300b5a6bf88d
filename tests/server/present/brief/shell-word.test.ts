import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { asyncProperty, assert, array, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { b4Line, shellWord } from '../../../../server/present/brief/shell-word.ts';
import { withFolder } from '../../../support/archive.ts';

const SHELLS = ['sh', 'bash', 'fish'].filter((shell) => !spawnSync(shell, ['-c', 'true']).error);
const HOSTILE = [
  "x;touch$IFS'PWNED';@x.example",
  '$(touch PWNED)@x.example',
  '`touch PWNED`@x.example',
  "a'(touch PWNED)'b@x.example",
  "\\';touch PWNED;#@x.example",
  'a\\\\b@x.example',
  '--output=PWNED@x.example',
  '~root@x.example',
  '{a,b}*?[c]!!@x.example',
  '&touch PWNED&@x.example',
  '|touch PWNED@x.example',
  '>PWNED@x.example',
  'ü “quoted” "x"@x.example',
  '',
];

/** What a shell takes the words of a pasted line for. */
const wordsOf = (shell: string, line: string, cwd: string) =>
  execFileSync(shell, ['-c', `printf '%s\\n' ${line}`], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: cwd },
  })
    .slice(0, -1)
    .split('\n');

describe('a word of a command line', () => {
  it('is tried in sh and bash at least', () => {
    expect(SHELLS).toEqual(expect.arrayContaining(['sh', 'bash']));
    if (!SHELLS.includes('fish')) console.log('fish is not installed, left out');
  });

  it.each(SHELLS)('is read by %s as it is, and nothing in it runs', async (shell) => {
    await withFolder(async (folder) => {
      expect(wordsOf(shell, HOSTILE.map(shellWord).join(' '), folder)).toEqual(HOSTILE);
      const words = array(string({ unit: 'grapheme', maxLength: 20 }), { minLength: 1, maxLength: 30 });
      await assert(
        asyncProperty(words, (texts) => {
          const plain = texts.map((text) => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ''));
          expect(wordsOf(shell, plain.map(shellWord).join(' '), folder)).toEqual(plain);
          return Promise.resolve();
        }),
        { numRuns: 25 },
      );
      expect(readdirSync(folder).filter((name) => name.includes('PWNED'))).toEqual([]);
    });
  });

  it.each(SHELLS)('lets a line for b4 be pasted into %s whatever the Message-ID is', async (shell) => {
    await withFolder((folder) => {
      for (const id of HOSTILE) {
        const [program, verb, word, ...more] = wordsOf(shell, b4Line(id), folder);
        expect([program, verb, more]).toEqual(['b4', 'am', []]);
        expect(word).not.toMatch(/^-/);
      }
      expect(readdirSync(folder).filter((name) => name.includes('PWNED'))).toEqual([]);
    });
  });

  it('stays as it is where it needs no quotes, and holds no character that ends a line', () => {
    expect(b4Line('20260105.1-alice@example.org')).toBe('b4 am 20260105.1-alice@example.org');
    expect(shellWord('a\nb\u001b[0m')).toBe("'ab[0m'");
  });
});
