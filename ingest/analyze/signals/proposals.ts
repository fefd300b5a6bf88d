import type { Saying } from '../../../data/records/index.ts';
import { stripInterjections } from './acceptance.ts';
import { GatedPattern } from './word-gate.ts';
import { joined, pattern } from '../../parse/text/pattern.ts';

/** Names or roles to whom a sentence speaks: "Bob, would this be acceptable?", "Dave: can you …". */
export function readAsked(text: string): string[] {
  const match = VOCATIVE.exec(text);
  if (!match) return [];
  return match[1]!
    .split(/\s*(?:,|\/|&|\band\b)\s*/)
    .map((name) => name.replace(/^@/, '').trim())
    .filter((name) => NAME.test(name) && !NO_NAMES.has(name.toLowerCase()));
}

/** True where the sentence puts a question or a request, not only a greeting. */
export function isRequest(low: string): boolean {
  return (
    /\?["')]*$/.test(low) ||
    /^[^,:]{2,40}[,:-]+ *(?:can|could|would|will|do|does|are|is|what|how|when|please|pls|kindly|any|should|may)\b/.test(
      low,
    )
  );
}

/** What an answer to a question or proposal says: yes, no, on condition, done. Null where it says none of these. */
export function readAnswer(low: string): { signal: string; says: Saying } | null {
  const sentence = low.replace(/^[\s"'(]+/, '');
  if (REFUSAL.test(sentence)) return { signal: 'refuses', says: 'refusal' };
  if (DEED.test(sentence) && !/\?$/.test(low)) return { signal: 'done', says: 'deed' };
  if (AGREEMENT.test(sentence) && !/\?$/.test(low))
    return { signal: 'agrees', says: CONDITION.pattern.test(sentence) ? 'condition' : 'agreement' };
  if (CONDITION.mayMatch(low) && CONDITION.pattern.test(stripInterjections(sentence)) && !/\?$/.test(low))
    return { signal: 'sets-condition', says: 'condition' };
  return null;
}

const VOCATIVE = pattern(
  '',
  '^(?:',
  ['@', '(?:hi|hello|hey|dear|so|and|also|ok|btw|thanks|now),? '],
  String.raw`)?@?([A-Z][\w\u00c0-\u024f'-]+(?: [A-Z][\w\u00c0-\u024f'-]+)?(?:(?:,|\s*\/|\s*&| and) ?@?[A-Z][\w\u00c0-\u024f'-]+(?: [A-Z][\w\u00c0-\u024f'-]+)?){0,3})\s*(?:,|:| -{1,2}|\u2013|\u2014)\s+`,
);
const NAME = /^[A-Z\u00c0-\u024f][\w\u00c0-\u024f'-]+(?: [A-Z\u00c0-\u024f][\w\u00c0-\u024f'-]+)?$/;
/** Words that open a sentence with a capital and a comma, and name nobody. */
const NO_NAMES = new Set(
  'thanks thank hi hello hey ok okay yes no yeah yep nope sure well so also and but however actually anyway besides furthermore moreover note notes nit nits fyi fwiw btw imho imo iirc afaik otherwise again first second third secondly finally lastly then now today yesterday maybe perhaps right agreed indeed sorry please great good nice cool done fixed ack nak nack hmm hm ah oh oops ugh true false besides regards cheers best if in on at for as to from with when while since after before instead basically obviously unfortunately apparently clearly similarly alternatively additionally specifically generally personally honestly still here there this that these those it we you they i the a an my your our all both each some any most todo fixme warning error info bug fixes link closes subject date cc sent reported reviewed acked tested suggested signed changes changelog version example background question problem solution result results summary update edit disclaimer ps yet meanwhile therefore thus hence correct exactly wait of by not never only just likewise overall usually normally currently previously later ideally admittedly certainly definitely absolutely'.split(
    ' ',
  ),
);
const AGREEMENT = pattern(
  '',
  '^(?:(?:well|ok|okay|hm+|ah|oh|and|so),? )*(?:',
  [
    'sure',
    'yes',
    'yep',
    'yeah',
    'yup',
    'certainly',
    'absolutely',
    'definitely',
    'of course',
    'agreed',
    'no problem',
    'not a problem',
    'yep, not a problem',
    'no objections?',
    'fine (?:by|with) me',
    'works for me',
    'sounds (?:good|fine|great|ok|like a plan|reasonable)',
    'that (?:works|sounds|is fine|would be (?:fine|great|good))',
    "i(?:'m| am) (?:fine|ok|okay|happy|willing|good|all for)",
    'ok(?:ay)?[.,! ](?:with|by|for) me',
    'happy to',
    'will do',
    'deal',
    'makes sense',
    'good idea',
    'ok(?:ay)?[.,!]',
    'i agree',
    'please do',
    'go ahead',
    String.raw`ack\b`,
    'with pleasure',
    'gladly',
    'by all means',
    String.raw`if (?:that|this) (?:is|were|can be) [^,]{0,40}, (?:then )?(?:yes|ok(?:ay)?|fine|sure|i agree|no objections?)\b`,
  ],
  ')',
);
const REFUSAL = pattern(
  '',
  '^(?:(?:well|hm+|ah|oh|sorry|so|but),? )*(?:',
  [
    String.raw`no\b(?! (?:problem|objection|worries|idea|need to worry))`,
    'nope',
    'nah',
    'not really',
    "i(?:'d| would) rather not",
    "i(?:'d| would) prefer (?:not|if we didn't)",
    "i don't think (?:so|that's|we should|this is)",
    "please don't",
    'absolutely not',
    String.raw`nak\b`,
    String.raw`nack\b`,
    "that won't (?:work|fly)",
    'i disagree',
    'disagree',
  ],
  ')',
);
const CONDITION = new GatedPattern(
  pattern('', [
    joined(
      '^(?:',
      [
        "please (?:take care|make sure|be careful|don't forget|ensure|keep)",
        'as long as',
        'provided',
        'so long as',
        'only if',
        'but (?:please|only|first|then|you)',
        String.raw`(?:on|under) (?:the |one |that |a |two )?conditions?\b`,
        String.raw`if (?:that|this) (?:is|were|can be) [^,]{0,40}, (?:then )?(?:yes|ok(?:ay)?|fine|sure|i agree|no objections?)\b`,
      ],
      ')',
    ),
    String.raw`\b(?:as long as|provided (?:that)?|on (?:the |one |that )?condition|with the caveat|only if|so long as)\b`,
  ]),
);
const DEED = pattern('', [
  "^(?:all )?(?:done|this is done|that(?:'s| is) done|it(?:'s| is) done)(?: now| then|,? thanks(?: all| everyone)?|,? then)?[.!]*$",
  joined(
    "^(?:(?:done|certainly, thanks all|fixed|ok|okay),? )?(?:[a-z]+: )?(?:i|we)(?:'ve| have| just|'m| am)?(?: now| just| already| also)* (?:",
    [
      'started',
      'created',
      'set up',
      'opened',
      'made',
      'set it up',
      'pushed out',
      'set this up',
      'sent (?:the|a) (?:pr|pull)',
      'did (?:a|the|that|this|it)',
      'moved',
      'added it',
      'put (?:it|this|them) in',
      'published',
      'enabled',
      'arranged',
    ],
    String.raw`)\b`,
  ),
]);
