/** Attacks on a regular expression, made from its own parts: what it can repeat is repeated, and then it must fail. */
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { leastCost } from '../support/cost.ts';

/** Text in `parts` repeated to about `size` characters, between what must stand before and what lets the match fail. */
export interface Attack {
  pattern: string;
  /** Repeats the pump so many times. */
  text: (times: number) => string;
  shape: string;
  /** Characters of one repetition. */
  size: number;
}

/**
 * True where the time that an expression takes explodes: far more than the square of the text. Grows the text in steps, so that no
 * attack runs for long.
 */
export function explodes(expression: RegExp, { text, size }: Attack): boolean {
  const isSlow = (times: number) => {
    const subject = text(times);
    const match = () => {
      expression.lastIndex = 0;
      expression.test(subject);
    };
    return leastCost(match, LONG_MS) >= LONG_MS;
  };
  for (const times of [...SMALL_STEPS, ...LENGTHS.map((length) => Math.ceil(length / size))])
    if (isSlow(times)) return true;
  return false;
}

/** The attacks on one expression: each unbounded quantifier pumped with each thing that it may take, alone and with its neighbour's. */
export function attacksOn(source: string, flags: string): Attack[] {
  const pattern = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, {
    unicode: flags.includes('u'),
    unicodeSets: flags.includes('v'),
  });
  const loops: AST.Quantifier[] = [];
  visitRegExpAST(pattern, {
    onQuantifierEnter(node) {
      if (node.max > MAX_BOUND) loops.push(node);
    },
  });
  const attacks = new Map<string, Attack>();
  for (const loop of loops) {
    const prefix = prefixOf(loop);
    for (const unit of samplesOf(loop.element)) {
      for (const [before, pump] of [
        [prefix, unit],
        ['', `${prefix}${unit}`],
        ['', unit],
      ] as const) {
        if (pump === '') continue;
        attacks.set(`${before}\n${pump}`, {
          pattern: `/${source}/${flags}`,
          shape: `${JSON.stringify(before)} then ${JSON.stringify(pump)} again and again`,
          text: (times) => `${before}${pump.repeat(times)}\u0000`,
          size: pump.length,
        });
      }
    }
  }
  return [...attacks.values()].slice(0, MAX_ATTACKS);
}

/** What may stand before a node for the match to come there. */
function prefixOf(node: AST.Node): string {
  let text = '';
  for (let at: AST.Node | null = node; at !== null; at = at.parent) {
    const parent: AST.Node | null = at.parent;
    if (parent?.type !== 'Alternative') continue;
    text =
      parent.elements
        .slice(0, parent.elements.indexOf(at as AST.Element))
        .map((element) => samplesOf(element)[0] ?? '')
        .join('') + text;
  }
  return text;
}

/** A few short texts that a part of an expression takes. */
function samplesOf(node: AST.Node): string[] {
  switch (node.type) {
    case 'Character':
      return [String.fromCodePoint(node.value)];
    case 'CharacterSet':
      return setSamples(node);
    case 'CharacterClass':
    case 'ExpressionCharacterClass':
      return classSamples(node);
    case 'Quantifier': {
      const inner = samplesOf(node.element);
      return node.min === 0 ? [...inner, ''] : inner.map((text) => text.repeat(Math.min(node.min, 40)));
    }
    case 'Group':
    case 'CapturingGroup':
      return node.alternatives.flatMap(samplesOf).slice(0, 8);
    case 'Alternative': {
      const parts = node.elements.map(samplesOf);
      const first = parts.map((samples) => samples[0] ?? '').join('');
      const last = parts.map((samples) => samples.at(-1) ?? '').join('');
      return [...new Set([first, last])];
    }
    default:
      return [''];
  }
}

function setSamples(node: AST.CharacterSet): string[] {
  if (node.kind === 'any') return ['a', ' ', '<', '.', '-'];
  if (node.kind === 'space') return node.negate ? ['a', '<', '.'] : [' ', '\t'];
  if (node.kind === 'digit') return node.negate ? ['a', ' '] : ['1'];
  if (node.kind === 'word') return node.negate ? [' ', '-'] : ['a', '_', '1'];
  return node.negate ? [' ', '-'] : ['a', 'É'];
}

function classSamples(node: AST.CharacterClass | AST.ExpressionCharacterClass): string[] {
  const expression = new RegExp(node.raw, 'v' in node ? 'v' : 'u');
  const found = CANDIDATES.filter((text) => expression.test(text));
  return found.length > 0 ? found.slice(0, 6) : [''];
}

const CANDIDATES = [
  'a',
  ' ',
  '1',
  '-',
  '_',
  '.',
  '<',
  '>',
  '[',
  ']',
  '(',
  '"',
  ':',
  '/',
  '@',
  ',',
  '\t',
  '=',
  '+',
  'A',
  '\n',
  '#',
  '\u0301',
  'é',
];
/** A quantifier with more repetitions than this can be pumped. */
const MAX_BOUND = 2000;
const MAX_ATTACKS = 24;
/** A square of 800 characters is done in two milliseconds; a cube takes a hundred times as long, and worse never ends. */
const LONG_MS = 40;
const SMALL_STEPS = [4, 8, 12, 16, 18, 20, 22, 24, 26, 28];
const LENGTHS = [200, 800];
