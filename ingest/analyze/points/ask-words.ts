import type { PointKind, PointWeight } from '../../../data/records/index.ts';
import { GatedPattern } from '../signals/word-gate.ts';

/** What one sentence wants: an answer, a change, a doubt cleared; null where it only tells. Lower case, plain apostrophes. */
export function readAsk(low: string): PointKind | null {
  const sentence = low.replace(/^[\s"'(*•-]+|^\d{1,2}[.)] +/g, '');
  if (sentence.length < SHORTEST || COURTESY.test(sentence) || NO_ASK.test(sentence)) return null;
  if (ASKS.test(sentence)) return DEMANDS.test(sentence) || SUBSTITUTES.test(sentence) ? 'request' : 'question';
  if (DONE_ALREADY.test(sentence)) return null;
  if (WONDERS.test(sentence)) return 'question';
  if (DEMANDS.test(sentence) || SUBSTITUTES.test(sentence) || WISHES.test(sentence) || IMPERATIVE.test(sentence))
    return 'request';
  if (FAILS.test(sentence)) return 'test-report';
  if (OBJECTS.test(sentence)) return 'objection';
  return UNSURE.test(sentence) ? 'doubt' : null;
}

/** True for words that surely want an answer or a deed of somebody; wishes, objections and doubts may be left at that. */
export function isDirect(low: string): boolean {
  const sentence = low.replace(/^[\s"'(*•-]+|^\d{1,2}[.)] +/g, '');
  return ASKS.test(sentence) || DEMANDS.test(sentence) || IMPERATIVE.test(sentence) || SHOULD_YOU.test(sentence);
}

/** How much hangs on words that ask. */
export function weighAsk(low: string, kind: PointKind): PointWeight {
  if (BLOCKS.test(low)) return 'blocking';
  if (NIT.test(low)) return 'nit';
  return kind === 'test-report' ? 'blocking' : 'normal';
}

/** True for words that ask something, and no change in the form of a question. */
export function isQuestion(text: string): boolean {
  return readAsk(plain(text)) === 'question';
}

/** True for words by which the reviewer makes the change, or leaves it to whoever merges: "I'll fix it before merge." */
export function takesCare(text: string): boolean {
  return TAKES_CARE.test(plain(text));
}

/** True for words that ask for something beside the lines that they quote: "missing a return here". */
export function wantsMore(text: string): boolean {
  return WANTS_MORE.test(plain(text));
}

/** True for words by which somebody takes back what they asked: "Never mind, I misread it." */
export function takesBack(text: string): boolean {
  return TAKES_BACK.test(plain(text).slice(0, 200));
}

/** True for a request that every posting makes: "please review", "please pull". */
export function isUsualRequest(low: string): boolean {
  return USUAL.test(low);
}

/** Lower case with plain apostrophes: what these patterns are held against. */
export const plain = (text: string) => text.toLowerCase().replace(/[\u2018\u2019\u00b4]/g, "'");

const anyOf = (...lists: string[]) => `(?:${lists.join('|').replace(/\s*\n\s*/g, '')})`;

const CHANGE_VERBS =
  'add|rename|move|drop|remove|use|fix|change|split|make|put|document|explain|mention|rebase|resend|respin|repost|send|convert|replace|avoid|keep|merge|squash|fold|update|rework|check|share|confirm|test|try|verify|clarify|provide|show|post|give|tell|take|look|consider|elaborate|describe|run|review|handle|return|call|set|do|include|extend|limit|revert|reuse|simplify|delete|reorder|point|help|collect|get|have';
/** Those of them that open a sentence as an order, and hardly as a noun. */
const ORDER_VERBS =
  '(?:add|rename|move|drop|remove|use|fix|split|make|put|explain|mention|rebase|resend|respin|send|convert|replace|avoid|keep|merge|squash|fold|check|share|confirm|try|verify|clarify|provide|tell|take|consider|describe|handle|include|extend|revert|reuse|simplify|delete|reorder)\\b|(?:test|look|return|call|set|post|show|run) (?:on|with|this|it|that|at|into|an?|the|your|early|both)\\b';
const SOMEBODY = '(?:you|we|somebody|someone|anyone|i)';
const DEMANDS = new GatedPattern(
  new RegExp(
    anyOf(
      `\\b(?:can|could|would|will) ${SOMEBODY}(?: please| also| just| perhaps| maybe| kindly)* (?:${CHANGE_VERBS})\\b`,
      '\\b(?:please|pls|kindly)\\b',
      '\\bwhy not (?:just )?(?:use|do|call|make)\\b',
      '\\bhow about (?:we |just |adding |using |making )',
      "\\bshouldn't (?:this|it|that|we|you|there)\\b",
      "\\bwouldn't (?:it |that |this )?be (?:better|nicer|simpler|cleaner|easier|safer|clearer)\\b",
      `^(?:nit:? )?(?:maybe|perhaps) (?:to |just |we could |you could |we should |it's better to )?(?:${CHANGE_VERBS})\\b`,
      '\\b(?:any thoughts|thoughts|comments|ping)\\?*$',
    ),
  ),
);
/** `s/old/new/` */
const SUBSTITUTES = /(?:^|[\s"'`(])s\/[^/]{1,60}\/[^/]{0,60}(?:\/|$)/;
const WISHES = new GatedPattern(
  new RegExp(
    anyOf(
      '\\b(?:you|we|this|that|it|these|there|they|patch|series|code|name|function|comment|commit (?:log|message)|subject|should) (?:really |probably |also |just |still |all |then |at least )*(?:should|needs?|must|have to|has to|ought to|want to)\\b',
      '\\b(?:should|needs? to|must|have to|has to) (?:really |probably |also |just |at least )*(?:be|have|go|not|use|add|take|return|get)\\b',
      "\\b(?:i'd|i would|we'd|we would) (?:really |rather |much |strongly |also |very much )*(?:prefer|like|suggest|love|rather|recommend|rename|expect|appreciate|drop|put|move|keep)\\b",
      "\\b(?:would|'d|might|could|may) be (?:really |very |much |also )*(?:nice|good|great|better|useful|helpful|nicer|cleaner|simpler|clearer|easier|safer|more|worth|preferable|best|appreciated)\\b",
      '\\b(?:i|we) (?:strongly )?(?:suggest|recommend|propose)\\b',
      "\\b(?:let's|let us|let me know|make sure|be sure to|feel free to send|don't forget|instead of)\\b",
      '\\b(?:better|best) (?:to|if)\\b',
      '^(?:maybe|perhaps|probably)\\b.{0,60}\\b(?:should|could|can|better)\\b',
      '\\b(?:missing|misses|lacks?|needs?) (?:a|an|the|some|here|to)\\b',
      '\\bwaiting for (?:your|an?|the)\\b',
      '\\b(?:we|you) (?:could|can) (?:also |just |simply |probably )*(?:add|use|drop|remove|move|split|make|avoid|do|put)\\b',
    ),
  ),
);
const SHOULD_YOU =
  /\byou (?:really |probably |also |just |still )*(?:should|need to|must|have to)\b|\blet me know\b|\bmake sure\b/;
const IMPERATIVE = new RegExp(
  `^(?:nit:? |minor:? |style:? |also,? |and |so |then |but |just |here,? |or |instead,? |alternatively,? )*(?:do not |don't |never |always )?(?:${ORDER_VERBS})(?! (?:is|was|are|were|of|me)\\b)(?=.*\\s\\S+\\s)(?!.*:$)`,
);
const WONDERS = new RegExp(
  `^(?:so |and |but |hmm,? |also,? |well,? )*(?:i (?:do )?wonder|i was wondering|(?:i'm )?(?:just )?(?:wondering|curious)|(?:i'm |i am )?not (?:really |quite |entirely )?(?:sure|clear)(?: (?:to me|i understand))? (?:why|what|how|if|whether|i)|i (?:don't|do not) (?:really |quite |fully )?(?:understand|see|get|know) (?:why|what|how|where|if)|why (?:is|are|do|does|did|not|would|can't|the))\\b`,
);
const UNSURE = new GatedPattern(
  new RegExp(
    anyOf(
      "\\b(?:i'm|i am|we are|we're|still|also|but) (?:still |really |quite |just |also )*(?:not|un)\\s?(?:really |quite |entirely |100% |very |completely )*(?:sure|certain|convinced|comfortable|happy)\\b",
      '\\b(?:unsure|unclear|not (?:yet |very |entirely |so )?clear)\\b',
      '\\bi (?:do )?wonder\\b',
      "\\bi (?:don't|do not) (?:yet )?know (?:if|whether|how|why|what)\\b",
      "\\b(?:i am|i'm|a bit|bit|little|kind of|somewhat) (?:worried|concerned|nervous|afraid|skeptical|confused)\\b",
    ),
  ),
);
const OBJECTS = new GatedPattern(
  new RegExp(
    anyOf(
      '\\b(?:this|that|it|which|there|these|they|patch|code|change|series|name|approach|description|comment|below|above|is|here)\\b.{0,40}\\b(?:is|are|looks?|seems?|sounds?|feels?|would be) (?:\\w+ ){0,3}(?:wrong|incorrect|broken|bogus|racy|buggy|confusing|odd|weird|strange|ugly|misleading|redundant|unnecessary|useless|pointless|unneeded|unused|overkill|fragile|dangerous|unsafe|bad|hacky|invalid|suspicious|fishy|inconsistent|insane|problematic|questionable)\\b',
      "(?:\\bnot|n't) (?:\\w+ ){0,3}(?:right|correct|needed|necessary|safe|sane|appropriate|acceptable|enough|like|material|ideal|good|great|valid|possible|useful|work|build|compile|apply|belong|make sense|seem|look|match|help|solve|scale|agree|see the (?:point|value|need)|think)\\b",
      '\\b(?:nak|nack|wrong|bug|race|leaks?|leaking|deadlock|overflows?|underflow|use-after-free|null pointer|double free|uninitialized|breaks?|broken|regression|typo|nits?|confus\\w+|overkill|no need|bad (?:idea|choice)|problem|issue|concern|downside|frowned|too (?:long|many|much|big|large|complex|late))\\b',
      "\\b(?:i|we) (?:really |strongly |still |fully )*(?:disagree|object|dislike|hate|think not|don't (?:like|want|think|agree|see|buy|believe))\\b",
      '\\b(?:will|would|could|can|may|might) (?:\\w+ ){0,2}(?:break|fail|crash|leak|deadlock|overflow|hang|race|conflict|cause|corrupt)\\b',
      "\\b(?:shouldn't|should not|must not|can't be|cannot be|never be|won't work|isn't|aren't|unless|why)\\b",
      '\\b(?:unnecessary|redundant|pointless|superfluous|misleading|unrelated|inconsistent|incomplete|insufficient)\\b',
    ),
  ),
);
const FAILS = new GatedPattern(
  new RegExp(
    anyOf(
      '\\b(?:kernel )?(?:oops|panic)(?:s|ed|ing)?\\b',
      '\\b(?:i|we|it|this|still|also)\\b.{0,40}\\b(?:see|get|got|hit|seeing|getting|hitting|saw|observe|reproduces?|triggers?|causes?|encountered)\\b.{0,50}\\b(?:crash|error|failures?|warning|hang|hung|panic|oops|deadlock|splat|lockup|regression|corruption|issue|problem|bug)\\b',
      '\\b(?:still|now|also|always) (?:reproduces?|fails?|crashes|hangs|broken|happens|panics)\\b',
      "\\b(?:this|that|it|patch|series|commit|change|which)\\b.{0,30}\\b(?:breaks?|broke|crashes|fails (?:to|with|on)|does not (?:build|compile)|doesn't (?:build|compile))\\b",
      '\\b(?:tests?|build|compilation|boot)\\b.{0,30}\\b(?:fails?|failed|failing|broken|breaks)\\b',
      '\\b(?:noticed the following|something to improve|following (?:build )?(?:errors?|warnings?|splat|kernel oops))\\b',
    ),
  ),
);
/** What was asked for and is: nothing more is wanted. */
const DONE_ALREADY =
  /^(?:i (?:have|'ve|already|also|just)|i'll|i will|i've|we'll|will (?:do|fix|add|change|send)|(?:it|this|that)(?:'s| is| was| has been) (?:now |already )?(?:fixed|done|changed|added)|fixed|done|changed|agreed|thanks?)\b/;
const COURTESY =
  /^(?:thanks?|thank you|thx|cheers|hi|hello|hey|dear|regards|best|lgtm|looks good|applied|queued|merged|ok(?:ay)?|sure|yes|no|right|np)\b[^?]{0,60}$|^(?:how are you|hope you)\b/;
const NO_ASK =
  /^\[\d+\/\d+\]|^(?:(?:reviewed|acked|tested|signed-off|reported|suggested)-by\b|feel free to (?:add|include)|you can add|with (?:that|this|those)[^?]{0,40}(?:you can|feel free|please) add|please (?:add|feel free to add) my)/;
const USUAL =
  /\b(?:please|pls|kindly)\b[^.?!]{0,20}\b(?:review|pull|consider (?:pulling|applying|queueing|merging|taking|queuing|including|this|for)|apply|queue|merge|take|pick|find|see|note|let me know if|let us know if|refer|ignore|feel free)\b|\bsend any (?:comments|problems)\b|\b(?:comments|feedback|suggestions?|reviews?) (?:are |is |would be )?(?:\w+ )?(?:welcome|appreciated)\b/;
const BLOCKS = new GatedPattern(
  /\b(?:nak|nack|nacked|blocker|must not|wrong approach|regression|crash(?:es)?|oops|panics?|deadlocks?|corrupt\w*|breaks (?:the )?(?:build|userspace|abi|bisect\w*)|security|use-after-free|can(?:'t|not) (?:take|apply|merge) this|not acceptable|unacceptable)\b/,
);
const NIT =
  /\bnits?\b|\bnit-?pick\w*|\btypos?\b|\bminor\b|\bcosmetic\b|\bspelling\b|\bwhite ?space\b|\bindent\w*\b|\b(?:blank|empty|new) ?lines?\b|\bparenthes[ei]s\b|\bstyle\b|^(?:maybe|perhaps)\b|\bfwiw\b|\boptional(?:ly)?\b|\bup to you\b|\bs\/[^/]{1,60}\/[^/]{0,60}\//;
const TAKES_CARE = new RegExp(
  anyOf(
    "\\bi(?:'ve| have)? (?:just |already )?(?:removed|fixed|changed|added|dropped|adjusted|renamed|reworded|applied|merged|pushed)\\b[^.?]{0,80}\\b(?:it|that|this|the|your)\\b",
    "\\bi(?:'ll| will|'m going to| can) (?:fix|add|change|remove|drop|adjust|merge|reword|amend|squash|do)\\b[^.?]{0,60}\\b(?:before|when|while|during|on) (?:merg|apply|push|commit)\\w*",
    '\\b(?:can|could|will) be (?:fixed|changed|removed|added|done|adjusted)\\b[^.?]{0,30}\\b(?:before|when|while|during|on) (?:merg|apply|push|commit)\\w*',
    '\\b(?:feel free to (?:add|fix|change)|please fix|fix) (?:it |this |that )?(?:before|while|when|during) (?:merg|apply|push)\\w*',
    '\\bi (?:changed|renamed|fixed|dropped|removed|added|moved) (?:it|this|that|the)\\b',
  ),
);
const WANTS_MORE =
  /\b(miss(?:ing|es|ed)|lacks?|lacking|add|adding|insert|put|needs? (?:an?|some|to be (?:followed|preceded))|should (?:also|have|be (?:followed|preceded))|also|document|explain|comment|(?:blank|empty|new) ?lines?|line break)\b/;
const TAKES_BACK = new GatedPattern(
  new RegExp(
    anyOf(
      "\\b(?:never ?mind|scratch that|ignore (?:me|this|that|my)|forget (?:it|that|what)|disregard|my (?:bad|mistake|fault)|i (?:misread|misunderstood|was wrong|missed that|see now|overlooked|take (?:it|that) back)|sorry for the noise|please ignore|you're right|you are right|fair enough|makes sense|ok,? (?:got it|i see))\\b",
    ),
  ),
);
/** A question mark at the end, footnotes, smileys and thanks behind it left out. */
const ASKS = /\?["')\]]*(?:\s*\[\w{1,3}\])*(?: *[:;]-?[()])?(?: thanks?[^?]{0,30})?[.!]*$|\?\s*\(/;
const SHORTEST = 4;
