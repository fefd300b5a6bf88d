import type { EvidenceMode } from '../../../data/records/index.ts';
import { GatedPattern } from './word-gate.ts';
import { forms, joined, pattern } from '../../parse/text/pattern.ts';

export const WHOLE_FORMS: readonly { words: GatedPattern; mode: EvidenceMode; needsTree?: true; byOther?: true }[] = [
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
      pattern(
        '',
        "^(?:(?:ok|okay|thanks|now),? )*(?:(?:i|we)(?:'ve| have)? )?(?:now |just |also )?(?:put|moved|updated|replaced|refreshed)(?: (?:",
        forms`
  it | this | these | them | both | all | the (?:patch|series|patches|commits?|whole series)
`,
        String.raw`))?(?: up)? (?:to|into|in) (?:the |my |our )?(?:[\w./-]+-next|for-[\w.-]+|next|devel|queue)\b(?! (?:`,
        forms`version | revision | series | patch | round | spin | iteration | posting`,
        '))',
      ),
    ),
    mode: 'done',
    needsTree: true,
    byOther: true,
  },
  {
    // "I apply the set to md-next": told in the present tense.
    words: new GatedPattern(
      pattern(
        '',
        '^(?:(?:so|ok|okay|thanks),? )*(?:i|we) (?:now |just |also )?(?:apply|merge|queue|push|pick)(?: up)? (?:',
        forms`
  this | it | them | these | all | both | the (?:whole )?(?:patch|series|set|patchset|patches)
  patch(?:es)?(?: [\d ,-]+)?
`,
        String.raw`)(?: up)? (?:to|into|in|for)\b`,
      ),
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
      pattern(
        '',
        String.raw`\b(?:i|we|i've|we've)(?: have)? (?:ended up|gone ahead and|went ahead and|finished) (?:`,
        forms`
  pull(?:ing|ed) | appl(?:ying|ied) | merg(?:ing|ed) | tak(?:ing|en) | queue?(?:ing|d) | push(?:ing|ed)
  pick(?:ing|ed)
`,
        String.raw`)(?: up)? (?:this|it|them|these|your|the (?:patch|series|set))\b(?! (?:and (?:test|try|run|boot)|to (?:test|try)))`,
      ),
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
export const VERBS =
  'applied|merged|pushed|queued|pulled|picked|taken|took|committed|landed|staged|accepted|upstreamed';
/** What only those who keep a tree do; "applied" is also what testers do. */
export const COMMITTERS = /^(?:queued|pushed|merged|committed|landed|staged)$/;
/** "The first 3 patches with a fixup merged to next": what goes with the patches is no clause of its own. */
export const WITH_CHANGES =
  /\b((?:patch(?:es)?|series|patchset|set|commits?))(?: here)? with [\w '-]+?(?= (?:is|are|was|were|has|have|now|got) |(?: now| all| both)? (?:merged|applied|pushed|queued|committed) (?:to|into|in)\b)/;
export const ANY_VERB = new GatedPattern(
  pattern(
    '',
    String.raw`\b(`,
    forms`
  appl(?:y|ied|ying) | merg(?:e|ed|ing) | push(?:ed|ing)? | queu(?:e|ed|ing) | pull(?:ed|ing)? | pick(?:ed|ing)?
  tak(?:e|en|ing) | took | commit(?:ted|ting)? | land(?:ed|ing)? | stag(?:e|ed) | grab(?:bed)? | accepted
  installed | upstreamed | add(?:ed)? | in (?:my|the) (?:tree|queue) | carry
`,
    String.raw`)\b`,
  ),
);
export const INTERJECTION = pattern(
  '',
  '^(?:(?:',
  forms`
  ok(?:ay)? | thanks? | thank you | thx | many thanks | cheers | great | good | nice | cool | perfect | excellent
  awesome | super | looks (?:good|fine|great|ok|sane|right|correct)(?: to me)? | lgtm | fine | sure | yes | yep
  yeah | done | alright | all right | right | well | hi | hello | hey | dear | sorry[^,.!]{0,30} | fyi | fwiw
  ack | acked | otherwise | and | but | so | then | finally | no problem | no worries | good catch
  for the record | makes sense | makes sense to me | agreed | obviously | anyway | therefore | thus | hence
  update | nit
`,
  ')(?: (?:',
  forms`
  you | a lot | again | so much | very much | everyone | everybody | all | much | guys | folks
  for (?:the|your|this|fixing|doing|these|catching|working|all)[^,.!:;-]{0,60}
`,
  String.raw`))*\s*(?:[,.!:;)-]+|\u2013|\u2014|\s)\s*)`,
);
/** Words that may stand before a participle which opens the sentence. */
export const BARE_LEAD =
  '(?:(?:now|just|also|all|both|whole|this|the|patch|patches|patchset|patch ?set|series|patchseries|set|fix|everything|it|pr|these|those|two|three|four|five|first|second|last|is|are|was|were|has|have|been|and|v\\d+|patch(?:es)? #?\\d[\\d, &-]*(?:and \\d+)?|finally|fixed|fixed up|squashed|folded|rebased|tweaked|tested|reviewed|edited|already|manually|hand)[ ,]+)*';
export const BARE = new RegExp(
  `^${BARE_LEAD}(?:and )?(?:was |is |been )?((?:applied|merged|pushed|queued(?: it)?(?: up)?|pulled|picked(?: it)?(?: up)?|committed|staged|taken|accepted|installed|landed|added(?= to (?:the |my |our )?[\\w./#-]{2,40})))\\b`,
);
export const AFTER_BARE = pattern(
  '',
  '^(?:',
  [
    String.raw`\s*$`,
    String.raw`\s*[,.!?;:()\u2013\u2014-]`,
    joined(
      String.raw`\s+(?:`,
      forms`
  up\b | to\b | onto\b | into\b | in\b | on\b | for\b | with\b | as\b | and\b | by\b | thanks?\b | thank\b | thx\b
  now\b | already\b | today\b | here\b | it\b | this\b | these\b | them\b | those\b | both\b | all\b | the\b
  your\b | patch(?:es)?\b | series\b | everything\b | v\d | \d | \[ | # | after\b | from\b | via\b | through\b
  manually\b | upstream\b | with(?:out)?\b | except\b | but\b | w\/ | too\b | also\b | again\b | finally\b
  yesterday\b | locally\b | at\b | since\b
`,
      ')',
    ),
  ],
  ')',
);
/** What may follow a verb inside a sentence: nothing, a patch, or where it went; any other object makes it another story. */
export const AFTER_VERB = pattern(
  '',
  '^(?:',
  [
    String.raw`\s*$`,
    String.raw`\s*[,.!?;:()\u2013\u2014-]`,
    joined(
      String.raw`\s+(?:`,
      [
        ...forms`
  up\b | to\b | onto\b | into\b | in\b | on\b | for\b | with\b | as\b | and\b | by\b | thanks?\b | thank\b | now\b
  already\b | today\b | here\b | it\b | this\b(?! \w+(?:ing|ness)\b) | these\b | them\b | those\b | both\b
  all\b(?! the (?!patch|rest|other))
`,
        joined(
          String.raw`(?:the|your) (?:\w+ ){0,2}(?:`,
          forms`
  patch(?:es)? | series | patchset | set | version | fix(?:es)? | first | last | second | rest | others? | v\d+
  two | three | four | pr | one | ones | following
`,
          String.raw`)\b`,
        ),
        ...forms`
  patch(?:es)?\b | series\b | everything\b | v\d | \d | \[ | # | after\b | from\b | via\b | through\b | manually\b
  upstream\b | without\b | except\b | but\b | w\/ | too\b | also\b | again\b | finally\b | yesterday\b | locally\b
  at\b | since\b | last\b | some time | earlier\b | recently\b | yet\b | so far\b | anywhere\b | because\b
  right now\b | either\b
`,
      ],
      ')',
    ),
  ],
  ')',
);
export const NEEDS_OBJECT = pattern(
  '',
  String.raw`^\s*(?:(?:up|in|on|over|also|just|now)\s+)?(?:`,
  [
    ...forms`
  it\b | this\b | these\b | them\b | those\b | that (?:one|patch|series) | both\b | all\b | everything\b
`,
    joined(
      'the (?:whole |entire |full |complete )?(?:',
      forms`
  patch | series | set | patchset | first | last | second | third | rest | remaining | fix | fixes | other
  others | two | three | lot
`,
      String.raw`)\b`,
    ),
    ...forms`
  patch(?:es)?\b | your\b | series\b | v\d | \d+(?:\s*[-,/]\s*\d+)*\b | #\d | \[patch
  (?:up|in)?\s*(?:to|into|onto|for|through|via|in|by) (?:the |my |our |his |her |their )?[\w./'#-]+(?: tree| branch| queue)?
  (?:up )?(?:now|then|today|tomorrow|shortly|soon)\b
`,
  ],
  ')',
);
export const PARTICIPLE = new RegExp(`\\b(${VERBS}|added)\\b(?: up)?`);
