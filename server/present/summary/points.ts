import type { ReviewPoint, Signal } from '../../../data/records/index.ts';
import type { Passage, Quote, SummaryPoint } from '../../contract/index.ts';
import { nameOf } from '../brief/roles.ts';
import { excerpt } from './excerpt.ts';
import { overlaps, type Telling } from './parts.ts';

/** Requests for changes, refusals and objections in so many words, and what was said to each. */
export function objectionsOf(telling: Telling, pieces: Passage[]): SummaryPoint[] {
  const { thread, words, budget } = telling;
  const patches = new Set(thread.patches.map(({ record }) => record.key));
  const told = telling.signals
    .filter(
      ({ says, weak, mode, machine }) =>
        OBJECTS.has(says) && !weak && !machine && mode !== 'reported' && mode !== 'retracted',
    )
    .flatMap((signal): SummaryPoint[] => {
      const quote = words.sentence(signal.key, signal.lines, signal.text, signal.part);
      if (!quote || words.messageOf(signal.key)?.bot) return [];
      if (signal.says === 'refusal' && !refusesRequest(telling, signal)) return [];
      const on = onWhat(telling, signal, patches);
      const answers = answersTo(telling, pieces, signal);
      return [
        {
          quote,
          on,
          file: null,
          status: answers.length > 0 ? 'answered' : 'open',
          answers,
          ...repliesTo(telling, signal.key),
        },
      ];
    });
  return distinct(told).slice(-budget.points);
}

/** “No” to a question of fact is an answer; to a request it is a refusal. */
function refusesRequest({ words }: Telling, { key, lines }: Signal): boolean {
  const message = words.messageOf(key);
  const answered = words.sentencesOf(key).find((one) => overlaps(one.lines, lines))?.answers;
  const from = answered?.messageId ?? message?.parent;
  if (from === undefined || from === null) return false;
  return words
    .sentencesOf(from)
    .some((one) => (!answered || overlaps(one.lines, answered.lines)) && REQUESTS.test(one.text));
}

/** What nobody answered: review points still open, and questions put to somebody. */
export function openOf(telling: Telling, pieces: Passage[]): SummaryPoint[] {
  const { words, points, signals, budget } = telling;
  const fromPoints = points
    .filter(({ status }) => status === 'open')
    .flatMap((point): SummaryPoint[] => {
      const quote = quotePoint(telling, point);
      return quote
        ? [
            {
              quote,
              on: point.on,
              file: point.file,
              status: 'open',
              answers: [],
              ...repliesTo(telling, quote.messageId),
            },
          ]
        : [];
    });
  const questions = signals
    .filter(({ says, machine, asked }) => says === 'question' && !machine && asked !== undefined)
    .filter(({ text }) => ASKS.test(text))
    .flatMap((signal): SummaryPoint[] => {
      const quote = words.sentence(signal.key, signal.lines, signal.text);
      if (!quote || answersTo(telling, pieces, signal).length > 0) return [];
      return [{ quote, on: null, file: null, status: 'open', answers: [], ...repliesTo(telling, signal.key) }];
    });
  const all = distinct([...fromPoints, ...questions]);
  all.sort((a, b) => ((a.quote.date ?? '') < (b.quote.date ?? '') ? -1 : 1));
  return all.slice(0, budget.points);
}

/** How many review points of the thread stand in which status. */
export function countPoints({ points }: Telling): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of points) counts[status] = (counts[status] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function quotePoint({ words, budget }: Telling, { raisedBy, inReply }: ReviewPoint): Quote | null {
  const key = raisedBy[0];
  return key === undefined || !words.has(key)
    ? null
    : excerpt(words, key, inReply, { budget: budget.turn, end: false });
}

/** The first words of each message that answers the passage in which a signal stands; of the same person none. */
function answersTo(telling: Telling, pieces: Passage[], { key, lines }: Signal): Quote[] {
  const { words, budget } = telling;
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

/** The patch under which the words stand, upwards along replies. */
function onWhat({ words }: Telling, { key }: Signal, patches: ReadonlySet<string>): string | null {
  let at = words.messageOf(key)?.parent ?? null;
  for (let steps = 0; at !== null && steps < MOST_STEPS; steps += 1) {
    if (patches.has(at)) return at;
    at = words.messageOf(at)?.parent ?? null;
  }
  return null;
}

function distinct(points: SummaryPoint[]): SummaryPoint[] {
  const seen = new Set<string>();
  return points.filter(({ quote }) => {
    const name = `${quote.messageId}\n${quote.text}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

/** Plain forms alone: words that only sound like doubt are left to the exchanges. */
const OBJECTS = new Set<Signal['says']>(['changes-requested', 'rejected', 'refusal', 'deferred', 'dropped']);
/** Words that want something done. */
const REQUESTS =
  /\bplease\b|\b(?:can|could|will|would) (?:you|we|someone|somebody)\b|\bhow about\b|\bwhy not\b|\blet's\b|\b(?:should|must|need to|have to)\b/i;
const ASKS = /\?|\bplease\b|\blet (me|us) know\b|\bcan you\b|\bcould you\b/i;
const MOST_ANSWERS = 3;
const MOST_STEPS = 200;
