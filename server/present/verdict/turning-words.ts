import type { TurningKind } from '../../contract/index.ts';

/** Words of landing a change: what conditions and blockers are about. */
const LANDS = ['merge', 'merg(?:ed|ing)', 'appl(?:y|ied|ying)', 'tak(?:e|en|ing) (?:it|this|that|them|these)', 'go(?:es)? (?:in|along|upstream|forward)', 'land', 'pull', 'queue', 'accept', 'pick (?:it|this|them|these) up', 'include', 'proceed']; // prettier-ignore
const PROVIDED = ['if', 'once', 'unless', 'until', 'provided', 'as long as', 'on (?:the )?condition', 'assuming', 'only when', 'as soon as', 'after']; // prettier-ignore
const CANNOT = ["can't", 'can not', 'cannot', "won't", "don't want to", 'not going to', "shouldn't", 'should not', "we can't", 'must not', 'not acceptable', 'unacceptable']; // prettier-ignore
const HARM = ['regression', 'regress', 'blocker', 'show ?stopper', 'deal ?breaker', 'nak', 'nack', 'los(?:e|ing) support', 'loose', 'break(?:s|ing)? (?:existing|user ?space|the abi|the build|bisect\\w*)', 'no go', 'non-starter', 'data (?:loss|corruption)', 'security (?:hole|issue|problem)']; // prettier-ignore
const COLLIDES = ["(?:will|would|you'll|it'll|they|that|this|which) (?:conflicts?|clash(?:es)?|collides?)", "(?:doesn't|does not|didn't|did not|already doesn't|no longer|won't) (?:apply|build|compile|merge|link)", 'merge conflicts?', 'build (?:failures?|errors?|breakage)', 'fail(?:s|ed)? to (?:build|compile|apply|merge)', "(?:need|have|had|going) to (?:drop|revert)", 'what the hell']; // prettier-ignore
const AGREES = ['sure', 'ok(?:ay)?', 'yes', 'yep', 'yeah', 'agreed', 'i agree', 'sounds (?:good|fine|reasonable|great)', 'works for me', "that's fine", 'fine (?:by|with) me', 'fair enough', 'good (?:idea|plan)', "makes sense", "let's (?:do|go)", 'i am (?:ok|fine|happy)', "i'm (?:ok|fine|happy)"]; // prettier-ignore
const DID = ['applied', 'merged', 'pulled', 'queued', 'pushed', 'committed', 'dropped', 'reverted', "(?:i've|i have|i'm|have) (?:now )?(?:applied|merged|pulled|queued|pushed|started|dropped|reverted|added|ended up)", "it's all (?:merged|applied|pulled)", 'i (?:started|created|took|merged|applied|pulled|queued|dropped|reverted)']; // prettier-ignore
const DOUBTS = ["i (?:don't|do not) (?:like|think|see why|understand why)", 'why (?:not|do we|would|is this|does this|can we|are you)', "i'm (?:not (?:convinced|sure|happy)|worried|concerned)", 'i am (?:not (?:convinced|sure|happy)|worried|concerned)', 'wrong approach', 'please (?:do not|don\'t)', 'this (?:is|looks|seems) (?:wrong|broken|racy|buggy|bogus)', 'rather not', 'i object', 'disagree']; // prettier-ignore

const any = (words: readonly string[]): string => `(?:${words.join('|')})`;
const word = (source: string): RegExp => new RegExp(`\\b${source}\\b`, 'i');

const HAS = {
  lands: word(any(LANDS)),
  provided: word(any(PROVIDED)),
  cannot: word(any(CANNOT)),
  harm: word(any(HARM)),
  collides: word(any(COLLIDES)),
  agrees: new RegExp(`^(?:(?:well|ah|hm+|hi \\w+),? )?${any(AGREES)}\\b`, 'i'),
  did: new RegExp(`^(?:(?:thanks|ok|so|great|and|now|all|both|series|patch\\w*)[,.!]? ){0,2}${any(DID)}\\b`, 'i'),
  doubts: word(any(DOUBTS)),
  because: /\b(?:because|since|so that|otherwise|therefore|which means|as (?:it|this|that|we|they))\b/i,
};

/** The kind of turning point that a sentence may be, by its words alone; null for most sentences. */
export function turningKind(text: string): TurningKind | null {
  if (HAS.cannot.test(text) && (HAS.harm.test(text) || HAS.lands.test(text))) return 'blocker';
  if (HAS.collides.test(text)) return 'collision';
  if (HAS.provided.test(text) && HAS.lands.test(text) && !/\blet (?:me|us) know\b|\?$/i.test(text)) return 'condition';
  if (HAS.harm.test(text) && !/\bprevent|\bavoid|\bfix|\?$/i.test(text)) return 'blocker';
  if (HAS.did.test(text)) return 'deed';
  if (HAS.agrees.test(text)) return 'agreement';
  if (HAS.doubts.test(text)) return 'objection';
  return null;
}

/** True where words give a reason. */
export const givesReason = (text: string): boolean => HAS.because.test(text);

/** True where words ask somebody for something, not for a fact alone. */
export const asksFor = (text: string): boolean =>
  /\b(?:would|could|can|will|are|is) (?:you|this|that|it|we)\b[^?]*\?|\bwhat do you think\b|\bplease (?:comment|advise|say|let)/i.test(
    text,
  );
