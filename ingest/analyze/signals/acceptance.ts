import type { EvidenceMode, Saying } from '../../../data/records/index.ts';
import { isMainline, readTree } from './tree-names.ts';
import { forms, pattern } from '../../parse/text/pattern.ts';
import {
  WHOLE_FORMS,
  COMMITTERS,
  WITH_CHANGES,
  ANY_VERB,
  INTERJECTION,
  BARE,
  AFTER_BARE,
  AFTER_VERB,
  NEEDS_OBJECT,
  PARTICIPLE,
} from './acceptance-verbs.ts';
import {
  FUTURE,
  MODAL,
  NEGATED,
  NEGATED_NEAR,
  NOT_OPENING,
  SUBORDINATE,
  PASSIVE,
  FIRST_PERSON,
  DONE_TO_ME,
  THIRD_PERSON,
  BARE_NAME,
  IN_TREE,
  REPORTING,
  KNOWN_SUBJECT,
  KNOWN_OPENING,
  QUESTION_OPENING,
  ALREADY,
  FOREIGN_SUBJECT,
  TESTED_WITH,
  LOCAL,
  AND_TESTED,
  PENDING,
  UNTIL,
  TENTATIVE,
  MERGED_TOGETHER,
  LONG_AGO,
  ANOTHER_FIX,
  ADDED_TO_TREE,
  PUSHED_ELSEWHERE,
  NOT_A_DECISION_AFTER,
  OWN_CHANGE,
  BY_AUTHOR_ABOUT_CODE,
  CARRIED_VERB,
  CLAUSE_END,
  CLAUSE_SPLIT,
} from './acceptance-guards.ts';

/** What one sentence says of a patch being taken. */
export interface AcceptanceWords {
  signal: string;
  says: Saying;
  mode: EvidenceMode;
  tree: string | null;
  /** True where the verb opens the sentence ("Applied, thanks", "I've applied this"). */
  clean: boolean;
  /** True where the speaker says of himself what only committers do: "I queued your fixes up", not "I applied it". */
  keepsTree?: true;
  until?: string;
}

/**
 * Reads whether a sentence says that a patch was taken into a tree. Told apart: done ("Applied to for-next"), announced ("I'll
 * queue this up"), conditional ("will apply once rc1 is out"), reported ("Bob has already picked this up"), denied ("not
 * applied yet"), asked ("has this been merged?"). Null where no verb of taking has a patch as its object: "applied on top of",
 * "I applied the patch and tested", "merged the two loops".
 *
 * @param low the sentence in lower case, plain apostrophes
 * @param byAuthor true where the author of the patch speaks: "applied your suggestions", "merged in v3" are then no verdict
 */
export function readAcceptance(low: string, byAuthor: boolean): AcceptanceWords | null {
  const whole = readWholeForm(low, byAuthor);
  if (whole) return whole;
  if (!(ANY_VERB.test(low) || IN_TREE.test(low)) || ANOTHER_FIX.test(low) || LONG_AGO.test(low)) return null;
  const sentence = stripInterjections(low).replace(WITH_CHANGES, '$1');
  const asked = /\?["')]*$/.test(low);
  const tree = readTree(sentence);
  const bare = BARE.exec(sentence);
  if (
    bare &&
    bareObjectFits(sentence.slice(bare[0].length), bare[1]!) &&
    (bare[1] !== 'added' || (tree !== null && !byAuthor))
  ) {
    // "Applied, can you check?" asks about something else; "Applied?" asks.
    if (asked && !/[,.;!-]\s/.test(sentence.slice(0, -1)))
      return { signal: 'asked', says: 'question', mode: 'done', tree, clean: false };
    if (byAuthor && bare[1] === 'accepted') return null;
    return accepted(sentence, sentence.slice(bare[0].length), 'done', true, tree, byAuthor);
  }
  const will = BARE_WILL.exec(sentence);
  if (will && !asked) {
    const until = UNTIL.exec(sentence.slice(will[0].length));
    return {
      signal: 'will-apply',
      says: 'accepted',
      mode: until ? 'conditional' : 'announced',
      tree,
      clean: true,
      ...(until ? { until: until[0].slice(0, 120) } : {}),
    };
  }
  const inTree = IN_TREE.exec(sentence);
  if (
    inTree &&
    !asked &&
    !NEGATED.test(inTree[0]) &&
    !SUBORDINATE.test(sentence.slice(0, inTree.index)) &&
    (tree !== null || /\b(?:my|our)\b/.test(inTree[0]))
  ) {
    return {
      signal: 'in-tree',
      says: tree !== null && isMainline(tree) ? 'mainlined' : 'accepted',
      mode: /\b(?:my|our)\b/.test(inTree[0]) ? 'done' : 'reported',
      tree,
      clean: false,
    };
  }
  for (const clause of clauses(sentence)) {
    const found = readClause(
      clause.text,
      clause.rest,
      sentence,
      asked,
      readTree(`${clause.text} ${/^[,;]/.test(clause.rest) ? '' : clause.rest}`),
      byAuthor,
    );
    if (found) return found;
  }
  return null;
}

/** Forms in which the verb is not one of taking: "replaced my x branch with this series", "I ended up pulling this". */
function readWholeForm(low: string, byAuthor: boolean): AcceptanceWords | null {
  const form = WHOLE_FORMS.find(({ words }) => words.test(low));
  if (!form || (form.byOther && byAuthor) || /\?["')]*$/.test(low)) return null;
  const { mode } = form;
  const tree = readTree(low);
  if (form.needsTree && (tree === null || LOCAL.test(low))) return null;
  return {
    signal: mode === 'announced' ? 'will-apply' : 'applied-reply',
    says: 'accepted',
    mode,
    tree,
    clean: mode === 'done',
  };
}

function readClause(
  clause: string,
  rest: string,
  sentence: string,
  asked: boolean,
  tree: string | null,
  byAuthor: boolean,
): AcceptanceWords | null {
  const here = asked && (rest === '' || QUESTION_OPENING.test(stripInterjections(sentence).split(' ')[0]!));
  const future = FUTURE.exec(clause);
  if (future && objectFits(clause.slice(future.index + future[0].length), future[1]!, false)) {
    const before = clause.slice(0, future.index);
    if (here || SUBORDINATE.test(before)) return null;
    if (NEGATED.test(future[0]))
      return { signal: 'will-not-apply', says: 'not-accepted', mode: 'announced', tree, clean: false };
    const until = UNTIL.exec(clause.slice(future.index) + rest);
    return {
      signal: 'will-apply',
      says: 'accepted',
      mode: until ? 'conditional' : 'announced',
      tree,
      clean: before.trim() === '',
      ...(until ? { until: until[0].slice(0, 120) } : {}),
    };
  }
  const participle = PARTICIPLE.exec(clause);
  if (!participle) return null;
  const verb = participle[1]!;
  const before = clause.slice(0, participle.index);
  const after = clause.slice(participle.index + participle[0].length);
  if (!objectFits(after, verb, true)) return null;
  if (FOREIGN_SUBJECT.test(before) || TESTED_WITH.test(before) || DONE_TO_ME.test(before)) return null;
  if (here)
    return QUESTION_OPENING.test(before) || before.trim() === ''
      ? { signal: 'asked', says: 'question', mode: 'done', tree, clean: false }
      : null;
  if (SUBORDINATE.test(before)) return null;
  const passive = PASSIVE.test(before);
  const first = FIRST_PERSON.test(before);
  const subject = KNOWN_SUBJECT.test(before);
  const other = !first && (THIRD_PERSON.test(before) || (BARE_NAME.test(before) && NEEDS_OBJECT.test(after)));
  if (!passive && !first && !other && before.trim() !== '' && !KNOWN_OPENING.test(before) && !NOT_OPENING.test(before))
    return null;
  if (NEGATED.test(before))
    return (subject || first || passive || NOT_OPENING.test(before)) && NEGATED_NEAR.test(before)
      ? { signal: 'not-applied', says: 'not-accepted', mode: 'done', tree, clean: false }
      : null;
  if (MODAL.test(before)) {
    if (/\b(will|'ll|going to)\b/.test(before) && (subject || first))
      return { signal: 'will-apply', says: 'accepted', mode: 'announced', tree, clean: false };
    return null;
  }
  if (/\bonly\b|\bpartially\b/.test(before) && !subject && !first) return null;
  if (passive && !first && !subject && !other) return null;
  const reported = REPORTING.test(before) || (other && !subject) || (!first && ALREADY.test(before));
  const opens = sentence.startsWith(clause.slice(0, 20));
  if (byAuthor && OWN_CHANGE.test(participle[0] + after) && tree === null) return null;
  const clean = first && opens && before.trim().split(' ').length <= 4;
  const taken = accepted(sentence, after + rest, reported ? 'reported' : 'done', clean, tree, byAuthor);
  return taken?.clean && COMMITTERS.test(verb) ? { ...taken, keepsTree: true } : taken;
}

function accepted(
  sentence: string,
  after: string,
  mode: EvidenceMode,
  clean: boolean,
  tree: string | null,
  byAuthor: boolean,
): AcceptanceWords | null {
  if (byAuthor && BY_AUTHOR_ABOUT_CODE.test(after.split(/[,.;!]|thanks/)[0]!)) return null;
  if (LOCAL.test(after)) return null;
  if (AND_TESTED.test(after)) return { signal: 'applied-and-tested', says: 'accepted', mode, tree, clean: false };
  const until = PENDING.exec(after);
  const mainline = tree !== null && isMainline(tree);
  return {
    signal: mode === 'reported' ? 'applied-reported' : 'applied-reply',
    says: mainline ? 'mainlined' : 'accepted',
    mode: until || TENTATIVE.test(sentence) ? 'conditional' : mode,
    tree,
    clean,
    ...(until ? { until: until[0].slice(0, 120) } : {}),
  };
}

/** Takes thanks, greetings and fillers off the front: "Ok, thanks a lot, all applied" keeps "all applied". */
export function stripInterjections(low: string): string {
  let rest = low.replace(/^[\s\-*"'(\u2022]+/, '');
  for (let n = 0; n < 8; n += 1) {
    const match = INTERJECTION.exec(rest);
    if (!match || match[0].length === rest.length) return rest;
    rest = rest.slice(match[0].length);
  }
  return rest;
}

/** Clauses of a sentence: cut at commas, semicolons, dashes, and before conjunctions. `rest` is what follows a clause. */
function* clauses(sentence: string): Generator<{ text: string; rest: string }> {
  let from = 0;
  CLAUSE_END.lastIndex = 0;
  for (let match = CLAUSE_END.exec(sentence); match !== null; match = CLAUSE_END.exec(sentence)) {
    yield { text: sentence.slice(from, match.index), rest: sentence.slice(match.index) };
    from = match.index + match[0].length;
    // A subject carries over "and" to a verb: "I've fixed the typo and applied it".
    if (
      /^,? and /.test(match[0]) &&
      CARRIED_VERB.test(sentence.slice(from)) &&
      /^\s*(?:i|we)\b/.test(sentence.slice(0, match.index))
    ) {
      yield { text: `i ${sentence.slice(from)}`.split(CLAUSE_SPLIT)[0]!, rest: '' };
    }
  }
  yield { text: sentence.slice(from), rest: '' };
}

/** "Will queue.", "Merging to next, thanks.": announced without saying by whom. */
const BARE_WILL = pattern(
  '',
  '^(?:',
  [
    '(?:will|going to) (?:(?:now|just|also|then) )?(?:queue|apply|merge|push|pull|take|pick|commit|stage)',
    '(?:applying|merging|queue?ing|pushing|taking|picking|committing|staging)',
  ],
  ')(?: (?:',
  forms`it | this | these | them | both | all | the (?:series|patch|patches|set|whole series)`,
  String.raw`))?(?: up| in| down)?(?=\s*(?:`,
  forms`
  $ | [,.!;:(-] | \b(?:to|into|for|once|after|when|shortly|soon|now|tomorrow|today|via|through|with|and|as)\b
`,
  String.raw`))(?! to (?:the )?\w+ing\b)`,
);

/** Does what follows a participle that opens the sentence leave it a verdict? */
function bareObjectFits(after: string, verb: string): boolean {
  if (/^pushed/.test(verb) && PUSHED_ELSEWHERE.test(after)) return false;
  if (/^merged/.test(verb) && MERGED_TOGETHER.test(after)) return false;
  if (NOT_A_DECISION_AFTER.test(after)) return false;
  return AFTER_BARE.test(after);
}

/** Does what follows a verb name a patch, or nothing at all? */
function objectFits(after: string, verb: string, past: boolean): boolean {
  if (NOT_A_DECISION_AFTER.test(after)) return false;
  if (/^(merge|merging)/.test(verb) && MERGED_TOGETHER.test(after)) return false;
  if (/^push/.test(verb) && PUSHED_ELSEWHERE.test(after)) return false;
  if (verb.startsWith('add')) return ADDED_TO_TREE.test(after);
  if (
    /^(take|took|taken|taking|grab|get|send|pick|picked|carry|stage|staged|add|added|land|landed|put|queue)\b/.test(
      verb,
    )
  )
    return NEEDS_OBJECT.test(after);
  return past ? AFTER_VERB.test(after) : NEEDS_OBJECT.test(after) || /^\s*(?:$|[,.!;])/.test(after);
}
