/**
 * The words of the condition on which a tag was given, read from the own lines above it; null where it is outright. Only
 * the sentence that leads over to the tag can hold one: "With that fixed, you can add:". A sentence above that tells what
 * "that" is comes with it.
 */
import { joined, pattern } from '../../parse/text/pattern.ts';

export function conditionOf(above: string): string | null {
  const sentences = above
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(?<=[.!?])\s+(?=[A-Z])/);
  const last = sentences.at(-1) ?? '';
  const low = last.toLowerCase();
  if (last === '' || WITHOUT_CONDITION.test(low) || (!LEADS.test(low) && low.split(' ').length > SHORT)) return null;
  if (!CONDITIONS.some((form) => form.test(low))) return null;
  const before = sentences.at(-2);
  return (before && POINTS_BACK.test(low) ? `${before} ${last}` : last).slice(-LONGEST);
}

/** The sentence goes over to a tag or a verdict: it ends open, or speaks of adding, or of how the patch looks. */
const LEADS = pattern('', [
  '[:,]$',
  joined(
    String.raw`\b(?:`,
    [
      'you (?:can|may|might|could) add',
      'feel free',
      String.raw`add(?:ing)? (?:my|me|a)\b`,
      "here's",
      'consider this',
      'looks? (?:good|fine|ok|okay|great)',
      'lgtm',
      "(?:i'm|i am) (?:fine|ok|okay|good|happy)",
      'my (?:r-?b|ack|tag|reviewed|acked|tested)',
    ],
    ')',
  ),
]);

const CHANGES =
  '(?:chang\\w*|fix\\w*|updat\\w*|added|adding|address\\w*|correct\\w*|remov\\w*|renam\\w*|dropp\\w*|nits?|comments?|typos?|suggestion\\w*|done|resolved|sorted|tweak\\w*|things?|cleared|squash\\w*|rebas\\w*|clarif\\w*)';
const CONDITIONS = [
  // "with those two nits fixed", "with the minor changes applied"
  new RegExp(`\\bwith (?!or )(?:\\S+ ){0,6}?${CHANGES}\\b`),
  // "With that:", "and with this, …"
  /(?:^|[,;:.] |\b(?:and|but|so) )with (?:that|this|these|those|it)\s*(?:[,:]|$)/,
  /(?:^|[,;:.] |\b(?:and|but|so|good|fine|ok|okay) )(?:once(?! more\b| again\b)|after|as soon as|when|provided|assuming|as long as|subject to|modulo|pending)\b/,
  new RegExp(`\\b(?:once(?! more\\b| again\\b)|as soon as|provided|assuming|as long as)\\b[^.]{0,80}\\b${CHANGES}\\b`),
  /\bif (?:you|we|that|this|it|they|the)\b[^.]{0,80}\b(?:fix|chang|add|remov|renam|drop|agree|send|resend|respin|updat|address|split|mov|propos|do|pass|work)\w*/,
  /(?:^|[,;:.] |\b(?:and|but|so) )(?:other than|apart from|aside from|except for|except|besides) (?:that|this|these|those|the|it|above|two|one|a|some|few|nits?|minor|what)\b/,
];

const WITHOUT_CONDITION =
  /\b(?:with or without|w\/ or w\/o|w or w\/o|either way|regardless|in any case|nonetheless|no need to (?:resend|respin)|anyway)\b/;
/** The condition is told by the sentence before. */
const POINTS_BACK = /\b(?:that|this|these|those|it|above)\b/;
/** A sentence of so few words above a tag leads over to it whatever it says. */
const SHORT = 10;
const LONGEST = 240;
