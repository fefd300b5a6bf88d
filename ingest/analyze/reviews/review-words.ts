import { GatedPattern } from '../signals/word-gate.ts';
import { joined, pattern } from '../../parse/text/pattern.ts';

/** True for words that end by leading over to a tag: "so feel free to include:". */
export function givesTag(text: string): boolean {
  return /\b(?:feel free to (?:add|include)|you can (?:also )?(?:add|include)|with (?:that|this|those)(?: \w+){0,3}|otherwise|other than (?:that|this|those))(?: my| the following)?\s*[:,]?\s*$/i.test(
    text.trim(),
  );
}

/** True for a sentence that approves of what it answers. */
export function isProseApproval(low: string): boolean {
  return APPROVES.test(low) && !NOT_APPROVES.test(low) && !low.trimEnd().endsWith('?');
}

/** True for words that open by speaking of the whole patch: thanks for it, its fate, a verdict on it. */
export function isOnWhole(text: string): boolean {
  return ON_WHOLE.test(text.toLowerCase().replace(/[\u2018\u2019]/g, "'"));
}

/** True for words that speak of the patch or its merging wherever they stand: nothing that is quoted above is meant. */
export function isOnPatch(text: string): boolean {
  return ON_PATCH.test(text.toLowerCase().replace(/[\u2018\u2019]/g, "'")) || (text.length < 200 && givesTag(text));
}

const ON_PATCH = pattern(
  '',
  '^(?:ok,? |also |and )?(?:',
  [
    String.raw`(?:please )?feel free to (?:merge|push|apply|take|commit)\b`,
    String.raw`i(?:'ve| have)? (?:dared to |slightly |just |now )*(?:merged?|appl(?:y|ied)|push(?:ed)?|queued?) (?:this|it|the (?:patch|series|whole)|patchset|both|all)\b`,
    String.raw`(?:please )?note that (?:this|the|your) (?:patch|series|patchset) (?:conflicts|depends|applies|needs|does not apply)\b`,
    joined(
      '(?:this|the|your) (?:whole )?(?:patch|series|patchset) (?:',
      ['conflicts', 'depends on', 'does not apply', "doesn't apply", 'no longer applies'],
      ')',
    ),
  ],
  ')',
);

const ON_WHOLE = pattern(
  '',
  '^(?:',
  [
    String.raw`thanks?\b`,
    'thank you',
    String.raw`thx\b`,
    String.raw`applied\b`,
    String.raw`queued\b`,
    String.raw`merged\b`,
    String.raw`pushed\b`,
    String.raw`(?:this|the) (?:whole )?(?:patch|series|patchset|set|change|version)\b`,
    String.raw`(?:i'm|i am|i was) (?:fine|ok|okay|good|happy) with (?:this|the)\b`,
    joined(
      '(?:',
      ['otherwise', 'others?', 'the rest', 'everything else', 'apart from', 'other than', 'aside from', 'besides'],
      String.raw`)\b[^.?]{0,60}\b(?:lgtm|good|fine|ok|okay|great|nice)\b`,
    ),
    String.raw`looks? (?:good|fine|great|ok|okay|reasonable|sane)\b`,
    String.raw`lgtm\b`,
    'nice (?:work|patch|cleanup)',
    'good (?:work|job)',
    String.raw`i(?:'ve| have)? (?:reviewed|tested|applied|queued)\b`,
  ],
  ')',
);

const APPROVES = new GatedPattern(
  pattern(
    '',
    String.raw`\b(`,
    [
      'lgtm',
      joined(
        'looks? (?:really |very |pretty |all )?(?:',
        ['good', 'fine', 'great', 'ok', 'okay', 'sane', 'correct', 'right', 'reasonable', 'nice', 'sensible'],
        ')',
      ),
      "i('m| am) (?:ok|okay|fine|happy|good) with (?:this|it|that|the)",
      '(?:fine|ok|okay|good) (?:by|with|for) me',
      'no (?:further |more |other )?objections?',
      '(?:this|that|it) makes sense(?: to me)?',
      'sounds (?:good|fine|great|reasonable)',
      'i like (?:it|this|the|that)',
      'works for me',
      'good idea',
      'feel free to (?:add|include)',
      '(?:you can|please|can) (?:also )?(?:add|include) my',
    ],
    String.raw`)\b`,
  ),
);

const NOT_APPROVES =
  /\b(not|n't|doesn't|don't|isn't|but|however|except|otherwise|if|would look|could look|once|until|almost|mostly)\b/;
