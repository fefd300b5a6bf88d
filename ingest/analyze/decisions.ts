import type { EvidenceMode, Saying } from '../../data/records/index.ts';
import { stripInterjections } from './acceptance.ts';
import { readTree } from './tree-names.ts';

/** What one sentence says of a patch's fate, being taken apart (that is acceptance.ts). */
export interface DecisionWords {
  signal: string;
  says: Saying;
  mode: EvidenceMode;
  tree: string | null;
  until?: string;
  /** A pattern too general to move a state; it weighs on probabilities and on whose turn it is. */
  weak?: true;
}

/**
 * Reads refusals, requests for changes, promises of a new version, deferrals, withdrawals, drops and what takes them back,
 * moves between trees. First form that fits wins: the stronger ones stand first.
 *
 * @param low the sentence in lower case, plain apostrophes
 * @param byAuthor true where the author of the patch speaks; null where nobody knows who that is
 */
export function readDecision(low: string, byAuthor: boolean | null): DecisionWords | null {
  const sentence = stripInterjections(low);
  const asked = /\?["')]*$/.test(low);
  for (const form of FORMS) {
    if (form.by === 'author' && byAuthor === false) continue;
    if (form.by === 'other' && byAuthor === true) continue;
    if (asked && !form.askedToo) continue;
    const match = form.words.exec(form.atStart ? sentence : low);
    if (!match || form.unless?.test(low)) continue;
    const before = low.slice(0, low.indexOf(match[0]));
    if (!form.negationIsPart && DENIED.test(before)) continue;
    if (!form.hypotheticalToo && HYPOTHETICAL.test(before)) continue;
    return {
      signal: form.signal,
      says: form.says,
      mode: form.mode,
      tree: readTree(low),
      ...(form.until && match[1] ? { until: match[1].replace(/[\s.,;:!]+$/, '').slice(0, 120) } : {}),
      ...(form.weak ? { weak: true as const } : {}),
    };
  }
  return null;
}

interface Form {
  signal: string;
  says: Saying;
  mode: EvidenceMode;
  words: RegExp;
  by?: 'author' | 'other';
  unless?: RegExp;
  /** Held against the sentence without its interjections. */
  atStart?: true;
  /** Questions count too: "Can you resend?" asks for it. */
  askedToo?: true;
  negationIsPart?: true;
  hypotheticalToo?: true;
  /** The first group is the time or condition waited for. */
  until?: true;
  weak?: true;
}

const DENIED = /(?:\b(?:not|never|no|without|nobody)\b|n't\b)[^,;.]{0,30}$/;
const HYPOTHETICAL = /\b(?:if|whether|unless|would|should|could|might|in case)\b[^,;]{0,60}$/;
/** A patch as the object of a verb: "this" and "it" alone, or with a word for a patch behind; not "this hunk", "the idea". */
const THE_PATCH =
  '(?:(?:this|it|these|them|that|both|all)\\b(?! (?:\\w+ )?(?:hunks?|parts?|chunks?|idea|functions?|code|stuff|changes?|lines?|risk|approach|checks?|comments?|bits?|thing|sentence|word|field|call|variable|flag|test|option)\\b)|(?:(?:the|your|this|that|these|my|two|three|several|whole|entire|first|last|second|both|all|of|individual) ){1,3}(?:\\w+ ){0,2}?(?:patch(?:es)?|series|patchset|set|version|ones?|fix|v\\d+)\\b|patch(?:es)? #?\\d+|v\\d+\\b)';
const RELEASE =
  '(?:v?\\d+\\.\\d+[\\w.-]*|(?:the )?next (?:cycle|merge window|release|kernel|version|round)|after (?:the |-?)?(?:merge window|rc\\d|release)|(?:the )?merge window|-?rc\\d)';

const FORMS: Form[] = [
  // Taking back one's own patch.
  {
    signal: 'self-nak',
    says: 'withdrawn',
    mode: 'done',
    by: 'author',
    words: /\b(?:self[- ]?na(?:c)?k|na(?:c)?k(?:'?ing|ed)? (?:my own|this myself|to myself)|nacked-by: myself)\b/,
  },
  {
    signal: 'self-nak',
    says: 'withdrawn',
    mode: 'done',
    by: 'author',
    atStart: true,
    words: /^(?:na(?:c)?k)\b(?!ed-by)/,
  },
  {
    signal: 'ignore-mine',
    says: 'withdrawn',
    mode: 'done',
    by: 'author',
    words:
      /(?:\b(?:please|pls|kindly|you can|you may|feel free to),? (?:just )?|^(?:so |sorry,? )?just )(?:ignore|disregard|discard|drop|skip|forget(?: about)?|scratch)\b (?:this|it|these|them|that|my|the (?:patch|series|previous|whole|set)|v\d|both|all|patch(?:es)?)/,
    unless:
      /\bdrop (?:this|it|that|the) (?:line|hunk|part|comment|check|function|one from|word|sentence|variable|include)|\bin v\d|\bignore (?:this|the|my) (?:comment|email|mail|message|question|remark|noise|report)|\btag|\bmy tree\b|from your tree|\bif you\b/,
  },
  {
    signal: 'withdrawn',
    says: 'withdrawn',
    mode: 'done',
    by: 'author',
    words: new RegExp(
      `\\b(?:i(?:'m| am|'ll| will|'d like to| want to|'ve| have)?|we(?:'ll| will| are)?|let me|let's|i'd rather) ?(?:withdraw(?:ing|n)?|retract(?:ing|ed)?|abandon(?:ing|ed)?|give up on) ${THE_PATCH}`,
    ),
  },
  {
    signal: 'withdrawn',
    says: 'withdrawn',
    mode: 'announced',
    by: 'author',
    words:
      /\b(?:i|we)(?:'ll| will| am going to|'m going to| can| think i'll)? (?:just )?drop (?:this|the) (?:patch|series|patchset|set|one)\b(?! (?:from|out of|in v\d|in the next))/,
  },
  {
    signal: 'needless',
    says: 'withdrawn',
    mode: 'done',
    by: 'author',
    words: /\b(?:this|the) (?:patch|series|one|fix) is (?:no longer|not) (?:needed|required|necessary)\b/,
    negationIsPart: true,
  },

  // Refusal.
  {
    signal: 'nak',
    says: 'rejected',
    mode: 'done',
    by: 'other',
    atStart: true,
    words:
      /^(?:so,? |a |big |hard |strong |definite |clear |that's a |it's a |this is a |and |still )*(?:na(?:c)?k(?:ed)?)\b(?!ed-by)(?:[,.!;: -]|$|\s(?:from|to|on|for|by|the|this|as|because|until|unless))/,
  },
  { signal: 'nak', says: 'rejected', mode: 'done', by: 'other', words: /^(?:full[- ]?)?na(?:c)?ked-by:/ },
  {
    signal: 'will-not-take',
    says: 'rejected',
    mode: 'done',
    by: 'other',
    negationIsPart: true,
    words: new RegExp(
      `\\b(?:i|we)(?:'m| am| are|'re)? ?(?:will not|won't|not going to|not willing to|refuse to|don't (?:want|intend|plan) to|am not (?:going|willing) to|do not (?:want|intend) to) (?:be )?(?:apply|merg|tak|accept|pull|queue|pick)(?:e|ing)?(?: up)? ${THE_PATCH}(?! (?:yet|until|unless|before|as[- ]is|now|right now|at this|for now|in this|without|with))\\b`,
    ),
    unless:
      /\b(?:yet|until|unless|before|as[- ]is|right now|for now|without|in its current|in this form|into account)\b/,
  },
  {
    signal: 'rejected',
    says: 'rejected',
    mode: 'done',
    by: 'other',
    words: new RegExp(
      `\\b(?:(?:i|we)(?:'m| am|'ve| have| are)? (?:reject(?:ed|ing)?|declin(?:ed|ing|e)) (?:this|it|them|these|the (?:patch|series|set)|your (?:patch|series))\\b(?! (?:idea|because|approach))|(?:this|the) (?:patch|series) (?:is|was|has been) rejected|^reject(?:ed)?\\b)`,
    ),
  },
  {
    signal: 'not-wanted',
    says: 'rejected',
    mode: 'done',
    by: 'other',
    negationIsPart: true,
    words:
      /\b(?:i|we) (?:really )?(?:don't|do not) (?:think (?:we|this|it) (?:want|need|should (?:take|merge|apply|do this))|want (?:this|to do this|to take this|to merge this)|need this (?:patch|change|series))\b/,
    weak: true,
  },
  {
    signal: 'drop-it',
    says: 'rejected',
    mode: 'announced',
    by: 'other',
    words:
      /\b(?:please |pls |kindly |just |let's |you (?:can|should) )+(?:drop|discard|abandon|ditch) (?:this|the) (?:patch|series|whole thing|patchset)\b/,
    weak: true,
    askedToo: true,
  },

  // Drops and what takes them back.
  {
    signal: 'drop-retracted',
    says: 'dropped',
    mode: 'retracted',
    words:
      /\b(?:(?:i'll|i will|i've|i have|i|we|we'll|will|so) ?(?:keep(?:ing)?|kept|re-?(?:add(?:ed|ing)?|instat(?:ed|ing|e)|applied|apply|queued?)|restor(?:ed|ing|e)|put|retain(?:ed|ing)?) (?:it|them|this|these|those|the (?:patch|series)|both)\b(?!.*\b(?:reference|lock|pointer|list|mind|track|name|comment|code)\b)|no need to drop|needn't drop|un-?drop(?:ped|ping)?|(?:not|won't|n't) (?:need to |have to |be )?drop(?:ping)? (?:it|them|this|these|those|the (?:patch|series))|false alarm)/,
    unless: /\bput (?:it|them|this|these|those|both|the (?:patch|series))\b(?! back)/,
    negationIsPart: true,
  },
  {
    signal: 'obstacle-small',
    says: 'dropped',
    mode: 'retracted',
    words:
      /\b(?:repairs?|conflicts?|conflict resolutions?|fix-?ups?|resolutions?|merge|rejects?|rebase) (?:were|was|are|is|look(?:s|ed)?|turned out(?: to be)?|seem(?:s|ed)?)(?: to be)?(?: (?:pretty|quite|very|rather|fairly|really|all|actually|just))* (?:simple|easy|trivial|minor|straightforward|small|manageable|mechanical|ok|okay|fine)\b/,
  },
  {
    signal: 'will-drop',
    says: 'dropped',
    mode: 'announced',
    words: new RegExp(
      `\\b(?:i|we)(?:'ll| will|'m going to| am going to| are going to| shall)? ?(?:need to|have to|must|should probably|may have to|might have to|'ll need to|will need to)? ?(?:drop|revert|back out|remove|kick out|unqueue|toss) ${THE_PATCH}\\b[\\w ]{0,40}(?:$|[,.:;]|patch|series|from|out of|for now|then|until|tree|queue)`,
    ),
    unless:
      /\b(?:in v\d|next (?:version|revision)|my (?:r-?b|ack|tag|review)|the (?:line|hunk|check|comment|lock|reference|function|include|ref))\b/,
    by: 'other',
  },
  {
    signal: 'dropped',
    says: 'dropped',
    mode: 'done',
    by: 'other',
    words: new RegExp(
      `(?:\\b(?:i|we)(?:'ve| have)?(?: now| just| already)? (?:dropped|reverted|backed out|unqueued|unapplied|kicked out|un-?merged) ${THE_PATCH}\\b|^(?:now |so )?(?:dropped|reverted|backed out)(?: (?:it|this|these|them|both|the (?:patch|series|whole)))?(?:[,.!]| (?:from|out of|for now|again)|$)|\\bhas been (?:dropped|reverted|backed out) from (?:my|the|our|-mm|linux-next)|\\bdropp(?:ed|ing) (?:${THE_PATCH} )?from (?:my|the|our) (?:[\\w-]+ )?(?:tree|queue|branch)|^dropping (?:it|this|these|both|the (?:patch|series)))`,
    ),
    unless:
      /\b(?:hunks?|chunks?|all the|stuff|idea|packets?|printk|lock|reference|refcount|connection|frames?|support)\b/,
  },

  // Moves between trees.
  {
    signal: 'moved',
    says: 'moved',
    mode: 'done',
    words:
      /\b(?:i|we)(?:'ve| have| just| had)* (?:moved|shifted|transferred|switched) (?:it|this|these|them|those|both|the|that|patch(?:es)?|your)\b[\w ,#/-]{0,50}\b(?:to|into|over to|from) (?:the |my |our |that |this )?[\w./-]+/,
    unless:
      /\b(?:function|code|comment|check|line|declaration|definition|helper|variable|into (?:a|the) (?:function|helper|header|file|loop)|in v\d|next version)\b/,
    by: 'other',
  },
  {
    signal: 'will-move',
    says: 'moved',
    mode: 'announced',
    words:
      /\b(?:i|we)(?:'ll| will|'m going to)(?: also| then| just)* move (?:it|this|these|them|those|both|the [\w-]+ patch(?:es)?|the series|that patch|patch(?:es)?)\b[\w ,#/-]{0,60}\b(?:to|into) (?:the |my |our |this |that )?(?:[\w./-]+ )?(?:git|tree|branch|queue|[\w-]+-next|for-\w+)\b/,
  },

  // Putting off.
  {
    signal: 'pass-for-now',
    says: 'deferred',
    mode: 'done',
    by: 'other',
    hypotheticalToo: true,
    words:
      /\b(?:take|taking|took) a pass(?: on (?:this|it|these))?(?: for now| this (?:time|cycle|round))?\b|\b(?:i'll|i will|we'll|let me|i'm going to|i'd rather|i'd prefer to|let's|i think i'll|we should|going to) (?:probably |just )?(?:hold off|hold (?:this|it|these|them)|sit on|postpone|defer|wait(?: a bit)? with|park|shelve|skip (?:this|it) for|leave (?:this|it) (?:out )?for|punt)\b/,
    unless: /\bdefer to [a-z]|\b(?:question|discussion|topic|decision|renaming|cleanup|answer|talk)\b/,
  },
  {
    signal: 'too-late',
    says: 'deferred',
    mode: 'done',
    by: 'other',
    words: new RegExp(
      `\\btoo late (?:for (?:the |this )?(${RELEASE}|cycle|release|window|round|one|merge|rc)|to (?:get|go|make|take|merge|apply|push|queue)|in (?:the|this) (?:cycle|release|rc|window))\\b`,
    ),
    until: true,
  },
  {
    signal: 'after-window',
    says: 'deferred',
    mode: 'done',
    by: 'other',
    hypotheticalToo: true,
    words: new RegExp(
      `\\b(?:resend|repost|respin|re-?submit|come back|try again|re-?send)\\b.{0,30}\\b(?:after|once|when)\\b.{0,30}\\b(merge window|rc1|-rc1|release|net-next (?:re-?)?opens|window (?:closes|is over)|reopens)\\b|\\bmerge window (?:is|has|just)\\b.{0,30}\\b(?:open|closed|begun|started)`,
    ),
    until: true,
    unless: /^(?:as you|note|the pull)/,
  },
  {
    signal: 'will-wait',
    says: 'deferred',
    mode: 'announced',
    hypotheticalToo: true,
    words: new RegExp(
      `\\b(?:have|has|need(?:s)?|needs|going|let's|better|should|must|will|it'll|this'll|can) (?:have )?(?:to )?wait (?:for |until |till |to |on )?(?:after )?(?:the )?(${RELEASE})`,
    ),
    until: true,
  },
  {
    signal: 'for-later',
    says: 'deferred',
    mode: 'announced',
    by: 'other',
    words: new RegExp(
      `\\b(?:(?:this|it|these|series|patch(?:es)?|that) (?:is|are|looks? like|will be|would be|should be|seems?)(?: more)?(?: a)?(?: material)? (?:for|material for) (${RELEASE})|(?:queue|take|merge|apply|look at) (?:this|it|these|them) (?:for|in|after|during) (${RELEASE})|postponed? (?:this |it |these |them )?(?:to|until|till|for) (${RELEASE})|after the (?:merge window|release))`,
    ),
    until: true,
  },
  {
    signal: 'deferred',
    says: 'deferred',
    mode: 'done',
    by: 'other',
    words:
      /\b(?:drop it|dropping it|take it) off (?:patchworks?|my (?:list|queue)) until\b|\bmarked (?:it |this )?(?:as )?deferred\b/,
  },
  {
    signal: 'in-time',
    says: 'condition',
    mode: 'announced',
    hypotheticalToo: true,
    words: new RegExp(
      `\\b(?:still (?:ok|okay|fine|good|in time|on track|possible|time)|in time|on track|(?:should|can|could|will) (?:still )?(?:make|go (?:in|into|to)|get into|land in|be (?:in|merged for|ready for))|aim(?:ing)? for|shoot(?:ing)? for)\\b (?:it |them )?(?:for |in |into |to )?(${RELEASE})`,
    ),
    until: true,
  },

  // Replaced.
  {
    signal: 'superseded-said',
    says: 'superseded',
    mode: 'done',
    words: new RegExp(
      `\\b(?:(?:this|the|series|patch|it|version|v\\d+)\\b[\\w ]{0,20} )?(?:is|was|are|has been|been|gets|got|being)? ?(?:superseded|obsoleted|replaced) by\\b.{0,40}(?:v\\d|patch|series|http|version|\\[)`,
    ),
    unless: /\b(?:function|macro|api|driver|helper|call|line)\b/,
  },

  // A new version.
  {
    signal: 'new-version-sent',
    says: 'new-version',
    mode: 'done',
    by: 'author',
    words:
      /\b(?:i(?:'ve| have| just|'m)?|we(?:'ve| have)?|have|just)? ?(?:just |already |now )?(?:sent|posted|submitted|re-?sent|sending|posting|resending) (?:out )?(?:a |an |the |my |it as |this as |as )?(?:v\d+|new (?:version|revision|series|patch)|updated (?:version|patch|series)|respin|fixed version|next version|another version)\b|^v\d+ (?:is |has been |was )?(?:sent|posted|submitted|out|on its way|here|coming)\b/,
  },
  {
    signal: 'will-send-version',
    says: 'new-version',
    mode: 'announced',
    by: 'author',
    hypotheticalToo: true,
    words:
      /\b(?:will|'ll|going to|let me|gonna|plan to|planning to|intend to|about to|i can|i could|should i|shall i|happy to|preparing|working on|i'd|i'm)\b[\w ,'/-]{0,50}\b(?:re-?send|re-?post|re-?spin|re-?submit|re-?work|re-?do|(?:send|post|prepare|submit|sending|posting|preparing|make|spin|do|cook|issue|write|working on|on)[\w ,'-]{0,30}(?:v\d+\b|new (?:version|revision|series|set|patch|one)|next (?:version|revision|series|iteration)|updated|another (?:version|revision|patch|series|spin)|a? ?(?:re-?spin|fixup|reroll|revision)|follow-?up version))/,
    askedToo: true,
  },
  {
    signal: 'in-next-version',
    says: 'new-version',
    mode: 'announced',
    by: 'author',
    hypotheticalToo: true,
    words:
      /\b(?:in|for|with|into|to) (?:the |my |a )?(?:next (?:version|revision|series|iteration|re-?spin|spin|round|posting|patch ?set|submission|rev)|new (?:version|revision|series)|follow-?up version|v ?\d+|re-?spin|upcoming version)\b/,
    unless:
      /\b(?:since|fixed in v\d+\.\d|in v\d+\.\d|(?:change[sd]|changelog|diff|difference|added|introduced|did|was|were|had|already|did in|mentioned|commented|you|your|patch) (?:\w+ )?in v\d|linux|kernel|spec|armv|ipv|nfsv|v\d+\.\d)\b/,
  },
  {
    signal: 'will-fix',
    says: 'concession',
    mode: 'announced',
    by: 'author',
    words:
      /(?:(?:^|[,;.:!-] |\b(?:and|so|but|then|ok|okay|sure|yes|yep|yeah|right|thanks|agreed|indeed|ack|it|this|that|these|they) )(?:will|gonna)|\b(?:i|we)(?:'ll| will|'m going to| am going to| are going to| shall)|\blet me) (?:also |then |definitely |certainly |surely |just |try to |be )?(?:fix(?:ed)?|do(?:ne)?|chang(?:e|ed)|updat(?:e|ed)|address(?:ed)?|tak(?:e|en) care|correct(?:ed)?|remov(?:e|ed)|renam(?:e|ed)|add(?:ed)?|drop(?:ped)?|rework(?:ed)?|rephras(?:e|ed)|rewrit(?:e|ten)|split|mov(?:e|ed)|us(?:e|ing)|mak(?:e|ing)|rebas(?:e|ed)|modif(?:y|ied)|clean|improv(?:e|ed)|adapt|adjust|includ(?:e|ed)|revert|switch|convert|simplify|squash|merge|fold)\b/,
  },
  {
    signal: 'agrees-to-fix',
    says: 'concession',
    mode: 'done',
    by: 'author',
    atStart: true,
    words:
      /^(?:ack|agreed?|done|fixed|will do|will fix|good point|good idea|good catch|you(?:'re| are) right|right|true|oops|my bad|my mistake|indeed|sorry|got it|okay|ok|noted|sure)\b/,
    weak: true,
  },

  // Changes wanted.
  {
    signal: 'respin-asked',
    says: 'changes-requested',
    mode: 'done',
    by: 'other',
    askedToo: true,
    hypotheticalToo: true,
    words:
      /\b(?:please|pls|kindly|can you|could you|would you|you(?:'ll| will)? (?:need|have) to|needs? (?:a|to be)|requires? (?:a)?|you should|let's|i'd (?:like|prefer) (?:you to|a)|will need (?:a|to be)?|looking forward to|waiting for|expect(?:ing)?|want(?:s|ed)? (?:a|to see)|worth)\b[\w ,'"-]{0,40}\b(?:re-?spin|re-?send|re-?post|re-?submit|re-?roll|re-?base|re-?work|rebased|reworked|resent|respun|(?:send|post|submit|see|do)[\w ,'-]{0,20}(?:v\d+\b|new (?:version|revision|patch)|next version|another version|updated (?:version|patch|series))|(?:a )?(?:v\d+|new version|next version))\b/,
    unless: /\b(?:do i need|should i|shall i|do you want me|want me to|i(?:'ll| will))\b/,
  },
  {
    signal: 'does-not-apply',
    says: 'changes-requested',
    mode: 'done',
    by: 'other',
    negationIsPart: true,
    words:
      /\b(?:doesn't|does not|don't|do not|didn't|did not|no longer|fails? to|failed to|won't|cannot|can't|couldn't|could not|unable to|isn't able to|not able to) (?:get (?:this|it) to )?(?:cleanly |seem to |even )*(?:apply|build|compile|merge cleanly)\b(?! to (?:us|me|you|this case|that))/,
    unless: /\b(?:before this|without this|test|you should|rule|same|apply to (?:the )?(?:case|driver|us))\b/,
  },
  {
    signal: 'needs-work',
    says: 'changes-requested',
    mode: 'done',
    by: 'other',
    negationIsPart: true,
    words:
      /\b(?:needs? (?:some |a bit |a little |much |lots of |more |further |quite )*(?:more )?(?:work|fixing|rework|rebas(?:e|ing)|respin|changes|review)|(?:not|isn't|aren't) (?:yet |quite )?(?:ready|acceptable|mergeable)|(?:must|should|has to|have to|needs? to) be (?:fixed|changed|split|reworked|rebased|rewritten|addressed|resolved|corrected|removed|dropped|updated)|can't (?:take|merge|apply) (?:this|it) (?:as is|like this|yet|until|without|with))\b/,
    weak: true,
  },
  {
    signal: 'please-change',
    says: 'changes-requested',
    mode: 'done',
    by: 'other',
    askedToo: true,
    words:
      /\b(?:please|pls|kindly|can you(?: please)?|could you(?: please)?|would you(?: mind)?|you (?:need|have|forgot|missed) to|you should|you must)\b (?:also |just |then |instead |at least |either )*(?:fix|change|update|split|drop|remove|add|use|rename|address|move|avoid|don't|do not|do|make|put|keep|rework|rewrite|convert|replace|check|explain|describe|include|mention|document|squash|fold|merge|separate|reformat|run|clean|correct|delete|adjust|clarify|provide|elaborate|reword|rephrase|set|return|call|write|get rid|sort|simplify|start|stop|follow|switch|sign|cc|fixup)\b/,
    weak: true,
    unless:
      /\b(?:please (?:take a look|let me know|review|consider|see|find|check (?:the|this) (?:link|mail))|feel free|add (?:my|the following tags?|following)|update the (?:shared )?branch)\b|\badd:?$/,
  },
  {
    signal: 'should-be',
    says: 'objection',
    mode: 'done',
    by: 'other',
    hypotheticalToo: true,
    words:
      /\b(?:this (?:is|looks|seems|will|would|should|can't|cannot|needs|must|breaks?|doesn't|does not|isn't)|should (?:be|we|not|have|use|this|probably)|shouldn't|why (?:not|do|is|are|does|did|don't|isn't)|what about|how about|i(?:'d| would) (?:prefer|rather|suggest|recommend|like|go|use|just|expect|drop|avoid|keep|remove|add|move)|i (?:don't|do not) (?:like|think|see|understand|get|believe)|not sure|i(?:'m| am) not (?:sure|convinced|happy|a fan)|better to|wrong|incorrect|broken|bugs?|races?|(?:this|it|that|patch|which|code) (?:leaks|races|crashes|deadlocks|overflows|panics|fails|breaks|hangs)|leak|missing|unnecessary|redundant|typo|nit(?:s|pick)?\b|it (?:would|might|may) be (?:better|nice|good|worth|cleaner|simpler|safer)|instead of)\b/,
    weak: true,
    askedToo: true,
    negationIsPart: true,
  },
];
