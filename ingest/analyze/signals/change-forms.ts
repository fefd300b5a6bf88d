import type { DecisionForm } from './decision-form.ts';
import { forms, joined, pattern } from '../../parse/text/pattern.ts';
/** Newer versions, promised, sent or asked for, and changes wanted. In the order in which they are tried. */
export const CHANGE_FORMS: readonly DecisionForm[] = [
  {
    signal: 'state-set',
    says: 'changes-requested',
    mode: 'done',
    by: 'other',
    words:
      /\b(?:set(?:ting)?|mark(?:ed|ing)?|mov(?:ed|ing)|chang(?:ed|ing))\b[\w ,'-]{0,40}\b(?:as |to |in )["']?changes requested\b/,
  },
  {
    signal: 'already-fixed',
    says: 'superseded',
    mode: 'done',
    by: 'other',
    words: pattern(
      '',
      '^(?:(?:sorry|hi|hello|thanks|but|well|no|hm+),? )*(?:(?:i (?:think|believe|guess) )?(?:',
      forms`this | it | that | the (?:bug|issue|problem|same (?:bug|issue|problem)|warning)`,
      String.raw`) )?(?:is |was |has been |had been |got |'s )?already (?:been )?(?:fixed|solved|resolved) (?:by|in|with|upstream)\b`,
    ),
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
    words: pattern('', [
      joined(
        String.raw`\b(?:i(?:'ve| have| just|'m)?|we(?:'ve| have)?|have|just)? ?(?:just |already |now )?(?:sent|posted|submitted|re-?sent|sending|posting|resending) (?:out )?(?:a |an |the |my |it as |this as |as )?(?:`,
        forms`
  v\d+ | new (?:version|revision|series|patch) | updated (?:version|patch|series) | respin | fixed version
  next version | another version
`,
        String.raw`)\b`,
      ),
      String.raw`^v\d+ (?:is |has been |was )?(?:sent|posted|submitted|out|on its way|here|coming)\b`,
    ]),
  },
  {
    signal: 'will-send-version',
    says: 'new-version',
    mode: 'announced',
    by: 'author',
    hypotheticalToo: true,
    words: pattern(
      '',
      String.raw`\b(?:`,
      forms`
  will | 'll | going to | let me | gonna | plan to | planning to | intend to | about to | i can | i could
  should i | shall i | happy to | preparing | working on | i'd | i'm
`,
      String.raw`)\b[\w ,'/-]{0,50}\b(?:`,
      [
        ...forms`re-?send | re-?post | re-?spin | re-?submit | re-?work | re-?do`,
        joined(
          '(?:',
          forms`
  send | post | prepare | submit | sending | posting | preparing | make | spin | do | cook | issue | write
  working on | on
`,
          String.raw`)[\w ,'-]{0,30}(?:`,
          forms`
  v\d+\b | new (?:version|revision|series|set|patch|one) | next (?:version|revision|series|iteration) | updated
  another (?:version|revision|patch|series|spin) | a? ?(?:re-?spin|fixup|reroll|revision) | follow-?up version
`,
          ')',
        ),
      ],
      ')',
    ),
    askedToo: true,
  },
  {
    signal: 'in-next-version',
    says: 'new-version',
    mode: 'announced',
    by: 'author',
    hypotheticalToo: true,
    words: pattern(
      '',
      String.raw`\b(?:in|for|with|into|to) (?:the |my |a )?(?:`,
      forms`
  next (?:version|revision|series|iteration|re-?spin|spin|round|posting|patch ?set|submission|rev)
  new (?:version|revision|series) | follow-?up version | v ?\d+ | re-?spin | upcoming version
`,
      String.raw`)\b`,
    ),
    unless: pattern(
      '',
      String.raw`\b(?:`,
      [
        'since',
        String.raw`fixed in v\d+\.\d`,
        String.raw`in v\d+\.\d`,
        joined(
          '(?:',
          forms`
  change[sd] | changelog | diff | difference | added | introduced | did | was | were | had | already | did in
  mentioned | commented | you | your | patch
`,
          String.raw`) (?:\w+ )?in v\d`,
        ),
        ...forms`linux | kernel | spec | armv | ipv | nfsv | v\d+\.\d`,
      ],
      String.raw`)\b`,
    ),
  },
  {
    signal: 'will-fix',
    says: 'concession',
    mode: 'announced',
    by: 'author',
    words: pattern(
      '',
      '(?:',
      [
        joined(
          '(?:',
          [
            '^',
            '[,;.:!-] ',
            joined(
              String.raw`\b(?:`,
              forms`
  and | so | but | then | ok | okay | sure | yes | yep | yeah | right | thanks | agreed | indeed | ack | it | this
  that | these | they
`,
              ') ',
            ),
          ],
          ')(?:will|gonna)',
        ),
        String.raw`\b(?:i|we)(?:'ll| will|'m going to| am going to| are going to| shall)`,
        String.raw`\blet me`,
      ],
      ') (?:',
      ['also ', 'then ', 'definitely ', 'certainly ', 'surely ', 'just ', 'try to ', 'be '],
      ')?(?:',
      forms`
  fix(?:ed)? | do(?:ne)? | chang(?:e|ed) | updat(?:e|ed) | address(?:ed)? | tak(?:e|en) care | correct(?:ed)?
  remov(?:e|ed) | renam(?:e|ed) | add(?:ed)? | drop(?:ped)? | rework(?:ed)? | rephras(?:e|ed) | rewrit(?:e|ten)
  split | mov(?:e|ed) | us(?:e|ing) | mak(?:e|ing) | rebas(?:e|ed) | modif(?:y|ied) | clean | improv(?:e|ed)
  adapt | adjust | includ(?:e|ed) | revert | switch | convert | simplify | squash | merge | fold
`,
      String.raw`)\b`,
    ),
  },
  {
    signal: 'agrees-to-fix',
    says: 'concession',
    mode: 'done',
    by: 'author',
    atStart: true,
    words: pattern(
      '',
      '^(?:',
      forms`
  ack | agreed? | done | fixed | will do | will fix | good point | good idea | good catch
  you(?:'re| are) (?:absolutely |quite |totally )?(?:right|correct) | right | true | oops | my bad | my mistake
  indeed | sorry | got it | okay | ok | noted | sure
`,
      String.raw`)\b`,
    ),
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
    words: pattern(
      '',
      String.raw`\b(?:`,
      forms`
  please | pls | kindly | can you | could you | would you | you(?:'ll| will)? (?:need|have) to
  needs? (?:a|to be) | requires? (?:a)? | you should | let's | i'd (?:like|prefer) (?:you to|a)
  will need (?:a|to be)? | looking forward to | waiting for | expect(?:ing)? | want(?:s|ed)? (?:a|to see) | worth
`,
      String.raw`)\b[\w ,'"-]{0,40}\b(?:`,
      [
        ...forms`
  re-?spin | re-?send | re-?post | re-?submit | re-?roll | re-?base | re-?work | rebased | reworked | resent
  respun
`,
        joined(
          String.raw`(?:send|post|submit|see|do)[\w ,'-]{0,20}(?:`,
          forms`
  v\d+\b | new (?:version|revision|patch) | next version | another version | updated (?:version|patch|series)
`,
          ')',
        ),
        String.raw`(?:a )?(?:v\d+|new version|next version)`,
      ],
      String.raw`)\b`,
    ),
    unless: /\b(?:do i need|should i|shall i|do you want me|want me to|i(?:'ll| will))\b/,
  },
  {
    signal: 'does-not-apply',
    says: 'changes-requested',
    mode: 'done',
    by: 'other',
    negationIsPart: true,
    words: pattern(
      '',
      String.raw`\b(?:`,
      forms`
  doesn't | does not | don't | do not | didn't | did not | no longer | fails? to | failed to | won't | cannot
  can't | couldn't | could not | unable to | isn't able to | not able to
`,
      String.raw`) (?:get (?:this|it) to )?(?:cleanly |seem to |even )*(?:apply|build|compile|merge cleanly)\b(?! to (?:us|me|you|this case|that))`,
    ),
    unless: /\b(?:before this|without this|test|you should|rule|same|apply to (?:the )?(?:case|driver|us))\b/,
  },
  {
    signal: 'needs-work',
    says: 'changes-requested',
    mode: 'done',
    by: 'other',
    negationIsPart: true,
    words: pattern(
      '',
      String.raw`\b(?:`,
      [
        joined(
          'needs? (?:',
          ['some ', 'a bit ', 'a little ', 'much ', 'lots of ', 'more ', 'further ', 'quite '],
          ')*(?:more )?(?:work|fixing|rework|rebas(?:e|ing)|respin|changes|review)',
        ),
        "(?:not|isn't|aren't) (?:yet |quite )?(?:ready|acceptable|mergeable)",
        joined(
          '(?:must|should|has to|have to|needs? to) be (?:',
          forms`
  fixed | changed | split | reworked | rebased | rewritten | addressed | resolved | corrected | removed | dropped
  updated
`,
          ')',
        ),
        "can't (?:take|merge|apply) (?:this|it) (?:as is|like this|yet|until|without|with)",
      ],
      String.raw`)\b`,
    ),
    weak: true,
  },
  {
    signal: 'please-change',
    says: 'changes-requested',
    mode: 'done',
    by: 'other',
    askedToo: true,
    words: pattern(
      '',
      String.raw`\b(?:`,
      forms`
  please | pls | kindly | can you(?: please)? | could you(?: please)? | would you(?: mind)?
  you (?:need|have|forgot|missed) to | you should | you must
`,
      String.raw`)\b (?:also |just |then |instead |at least |either )*(?:`,
      forms`
  fix | change | improve | update | split | drop | remove | add | use | rename | address | move | avoid | don't
  do not | do | make | put | keep | rework | rewrite | convert | replace | check | explain | describe | include
  mention | document | squash | fold | merge | separate | reformat | run | clean | correct | delete | adjust
  clarify | provide | elaborate | reword | rephrase | set | return | call | write | get rid | sort | simplify
  start | stop | follow | switch | sign | cc | fixup
`,
      String.raw`)\b`,
    ),
    weak: true,
    unless:
      /\b(?:please (?:take a look|let me know|review|consider|see|find|check (?:the|this) (?:link|mail))|feel free|add (?:my|the following tags?|following)|update the (?:shared )?branch)\b|\badd:?$/,
  },
  {
    signal: 'do-not',
    says: 'changes-requested',
    mode: 'done',
    by: 'other',
    negationIsPart: true,
    words:
      /^(?:(?:no|nope|please|so|but|and),? )*(?:don't|do not|never|you can't|you cannot) (?:do|break|add|use|put) (?:that|this|it|so|\w+ \w+)\b/,
    weak: true,
  },
  {
    signal: 'reservation',
    says: 'objection',
    mode: 'done',
    by: 'other',
    negationIsPart: true,
    words:
      /^(?:except|apart from|other than|one (?:thing|issue|problem|concern)|only (?:thing|issue|problem|concern))\b(?! (?:that|this|the above|the comments?|those|the nits?)\b.{0,40}$)/,
    weak: true,
  },
  {
    signal: 'should-be',
    says: 'objection',
    mode: 'done',
    by: 'other',
    hypotheticalToo: true,
    words: pattern(
      '',
      String.raw`\b(?:`,
      [
        ...forms`
  this (?:is|looks|seems|will|would|should|can't|cannot|needs|must|breaks?|doesn't|does not|isn't)
  should (?:be|we|not|have|use|this|probably) | shouldn't | why (?:not|do|is|are|does|did|don't|isn't)
  what about | how about
`,
        joined(
          "i(?:'d| would) (?:",
          forms`
  prefer | rather | suggest | recommend | like | go | use | just | expect | drop | avoid | keep | remove | add
  move
`,
          ')',
        ),
        ...forms`
  i (?:don't|do not) (?:like|think|see|understand|get|believe) | not sure
  i(?:'m| am) not (?:sure|convinced|happy|a fan) | better to | wrong | incorrect | broken | bugs? | races?
`,
        joined(
          '(?:this|it|that|patch|which|code) (?:',
          forms`leaks | races | crashes | deadlocks | overflows | panics | fails | breaks | hangs`,
          ')',
        ),
        ...forms`
  leak | missing | unnecessary | redundant | typo | nit(?:s|pick)?\b
  it(?:'s| is) (?:clearly |probably |much |a bit )?(?:cleaner|simpler|nicer|better|safer) (?:with|to|if)
  it (?:would|might|may) be (?:better|nice|good|worth|cleaner|simpler|safer) | instead of
`,
      ],
      String.raw`)\b`,
    ),
    unless: /\b(?:answer|result|verdict|conclusion) (?:here )?(?:is|should be|would be)\b/,
    weak: true,
    askedToo: true,
    negationIsPart: true,
  },
];
