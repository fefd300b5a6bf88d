import type { Formula } from '../../../../data/records/index.ts';
import { forms, joined, pattern } from '../../../parse/text/pattern.ts';

/**
 * Formulas: short sentences with which one person tells again and again that a patch was taken. Learnt from what followed, so that
 * neither the verb nor the name of the tree need stand in a list of ours. Pure: counts over the whole archive, in any order.
 */

/** One posting that one person answered with a phrase, and what followed. */
export interface PhraseRecord {
  person: string;
  phrase: string;
  /** Key of the patch or cover letter that was answered. */
  posting: string;
  /** A newer version came after it. */
  followed: boolean;
  /** Nobody spoke of the posting later in its thread. */
  lastWord: boolean;
  /** Its title came up later in a pull request or in another's patch that builds upon it. */
  inPull: boolean;
}

/** Sums of records: of one phrase of one person, or of all that a person answered. */
export interface PhraseCounts {
  said: number;
  followed: number;
  lastWord: number;
  inPull: number;
}

/** What learning formulas comes to, as it is kept. */
export interface LearntFormulas {
  /** Person and phrase, a line each, with the formula that the phrase is. */
  found: readonly (readonly [key: string, formula: Formula])[];
  trees: readonly string[];
  verbs: readonly string[];
}

export interface Formulas {
  /** The formula that a person's phrase is; null where it is none. */
  find(person: string, phrase: string): Formula | null;
  /** Names of trees that were learnt, and verbs that mean taking. */
  trees: ReadonlySet<string>;
  verbs: ReadonlySet<string>;
  /** The learnt tree that a phrase names as the place where a patch went. */
  treeIn(phrase: string): string | null;
}

/**
 * Finds the formulas among phrases.
 * @param records of all persons, one for each posting that a phrase answers
 * @param replies by person, of all postings that they answered, whatever they said: what a phrase of theirs is held against
 */
export function learnFormulas(
  records: Iterable<PhraseRecord>,
  replies: ReadonlyMap<string, PhraseCounts>,
): LearntFormulas {
  const groups = group(records);
  const base = sum(replies.values());
  const usual = base.said === 0 ? 0 : base.followed / base.said;
  const candidates = groups.filter((one) => !TALK.test(one.phrase) && isQuiet(one, usual));
  const trees = new Set<string>();
  const verbs = new Set(TAKING_VERBS);
  const found = new Map<string, Formula>();
  // What a formula's words are teaches others: a tree from a known verb, a verb from a known tree.
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = found.size + trees.size + verbs.size;
    for (const one of candidates) {
      const { verb, tree, place } = wordsOf(one.phrase);
      const said = found.has(keyOf(one));
      const taken =
        said ||
        (verb !== null && verbs.has(verb)) ||
        (tree !== null && trees.has(tree)) ||
        isPulled(one, replies) ||
        isSaidAlways(one, usual, replies);
      if (!taken || (one.said < FEWEST && !(verb !== null && verbs.has(verb) && tree !== null && trees.has(tree))))
        continue;
      if (!said && one.said >= FEWEST_SHOWN)
        found.set(keyOf(one), { text: one.phrase, said: one.said, followedByNewVersion: one.followed });
      if (one.said < FEWEST) continue;
      if (tree !== null && (place || isTreeLike(tree))) trees.add(tree);
      if (verb !== null && !WEAK_VERBS.has(verb)) verbs.add(verb);
    }
    if (found.size + trees.size + verbs.size === before) break;
  }
  return { found: [...found], trees: [...trees], verbs: [...verbs] };
}

/** What was learnt as one asks for it. */
export function formulasOf(learnt: LearntFormulas): Formulas {
  const found = new Map(learnt.found);
  const trees = new Set(learnt.trees);
  const verbs = new Set(learnt.verbs);
  return {
    find: (person, phrase) =>
      found.get(keyOf({ person, phrase })) ??
      (EXTRA.test(phrase) && !TALK.test(phrase)
        ? (found.get(keyOf({ person, phrase: phrase.replace(EXTRA, '') })) ?? null)
        : null),
    trees,
    verbs,
    treeIn(phrase) {
      const { tree } = wordsOf(phrase);
      return tree !== null && trees.has(tree) ? tree : null;
    },
  };
}

interface Group extends PhraseCounts {
  person: string;
  phrase: string;
}

function group(records: Iterable<PhraseRecord>): Group[] {
  const groups = new Map<string, Group>();
  const counted = new Set<string>();
  for (const record of records) {
    const key = keyOf(record);
    const once = `${key}\n${record.posting}`;
    if (counted.has(once)) continue;
    counted.add(once);
    let one = groups.get(key);
    if (!one)
      groups.set(
        key,
        (one = { person: record.person, phrase: record.phrase, said: 0, followed: 0, lastWord: 0, inPull: 0 }),
      );
    one.said += 1;
    if (record.followed) one.followed += 1;
    if (record.lastWord) one.lastWord += 1;
    if (record.inPull) one.inPull += 1;
  }
  return [...groups.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

const keyOf = ({ person, phrase }: { person: string; phrase: string }) => `${person}\n${phrase}`;

function sum(counts: Iterable<PhraseCounts>): PhraseCounts {
  const all = { said: 0, followed: 0, lastWord: 0, inPull: 0 };
  for (const one of counts) {
    all.said += one.said;
    all.followed += one.followed;
    all.lastWord += one.lastWord;
    all.inPull += one.inPull;
  }
  return all;
}

/** Seldom followed by a newer version, against what is usual on the list, and often the last word. */
function isQuiet({ said, followed, lastWord }: Group, usual: number): boolean {
  return followed <= QUIET_SHARE * usual * said && lastWord >= LAST_SHARE * said;
}

/**
 * A participle ("grafted") that one person says again and again, that hardly ever a newer version follows and that ends the talk, of
 * patches that others build upon no less than upon others that the person answered: silence alone is no acceptance.
 */
function isSaidAlways(one: Group, usual: number, replies: ReadonlyMap<string, PhraseCounts>): boolean {
  const { verb } = wordsOf(one.phrase);
  return (
    verb !== null &&
    PARTICIPLE.test(verb) &&
    one.said >= OFTEN &&
    one.followed <= HARDLY * usual * one.said &&
    one.lastWord >= MOSTLY * one.said &&
    one.inPull >= 2 &&
    one.inPull / one.said >= rateOfOthers(one, replies)
  );
}

/** Share of the other postings that the person answered whose titles come up later. */
function rateOfOthers(one: Group, replies: ReadonlyMap<string, PhraseCounts>): number {
  const all = replies.get(one.person);
  const others = (all?.said ?? 0) - one.said;
  return others > 0 ? Math.max(0, all!.inPull - one.inPull) / others : 0;
}

/** Titles that this phrase answers come up in pull requests far more often than others that the person answered. */
function isPulled(one: Group, replies: ReadonlyMap<string, PhraseCounts>): boolean {
  return (
    one.said >= FEWEST_PULLED &&
    one.inPull >= PULLED_SHARE * one.said &&
    rateOfOthers(one, replies) <= one.inPull / one.said / 2
  );
}

/**
 * The verb that opens a phrase and the place that it names: "applied to harvest", "grafted onto harvest tree". `place` is true where a word such as "tree" says that it is one.
 */
export function wordsOf(phrase: string): { verb: string | null; tree: string | null; place: boolean } {
  const verb = VERB.exec(phrase)?.[1] ?? null;
  const into = PLACE.exec(phrase);
  if (!into) return { verb, tree: null, place: false };
  const tree = into[1]!;
  return NO_TREES.has(tree) || /^[<#\d]|^v\d/.test(tree)
    ? { verb, tree: null, place: false }
    : { verb, tree, place: into[2] !== undefined };
}

/** Words for branches differ; a bare common noun ("applied to both cases") is none of them. */
const isTreeLike = (name: string) =>
  name.length >= 2 && !/^(?:the|this|that|these|those|it|them|all|both|my|our)$/.test(name);

const VERB = /^((?!(?:to|in|on|into|onto|for|with|as|at|by|and|but|so|or|of|from)\b)[\p{L}-]+)/u;
const PLACE =
  /\b(?:to|into|in|on|onto|for|via|through) ([\p{L}\p{N}#][\p{L}\p{N}./_+#-]*)(?: (tree|branch|queue|repo|repository)\b)?/u;
/** What is said beside a formula: "added to devel with a fixup". */
const EXTRA = / (?:with|and|after|except|minus|as|since|for) .*$/;
/** Promises, questions, tags, requests, doubts: no formula of taking, however often it is said. */
const TALK = pattern('', [
  joined(
    String.raw`\b(?:`,
    forms`
  will | 'll | i'll | we'll | going | should | shall | would | could | can | may | might | must | please | pls
  if | once | when | until | unless | after | before | not | n't | never | no | cannot | don't | can't | won't
  why | what | how | reviewed-by | acked-by | tested-by | signed-off-by | suggested-by | nak | nack | acked
  reviewed | looks | look | lgtm | drop | dropped | ignore | wait | waiting | send | sent | resend | rebase | fix
  fixed | test | tested | testing | agree | agreed | sorry | ping | wrote | forwarded | locally | stable | good
  nice | great | correct | work | works | job | catch | idea | point | you | he | she | they | someone | somebody
`,
    String.raw`)\b`,
  ),
  String.raw`n't\b`,
]);
/** Verbs that say that a patch was taken; what followed must bear them out. */
export const TAKING_VERBS: ReadonlySet<string> = new Set(
  'applied merged pushed queued pulled picked taken took committed landed staged accepted added installed upstreamed included integrated imported'.split(
    ' ',
  ),
);
/** Open a sentence in many senses; they teach nothing by themselves. */
const WEAK_VERBS: ReadonlySet<string> = new Set(
  'done got put done made good great nice there here that in to on for with as at by your my please see ack thanks cheers moved updated changed went goes'.split(
    ' ',
  ),
);
const NO_TREES: ReadonlySet<string> = new Set(
  'local the this that these those it them all both me you us him her my your our their its a an one two some any each every which what next time place order general practice fact case cases addition particular the-series review testing doing fixing sending reporting looking catching'
    .split(' ')
    .filter((word) => word !== 'next'),
);
/** So many postings make a formula; fewer do where both its verb and its tree are known. */
const FEWEST = 4;
const FEWEST_SHOWN = 2;
/** At most so large a share of what is usual may be followed by a newer version. */
const QUIET_SHARE = 0.35;
const LAST_SHARE = 0.35;
/** Where neither verb nor tree is known, later pull requests must speak for a formula. */
const FEWEST_PULLED = 6;
const PULLED_SHARE = 0.5;
/** So often, so seldom followed and so often the last word that the participle must mean taking. */
const OFTEN = 10;
const HARDLY = 0.15;
const MOSTLY = 0.6;
const PARTICIPLE = /(?:ed|en)$/;
const MOST_ROUNDS = 4;
