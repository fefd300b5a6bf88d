import type { Point } from '../../../data/records/index.ts';
import type { Passage, Quote, SummaryPoint } from '../../contract/index.ts';
import { nameOf } from '../brief/roles.ts';
import { excerpt } from './excerpt.ts';
import { overlaps, type Telling } from './parts.ts';

/** Requests for changes, objections and failures that are settled, weightiest last, and what was said to each. */
export function objectionsOf(telling: Telling, pieces: Passage[]): SummaryPoint[] {
  const told = telling.points.filter(
    ({ kind, weight, status }) => kind !== 'question' && kind !== 'doubt' && weight !== 'nit' && status !== 'open',
  );
  const weighty = [...told].sort((a, b) => Number(a.weight === 'blocking') - Number(b.weight === 'blocking'));
  return inTime(weighty.slice(-telling.budget.points)).flatMap((point) => tell(telling, pieces, point));
}

/** What the ledger has as open, oldest first; nits only where there is room for them. */
export function openOf(telling: Telling, pieces: Passage[]): SummaryPoint[] {
  const open = telling.points.filter(({ status }) => status === 'open');
  const weighty = [...open].sort((a, b) => Number(a.weight === 'nit') - Number(b.weight === 'nit'));
  return inTime(weighty.slice(0, telling.budget.points)).flatMap((point) => tell(telling, pieces, point));
}

function tell(telling: Telling, pieces: Passage[], point: Point): SummaryPoint[] {
  const quote = quotePoint(telling, point);
  if (!quote) return [];
  return [
    {
      quote,
      on: point.about,
      file: point.file,
      status: point.status,
      why: point.why,
      answers: answersTo(telling, pieces, point),
      ...repliesTo(telling, point.raisedBy[0]!),
    },
  ];
}

const inTime = (points: Point[]): Point[] =>
  points.sort(
    (a, b) =>
      a.dateUsed - b.dateUsed ||
      (a.messageId < b.messageId ? -1 : Number(a.messageId > b.messageId)) ||
      a.lines[0] - b.lines[0],
  );

/** The words of a point; recovered ones are nobody's own words here, and are left to the ledger. */
function quotePoint({ words, budget }: Telling, { raisedBy, lines, recovered }: Point): Quote | null {
  const [key] = raisedBy;
  if (key === undefined || recovered || !words.has(key)) return null;
  return excerpt(words, key, lines, { budget: budget.turn, end: false });
}

/** The first words of each message that answers the passage in which a point stands; of the same person none. */
function answersTo(telling: Telling, pieces: Passage[], { raisedBy, lines }: Point): Quote[] {
  const { words, budget } = telling;
  const [key = ''] = raisedBy;
  const at = pieces.findIndex((piece) => piece.key === key && overlaps(piece.lines, lines));
  if (at < 0) return [];
  const found: Quote[] = [];
  for (let n = at + 1; n < pieces.length && pieces[n]!.depth > pieces[at]!.depth; n += 1) {
    const piece = pieces[n]!;
    if (piece.parent !== at || words.personOf(piece.key) === words.personOf(key)) continue;
    const quote = excerpt(words, piece.key, piece.lines, { budget: Math.ceil(budget.turn / 2), end: false });
    if (quote && !found.some(({ messageId }) => messageId === quote.messageId)) found.push(quote);
  }
  return found.slice(0, MOST_ANSWERS);
}

/** Who replied to the message at all: words can be answered without being quoted. */
function repliesTo({ thread, words }: Telling, key: string): Pick<SummaryPoint, 'replies'> {
  const person = words.personOf(key);
  const replies = thread.messages
    .filter((message) => message.parent === key && !message.bot && nameOf(message) !== person)
    .sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
  return {
    replies: replies.slice(0, MOST_ANSWERS).map((message) => ({ messageId: message.key, person: nameOf(message) })),
  };
}

const MOST_ANSWERS = 3;
