import { GatedPattern } from '../signals/word-gate.ts';
import { anyOf, wordsOf } from './any-of.ts';

/** What somebody can be asked to do. */
const CHANGE_VERBS = wordsOf(`
  add rename move drop remove use fix change split make put document explain mention rebase resend respin repost send convert
  replace avoid keep merge squash fold update rework check share confirm test try verify clarify provide show post give tell take
  look consider elaborate describe run review handle return call set do include extend limit revert reuse simplify delete reorder
  point help collect get have print initialize`);
/** Those of them that open a sentence as an order, and hardly as a noun. */
const ORDERS = wordsOf(`
  add rename move drop remove use fix split make put explain mention rebase resend respin send convert replace avoid keep merge
  squash fold check share confirm try verify clarify provide tell take consider describe handle include extend revert reuse
  simplify delete reorder`);
/** Those that are an order with such a word behind them: "test this", "post the log". */
const ORDERS_OF_TWO_WORDS = `(?:test|look|return|call|set|post|show|run) ${wordsOf('on with this it that at into an? the your early both')}`;
const ORDER_VERBS = `${ORDERS}\\b|${ORDERS_OF_TWO_WORDS}\\b`;
/** What somebody can be asked to tell. */
const TELLING_VERBS = wordsOf('post send show provide attach share paste tell report upload collect describe');
const SOMEBODY = wordsOf('you we somebody someone anyone anybody i');
const SOFTLY = '(?:really |probably |also |just |still |all |then |at least )*';

export const DEMANDS = new GatedPattern(
  new RegExp(
    anyOf(
      `\\b(?:can|could|would|will) ${SOMEBODY}(?: please| also| just| perhaps| maybe| kindly)* ${CHANGE_VERBS}\\b`,
      '\\b(?:please|pls|kindly)\\b',
      '\\bwhy not (?:just )?(?:use|do|call|make)\\b',
      '\\bhow about (?:we |just |adding |using |making )',
      "\\bshouldn't (?:this|it|that|we|you|there)\\b",
      "\\bwouldn't (?:it |that |this )?be (?:better|nicer|simpler|cleaner|easier|safer|clearer)\\b",
      `^(?:nit:? )?(?:maybe|perhaps) (?:to |just |we could |you could |we should |it's better to )?${CHANGE_VERBS}\\b`,
      '\\b(?:any thoughts|thoughts|comments|ping)\\?*$',
      "\\bi (?:assume|trust|hope|expect)(?: that)? you(?:'ll| will| can| are going to)\\b",
    ),
  ),
);
/** `s/old/new/` */
export const SUBSTITUTES = /(?:^|[\s"'`(])s\/[^/]{1,60}\/[^/]{0,60}(?:\/|$)/;

const WHAT_SHOULD =
  '(?:you|we|this|that|it|these|there|they|patch|series|code|name|function|comment|commit (?:log|message)|subject|should)';
const BETTER = wordsOf(
  'nice good great better useful helpful nicer cleaner simpler clearer easier safer more worth preferable best appreciated',
);
const LIKING = wordsOf('prefer like suggest love rather recommend rename expect appreciate drop put move keep');
export const WISHES = new GatedPattern(
  new RegExp(
    anyOf(
      `\\b${WHAT_SHOULD} ${SOFTLY}(?:should|needs?|must|have to|has to|ought to|want to)\\b`,
      `\\b(?:should|needs? to|must|have to|has to) ${SOFTLY}(?:be|have|go|not|use|add|take|return|get)\\b`,
      `\\b(?:i'd|i would|we'd|we would) (?:really |rather |much |strongly |also |very much )*${LIKING}\\b`,
      `\\b(?:would|'d|might|could|may) be (?:really |very |much |also )*${BETTER}\\b`,
      '\\b(?:i|we) (?:strongly )?(?:suggest|recommend|propose)\\b',
      "\\b(?:let's|let us|let me know|make sure|be sure to|feel free to send|don't forget|instead of)\\b",
      '\\b(?:better|best) (?:to|if)\\b',
      '^(?:maybe|perhaps|probably)\\b.{0,60}\\b(?:should|could|can|better)\\b',
      '\\b(?:missing|misses|lacks?|needs?) (?:a|an|the|some|here|to)\\b',
      '\\bwaiting for (?:your|an?|the)\\b',
      '\\b(?:we|you) (?:could|can) (?:also |just |simply |probably )*(?:add|use|drop|remove|move|split|make|avoid|do|put|print|check)\\b',
      '\\b(?:we|you) (?:could|should|might) have (?:done|used|added|checked|called|put|made)\\b',
      '\\b(?:what i (?:was|am|had|have) (?:thinking|in mind)|my (?:suggestion|preference|proposal) (?:is|was|would be))\\b',
    ),
  ),
);
export const SHOULD_YOU =
  /\byou (?:really |probably |also |just |still )*(?:should|need to|must|have to)\b|\blet me know\b|\bmake sure\b/;
/** What one is asked to tell or to show, not to change: "you should post the log". */
export const ASKS_TO_TELL = new RegExp(
  `^(?:and |also,? |so |then |but )*(?:please )?${TELLING_VERBS}\\b|\\byou (?:should|need to|must|have to|could|can|might) (?:also |probably )?${TELLING_VERBS}\\b`,
);
/** What somebody who helps tells the one whom he helps to do. */
export const ADVISES =
  /\byou (?:really |probably |also |just |still )*(?:want|can|could|might|may)\b|\bbetter (?:to|if)\b/;
export const IMPERATIVE = new RegExp(
  `^(?:nit:? |minor:? |style:? |also,? |and |so |then |but |just |here,? |or |instead,? |alternatively,? )*(?:do not |don't |never |always )?(?:${ORDER_VERBS})(?! (?:is|was|are|were|of|me)\\b)(?=.*\\s\\S+\\s)(?!.*:$)`,
);

const NOT_SURE = "(?:i'm |i am )?not (?:really |quite |entirely )?(?:sure|clear)(?: (?:to me|i understand))?";
const NOT_KNOWN = "i (?:don't|do not) (?:really |quite |fully )?(?:understand|see|get|know)";
export const WONDERS = new RegExp(
  `^(?:so |and |but |hmm,? |also,? |well,? )*${anyOf(
    'i (?:do )?wonder',
    'i was wondering',
    "(?:i'm )?(?:just )?(?:wondering|curious)",
    `${NOT_SURE} (?:why|what|how|if|whether|i)`,
    `${NOT_KNOWN} (?:why|what|how|where|if)`,
    "why (?:is|are|do|does|did|not|would|can't|the)",
  )}\\b`,
);
export const UNSURE = new GatedPattern(
  new RegExp(
    anyOf(
      "\\b(?:i'm|i am|we are|we're|still|also|but) (?:still |really |quite |just |also )*(?:not|un)\\s?(?:really |quite |entirely |100% |very |completely )*(?:sure|certain|convinced|comfortable|happy)\\b",
      '\\b(?:unsure|unclear|not (?:yet |very |entirely |so |immediately |really |still )?(?:clear|obvious))\\b',
      '\\bi (?:do )?wonder\\b',
      "\\bi (?:don't|do not) (?:yet )?know (?:if|whether|how|why|what)\\b",
      "\\b(?:i am|i'm|a bit|bit|little|kind of|somewhat) (?:worried|concerned|nervous|afraid|skeptical|confused)\\b",
    ),
  ),
);
/** What an author says of his own patch that he does not know: "the root cause is still not clear". */
export const OWN_DOUBT =
  /\b(?:root cause|cause|reason)\b.{0,30}\b(?:not (?:yet |fully |entirely )?(?:clear|known|understood)|unclear|unknown)\b/;

const OF_WHAT =
  '(?:this|that|it|which|there|these|they|patch|code|change|series|name|approach|description|comment|below|above|is|here)';
const FAULTS = wordsOf(`
  wrong incorrect broken bogus racy buggy confusing odd weird strange ugly misleading redundant unnecessary useless pointless unneeded
  unused overkill fragile dangerous unsafe bad hacky invalid suspicious fishy inconsistent insane problematic questionable`);
const VIRTUES = wordsOf(`
  right correct needed necessary safe sane appropriate acceptable enough like material ideal good great valid possible useful work
  build compile apply belong seem look match help solve scale agree think`);
const HARM = wordsOf('break fail crash leak deadlock overflow hang race conflict cause corrupt');
const TROUBLES = anyOf(
  wordsOf(
    'nak nack wrong bug race leaks? leaking deadlock overflows? underflow use-after-free uninitialized breaks? broken',
  ),
  wordsOf('regression typo nits? confus\\w+ overkill problems? issues? concerns? downsides? frowned'),
  'null pointer|double free|no need|bad (?:idea|choice)',
  `too ${wordsOf('long many much big large complex late')}`,
);
const USE = wordsOf('point value need reason benefit use advantage sense purpose');
export const OBJECTS = new GatedPattern(
  new RegExp(
    anyOf(
      `\\b${OF_WHAT}\\b.{0,40}\\b(?:is|are|looks?|seems?|sounds?|feels?|would be) (?:\\w+ ){0,3}${FAULTS}\\b`,
      `(?:\\bnot|n't) (?:\\w+ ){0,3}(?:${VIRTUES}|make sense|see (?:the|a|any|much|what the) (?:\\w+ )?${USE})\\b`,
      `\\b${TROUBLES}\\b`,
      "\\b(?:i|we) (?:really |strongly |still |fully )*(?:disagree|object|dislike|hate|think not|don't (?:like|want|think|agree|see|buy|believe))\\b",
      `\\b(?:will|would|could|can|may|might) (?:\\w+ ){0,2}${HARM}\\b`,
      "\\b(?:shouldn't|should not|must not|can't be|cannot be|never be|won't work|isn't|aren't|unless|why)\\b",
      "\\b(?:won't|wouldn't) (?:be|like|want|work|do|help|fly|scale)\\b",
      "\\b(?:i would|i'd) argue\\b|\\byet to (?:see|hear)\\b|\\b(?:sad|sorry) to see\\b",
      `\\b${wordsOf('unnecessary redundant pointless superfluous misleading unrelated inconsistent incomplete insufficient')}\\b`,
    ),
  ),
);

/** Words by which somebody stands against it, and not only tells what may go wrong. */
export const OPPOSES = new GatedPattern(
  new RegExp(
    anyOf(
      `\\bi (?:really |still |also |just |strongly )*(?:do not|don't|cannot|can't) (?:really |quite |even |yet )?(?:agree|like|want|buy|see (?:the|a|any|much|what the) (?:\\w+ )?${USE})\\b`,
      '\\bwrong (?:approach|way|direction|idea|place|layer|tool)\\b',
      "\\b(?:won't|wouldn't) (?:be (?:able|enough|general|good|safe|acceptable|possible)|like|work|fly|scale)\\b",
      "\\b(?:i would|i'd) argue\\b|\\byet to (?:see|hear)\\b|\\bi (?:strongly )?(?:object|disagree|oppose)\\b|\\bn(?:a|ac)k\\b",
    ),
  ),
);

const TROUBLE_SEEN = wordsOf(
  'crash error failures? warning hang hung panic oops deadlock splat lockup regression corruption issue problem bug',
);
const SEES = wordsOf('see get got hit seeing getting hitting saw observe reproduces? triggers? causes? encountered');
export const FAILS = new GatedPattern(
  new RegExp(
    anyOf(
      '\\b(?:kernel )?(?:oops|panic)(?:s|ed|ing)?\\b',
      `\\b(?:i|we|it|this|still|also)\\b.{0,40}\\b${SEES}\\b.{0,50}\\b${TROUBLE_SEEN}\\b`,
      '\\b(?:still|now|also|always) (?:reproduces?|fails?|crashes|hangs|broken|happens|panics)\\b',
      "\\b(?:this|that|it|patch|series|commit|change|which)\\b.{0,30}\\b(?:breaks?|broke|crashes|fails (?:to|with|on)|does not (?:build|compile)|doesn't (?:build|compile))\\b",
      '\\b(?:tests?|build|compilation|boot)\\b.{0,30}\\b(?:fails?|failed|failing|broken|breaks)\\b',
      '\\b(?:noticed the following|something to improve|following (?:build )?(?:errors?|warnings?|splat|kernel oops))\\b',
    ),
  ),
);
/** What may come to pass is no report of it: "if the disk breaks you have a backup". */
export const SUPPOSES = /\b(?:if|in case|unless|would|could|might|may|when(?:ever)?)\b/;

/** What was asked for and is: nothing more is wanted. */
export const DONE_ALREADY = new RegExp(
  `^${anyOf(
    "i (?:have(?! (?:yet|no|not|an?|some|one|two|concerns|doubts|questions)\\b)|'ve|already|also|just)|i'll|i will|i've|we'll|will (?:do|fix|add|change|send)",
    "(?:it|this|that)(?:'s| is| was| has been) (?:now |already )?(?:fixed|done|changed|added)",
    'fixed|done|changed|agreed|thanks?',
  )}\\b`,
);
export const COURTESY = new RegExp(
  `^${anyOf(
    'thanks?|thank you|thx|cheers|hi|hello|hey|dear|regards|best|lgtm|looks good|applied|queued|merged',
    'ok(?:ay)?|sure|yes|no|right|np',
  )}\\b[^?]{0,60}$|^(?:how are you|hope you)\\b`,
);
const TAG_NAMES = wordsOf('reviewed acked tested signed-off reported suggested');
/** "Let me know if you want it in one patch": an offer. */
const OFFERS = `let (?:me|us) know if ${anyOf(
  "you(?:'d| would)? (?:want|need|have|prefer|like|think|disagree|agree)",
  "anyone|anybody|there(?:'s| is| are)|anything|any|i (?:missed|should|can|got)|that's|it's|we should",
)}\\b`;
export const NO_ASK = new RegExp(
  anyOf(
    '^\\[\\d+\\/\\d+\\]',
    `^(?:${TAG_NAMES}-by\\b|feel free to (?:add|include)|you can add)`,
    '^(?:with (?:that|this|those)[^?]{0,40}(?:you can|feel free|please) add|please (?:add|feel free to add) my)',
    `^(?:but |and |so |please )*${OFFERS}`,
  ),
);
const USUAL_DEEDS = anyOf(
  'review|pull|consider (?:pulling|applying|queueing|merging|taking|queuing|including|this|for)|apply|queue|merge|take|pick',
  'find|see|note|let me know if|let us know if|refer|ignore|feel free',
);
export const USUAL = new RegExp(
  anyOf(
    `\\b(?:please|pls|kindly)\\b[^.?!]{0,20}\\b${USUAL_DEEDS}\\b`,
    '\\bsend any (?:comments|problems)\\b',
    '\\b(?:comments|feedback|suggestions?|reviews?) (?:are |is |would be )?(?:\\w+ )?(?:welcome|appreciated)\\b',
  ),
);
export const BLOCKS = new GatedPattern(
  new RegExp(
    `\\b${anyOf(
      'nak|nack|nacked|blocker|must not|wrong approach|regression|crash(?:es)?|oops|panics?|deadlocks?|corrupt\\w*',
      'breaks (?:the )?(?:build|userspace|abi|bisect\\w*)|security|use-after-free',
      "can(?:'t|not) (?:take|apply|merge) this|not acceptable|unacceptable",
    )}\\b`,
  ),
);
export const NIT = new RegExp(
  anyOf(
    '\\bnits?\\b|\\bnit-?pick\\w*|\\btypos?\\b|\\bminor\\b|\\bcosmetic\\b|\\bspelling\\b|\\bwhite ?space\\b|\\bindent\\w*\\b',
    '\\b(?:blank|empty|new) ?lines?\\b|\\bparenthes[ei]s\\b|\\bstyle\\b|^(?:maybe|perhaps)\\b|\\bfwiw\\b|\\boptional(?:ly)?\\b',
    '\\bup to you\\b|\\bs\\/[^/]{1,60}\\/[^/]{0,60}\\/',
  ),
);

const TAKING = '(?:merg|apply|push|commit)\\w*';
const AS_IT_IS_TAKEN = `\\b(?:before|when|while|during|on) ${TAKING}`;
export const TAKES_CARE = new RegExp(
  anyOf(
    "\\bi(?:'ve| have)? (?:just |already )?(?:removed|fixed|changed|added|dropped|adjusted|renamed|reworded|applied|merged|pushed)\\b[^.?]{0,80}\\b(?:it|that|this|the|your)\\b",
    `\\bi(?:'ll| will|'m going to| can) (?:fix|add|change|remove|drop|adjust|merge|reword|amend|squash|do)\\b[^.?]{0,60}${AS_IT_IS_TAKEN}`,
    `\\b(?:can|could|will) be (?:fixed|changed|removed|added|done|adjusted)\\b[^.?]{0,30}${AS_IT_IS_TAKEN}`,
    `\\b(?:feel free to (?:add|fix|change)|please fix|fix) (?:it |this |that )?(?:before|while|when|during) ${TAKING}`,
    '\\bi (?:changed|renamed|fixed|dropped|removed|added|moved) (?:it|this|that|the)\\b',
  ),
);
export const WANTS_MORE = new RegExp(
  `\\b${anyOf(
    'miss(?:ing|es|ed)|lacks?|lacking|add|adding|insert|put|needs? (?:an?|some|to be (?:followed|preceded))',
    'should (?:also|have|be (?:followed|preceded))|also|document|explain|comment|note|(?:blank|empty|new) ?lines?|line break',
  )}\\b`,
);
export const TAKES_BACK = new GatedPattern(
  new RegExp(
    `\\b${anyOf(
      'never ?mind|scratch that|ignore (?:me|this|that|my)|forget (?:it|that|what)|disregard|my (?:bad|mistake|fault)',
      'i (?:misread|misunderstood|was wrong|missed that|see now|overlooked|take (?:it|that) back)',
      "sorry for the noise|please ignore|you're right|you are right|fair enough|makes sense|ok,? (?:got it|i see)",
    )}\\b`,
  ),
);
/** A question mark at the end, footnotes, smileys and thanks behind it left out. */
export const ASKS = /\?["')\]]*(?:\s*\[\w{1,3}\])*(?: *[:;]-?[()])?(?: thanks?[^?]{0,30})?[.!]*$|\?\s*\(/;
export const SHORTEST = 4;
