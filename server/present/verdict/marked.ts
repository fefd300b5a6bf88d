import type { LineRange } from '../../../data/records/index.ts';
import type { MarkedQuote, Role } from '../../contract/index.ts';
import { excerpt } from '../summary/excerpt.ts';
import { overlaps } from '../summary/parts.ts';
import { fold, type Quoter } from '../summary/words.ts';

/** Words in a message, as evidence and signals name them. */
export interface Spot {
  key: string;
  lines: LineRange;
  text: string;
  part?: number | undefined;
  answers?: { messageId: string; lines: LineRange } | null | undefined;
}

/** Where a message stands: its thread and list. */
export type PlaceOf = (key: string) => { threadId: string; list: string | null } | null;

/**
 * Words with what is around them: the sentence before and after in the same paragraph, and what they stand below. Null where they
 * can't be shown as new text of their sender.
 */
export function markedQuote(words: Quoter, spot: Spot, role: Role | null, placeOf: PlaceOf): MarkedQuote | null {
  const quote = words.sentence(spot.key, spot.lines, spot.text, spot.part);
  if (!quote) return null;
  const all = words.sentencesOf(spot.key);
  const wanted = fold(quote.text);
  const at =
    spot.part === undefined ? all.findIndex((one) => overlaps(one.lines, quote.lines) && near(one.text, wanted)) : -1;
  const own = all[at];
  const beside = (step: number) => {
    const other = all[at + step];
    return own && other && other.paragraph === own.paragraph && other.text.length <= LONGEST ? other.text : '';
  };
  const whole = own !== undefined && own.text.length > wanted.length && own.text.length <= LONGEST * 2;
  const place = placeOf(spot.key);
  return {
    messageId: quote.messageId,
    lines: whole ? own.lines : quote.lines,
    ...(quote.part !== undefined && { part: quote.part }),
    threadId: place?.threadId ?? null,
    list: place?.list ?? null,
    person: quote.person,
    role: role ?? quote.role,
    date: quote.date,
    before: beside(-1),
    marked: whole ? own.text : quote.text,
    after: beside(1),
    answers: answered(words, own?.answers ?? spot.answers ?? null),
  };
}

/** The last words of the passage that is answered: whole sentences, few. */
function answered(words: Quoter, source: Spot['answers']): MarkedQuote['answers'] {
  if (!source || !words.has(source.messageId)) return null;
  return excerpt(words, source.messageId, source.lines, { budget: 30, end: true });
}

const near = (sentence: string, wanted: string): boolean => {
  const own = fold(sentence);
  return own.includes(wanted) || wanted.includes(own);
};

/** Characters of a neighbour that is still read along. */
const LONGEST = 220;
