import type { MarkedQuote, Quote, SummaryAnswer, SummaryTurning, WhyAnswer } from '../../contract/index.ts';
import type { Part } from './document-parts.ts';
import { longDay } from './phrases.ts';

/** The turning points of a story as a summary carries them: quotations alone. */
export function summaryTurning({ points }: WhyAnswer): SummaryTurning[] {
  return points.map(({ kind, date, quote, beside, asked }) => ({
    kind,
    date,
    answers: quote.answers,
    quote: quoteOf(quote),
    beside: beside && quoteOf(beside),
    asked,
  }));
}

/** They on paper: date and kind, what is answered, the words. */
export function turningParts({ turning }: SummaryAnswer): Part[] {
  if (turning.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Turning points' },
    ...turning.flatMap(({ kind, date, answers, quote, beside, asked }, n): Part[] => [
      {
        kind: 'text',
        words: [
          { strong: `${n + 1}. ${longDay(date)}, ${KINDS[kind] ?? kind}` },
          ...(asked.length > 0 ? [`: no answer by ${asked.join(', ')} in that thread`] : []),
        ],
      },
      ...(answers ? [{ kind: 'quote' as const, quote: answers, depth: 0 }] : []),
      { kind: 'quote', quote, depth: answers ? 1 : 0 },
      ...(beside ? [{ kind: 'quote' as const, quote: beside, depth: 0 }] : []),
    ]),
  ];
}

const quoteOf = ({ messageId, lines, part, marked, person, role, date }: MarkedQuote): Quote => ({
  messageId,
  lines,
  ...(part !== undefined && { part }),
  text: marked,
  verbatim: false,
  person,
  role,
  date,
  keptBy: null,
});

const KINDS: Record<string, string> = {
  condition: 'a condition',
  blocker: 'a blocker',
  objection: 'an objection',
  conflict: 'a conflict',
  agreement: 'an agreement',
  silence: 'silence',
  collision: 'a collision',
  deed: 'done',
};
