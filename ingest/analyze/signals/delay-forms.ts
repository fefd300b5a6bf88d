import type { DecisionForm } from './decision-form.ts';
import { joined, pattern } from '../../parse/text/pattern.ts';

const RELEASE =
  '(?:v?\\d+\\.\\d+[\\w.-]*|(?:the )?next (?:cycle|merge window|release|kernel|version|round)|after (?:the |-?)?(?:merge window|rc\\d|release)|(?:the )?merge window|-?rc\\d)';

/** What is put off, and until when. In the order in which they are tried. */
export const DELAY_FORMS: readonly DecisionForm[] = [
  {
    signal: 'pass-for-now',
    says: 'deferred',
    mode: 'done',
    by: 'other',
    hypotheticalToo: true,
    words: pattern('', [
      String.raw`\b(?:take|taking|took) a pass(?: on (?:this|it|these))?(?: for now| this (?:time|cycle|round))?\b`,
      joined(
        String.raw`\b(?:`,
        [
          "i'll",
          'i will',
          "we'll",
          'let me',
          "i'm going to",
          "i'd rather",
          "i'd prefer to",
          "let's",
          "i think i'll",
          'we should',
          'going to',
        ],
        ') (?:probably |just )?(?:',
        [
          'hold off',
          'hold (?:this|it|these|them)',
          'sit on',
          'postpone',
          'defer',
          'wait(?: a bit)? with',
          'park',
          'shelve',
          'skip (?:this|it) for',
          'leave (?:this|it) (?:out )?for',
          'punt',
        ],
        String.raw`)\b`,
      ),
    ]),
    unless: /\bdefer to [a-z]|\b(?:question|discussion|topic|decision|renaming|cleanup|answer|talk)\b/,
  },
  {
    signal: 'hold',
    says: 'deferred',
    mode: 'done',
    words:
      /\b(?:please|pls|kindly|let's|can you|could you)(?: just)? hold (?:on|off)(?: on| with)?(?: (?:this|it|these|merging|applying|taking)\b|[,.]|$| for (?:now|a))/,
    unless: /\bhold on[,.:] |\b(?:lock|reference|mutex)\b/,
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
];
