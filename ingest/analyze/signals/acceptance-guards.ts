import { GatedPattern } from './word-gate.ts';
import { forms, joined, pattern } from '../../parse/text/pattern.ts';

export const FUTURE = pattern(
  '',
  String.raw`\b(?:i|we)(?:`,
  [
    "'ll",
    ' will',
    ' shall',
    ' am going to',
    "'m going to",
    "'re going to",
    ' are going to',
    "'m gonna",
    ' intend to',
    ' plan to',
    "'m about to",
    ' am about to',
    "'d like to",
    " won't",
    ' will not',
    "'m not going to",
    ' am not going to',
    ' am',
    "'m",
    "'ve decided to",
  ],
  String.raw`) (?:not )?(?:be |now |then |just |also |go ahead and |try to |\w+ly )*(`,
  forms`
  apply | applying | merge | merging | push | pushing | queue | queueing | queuing | take | taking | pick
  picking | pull | pulling | commit | committing | land | grab | carry | stage | staging | get | send | put | add
`,
  String.raw`)\b`,
);
export const MODAL = pattern(
  '',
  String.raw`\b(?:`,
  forms`
  will | 'll | would | should | shall | could | can | may | might | must | needs? to | have to | has to | had to
  to be | be | get | gets | getting | being | want(?:s|ed)? to | like to | about to | ready to | waiting | wait
  hope | hoping | expect(?:ed)? | please | let's | supposed to | in order to | try(?:ing)? to | d like
`,
  String.raw`)\b(?! (?:well )?(?:glad|happy|pleased))`,
);
export const NEGATED =
  /\b(?:not|never|no|cannot|won't|without|nor|neither|nobody|none|yet to|fail(?:s|ed)? to|unable|instead of|rather than|un)\b|n't\b/;
/** The negation is the verb's own, not one of an outer clause ("I did not see that it was"). */
export const NEGATED_NEAR = /(?:\b(?:not|never|yet to)|n't)(?: (?!that\b|see\b)\w+){0,3}\s*$/;
export const NOT_OPENING = /^\s*(?:still |also |this |it )?(?:not|never)(?: yet| been)* ?$/;
export const SUBORDINATE = pattern(
  '',
  String.raw`\b(?:`,
  forms`
  once | after | when | whenever | if | unless | until | till | before | provided | assuming | as soon as
  by the time | where | whether | which | who | that were | that was | that are | because | since | while | with
  (?<!looks )(?<!look )(?<!seems )like | than | as | how | why | what | to be | being
`,
  String.raw`)\b(?!.*\b(?:so|then),? )`,
);
export const PASSIVE = /\b(?:is|are|was|were|been|got|gets|it's|they're|that's|this's|now|already|be)\b[\w ,]*$/;
export const FIRST_PERSON =
  /(?:^|[\s,(])(?:i|we|i've|we've|i'd|i have|we have|ive)(?: (?!(?:you|he|she|they|it|that)\b)[\w']+){0,4}\s*$/;
/** "I have been pulled in many directions": done to the speaker. */
export const DONE_TO_ME =
  /\b(?:i|we)(?:'ve|'m|'re| have| had| am| are| was| were)(?: \w+)?(?: been| being)?\s*$(?<=\b(?:been|being|am|was|were|'m|'re|are)\s*)/;
/** Somebody else took it: with a helping verb ("Bob has already"), or a bare name before a verb whose object is a patch. */
export const THIRD_PERSON = pattern('', [
  String.raw`(?:(?:^|\b)(?:he|she|they|somebody|someone|maintainers?|[a-z]+)(?:'s| has| have| had)(?: also| already| just| now| since)* ?$)`,
  String.raw`(?:^|\b)[a-z]+ already ?$`,
  joined(
    String.raw`\b(?:`,
    forms`
  i see | i saw | looks like | seems | apparently | i think | i believe | i noticed | it appears | afaik | afaict
`,
    String.raw`)\b[\w ',-]*$`,
  ),
]);
export const BARE_NAME = /^\s*(?:and |that |but )?[a-z]+ ?$/;
/** "Both are now in my tree", "this is in for-next already". */
export const IN_TREE = new GatedPattern(
  pattern('', [
    joined(
      String.raw`\b(?:`,
      forms`
  this | it | they | these | both | patch(?:es)? | series | patchset | all | it's | they're | that's
`,
      String.raw`)(?: (?:one|patch|series|of them))?(?:'s|'re| is| are| sits?| went| should be)(?: both| all| now| already| also)* (?:in|on) (?:my|our|the|linus)\b[\w ./'-]{0,40}\b(?:tree|queue|branch|next|mainline|master)\b`,
    ),
    String.raw`\b(?:this|it|they|these|both|patch(?:es)?|series|patchset|all)(?:'s|'re| is| are) (?:in|on) (?:for-|misc-|[\w-]+-)next\b`,
    String.raw`\b(?:this|it|they|these|both|patch(?:es)?|series|patchset|all)(?: is| are)(?: now| already| also)+ (?:in|on|upstream)\b[\w ./'-]{0,30}`,
  ]),
);
export const REPORTING =
  /\b(?:i see|i saw|looks like|seems|apparently|i think|i believe|i noticed|it appears|afaik|afaict|in the end|as far as i)\b/;
export const KNOWN_SUBJECT = pattern(
  '',
  String.raw`\b(?:`,
  forms`
  this | it | they | these | both | that | patch(?:es)? | series | patchset | set | pr | pull request
  merge request | fix(?:es)? | v\d+ | all | everything | \d+\/\d+ | them | that's | it's | whole | one | ones
  changes
`,
  String.raw`)\b(?: (?:`,
  forms`
  is | are | was | were | has | have | had | been | be | being | now | already | also | just | all | both | of
  them | these | those | patch(?:es)? | which | in | the | this | series | set | one | ones | two | three | four
  got | get | gets | getting | that | i | we | should | will | would | can | could | finally | since | then | only
  not | never | ever | indeed | in fact | meanwhile | recently | probably | here | before | itself | v\d+ | \d+
  via | yet | fully | still | first | last | second | above | below | ready | to | need | needs | haven't | hasn't
  wasn't | weren't | isn't | aren't | \S+'s | \(?\d\/\d\)?
`,
  '))*[ ,#]*$',
);
export const KNOWN_OPENING = pattern(
  '',
  String.raw`^\s*(?:(?:`,
  forms`
  (?:these|those|the) (?:\w+ ){0,2}(?:ones|patches|fixes) | now | just | also | already | all | both | and
  series | patch | patches | this | these | have | has | been | was | were | is | are | so | finally | then
  therefore | thus | hence | whole | the | set | patchset | fix | v\d+ | first | second | two | three
  \d[\d, -]*(?![\d, -])
`,
  String.raw`)\s*){1,12}$`,
);
export const QUESTION_OPENING =
  /\b(?:has|have|was|were|is|are|did|do|does|can|could|will|would|when|why|who|any|how)\b/;
export const ALREADY = /\balready\b/;
/** The thing taken is another one: a dependency, a kernel patch, a named commit, somebody's other series. */
export const FOREIGN_SUBJECT = pattern(
  '',
  String.raw`\b(?:`,
  forms`
  kernel (?:patch|series|support|change|side|part) | other (?:patch|series|fix) | another
  previous (?:patch|version|series|one) | earlier (?:patch|version|series) | dependen\w+ | depend(?:s|ing)? on
  prerequisites? | prereq | corr?[eo]sponding | related | similar | commit [0-9a-f]{6,} | [0-9a-f]{10,} | support
  functions? | code | driver | feature | headers? | api | changes? (?:in|from)
  my (?:other|previous|earlier|patch|series) | his | her | stuff | work | pull request (?:from|by)
  was (?:first )?introduced | nothing | (?:i|we) (?:\w+ )?have (?:a|an|one|some|another|two|more) | user ?space
  comments? | suggestions? | feedback | tags? | review | approach | decision | path | route | step | measure
  action | care
`,
  String.raw`)\b[\w ,'-]*$`,
);
export const TESTED_WITH =
  /\b(?:tested|tried|booted|built|compiled|ran|run|verified|reproduce\w*|test|try|check(?:ed)?|review(?:ed)? it) (?:with|on|after|it)?[\w ,']*$/;
export const LOCAL = pattern('', [
  joined(
    String.raw`\b(?:to|in|on|into) (?:my|our|a|the|his|her)?\s*(?:own )?(?:`,
    forms`
  local | private | personal | test(?:ing)? (?:machine|system|box|setup|kernel|env\w*|rig) | laptop | machine
  workstation | vm | qemu | fork | sandbox | setup | system | build | own (?:tree|branch|kernel)
`,
    ')',
  ),
  ...forms`
  \blocally\b
  \b(?:to|in|on|into) (?:my |our |a |the )?(?:ci|bot|kbuild|0-?day)\b(?: (?:branch|tree|queue|runs?))?
  \bto v?\d+\.\d+ | \bto v\d+\b | \bto (?:my|a|the|our) v?\d | \bon (?:top|v?\d)
  \bmanually (?:to|on) (?:v?\d|my)
`,
]);
export const AND_TESTED = pattern(
  '',
  String.raw`^[^.]{0,60}\band (?:(?:i |have |also |then |quickly |briefly |re)*)(?:`,
  forms`
  test | tested | tried | verified | ran | run | booted | built | compiled | confirmed | checked
  it (?:works|fixes|builds|compiles|boots|fixed|worked) | the (?:issue|problem|bug|warning|error|crash|panic|test)
  everything works | now | see | saw | still | got | get
`,
  String.raw`)\b`,
);
export const PENDING =
  /\b(?:pending|once|unless|subject to|conditional|waiting (?:for|on)|until|provided|as soon as|assuming)\b.*$/;
export const UNTIL =
  /\b(?:once|when|after|if|unless|as soon as|provided|pending|assuming|when(?:ever)?|until|but (?:only|first))\b.*$/;
export const TENTATIVE = /\btentatively\b/;
export const MERGED_TOGETHER = pattern('', [
  joined(
    String.raw`^\s*(?:it |this |them |these |those |both )?(?:with|into|in) (?:the |this |that |a |an )?(?:`,
    forms`
  single | one | previous | next | other | first | second | third | same | following | common | patch(?:es)? #?\d
  patch(?:es)?\b | function | above | below | existing | new | helper | file | header | loop | condition | if
  struct | main function | \w+\(\)
`,
    ')',
  ),
  String.raw`^\s+(?:the )?two\b(?! (?:patches|series|fixes))`,
  String.raw`^\s+\w+ (?:and|with) \w+ (?:into|together)`,
  String.raw`^\s+together`,
]);
/** What was taken so long ago is something that the patch is about. */
export const LONG_AGO = new GatedPattern(
  /\b(?:(?:a )?(?:very |pretty )?long (?:time )?ago|(?:many |several |two |three |some )?years ago|ages ago|long since)\b/,
);
/** What was taken is another patch for the same. */
export const ANOTHER_FIX = new GatedPattern(
  /\b(?:same|similar|identical|equivalent|different|alternative) (?:fix|patch|change|series|solution)\b.{0,60}\b(?:already|was|has been|is)\b/,
);
/** "Added" takes a patch only where it says into which tree or queue. */
export const ADDED_TO_TREE =
  /^\s*(?:it |this |these |them |both |all |the (?:patch|series) )?(?:to|into) (?:(?:the |my |our )(?:[\w./'#-]+ )?(?:tree|queue|branch|patch queue)|(?:the )?(?:for-[\w-]+|[\w-]+-next|-mm))\b/;
export const PUSHED_ELSEWHERE = pattern('', [
  joined(
    String.raw`^\s+(?:out |it |this |them |up )*(?:`,
    forms`
  a | an | another | new | some | couple | few | v\d+ | updated | my
  the (?:branch|code|changes|rest|next|new|updated) | version | back | down | forward | through | for | further
  harder | too | towards? | over | around | off | onto the stack
`,
    String.raw`)\b`,
  ),
  String.raw`^\s+(?:it |this |them |these )?(?:out )?(?:to|on|in) (?:my|a|github|gitlab|his)\b(?! (?:tree|queue|next|for-))`,
  String.raw`^[^.]{0,80}\bhere\s*[:.]?\s*(?:$|https?:|\[\d)`,
  String.raw`^\s+to (?!the |my |our |your |for-)\w+ (?:the|a|an|this|it|that)\b`,
]);
export const NOT_A_DECISION_AFTER = pattern(
  '',
  String.raw`^\s*(?:`,
  [
    ...forms`
  to (?:the )?\w+ing\b | on top | atop | cleanly | against | over
  in (?:the |a )?(?:loop|next (?:version|revision|spin|iteration)|v\d|this (?:function|case|way))
`,
    joined(
      'to (?:the |a |all |each |every |both |any )?(?:',
      forms`
  above | below | same | case | function | problem | situation | whole (?:file|code)
  other (?:places|drivers|cases|files|tests|functions) | code | rest of | drivers? | users? | file | page | pages
  device | host | tests? | kernels? | do\b | be\b | make\b | use\b | get\b | have\b | have\b | keep\b | support
`,
      ')',
    ),
    joined(
      'a (?:',
      forms`
  look | similar | different | closer | fix | quick | stab | while | pass | step | few | long | bit | lot | patch
  note | break | new | careful | deep | brief | peek | glance | shot | chance | nap | lock | reference | ref
`,
      String.raw`)\b`,
    ),
    ...forms`
  care\b | me\b | some (?:time|more|thought|changes?|of the (?:code|suggestions))
  into (?:account|consideration|the (?:account|future)) | time\b | place\b | effect\b | over\b | another\b
  longer\b | hours?\b | days?\b | weeks?\b | months?\b | forever\b | too long | no\b | advantage
`,
    joined(
      'the (?:',
      forms`
  same | lock | reference | time | opportunity | liberty | approach | following (?:change|diff) | suggest\w*
  comment\w* | feedback | changes? (?:you|i|we) | review\w* | mutex | spinlock | mmap_sem | semaphore | blame
  risk | above (?:change|suggestion) | advice | logic | filter | policy | limit | rule | default | config\w*
  delta | diff
`,
      ')',
    ),
    joined(
      'your (?:',
      forms`
  suggest\w* | comment\w* | advice | feedback | changes? (?:and|in) | word | point | time | proposal
  recommend\w* | review\w* | remarks? | input
`,
      ')',
    ),
    joined(
      'all (?:the |your |of (?:the|your) )?(?:',
      forms`suggest\w* | comment\w* | feedback | review\w* | remarks? | changes (?:you|from)`,
      ')',
    ),
    ...forms`
  from (?:the |a )?(?:kernel|other|another|user|list|driver|here|there|above|linux) | out of | off\b
  by (?:the )?(?:hardware|firmware|driver|kernel|user|hw|fw|compiler|caller|default)
  as (?:a )?(?:module|parameter|argument|well as (?:the|a)|an? ) | with git\b | using\b | only (?:to|when|if|for)
  when\b | whenever\b | before\b
`,
    joined(
      'for (?:',
      forms`
  each | every | all (?:the )?(?:devices|drivers|cases|users|pages) | (?:the|a) (?:case|device|page|whole|user)
`,
      ')',
    ),
  ],
  ')',
);
/** "I've applied it" by the author: a suggestion was taken over, no patch. */
export const OWN_CHANGE = /^(?:applied|accepted|added|took|merged) (?:it|this|that|your|them|these)\b/;
export const BY_AUTHOR_ABOUT_CODE =
  /^\s*(?:in|for|to|into) (?:the )?(?:v\d|next (?:version|revision|series|spin|iteration)|new version|patch)|\b(?:suggest|comment|feedback|review|remark|chang)/;
export const CARRIED_VERB =
  /^(?:(?:then|now|just|also|have) )*(?:applied|merged|pushed|queued|pulled|picked|took|committed|staged)\b/;
export const CLAUSE_END =
  /(?:\s*[;:()]\s*|,? (?:and|but|so|because|however|although|though|while|then|however) |,\s+|\s+-+\s+|\s*[\u2013\u2014]\s*|\.\.\.+\s*)/g;
export const CLAUSE_SPLIT = /[;:(),]| (?:but|so|because) /;
