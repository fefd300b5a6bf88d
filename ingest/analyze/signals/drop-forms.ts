import type { DecisionForm } from './decision-form.ts';
import { THE_PATCH } from './patch-words.ts';
import { joined, pattern } from '../../parse/text/pattern.ts';

/** Drops and what takes them back; moves between trees. In the order in which they are tried. */
export const DROP_FORMS: readonly DecisionForm[] = [
  {
    signal: 'drop-retracted',
    says: 'dropped',
    mode: 'retracted',
    words: pattern(
      '',
      String.raw`\b(?:`,
      [
        joined(
          "(?:i'll|i will|i've|i have|i|we|we'll|will|so) ?(?:",
          [
            'keep(?:ing)?',
            'kept',
            're-?(?:add(?:ed|ing)?|instat(?:ed|ing|e)|applied|apply|queued?)',
            'restor(?:ed|ing|e)',
            'put',
            'retain(?:ed|ing)?',
          ],
          String.raw`) (?:it|them|this|these|those|the (?:patch|series)|both)\b(?!.*\b(?:reference|lock|pointer|list|mind|track|name|comment|code)\b)`,
        ),
        'no need to drop',
        "needn't drop",
        'un-?drop(?:ped|ping)?',
        "(?:not|won't|n't) (?:need to |have to |be )?drop(?:ping)? (?:it|them|this|these|those|the (?:patch|series))",
        'false alarm',
      ],
      ')',
    ),
    unless: /\bput (?:it|them|this|these|those|both|the (?:patch|series))\b(?! back)/,
    negationIsPart: true,
  },
  {
    signal: 'obstacle-small',
    says: 'dropped',
    mode: 'retracted',
    words: pattern(
      '',
      String.raw`\b(?:`,
      ['repairs?', 'conflicts?', 'conflict resolutions?', 'fix-?ups?', 'resolutions?', 'merge', 'rejects?', 'rebase'],
      ') (?:',
      ['were', 'was', 'are', 'is', 'look(?:s|ed)?', 'turned out(?: to be)?', 'seem(?:s|ed)?'],
      ')(?: to be)?(?: (?:pretty|quite|very|rather|fairly|really|all|actually|just))* (?:',
      [
        'simple',
        'easy',
        'trivial',
        'minor',
        'straightforward',
        'small',
        'manageable',
        'mechanical',
        'ok',
        'okay',
        'fine',
      ],
      String.raw`)\b`,
    ),
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
    words: pattern(
      '',
      String.raw`\b(?:i|we)(?:'ve| have| just| had)* (?:moved|shifted|transferred|switched) (?:it|this|these|them|those|both|the|that|patch(?:es)?|your)\b[\w ,#/-]{0,50}\b(?:to|into|over to|from) (?:the |my |our |that |this )?[\w./-]+`,
    ),
    unless:
      /\b(?:function|code|comment|check|line|declaration|definition|helper|variable|into (?:a|the) (?:function|helper|header|file|loop)|in v\d|next version)\b/,
    by: 'other',
  },
  {
    signal: 'will-move',
    says: 'moved',
    mode: 'announced',
    words: pattern(
      '',
      String.raw`\b(?:i|we)(?:'ll| will|'m going to)(?: also| then| just)* move (?:`,
      [
        'it',
        'this',
        'these',
        'them',
        'those',
        'both',
        String.raw`the [\w-]+ patch(?:es)?`,
        'the series',
        'that patch',
        'patch(?:es)?',
      ],
      String.raw`)\b[\w ,#/-]{0,60}\b(?:to|into) (?:the |my |our |this |that )?(?:[\w./-]+ )?(?:git|tree|branch|queue|[\w-]+-next|for-\w+)\b`,
    ),
  },
];
