import { type Chance, chanceOf } from './chance.ts';

/** Made-up prose and code to draw lines from, as rare and as common in their words as real mail. */
export interface Words {
  /** A line of prose of about ten words. */
  prose(chance: Chance): string;
  /** A line of code with its indent, without a mark of a diff. */
  code(chance: Chance): string;
  /** A title: words without a full stop. */
  title(chance: Chance): string;
  /** A name of a function or variable. */
  identifier(chance: Chance): string;
  /** A path of a file. */
  path(chance: Chance): string;
  /** `length` letters and figures that nothing repeats nearby: signatures, keys, ids. */
  noise(chance: Chance, length: number): string;
  /** `length` hexadecimal figures. */
  hex(chance: Chance, length: number): string;
}

/** Words are made once; a line is then one look-up, so that mail is written faster than it can be read. */
export function makeWords(seed: number): Words {
  const chance = chanceOf(seed);
  const vocabulary = Array.from({ length: VOCABULARY }, (_, n) => wordOf(chance, n));
  const word = () => (chance.one(0.45) ? chance.pick(GLUE) : vocabulary[chance.rank(VOCABULARY)]!);
  const identifiers = Array.from({ length: IDENTIFIERS }, () =>
    Array.from({ length: 1 + chance.below(3) }, () => vocabulary[chance.rank(VOCABULARY)]!).join('_'),
  );
  const identifierOf = (by: Chance) => identifiers[by.rank(IDENTIFIERS)]!;
  const prose = Array.from({ length: LINES }, () => sentence(chance, word, () => identifierOf(chance)));
  const code = Array.from({ length: LINES }, () => statement(chance, () => identifierOf(chance)));
  const folders = Array.from(
    { length: 300 },
    () => `${chance.pick(['drivers', 'fs', 'mm', 'net', 'lib', 'tools'])}/${vocabulary[chance.rank(4000)]!}`,
  );
  const noise = textOf(chance, NOISE, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
  const hex = textOf(chance, NOISE, '0123456789abcdef');
  const cut = (text: string, by: Chance, length: number) => {
    const from = by.below(text.length - length);
    return text.slice(from, from + length);
  };
  return {
    prose: (by) => by.pick(prose),
    code: (by) => by.pick(code),
    title: (by) => Array.from({ length: 4 + by.below(5) }, () => vocabulary[by.rank(VOCABULARY)]!).join(' '),
    identifier: identifierOf,
    path: (by) => `${folders[by.rank(folders.length)]!}/${identifierOf(by)}.c`,
    noise: (by, length) => cut(noise, by, length),
    hex: (by, length) => cut(hex, by, length),
  };
}

/** Common words are short; none is one of the language, apart from {@link GLUE}. */
function wordOf(chance: Chance, rank: number): string {
  const syllables = rank < 60 ? 1 : rank < 5000 ? 2 : 2 + chance.below(2);
  let word = '';
  for (let n = 0; n < syllables; n += 1) word += chance.pick(ONSETS) + chance.pick(VOWELS) + chance.pick(ENDS);
  return word;
}

function sentence(chance: Chance, word: () => string, identifier: () => string): string {
  const words = Array.from({ length: 7 + chance.below(6) }, word);
  if (chance.one(0.2)) words[chance.below(words.length)] = `${identifier()}()`;
  if (chance.one(0.3)) words[words.length - 1] += chance.pick(['.', ',', '.', '?', ':']);
  return words.join(' ');
}

function statement(chance: Chance, identifier: () => string): string {
  const indent = '\t'.repeat(chance.below(4));
  switch (chance.below(6)) {
    case 0:
      return `${indent}if (${identifier()}(${identifier()}))`;
    case 1:
      return `${indent}\treturn ${identifier()};`;
    case 2:
      return `${indent}struct ${identifier()} *${identifier()};`;
    case 3:
      return chance.one(0.5) ? '' : `${indent}}`;
    default:
      return `${indent}${identifier()} = ${identifier()}(${identifier()}, ${identifier()}->${identifier()});`;
  }
}

function textOf(chance: Chance, length: number, letters: string): string {
  const bytes = Buffer.alloc(length);
  for (let n = 0; n < length; n += 1) bytes[n] = letters.charCodeAt(chance.below(letters.length));
  return bytes.toString('latin1');
}

const VOCABULARY = 120_000;
const IDENTIFIERS = 60_000;
const LINES = 150_000;
const NOISE = 4 << 20;
const ONSETS = [
  'b',
  'br',
  'd',
  'dr',
  'f',
  'fl',
  'g',
  'gr',
  'h',
  'k',
  'kl',
  'l',
  'm',
  'n',
  'p',
  'pl',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'w',
  'z',
];
const VOWELS = ['a', 'e', 'i', 'o', 'u', 'ea', 'ou'];
const ENDS = ['', '', 'n', 'r', 'l', 'x', 'm', 'ck', 'st'];
const GLUE = [
  'the',
  'a',
  'of',
  'to',
  'is',
  'in',
  'that',
  'and',
  'it',
  'this',
  'for',
  'not',
  'be',
  'we',
  'on',
  'with',
  'as',
  'if',
  'are',
  'but',
  'so',
  'you',
  'from',
  'by',
  'can',
  'should',
  'when',
  'which',
  'I',
  'patch',
  'would',
  'does',
];
