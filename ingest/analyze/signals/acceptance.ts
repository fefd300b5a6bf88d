import type { EvidenceMode, Saying } from '../../../data/records/index.ts';
import { isMainline, readTree } from './tree-names.ts';
import { GatedPattern } from './word-gate.ts';

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
const BARE_WILL =
  /^(?:(?:will|going to) (?:(?:now|just|also|then) )?(?:queue|apply|merge|push|pull|take|pick|commit|stage)|(?:applying|merging|queue?ing|pushing|taking|picking|committing|staging))(?: (?:it|this|these|them|both|all|the (?:series|patch|patches|set|whole series)))?(?: up| in| down)?(?=\s*(?:$|[,.!;:(-]|\b(?:to|into|for|once|after|when|shortly|soon|now|tomorrow|today|via|through|with|and|as)\b))(?! to (?:the )?\w+ing\b)/;

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

const WHOLE_FORMS: readonly { words: GatedPattern; mode: EvidenceMode; needsTree?: true; byOther?: true }[] = [
  {
    // "I squashed this into the patch above": taken as part of another.
    words: new GatedPattern(
      /^(?:(?:ok|okay|thanks|so),? )*(?:i|we)(?:'ve| have)? (?:now |just |also )?(?:squashed|folded) (?:this|it|these|them|your (?:patch|fix)|the (?:patch|fix))\b.{0,20}\b(?:in|into|with)\b/,
    ),
    mode: 'done',
    byOther: true,
  },
  {
    // "Moved to misc-next", "I've updated the patch in misc-next": from one branch of the speaker's to another.
    words: new GatedPattern(
      /^(?:(?:ok|okay|thanks|now),? )*(?:(?:i|we)(?:'ve| have)? )?(?:now |just |also )?(?:put|moved|updated|replaced|refreshed)(?: (?:it|this|these|them|both|all|the (?:patch|series|patches|commits?|whole series)))?(?: up)? (?:to|into|in) (?:the |my |our )?(?:[\w./-]+-next|for-[\w.-]+|next|devel|queue)\b(?! (?:version|revision|series|patch|round|spin|iteration|posting))/,
    ),
    mode: 'done',
    needsTree: true,
    byOther: true,
  },
  {
    // "I apply the set to md-next": told in the present tense.
    words: new GatedPattern(
      /^(?:(?:so|ok|okay|thanks),? )*(?:i|we) (?:now |just |also )?(?:apply|merge|queue|push|pick)(?: up)? (?:this|it|them|these|all|both|the (?:whole )?(?:patch|series|set|patchset|patches)|patch(?:es)?(?: [\d ,-]+)?)(?: up)? (?:to|into|in|for)\b/,
    ),
    mode: 'done',
    needsTree: true,
  },
  {
    words: new GatedPattern(
      /\b(?:replaced|updated|rebuilt|refreshed) (?:my|the|our) [\w./+-]+ (?:branch|queue|tree|topic) (?:with|to) (?:this|the new|your|these)\b/,
    ),
    mode: 'done',
  },
  {
    words: new GatedPattern(
      /\b(?:i|we|i've|we've)(?: have)? (?:ended up|gone ahead and|went ahead and|finished) (?:pull(?:ing|ed)|appl(?:ying|ied)|merg(?:ing|ed)|tak(?:ing|en)|queue?(?:ing|d)|push(?:ing|ed)|pick(?:ing|ed))(?: up)? (?:this|it|them|these|your|the (?:patch|series|set))\b(?! (?:and (?:test|try|run|boot)|to (?:test|try)))/,
    ),
    mode: 'done',
  },
  {
    words: new GatedPattern(
      /\b(?:this|it|series|these|they)(?:'s| is| are|'re)?(?: now| all| both)* (?:headed|destined|slated|on (?:its|their) way) (?:for|to|into) (?:v?\d|the next|linux)/,
    ),
    mode: 'announced',
  },
];
const VERBS = 'applied|merged|pushed|queued|pulled|picked|taken|took|committed|landed|staged|accepted|upstreamed';
/** What only those who keep a tree do; "applied" is also what testers do. */
const COMMITTERS = /^(?:queued|pushed|merged|committed|landed|staged)$/;
/** "The first 3 patches with a fixup merged to next": what goes with the patches is no clause of its own. */
const WITH_CHANGES =
  /\b((?:patch(?:es)?|series|patchset|set|commits?))(?: here)? with [\w '-]+?(?= (?:is|are|was|were|has|have|now|got) |(?: now| all| both)? (?:merged|applied|pushed|queued|committed) (?:to|into|in)\b)/;
const ANY_VERB = new GatedPattern(
  /\b(appl(?:y|ied|ying)|merg(?:e|ed|ing)|push(?:ed|ing)?|queu(?:e|ed|ing)|pull(?:ed|ing)?|pick(?:ed|ing)?|tak(?:e|en|ing)|took|commit(?:ted|ting)?|land(?:ed|ing)?|stag(?:e|ed)|grab(?:bed)?|accepted|installed|upstreamed|add(?:ed)?|in (?:my|the) (?:tree|queue)|carry)\b/,
);
const INTERJECTION =
  /^(?:(?:ok(?:ay)?|thanks?|thank you|thx|many thanks|cheers|great|good|nice|cool|perfect|excellent|awesome|super|looks (?:good|fine|great|ok|sane|right|correct)(?: to me)?|lgtm|fine|sure|yes|yep|yeah|done|alright|all right|right|well|hi|hello|hey|dear|sorry[^,.!]{0,30}|fyi|fwiw|ack|acked|otherwise|and|but|so|then|finally|no problem|no worries|good catch|for the record|makes sense|makes sense to me|agreed|obviously|anyway|therefore|thus|hence|update|nit)(?: (?:you|a lot|again|so much|very much|everyone|everybody|all|much|guys|folks|for (?:the|your|this|fixing|doing|these|catching|working|all)[^,.!:;-]{0,60}))*\s*(?:[,.!:;)-]+|\u2013|\u2014|\s)\s*)/;
/** Words that may stand before a participle which opens the sentence. */
const BARE_LEAD =
  '(?:(?:now|just|also|all|both|whole|this|the|patch|patches|patchset|patch ?set|series|patchseries|set|fix|everything|it|pr|these|those|two|three|four|five|first|second|last|is|are|was|were|has|have|been|and|v\\d+|patch(?:es)? #?\\d[\\d, &-]*(?:and \\d+)?|finally|fixed|fixed up|squashed|folded|rebased|tweaked|tested|reviewed|edited|already|manually|hand)[ ,]+)*';
const BARE = new RegExp(
  `^${BARE_LEAD}(?:and )?(?:was |is |been )?((?:applied|merged|pushed|queued(?: it)?(?: up)?|pulled|picked(?: it)?(?: up)?|committed|staged|taken|accepted|installed|landed|added(?= to (?:the |my |our )?[\\w./#-]{2,40})))\\b`,
);
const AFTER_BARE =
  /^(?:\s*$|\s*[,.!?;:()\u2013\u2014-]|\s+(?:up\b|to\b|onto\b|into\b|in\b|on\b|for\b|with\b|as\b|and\b|by\b|thanks?\b|thank\b|thx\b|now\b|already\b|today\b|here\b|it\b|this\b|these\b|them\b|those\b|both\b|all\b|the\b|your\b|patch(?:es)?\b|series\b|everything\b|v\d|\d|\[|#|after\b|from\b|via\b|through\b|manually\b|upstream\b|with(?:out)?\b|except\b|but\b|w\/|too\b|also\b|again\b|finally\b|yesterday\b|locally\b|at\b|since\b))/;
/** What may follow a verb inside a sentence: nothing, a patch, or where it went; any other object makes it another story. */
const AFTER_VERB =
  /^(?:\s*$|\s*[,.!?;:()\u2013\u2014-]|\s+(?:up\b|to\b|onto\b|into\b|in\b|on\b|for\b|with\b|as\b|and\b|by\b|thanks?\b|thank\b|now\b|already\b|today\b|here\b|it\b|this\b(?! \w+(?:ing|ness)\b)|these\b|them\b|those\b|both\b|all\b(?! the (?!patch|rest|other))|(?:the|your) (?:\w+ ){0,2}(?:patch(?:es)?|series|patchset|set|version|fix(?:es)?|first|last|second|rest|others?|v\d+|two|three|four|pr|one|ones|following)\b|patch(?:es)?\b|series\b|everything\b|v\d|\d|\[|#|after\b|from\b|via\b|through\b|manually\b|upstream\b|without\b|except\b|but\b|w\/|too\b|also\b|again\b|finally\b|yesterday\b|locally\b|at\b|since\b|last\b|some time|earlier\b|recently\b|yet\b|so far\b|anywhere\b|because\b|right now\b|either\b))/;
const NEEDS_OBJECT =
  /^\s*(?:(?:up|in|on|over|also|just|now)\s+)?(?:it\b|this\b|these\b|them\b|those\b|that (?:one|patch|series)|both\b|all\b|everything\b|the (?:whole |entire |full |complete )?(?:patch|series|set|patchset|first|last|second|third|rest|remaining|fix|fixes|other|others|two|three|lot)\b|patch(?:es)?\b|your\b|series\b|v\d|\d+(?:\s*[-,/]\s*\d+)*\b|#\d|\[patch|(?:up|in)?\s*(?:to|into|onto|for|through|via|in|by) (?:the |my |our |his |her |their )?[\w./'#-]+(?: tree| branch| queue)?|(?:up )?(?:now|then|today|tomorrow|shortly|soon)\b)/;
const PARTICIPLE = new RegExp(`\\b(${VERBS}|added)\\b(?: up)?`);
const FUTURE =
  /\b(?:i|we)(?:'ll| will| shall| am going to|'m going to|'re going to| are going to|'m gonna| intend to| plan to|'m about to| am about to|'d like to| won't| will not|'m not going to| am not going to| am|'m|'ve decided to) (?:not )?(?:be |now |then |just |also |go ahead and |try to |\w+ly )*(apply|applying|merge|merging|push|pushing|queue|queueing|queuing|take|taking|pick|picking|pull|pulling|commit|committing|land|grab|carry|stage|staging|get|send|put|add)\b/;
const MODAL =
  /\b(?:will|'ll|would|should|shall|could|can|may|might|must|needs? to|have to|has to|had to|to be|be|get|gets|getting|being|want(?:s|ed)? to|like to|about to|ready to|waiting|wait|hope|hoping|expect(?:ed)?|please|let's|supposed to|in order to|try(?:ing)? to|d like)\b(?! (?:well )?(?:glad|happy|pleased))/;
const NEGATED =
  /\b(?:not|never|no|cannot|won't|without|nor|neither|nobody|none|yet to|fail(?:s|ed)? to|unable|instead of|rather than|un)\b|n't\b/;
/** The negation is the verb's own, not one of an outer clause ("I did not see that it was"). */
const NEGATED_NEAR = /(?:\b(?:not|never|yet to)|n't)(?: (?!that\b|see\b)\w+){0,3}\s*$/;
const NOT_OPENING = /^\s*(?:still |also |this |it )?(?:not|never)(?: yet| been)* ?$/;
const SUBORDINATE =
  /\b(?:once|after|when|whenever|if|unless|until|till|before|provided|assuming|as soon as|by the time|where|whether|which|who|that were|that was|that are|because|since|while|with|(?<!looks )(?<!look )(?<!seems )like|than|as|how|why|what|to be|being)\b(?!.*\b(?:so|then),? )/;
const PASSIVE = /\b(?:is|are|was|were|been|got|gets|it's|they're|that's|this's|now|already|be)\b[\w ,]*$/;
const FIRST_PERSON =
  /(?:^|[\s,(])(?:i|we|i've|we've|i'd|i have|we have|ive)(?: (?!(?:you|he|she|they|it|that)\b)[\w']+){0,4}\s*$/;
/** "I have been pulled in many directions": done to the speaker. */
const DONE_TO_ME =
  /\b(?:i|we)(?:'ve|'m|'re| have| had| am| are| was| were)(?: \w+)?(?: been| being)?\s*$(?<=\b(?:been|being|am|was|were|'m|'re|are)\s*)/;
/** Somebody else took it: with a helping verb ("Bob has already"), or a bare name before a verb whose object is a patch. */
const THIRD_PERSON =
  /(?:(?:^|\b)(?:he|she|they|somebody|someone|maintainers?|[a-z]+)(?:'s| has| have| had)(?: also| already| just| now| since)* ?$)|(?:^|\b)[a-z]+ already ?$|\b(?:i see|i saw|looks like|seems|apparently|i think|i believe|i noticed|it appears|afaik|afaict)\b[\w ',-]*$/;
const BARE_NAME = /^\s*(?:and |that |but )?[a-z]+ ?$/;
/** "Both are now in my tree", "this is in for-next already". */
const IN_TREE = new GatedPattern(
  /\b(?:this|it|they|these|both|patch(?:es)?|series|patchset|all|it's|they're|that's)(?: (?:one|patch|series|of them))?(?:'s|'re| is| are| sits?| went| should be)(?: both| all| now| already| also)* (?:in|on) (?:my|our|the|linus)\b[\w ./'-]{0,40}\b(?:tree|queue|branch|next|mainline|master)\b|\b(?:this|it|they|these|both|patch(?:es)?|series|patchset|all)(?:'s|'re| is| are) (?:in|on) (?:for-|misc-|[\w-]+-)next\b|\b(?:this|it|they|these|both|patch(?:es)?|series|patchset|all)(?: is| are)(?: now| already| also)+ (?:in|on|upstream)\b[\w ./'-]{0,30}/,
);
const REPORTING =
  /\b(?:i see|i saw|looks like|seems|apparently|i think|i believe|i noticed|it appears|afaik|afaict|in the end|as far as i)\b/;
const KNOWN_SUBJECT =
  /\b(?:this|it|they|these|both|that|patch(?:es)?|series|patchset|set|pr|pull request|merge request|fix(?:es)?|v\d+|all|everything|\d+\/\d+|them|that's|it's|whole|one|ones|changes)\b(?: (?:is|are|was|were|has|have|had|been|be|being|now|already|also|just|all|both|of|them|these|those|patch(?:es)?|which|in|the|this|series|set|one|ones|two|three|four|got|get|gets|getting|that|i|we|should|will|would|can|could|finally|since|then|only|not|never|ever|indeed|in fact|meanwhile|recently|probably|here|before|itself|v\d+|\d+|via|yet|fully|still|first|last|second|above|below|ready|to|need|needs|haven't|hasn't|wasn't|weren't|isn't|aren't|\S+'s|\(?\d\/\d\)?))*[ ,#]*$/;
const KNOWN_OPENING =
  /^\s*(?:(?:(?:these|those|the) (?:\w+ ){0,2}(?:ones|patches|fixes)|now|just|also|already|all|both|and|series|patch|patches|this|these|have|has|been|was|were|is|are|so|finally|then|therefore|thus|hence|whole|the|set|patchset|fix|v\d+|first|second|two|three|\d[\d, -]*(?![\d, -]))\s*){1,12}$/;
const QUESTION_OPENING = /\b(?:has|have|was|were|is|are|did|do|does|can|could|will|would|when|why|who|any|how)\b/;
const ALREADY = /\balready\b/;
/** The thing taken is another one: a dependency, a kernel patch, a named commit, somebody's other series. */
const FOREIGN_SUBJECT =
  /\b(?:kernel (?:patch|series|support|change|side|part)|other (?:patch|series|fix)|another|previous (?:patch|version|series|one)|earlier (?:patch|version|series)|dependen\w+|depend(?:s|ing)? on|prerequisites?|prereq|corr?[eo]sponding|related|similar|commit [0-9a-f]{6,}|[0-9a-f]{10,}|support|functions?|code|driver|feature|headers?|api|changes? (?:in|from)|my (?:other|previous|earlier|patch|series)|his|her|stuff|work|pull request (?:from|by)|was (?:first )?introduced|nothing|(?:i|we) (?:\w+ )?have (?:a|an|one|some|another|two|more)|user ?space|comments?|suggestions?|feedback|tags?|review|approach|decision|path|route|step|measure|action|care)\b[\w ,'-]*$/;
const TESTED_WITH =
  /\b(?:tested|tried|booted|built|compiled|ran|run|verified|reproduce\w*|test|try|check(?:ed)?|review(?:ed)? it) (?:with|on|after|it)?[\w ,']*$/;
const LOCAL =
  /\b(?:to|in|on|into) (?:my|our|a|the|his|her)?\s*(?:own )?(?:local|private|personal|test(?:ing)? (?:machine|system|box|setup|kernel|env\w*|rig)|laptop|machine|workstation|vm|qemu|fork|sandbox|setup|system|build|own (?:tree|branch|kernel))|\blocally\b|\b(?:to|in|on|into) (?:my |our |a |the )?(?:ci|bot|kbuild|0-?day)\b(?: (?:branch|tree|queue|runs?))?|\bto v?\d+\.\d+|\bto v\d+\b|\bto (?:my|a|the|our) v?\d|\bon (?:top|v?\d)|\bmanually (?:to|on) (?:v?\d|my)/;
const AND_TESTED =
  /^[^.]{0,60}\band (?:(?:i |have |also |then |quickly |briefly |re)*)(?:test|tested|tried|verified|ran|run|booted|built|compiled|confirmed|checked|it (?:works|fixes|builds|compiles|boots|fixed|worked)|the (?:issue|problem|bug|warning|error|crash|panic|test)|everything works|now|see|saw|still|got|get)\b/;
const PENDING =
  /\b(?:pending|once|unless|subject to|conditional|waiting (?:for|on)|until|provided|as soon as|assuming)\b.*$/;
const UNTIL =
  /\b(?:once|when|after|if|unless|as soon as|provided|pending|assuming|when(?:ever)?|until|but (?:only|first))\b.*$/;
const TENTATIVE = /\btentatively\b/;
const MERGED_TOGETHER =
  /^\s*(?:it |this |them |these |those |both )?(?:with|into|in) (?:the |this |that |a |an )?(?:single|one|previous|next|other|first|second|third|same|following|common|patch(?:es)? #?\d|patch(?:es)?\b|function|above|below|existing|new|helper|file|header|loop|condition|if|struct|main function|\w+\(\))|^\s+(?:the )?two\b(?! (?:patches|series|fixes))|^\s+\w+ (?:and|with) \w+ (?:into|together)|^\s+together/;
/** What was taken so long ago is something that the patch is about. */
const LONG_AGO = new GatedPattern(
  /\b(?:(?:a )?(?:very |pretty )?long (?:time )?ago|(?:many |several |two |three |some )?years ago|ages ago|long since)\b/,
);
/** What was taken is another patch for the same. */
const ANOTHER_FIX = new GatedPattern(
  /\b(?:same|similar|identical|equivalent|different|alternative) (?:fix|patch|change|series|solution)\b.{0,60}\b(?:already|was|has been|is)\b/,
);
/** "Added" takes a patch only where it says into which tree or queue. */
const ADDED_TO_TREE =
  /^\s*(?:it |this |these |them |both |all |the (?:patch|series) )?(?:to|into) (?:(?:the |my |our )(?:[\w./'#-]+ )?(?:tree|queue|branch|patch queue)|(?:the )?(?:for-[\w-]+|[\w-]+-next|-mm))\b/;
const PUSHED_ELSEWHERE =
  /^\s+(?:out |it |this |them |up )*(?:a|an|another|new|some|couple|few|v\d+|updated|my|the (?:branch|code|changes|rest|next|new|updated)|version|back|down|forward|through|for|further|harder|too|towards?|over|around|off|onto the stack)\b|^\s+(?:it |this |them |these )?(?:out )?(?:to|on|in) (?:my|a|github|gitlab|his)\b(?! (?:tree|queue|next|for-))|^[^.]{0,80}\bhere\s*[:.]?\s*(?:$|https?:|\[\d)|^\s+to (?!the |my |our |your |for-)\w+ (?:the|a|an|this|it|that)\b/;
const NOT_A_DECISION_AFTER =
  /^\s*(?:to (?:the )?\w+ing\b|on top|atop|cleanly|against|over|in (?:the |a )?(?:loop|next (?:version|revision|spin|iteration)|v\d|this (?:function|case|way))|to (?:the |a |all |each |every |both |any )?(?:above|below|same|case|function|problem|situation|whole (?:file|code)|other (?:places|drivers|cases|files|tests|functions)|code|rest of|drivers?|users?|file|page|pages|device|host|tests?|kernels?|do\b|be\b|make\b|use\b|get\b|have\b|have\b|keep\b|support)|a (?:look|similar|different|closer|fix|quick|stab|while|pass|step|few|long|bit|lot|patch|note|break|new|careful|deep|brief|peek|glance|shot|chance|nap|lock|reference|ref)\b|care\b|me\b|some (?:time|more|thought|changes?|of the (?:code|suggestions))|into (?:account|consideration|the (?:account|future))|time\b|place\b|effect\b|over\b|another\b|longer\b|hours?\b|days?\b|weeks?\b|months?\b|forever\b|too long|no\b|advantage|the (?:same|lock|reference|time|opportunity|liberty|approach|following (?:change|diff)|suggest\w*|comment\w*|feedback|changes? (?:you|i|we)|review\w*|mutex|spinlock|mmap_sem|semaphore|blame|risk|above (?:change|suggestion)|advice|logic|filter|policy|limit|rule|default|config\w*|delta|diff)|your (?:suggest\w*|comment\w*|advice|feedback|changes? (?:and|in)|word|point|time|proposal|recommend\w*|review\w*|remarks?|input)|all (?:the |your |of (?:the|your) )?(?:suggest\w*|comment\w*|feedback|review\w*|remarks?|changes (?:you|from))|from (?:the |a )?(?:kernel|other|another|user|list|driver|here|there|above|linux)|out of|off\b|by (?:the )?(?:hardware|firmware|driver|kernel|user|hw|fw|compiler|caller|default)|as (?:a )?(?:module|parameter|argument|well as (?:the|a)|an? )|with git\b|using\b|only (?:to|when|if|for)|when\b|whenever\b|before\b|for (?:each|every|all (?:the )?(?:devices|drivers|cases|users|pages)|(?:the|a) (?:case|device|page|whole|user)))/;
/** "I've applied it" by the author: a suggestion was taken over, no patch. */
const OWN_CHANGE = /^(?:applied|accepted|added|took|merged) (?:it|this|that|your|them|these)\b/;
const BY_AUTHOR_ABOUT_CODE =
  /^\s*(?:in|for|to|into) (?:the )?(?:v\d|next (?:version|revision|series|spin|iteration)|new version|patch)|\b(?:suggest|comment|feedback|review|remark|chang)/;
const CARRIED_VERB =
  /^(?:(?:then|now|just|also|have) )*(?:applied|merged|pushed|queued|pulled|picked|took|committed|staged)\b/;
const CLAUSE_END =
  /(?:\s*[;:()]\s*|,? (?:and|but|so|because|however|although|though|while|then|however) |,\s+|\s+-+\s+|\s*[\u2013\u2014]\s*|\.\.\.+\s*)/g;
const CLAUSE_SPLIT = /[;:(),]| (?:but|so|because) /;
