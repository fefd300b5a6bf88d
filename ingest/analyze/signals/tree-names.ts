import { pattern } from '../../parse/text/pattern.ts';
/**
 * The tree or branch that a sentence names as the place where a patch went: `for-next`, `net-next`, `powerpc/fixes`,
 * `the spi tree`, `-mm`. Null where it names none.
 */
export function readTree(sentence: string): string | null {
  const of = OF_TREE.exec(sentence);
  if (of) return clean(`${of[2]} ${of[1]}`);
  const named = NAMED_TREE.exec(sentence);
  if (named && !NO_NAME.has(named[1]!.toLowerCase())) return clean(named[1]!);
  for (const match of sentence.matchAll(INTO)) {
    for (const word of match[2]!.split(' ').slice(0, WORDS_BEFORE_NAME)) {
      const name = clean(word);
      // "for the next release" names a time; "for net-next" names a tree.
      if (match[1] === 'for' && !/[-/]/.test(name)) break;
      if (looksLikeTree(name)) return name;
    }
  }
  return null;
}

/** True where a tree is the one that releases come from. */
export function isMainline(tree: string): boolean {
  return /(^|\b)(mainline|torvalds|linus('s|')?( tree)?$|upstream$|linus\/master)/i.test(tree);
}

function looksLikeTree(name: string): boolean {
  const low = name.toLowerCase();
  if (NO_NAME.has(low) || VERSION.test(low) || low.length < 2) return false;
  return KNOWN_SHAPE.test(low);
}

const clean = (name: string) => name.replace(/^[`'"#<({[]+|[`'">)}\],.;:!?]+$/g, '').replace(/\s+/g, ' ');

const OF_TREE = /\b(?:to|into|in|on) the ([\w./+-]{2,60}) branch of (?:the )?([\w./+-]{2,60}?)(?:,|\.?\s|\.?$)/i;
const NAMED_TREE =
  /\b(?:to|into|in|onto|on|through|via|of|from|by)\s+(?:the\s+|our\s+|my\s+)?([\w./'#+-]{2,40})['"]?\s+(?:tree|branch|queue|repo(?:sitory)?)\b/i;
const INTO =
  /\b(to|into|in|onto|on|through|via|for)\s+(?:the |my |our |current )?((?:[`'"#]?-?[A-Za-z][\w./'#+-]*,? ?){1,3})/g;
/** "To widget for-next": the project may stand before the branch. */
const WORDS_BEFORE_NAME = 2;
const KNOWN_SHAPE = pattern(
  '',
  '^(?:',
  [
    '-?mm',
    'net',
    'bpf',
    'tip',
    'rdma',
    'mainline',
    'upstream',
    'linus',
    'master',
    'main',
    'trunk',
    'devel',
    'dev',
    'next',
    'fixes',
    'staging',
    'testing',
    'stable',
    '-stable',
    'linux-next',
    'mmotm',
    '.+-next',
    String.raw`.+\.git`,
    String.raw`for-[\w./-]+`,
    String.raw`.+\/(?:next|fixes|core|urgent|for-[\w.-]+|main|master|topic[\w/.-]*|linux|[\w.-]+-(?:next|fixes))`,
    String.raw`.+-(?:fixes|queue|testing|tree|stable|unstable|for-[\w.]+|rc|current|pending)`,
    String.raw`wq\/.+`,
    'vfs[./-].+',
    '#.+',
    String.raw`[a-z]+-for-[\d.]+`,
    String.raw`\d[\d.]+-stable`,
  ],
  ')$',
);
const VERSION = /^v?\d+(\.\d+)*(-rc\d+)?$/;
const NO_NAME = new Set([
  'the',
  'my',
  'your',
  'this',
  'that',
  'it',
  'a',
  'an',
  'our',
  'its',
  'local',
  'private',
  'personal',
  'own',
  'same',
  'right',
  'wrong',
  'which',
  'any',
  'some',
  'each',
  'every',
  'their',
  'his',
  'her',
  'git',
  'source',
  'kernel',
  'test',
  'patch',
  'different',
  'another',
  'top',
  'all',
  'separate',
  'new',
  'other',
  'one',
  'call',
  'device',
  'b',
  'rb',
  'red-black',
]);
