import type { PointKind, PointWeight } from '../../../data/records/index.ts';
import {
  ADVISES,
  ASKS,
  ASKS_TO_TELL,
  BLOCKS,
  COURTESY,
  DEMANDS,
  DONE_ALREADY,
  FAILS,
  IMPERATIVE,
  NIT,
  NO_ASK,
  OBJECTS,
  OPPOSES,
  OWN_DOUBT,
  SHORTEST,
  SHOULD_YOU,
  SUBSTITUTES,
  SUPPOSES,
  TAKES_BACK,
  TAKES_CARE,
  UNSURE,
  USUAL,
  WANTS_MORE,
  WISHES,
  WONDERS,
} from './ask-patterns.ts';

/** What one sentence wants: an answer, a change, a doubt cleared; null where it only tells. Lower case, plain apostrophes. */
export function readAsk(low: string): PointKind | null {
  const sentence = startOf(low);
  if (sentence.length < SHORTEST || COURTESY.test(sentence) || NO_ASK.test(sentence)) return null;
  if (ASKS.test(sentence)) return DEMANDS.test(sentence) || SUBSTITUTES.test(sentence) ? 'request' : 'question';
  if (DONE_ALREADY.test(sentence)) return null;
  if (WONDERS.test(sentence)) return 'question';
  if (DEMANDS.test(sentence) || SUBSTITUTES.test(sentence) || WISHES.test(sentence) || IMPERATIVE.test(sentence))
    return 'request';
  if (reportsFailure(sentence)) return 'test-report';
  if (OBJECTS.test(sentence)) return 'objection';
  return UNSURE.test(sentence) ? 'doubt' : null;
}

/** True for a failure that was seen; one that may come to pass is none. */
function reportsFailure(sentence: string): boolean {
  const failure = FAILS.exec(sentence);
  return failure !== null && !SUPPOSES.test(sentence.slice(0, failure.index + failure[0].length));
}

/** True for what somebody who helps another advises: no request of theirs, unless they want to be told something. */
export function isAdvice(low: string): boolean {
  const sentence = startOf(low);
  if (ASKS.test(sentence) || DEMANDS.test(sentence) || SUBSTITUTES.test(sentence) || ASKS_TO_TELL.test(sentence))
    return false;
  return IMPERATIVE.test(sentence) || ADVISES.test(sentence);
}

/** True for what an author does not know of his own patch. */
export function isOwnDoubt(low: string): boolean {
  return OWN_DOUBT.test(low);
}

/** True for words that surely want an answer or a deed of somebody; wishes, objections and doubts may be left at that. */
export function isDirect(low: string): boolean {
  const sentence = startOf(low);
  return (
    ASKS.test(sentence) ||
    DEMANDS.test(sentence) ||
    IMPERATIVE.test(sentence) ||
    SHOULD_YOU.test(sentence) ||
    OPPOSES.test(sentence)
  );
}

/** How much hangs on words that ask. */
export function weighAsk(low: string, kind: PointKind): PointWeight {
  if (BLOCKS.test(low)) return 'blocking';
  if (NIT.test(low)) return 'nit';
  return kind === 'test-report' ? 'blocking' : 'normal';
}

/** True for words that ask something, and no change in the form of a question. */
export function isQuestion(text: string): boolean {
  return readAsk(plain(text)) === 'question';
}

/** True for words by which the reviewer makes the change, or leaves it to whoever merges: "I'll fix it before merge." */
export function takesCare(text: string): boolean {
  return TAKES_CARE.test(plain(text));
}

/** True for words that ask for something beside the lines that they quote: "missing a return here". */
export function wantsMore(text: string): boolean {
  return WANTS_MORE.test(plain(text));
}

/** True for words by which somebody takes back what they asked: "Never mind, I misread it." */
export function takesBack(text: string): boolean {
  return TAKES_BACK.test(plain(text).slice(0, 200));
}

/** True for a request that every posting makes: "please review", "please pull". */
export function isUsualRequest(low: string): boolean {
  return USUAL.test(low);
}

/** Lower case with plain apostrophes: what these patterns are held against. */
export const plain = (text: string) => text.toLowerCase().replace(/[\u2018\u2019\u00b4]/g, "'");

/** A sentence without the sign of the list that it stands in. */
const startOf = (low: string) => low.replace(/^[\s"'(*•-]+|^\d{1,2}[.)] +/g, '');
