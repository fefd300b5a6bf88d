import type { Scope } from '../../../data/records/index.ts';
import { forms, joined, pattern } from '../../parse/text/pattern.ts';

/**
 * Which patches the words of a decision are about: "patches 1-3", "the whole series", "all but 4", "the first two", "these
 * three", "this one". Undefined where they don't say: then the message that is answered tells.
 */
export function readScope(sentence: string): Scope | undefined {
  const low = sentence.toLowerCase();
  const scope: Scope = {};
  const numbers = readNumbers(low);
  const except = EXCEPT.exec(low);
  if (except) {
    const behind = low.slice(except.index);
    const bare = EXCLUDED.exec(behind)?.[1];
    const excluded = readNumbers(
      bare === undefined ? behind : `patches ${bare.replace(/,? and /g, ', ').replace(/\b0+(?=\d)/g, '')}`,
    );
    if (excluded.length > 0) scope.except = excluded;
    else {
      const ordinal = ORDINAL.exec(low.slice(except.index));
      const count = LAST.exec(low.slice(except.index));
      if (ordinal) scope.except = [place(ordinal[1]!)];
      else if (count) scope.first = -count_(count[1]!) - 1000;
      else {
        const left = THESE.exec(low.slice(except.index + except[0].length))?.[1];
        return left === undefined ? { subset: true } : left === 'this' ? { rest: true } : { others: true };
      }
    }
    const before = readNumbers(low.slice(0, except.index));
    if (before.length > 0) scope.only = before;
    else scope.all = true;
  } else if (UP_TO.test(low)) scope.upTo = true;
  else if (numbers.length > 0) scope.only = numbers;
  else if (FIRST.test(low)) scope.first = count_(FIRST.exec(low)![1]!);
  else if (LAST.test(low)) scope.first = -count_(LAST.exec(low)![1]!);
  else if (
    ORDINAL.test(low) &&
    !/\b(first|second|third)\s+(thing|look|sight|place|half|time|version|glance|round)\b/.test(low)
  ) {
    const ordinal = ORDINAL.exec(low)!;
    scope.only = [place(ordinal[1]!)];
  } else if (REST.test(low)) scope.rest = true;
  else if (WHOLE.test(low)) scope.all = true;
  else if (COUNTED.test(low)) scope.count = count_(COUNTED.exec(low)![1]!);
  else if (SOME.test(low)) scope.subset = true;
  else if (THIS.test(low)) scope.this = true;
  if (scope.first !== undefined && scope.first <= -1000) {
    // "All but the last two": everything except so many from the end.
    scope.except = [scope.first + 1000];
    scope.all = true;
    delete scope.first;
  }
  const version = VERSION_TAKEN.exec(low);
  if (version) scope.version = Number(version[1] ?? version[2]);
  return Object.keys(scope).length > 0 ? scope : undefined;
}

/** Numbers of patches that a sentence names: `patches 1-3 and 5`, `#2`, `3/7`, `1, 2, 4`. Ascending, each once. */
export function readNumbers(low: string): number[] {
  const found = new Set<number>();
  const add = (from: number, to: number) => {
    if (from < 1 || to > MAX_NUMBER || to < from) return;
    for (let n = from; n <= to; n += 1) found.add(n);
  };
  for (const match of low.matchAll(SLASHED)) add(Number(match[1]), Number(match[1]));
  for (const match of low.matchAll(LISTED)) {
    for (const range of match[1]!.matchAll(/(\d{1,3})(?:\s*(?:-|\u2013|\.\.|to|through|thru|until)\s*#?(\d{1,3}))?/g)) {
      add(Number(range[1]), Number(range[2] ?? range[1]));
    }
  }
  const bare = BARE_RANGE.exec(low);
  if (bare && found.size === 0) {
    for (const range of bare[1]!.matchAll(/(\d{1,3})(?:\s*(?:-|\u2013|\.\.)\s*(\d{1,3}))?/g))
      add(Number(range[1]), Number(range[2] ?? range[1]));
  }
  return [...found].sort((a, b) => a - b);
}

const count_ = (word: string) => COUNTS[word] ?? (Number(word) || 1);
const place = (word: string) => (word === 'last' ? -1 : PLACES.indexOf(word) + 1);

const COUNTS: Record<string, number> = {
  one: 1,
  two: 2,
  both: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
};
const PLACES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const COUNT = '(one|two|three|four|five|six|seven|eight|nine|ten|\\d{1,2})';
const NOUN = '(?:patch(?:es)?|commits?|ones)';

/** `3/7`, but no date, no path and no fraction of a version. */
const SLASHED = /(?<![\w/.-])(\d{1,3})\/\d{1,3}(?![\w/-])/g;
const LISTED =
  /(?:\bpatch(?:es)?|\bpart|\bparts|#)\s*(?:no\.?\s*|number\s*)?#?(\d{1,3}(?:\s*(?:-|\u2013|\.\.|,|&|\+|and|to|through|thru)\s*#?\d{1,3})*)(?![\w/.]*\d|%)/g;
/** "Applied 1-3", "took 1, 2 and 4": numbers right behind the verb. */
const BARE_RANGE = pattern(
  '',
  String.raw`\b(?:`,
  forms`applied | merged | pushed | queued | pulled | took | take | taking | picked(?: up)?`,
  String.raw`)\s+(\d{1,2}(?:(?:\s*(?:-|\u2013|\.\.|,|&)\s*|\s+and\s+)\d{1,2})*)(?=\s|[.,;!]|$)(?!\s*(?:of|times|days|weeks|hours|minutes|years|patch))`,
);
const EXCEPT = pattern('', [
  String.raw`(?<=\b(?:applied|merged|took|pushed|queued|picked)\b.{0,40})\bexpect(?= (?:for )?(?:the )?(?:patch(?:es)? )?(?:#?\d|last|first|second|third))`,
  joined(
    String.raw`\b(?:`,
    [
      'except(?:ing)?',
      'all but',
      'everything but',
      'apart from',
      'excluding',
      'minus',
      'without',
      'other than',
      'with the exception of',
    ],
    String.raw`)\b`,
  ),
]);
/** "All except 14", "except for 0004, 0005, and 0013": bare numbers right behind it. */
const EXCLUDED =
  /^\w+(?: for)? #?((?:\d{1,4}(?:,? and |, ?| ?& ?| ?- ?))*\d{1,4})\b(?! (?:nits?|small|minor|tiny|lines?|hunks?|things?|typos?|patch|commits?))/;
/** What is left out are the very patches that are answered. */
const THESE = /^ (this|these|those)\b(?! (?:changes?|nits?|issues?|comments?|problems?|small|minor|hunks?|lines?))/;
const FIRST = new RegExp(`\\bfirst ${COUNT}\\b(?! (?:weeks?|days?|months?|lines?|hunks?))`);
const LAST = new RegExp(`\\b(?:last|final) ${COUNT}\\b(?! (?:weeks?|days?|months?|years?|lines?|hunks?))`);
const ORDINAL = new RegExp(
  `\\b(?:the|your|only)?\\s*\\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last) (?:one|patch)\\b`,
);
const UP_TO = /\b(?:up to|until|through|till) (?:and including )?this (?:one|patch)\b/;
const REST = /\b(?:the (?:rest|others?|remaining)|remaining patches|rest of (?:the|this) (?:series|patches|set))\b/;
const WHOLE = pattern(
  '',
  String.raw`\b(?:`,
  [
    joined(
      '(?:the |this |whole |entire |full |complete )*(?:',
      ['series', 'patch ?set', 'patch ?series', '(?<!data|tool|sub|re|char)set'],
      String.raw`)\b(?! of)`,
    ),
    String.raw`the (?:whole |entire )?(?:lot|stack|pile)\b`,
    'all (?:patches|of them|of it|of these|applied|merged|pushed|queued)',
    String.raw`all \d+`,
    'applied all',
    'merged all',
    'pushed all',
    'all (?:are|were|is) ',
  ],
  ')',
);
const COUNTED = new RegExp(
  `\\b(?:these|those|them|all)? ?\\b(both|(?:(?<=these |those |all )(?:one|two|three|four|five|six|seven|eight|nine|ten|\\d{1,2})))\\b`,
);
const SOME = new RegExp(
  `\\b(?:(?:some|a few|a couple|part|most|half|one|two|three) of (?:the|this|these|them|your)|partially|some ${NOUN})\\b|\\(subset\\)`,
);
const THIS = new RegExp(`\\b(?:this (?:one|patch|fix|change|commit|single)|the patch|only this)\\b`);
/** "I already took v3", "v2 was merged". */
const VERSION_TAKEN = pattern('', [
  joined(
    String.raw`\b(?:`,
    ['applied', 'merged', 'took', 'taken', 'pulled', 'picked(?: up)?', 'queued', 'pushed'],
    String.raw`)(?: up)? (?:the |your )?v(\d{1,2})\b(?![.\d])`,
  ),
  String.raw`\bv(\d{1,2}) (?:\w+ )?(?:was|is|has been|got|already)(?: already| now)? (?:applied|merged|taken|queued|pushed|pulled|accepted|in )`,
]);
/** Larger numbers are years, ports, percentages. */
const MAX_NUMBER = 200;
