import type { PointAnswer } from '../../../data/records/index.ts';
import { anyOf, wordsOf } from './any-of.ts';

/** What an answer says to the point that it answers. */
export function stanceOf(text: string): PointAnswer['stance'] {
  const low = plainOf(text).trim();
  const opening = low.slice(0, 160);
  if (DECLINES.test(opening)) return 'declined';
  if (AGREES_FIRST.test(opening) || PROMISES.test(low.slice(0, 300))) return 'agreed';
  return /\?["')]*(?: *[:;]-?[()])?$/.test(low) && !/[.!]\s/.test(low) ? 'asked' : 'explained';
}

/** True for an answer that says that it is done, not that it will be: "Yeap. Fixed, thanks." */
export function saysDone(text: string): boolean {
  const opening = text.slice(0, 100).toLowerCase();
  return DONE.test(opening) && !NOT_DONE.test(opening);
}

/** True for an answer by which a change is promised: "I'll fix it in v2." */
export function promisesChange(text: string): boolean {
  return PROMISES.test(plainOf(text.slice(0, 300)));
}

/** True for words that join in and answer nothing: "We hit the very same problem here." */
export function joinsIn(text: string): boolean {
  const opening = plainOf(text.slice(0, 120));
  return ME_TOO.test(opening) && !opening.includes('?');
}

/** Who is agreed with, where somebody says it by name: "Yes, I agree with Bob." */
export function agreesWith(text: string): string | null {
  return (
    /\b(?:[Aa]gree(?:d)?|[Ss]ide|[Cc]oncur) with (?!(?:You|The|This|That|It|All|Your)\b)([A-Z][\p{L}'-]+)/u.exec(
      text.slice(0, 160),
    )?.[1] ?? null
  );
}

const plainOf = (text: string) => text.toLowerCase().replace(/[\u2018\u2019]/g, "'");

const DECLINES = new RegExp(
  `^${anyOf(
    "no\\b(?!t (?:sure|a problem)| problem| worries)|nope|nah\\b|not really|i (?:don't|do not) (?:think|agree|see (?:why|the point))",
    "i disagree|disagree|i(?:'d| would) (?:rather|prefer)|i prefer\\b|(?:this|that|it) (?:would|will) (?:not|break|be wrong)",
    "can't\\b|cannot\\b|we can't|we cannot|won't (?:do|work)|unfortunately|(?:actually,?|well,?|hmm,?) no\\b",
  )}`,
);

const CHANGES = wordsOf('fix change add remove drop update rename rework address split move use send respin include');
const AGREES_FIRST = new RegExp(
  `^${anyOf(
    'ok(?:ay)?\\b|o\\.k\\.|yes\\b|yep\\b|yeah?\\b|yea[hp]\\b|yup\\b|ya\\b|sure\\b|right\\b|agreed?\\b|i agree|fully agree|true\\b',
    'indeed\\b|correct\\b|exactly\\b|absolutely\\b|definitely\\b|of course\\b|done\\b|fixed\\b',
    'good (?:point|catch|idea|question,? yes|spot)|great (?:point|catch|idea)|nice (?:catch|idea)|makes sense|fair (?:enough|point)',
    'ack(?:ed)?\\b|thanks\\b|thank you|(?:ah|oh),? (?:ok|yes|right|indeed|good)|oops|ouch|my (?:bad|mistake|fault)|sorry|noted',
    `sounds (?:good|fine|reasonable|great)|will (?:do|${CHANGES})|you(?:'re| are) right|got it|gotcha|roger|no problem`,
    "works for me|np\\b|\\+1|ugh\\b|argh?\\b|whoops|d'oh|apologies",
  )}`,
);

const CHANGED = wordsOf('fixed addressed changed staged done dropped removed renamed added reworked');
const PROMISES = new RegExp(
  `\\b${anyOf(
    `i(?:'ll| will| am going to|'m going to) (?:${CHANGES}|do (?:so|that|it)|make|correct|clean|take care)`,
    `${CHANGED} (?:it |this |that |locally |both |all )?(?:in|for|with|to)? ?(?:v\\d+|my|the next|next|locally|tree)`,
    'will (?:be )?(?:fix|change|addres|updat|remov|add|drop|correct)\\w* (?:in|for|with)',
    '(?:next|v\\d+) (?:version|revision|spin) will',
  )}\\b`,
);

const DONE = new RegExp(
  `\\b${anyOf(
    wordsOf(
      'fixed done changed added removed dropped deleted renamed reworked moved replaced updated corrected addressed',
    ),
    'reworded|rephrased|i am (?:replacing|fixing|changing|adding|removing)',
  )}\\b`,
);

const NOT_DONE = /\b(?:not|n't|to be|be|should|would|could|can|will|if|when|once|already|before)\b|\?/;

const ME_TOO = new RegExp(
  anyOf(
    '\\b(?:hit|see|seeing|saw|got|get|have|having|run into|ran into)(?: exactly)? (?:the )?(?:very |exact )?same (?:problem|issue|bug|crash|error|oops|failure|thing)\\b',
    '^(?:me too|same here|\\+1|ditto)\\b',
    '^(?:please )?(?:consider|take) this as (?:an? |my )?(?:acked|reviewed|tested)-by\\b',
  ),
);
