import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PATCH_STATES, STATE_GROUPS, stateLook, statePhrase, weightOf } from '../data/rules/states.ts';
import { isApproval, isAuthorship, isCloseReview, isFix, isReview, isTest, trailerName } from '../data/rules/tags.ts';
import { sameName, samePerson } from '../data/rules/person.ts';
import { compileQuery } from '../server/query/compile.ts';

const ROOT = resolve(import.meta.dirname, '..');

describe('a tag', () => {
  it.each([
    ['Reviewed-by', { review: true, close: true, test: false, approval: true }],
    ['Acked-by', { review: true, close: false, test: false, approval: true }],
    ['Tested-by', { review: false, close: false, test: true, approval: true }],
    ['Reviewed-and-tested-by', { review: true, close: true, test: true, approval: true }],
    ['Tested-and-acked-by', { review: true, close: false, test: true, approval: true }],
    ['Reported-and-tested-by', { review: false, close: false, test: true, approval: true }],
    ['Fully-endorsed-by', { review: false, close: false, test: false, approval: true }],
    ['Nacked-by', { review: false, close: false, test: false, approval: false }],
    ['Backported-by', { review: false, close: false, test: false, approval: false }],
    ['Suggested-by', { review: false, close: false, test: false, approval: false }],
    ['Signed-off-by', { review: false, close: false, test: false, approval: false }],
    ['Cc', { review: false, close: false, test: false, approval: false }],
  ])('%s means', (name, expected) => {
    const means = {
      review: isReview(name),
      close: isCloseReview(name),
      test: isTest(name),
      approval: isApproval(name),
    };
    expect(means).toEqual(expected);
  });

  it('names its author, or a fault', () => {
    expect(['Signed-off-by', 'Co-developed-by', 'Co-authored-by', 'Acked-by'].map(isAuthorship)).toEqual([
      true, true, true, false,
    ]); // prettier-ignore
    expect(['Fixes', 'Closes', 'Reported-by', 'Link'].map(isFix)).toEqual([true, true, true, false]);
  });

  it('is known by its other spellings, whatever their case', () => {
    expect(['REVIEWED-BY', 'reviewed by', 'Reviwed-by'].map(trailerName)).toEqual(Array(3).fill('Reviewed-by'));
    expect(['nak-by', 'Nack-by'].map(trailerName)).toEqual(['Nacked-by', 'Nacked-by']);
    expect(trailerName('Praised-by')).toBe('Praised-by');
    expect(trailerName('Subject')).toBeNull();
  });
});

describe('a state', () => {
  it('has a weight of its own, a word and a meaning', () => {
    expect(new Set(PATCH_STATES.map(weightOf)).size).toBe(PATCH_STATES.length);
    for (const state of PATCH_STATES) expect(stateLook(state).meaning).not.toBe('');
    expect(stateLook('partly accepted').word).toBe('Taken in part');
    expect(statePhrase('partly rfc')).toBe('partly posted for comments');
    expect(stateLook('half-baked').word).toBe('Half baked');
  });

  it('is open or decided, never both', () => {
    expect(STATE_GROUPS['open']!.filter((state) => STATE_GROUPS['decided']!.includes(state))).toEqual([]);
  });

  it('is asked for by the same groups in the search as on a list', () => {
    for (const [group, states] of Object.entries(STATE_GROUPS))
      expect(compileQuery(`state:${group}`, 0).plan).toEqual({ op: 'rows', what: 'state', values: [...states] });
  });
});

describe('a person', () => {
  it('is the same by address or by name, and nobody is the same as nobody', () => {
    const ana = { name: 'Ana Ruiz', email: 'ana@example.org' };
    expect(samePerson(ana, { name: '', email: 'ANA+lists@mail.example.org' })).toBe(true);
    expect(samePerson(ana, { name: 'Ruiz, Ána', email: 'other@example.com' })).toBe(true);
    expect(samePerson(ana, { name: 'Ana', email: 'ana@example.com' })).toBe(false);
    expect(samePerson({ name: '', email: '' }, { name: '', email: '' })).toBe(false);
    expect(samePerson(ana, null)).toBe(false);
    expect(sameName('...', '...')).toBe(false);
  });
});

/** Lists of what data/rules alone may say, as they came back before. */
const LITERALS: { what: string; pattern: RegExp }[] = [
  {
    what: 'a set of states',
    pattern: new RegExp(`'(?:${PATCH_STATES.join('|')})',\\s*'(?:${PATCH_STATES.join('|')})'`),
  },
  {
    what: 'a condition on several states',
    pattern: new RegExp(`(\\b[\\w.]*\\bstate) === '(?:${PATCH_STATES.join('|')})'\\s*\\|\\|\\s*\\1 === '`),
  },
  { what: 'a line of states', pattern: /new under-review|accepted mainlined/ },
  { what: 'a pattern of states', pattern: /\((?:\?:)?(?:partly |new\|under|accepted\|mainlined|open\|decided)/ },
  { what: 'the words of a partly decided series', pattern: /['`^/]partly / },
  {
    what: 'a pattern of tags',
    pattern:
      /\/\^?\(?(?:\?:)?(?:reviewed|acked|signed-off|nacked)\b[^/\n]*\/i?\.test\((?:\w+\.)?name|\/(?:ack|review|test)\/i/i,
  },
  { what: 'HTML entities', pattern: /'&amp;'/ },
];

/** What names states for another reason, with the reason. */
const EXCEPTIONS: Record<string, string> = {
  'data/records/outcome.ts': 'the type',
  'data/records/patch.ts': 'how a tag was given',
  'ingest/analyze/discussions/main-question.ts': 'what signals say, not states of patches',
  'ingest/analyze/outcomes/last-word-verdict.ts': 'states that a last word rules out',
  'ingest/analyze/signals/commands.ts': 'what people type to a bot',
  'ingest/analyze/signals/signals.ts': 'what signals say, not states of patches',
  'server/present/verdict/path.ts': 'turning points that are drawn as ends',
  'server/present/verdict/reasons.ts': 'what a later word undoes',
  'server/present/summary/points.ts': 'what signals say, not states of patches',
  'server/present/text/escape-html.ts': 'where HTML is escaped',
  'data/codecs/json-codec.ts': 'common words of stored texts, for compression',
  'web/screens/style-guide-screen.tsx': 'an example of each',
  'server/pw/checks.ts': 'what signals say, not states of patches',
  'data/read/mine.ts': 'what signals say, not states of patches',
};

const sources = ['data', 'ingest', 'server', 'web'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/node_modules|dist\//.test(name))
    .map((name) => `${folder}/${name}`),
);

function literalsIn(file: string, text: string): string[] {
  if (file.startsWith('data/rules/') || file in EXCEPTIONS) return [];
  const code = text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/[^\n]*/g, '');
  return LITERALS.filter(({ pattern }) => pattern.test(code)).map(({ what }) => `${file} holds ${what}`);
}

describe('a rule', () => {
  it('stands in data/rules alone', () => {
    expect(sources.flatMap((file) => literalsIn(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });
  it.each([
    "const OPEN = ['new', 'under-review'];",
    "where(`state IN ('accepted', 'mainlined')`)",
    "if (outcome.state === 'accepted' || outcome.state === 'mainlined') go();",
    '/^(open|decided)$/.test(state)',
    "const ALL = 'new under-review reviewed'.split(' ');",
    "state.replace(/^partly /, '')",
    'if (/^(?:reviewed|acked)/i.test(name)) count();',
    'if (/ack/i.test(name)) count();',
    "const ENTITIES = { '&': '&amp;' };",
  ])('is missed nowhere else: %s', (line) => {
    expect(literalsIn('server/x.ts', line)).toHaveLength(1);
  });
});
