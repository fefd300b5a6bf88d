import type { DecisionForm } from './decision-form.ts';
import { THE_PATCH } from './patch-words.ts';
import { forms, pattern } from '../../parse/text/pattern.ts';

/** Own patches taken back, and those of others refused. In the order in which they are tried. */
export const REFUSAL_FORMS: readonly DecisionForm[] = [
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
    words: pattern(
      '',
      '(?:',
      [String.raw`\b(?:please|pls|kindly|you can|you may|feel free to),? (?:just )?`, '^(?:so |sorry,? )?just '],
      ')(?:',
      ['ignore', 'disregard', 'discard', 'drop', 'skip', 'forget(?: about)?', 'scratch'],
      String.raw`)\b (?:`,
      [
        'this',
        'it',
        'these',
        'them',
        'that',
        'my',
        'the (?:patch|series|previous|whole|set)',
        String.raw`v\d`,
        'both',
        'all',
        'patch(?:es)?',
      ],
      ')',
    ),
    unless: pattern('', [
      String.raw`\bdrop (?:this|it|that|the) (?:line|hunk|part|comment|check|function|one from|word|sentence|variable|include)`,
      String.raw`\bin v\d`,
      String.raw`\bignore (?:this|the|my) (?:comment|email|mail|message|question|remark|noise|report)`,
      String.raw`\btag`,
      String.raw`\bmy tree\b`,
      'from your tree',
      String.raw`\bif you\b`,
    ]),
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
    signal: 'broken-mine',
    says: 'withdrawn',
    mode: 'done',
    by: 'author',
    words:
      /\b(?:this|it|the patch|v\d|this (?:patch|one|series|version)) (?:is|was) (?:totally |completely |obviously |just )?(?:broken|bogus|buggy|garbage|rubbish|nonsense)\b/,
    unless: /\b(?:code|driver|hardware|firmware|behaviou?r|before|without|already|currently|kernel|compiler|because)\b/,
  },
  {
    signal: 'needless',
    says: 'withdrawn',
    mode: 'done',
    by: 'author',
    words: /\b(?:this|the) (?:patch|series|one|fix) is (?:no longer|not) (?:needed|required|necessary)\b/,
    negationIsPart: true,
  },

  {
    signal: 'in-favour-of',
    says: 'withdrawn',
    mode: 'done',
    by: 'author',
    words:
      /\b(?:drop(?:ping|ped)?|abandon(?:ing|ed)?|withdraw(?:ing|n)?|scrap(?:ping|ped)?|discard(?:ing|ed)?|forget(?:ting)?|retract(?:ing|ed)?)\b[\w ,'-]{0,60}\bin favou?r of\b/,
    unless: /\b(?:function|macro|helper|check|lock|field|flag|call|code)\b/,
  },
  {
    signal: 'in-favour-of',
    says: 'withdrawn',
    mode: 'done',
    by: 'author',
    words: pattern(
      '',
      String.raw`\b(?:let's|i'd|i will|i'll|we should|please|just|happy to)(?: rather| just)? (?:go|take|use|apply|merge) (?:with )?(?:`,
      [
        'yours',
        'his',
        'hers',
        'theirs',
        'that one',
        "(?:your|his|her|their|that|the other|[a-z]+'s) (?:patch|version|fix|series)",
      ],
      String.raw`)(?: instead|\b(?=[,.]|$| then))`,
    ),
  },

  // Refusal.
  {
    signal: 'nak',
    says: 'rejected',
    mode: 'done',
    by: 'other',
    words: pattern(
      '',
      String.raw`\b(?:`,
      forms`
  this is | that's | it's | that is | gonna say | going to say | have to | consider (?:this|it) | so | i'll
  from me is | i must | i
`,
      String.raw`)\b[\w ',]{0,20}\b(?:an? )?(?:big |hard |strong |clear |definite |firm )?na(?:c)?k\b(?!ed-by)`,
    ),
    unless:
      /\b(?:not|no|isn't|wasn't|without|his|her|their|your|previous) (?:an? )?na(?:c)?k\b|\bif\b[\w ]{0,20}na(?:c)?k/,
  },
  {
    signal: 'no-value',
    says: 'rejected',
    mode: 'done',
    by: 'other',
    negationIsPart: true,
    words: pattern(
      '',
      String.raw`\bi (?:`,
      [
        '(?:really |still |honestly )?(?:fail|failed) to see',
        "(?:really |still |honestly )?(?:don't|do not|can't|cannot) see",
      ],
      String.raw`) (?:the|any|much|a|what)? ?(?:real |actual |good |added )?(?:value|point|need|benefit|use|advantage|justification)\b(?:`,
      [' (?:in|of|for|to) (?:this|these|the|such|making|doing|having|that)', ' here', ' at all', '[,.]', '$'],
      ')',
    ),
    unless:
      /\b(?:value|point|need|use) (?:in|of|for) (?:the|this|that) (?:check|lock|variable|flag|function|line|comment|test|field|if|goto|cast|hunk|helper|macro)\b/,
  },
  {
    signal: 'stop-it',
    says: 'rejected',
    mode: 'done',
    by: 'other',
    words: pattern(
      '',
      String.raw`\b(?:`,
      [
        'please stop (?:sending|posting|submitting|doing)',
        "i(?:'d| would) like to stop (?:this|these)",
        'stop (?:sending|posting) (?:these|such|this)',
        '(?:this|it) is not (?:going to|gonna) (?:go in|be merged|happen|fly)',
        'not worth the (?:churn|trouble|effort|complexity)',
      ],
      String.raw`)\b`,
    ),
    negationIsPart: true,
  },
  {
    signal: 'own-fix',
    says: 'rejected',
    mode: 'done',
    by: 'other',
    words: pattern(
      '',
      String.raw`\bi (?:already )?(?:have|had|'ve got|sent|posted) (?:a |an |my )?(?:own |slightly |somewhat |very )*(?:different|other|better|simpler|similar) (?:fix|patch|version|solution)\b(?! (?:of|for) (?:this|the) (?:test|comment))`,
    ),
    weak: true,
  },
  {
    signal: 'by-design',
    says: 'rejected',
    mode: 'done',
    by: 'other',
    words: pattern(
      '',
      '^(?:well,? |hm+,? |no,? |but )*(?:',
      ['this', 'that', 'it', 'the (?:current|existing) (?:behaviou?r|code)'],
      ') (?:is|works) (?:the |as )?(?:',
      [
        'intentional',
        'by design',
        'designed',
        'intended',
        '(?:correct|expected|required|intended|documented)(?: and (?:correct|expected|required|intended))? behaviou?r',
      ],
      String.raw`)\b`,
    ),
    weak: true,
  },
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
    words: pattern(
      '',
      String.raw`\b(?:i|we) (?:really )?(?:don't|do not) (?:`,
      [
        'think (?:we|this|it) (?:want|need|should (?:take|merge|apply|do this))',
        'want (?:this|to do this|to take this|to merge this)',
        'need this (?:patch|change|series)',
      ],
      String.raw`)\b`,
    ),
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
];
