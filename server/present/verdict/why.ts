import type { Evidence } from '../../../data/records/index.ts';
import { besideMail } from '../../../ingest/analyze/outcomes/evidence/evidence.ts';
import type { Sentence } from '../../../ingest/analyze/signals/own-words.ts';
import type { Quote, Role, TurningKind, TurningPoint, WhyAnswer } from '../../contract/index.ts';
import { presentHeadline } from '../brief/outcome.ts';
import { silentIn } from '../brief/silent.ts';
import { instant } from '../brief/time.ts';
import { titleOf } from '../brief/title.ts';
import { excerpt } from '../summary/excerpt.ts';
import { overlaps, type Telling } from '../summary/parts.ts';
import { countWords } from '../summary/words.ts';
import { holesOf } from '../thread/thread.ts';
import { markedQuote, type PlaceOf, type Spot } from './marked.ts';
import { asksFor, givesReason, turningKind } from './turning-words.ts';

/**
 * The turning points of a story told over several threads, the one that was asked for first: conditions, blockers, objections,
 * conflicts, agreements, silences, collisions, deeds. Chosen by rule; titles, kinds and quotations alone. Pure.
 */
export function presentWhy(tellings: readonly Telling[], placeOf: PlaceOf): WhyAnswer {
  const own = tellings[0]!;
  const { summary } = own.thread;
  const candidates = tellings.flatMap((telling, n) => candidatesIn(telling, placeOf, n > 0));
  const points = chosen(candidates);
  const threads = tellings.map(({ thread }) => ({
    threadId: thread.summary.root,
    title: titleOf(thread.summary.subject),
    list: thread.summary.lists[0] ?? null,
    key: thread.summary.key,
    messages: thread.summary.messages,
    dates: thread.messages.map(({ dateUsed }) => instant(dateUsed)).sort(),
  }));
  // A thread that gave no turning point is no part of the story.
  const told = threads.filter((thread, n) => n === 0 || points.some(({ threadId }) => threadId === thread.threadId));
  const dates = told.flatMap((thread) => thread.dates).sort();
  return {
    threadId: summary.root,
    title: titleOf(summary.subject),
    headline: summary.headline ? presentHeadline(summary.headline, own.versionOf) : null,
    from: dates[0] ?? instant(summary.started),
    to: dates.at(-1) ?? instant(summary.last),
    threads: told.sort((a, b) => (a.dates[0]! < b.dates[0]! ? -1 : 1)),
    points: points.map((point, n) => ({ ...point, n: n + 1 })),
    ends: endOf(tellings),
    holes: holesOf(own.thread),
  };
}

interface Candidate extends Omit<TurningPoint, 'n'> {
  weight: number;
}

function candidatesIn(telling: Telling, placeOf: PlaceOf, elsewhere: boolean): Candidate[] {
  const { thread, words, roleOf } = telling;
  const found: Candidate[] = [];
  const add = (
    kind: TurningKind,
    weight: number,
    spot: Spot,
    beside: Spot | null = null,
    asked: string[] = [],
  ): void => {
    const message = words.messageOf(spot.key);
    if (!message || message.bot) return;
    const quote = markedQuote(words, spot, roleOf(spot.key), placeOf);
    if (!quote || quote.marked.length > LONGEST || countWords(quote.marked) < (SHORT[kind] ?? FEWEST)) return;
    found.push({
      kind,
      date: instant(message.dateUsed),
      threadId: placeOf(spot.key)?.threadId ?? thread.summary.root,
      quote,
      beside: beside && markedQuote(words, beside, roleOf(beside.key), placeOf),
      asked,
      weight: weight * (elsewhere ? ELSEWHERE : 1),
    });
  };
  for (const message of thread.messages) {
    if (message.bot) continue;
    for (const sentence of words.sentencesOf(message.key)) {
      const kind = turningKind(sentence.text);
      if (!kind || (kind === 'agreement' && !agreesTo(telling, sentence))) continue;
      if (kind === 'blocker' && telling.roleOf(message.key) === 'author') continue;
      add(kind, weigh(kind, sentence.text, telling.roleOf(message.key)), { key: message.key, ...sentence });
    }
  }
  for (const { record, outcome } of thread.patches) {
    for (const change of outcome.history) {
      const evidence = change.evidence.findLast((one) => besideMail(one) === null && one.role !== 'bot');
      const kind = STATES[change.state];
      if (evidence && kind && !record.ghost) add(kind, DECIDED, spotOf(evidence));
    }
    const [one, other] = outcome.conflicts.map((side) => side.findLast((evidence) => besideMail(evidence) === null));
    if (one && other) add('conflict', DECIDED, spotOf(one), spotOf(other));
  }
  for (const discussion of thread.discussions) {
    const evidence = discussion.history.flatMap((change) => change.evidence);
    const last = evidence.at(-1);
    const kind = ANSWERS[discussion.state];
    if (last && kind) add(kind, DECIDED, spotOf(last));
    const silent = silentIn(thread, discussion).map(({ name, email }) => name || email);
    if (evidence[0] && silent.length > 0)
      add('silence', UNANSWERED, namingSpot(telling, spotOf(evidence[0]), silent), null, silent);
  }
  for (const { spot, asked } of silences(telling)) add('silence', UNANSWERED, spot, null, asked);
  return found;
}

/** In the mail of a question the sentence that calls one of those who were asked by name; else the question itself. */
function namingSpot({ words }: Telling, spot: Spot, asked: readonly string[]): Spot {
  const names = asked.flatMap((name) => name.split(/[\s,@]+/)[0] ?? []).filter((name) => name.length > 2);
  const named = words
    .sentencesOf(spot.key)
    .find(({ text }) => asksFor(text) && names.some((name) => text.toLowerCase().includes(name.toLowerCase())));
  return named ? { key: spot.key, ...named } : spot;
}

/** A yes turns a story where it answers somebody else who asked for something. */
function agreesTo({ words }: Telling, { answers }: Sentence): boolean {
  if (!answers || !words.has(answers.messageId)) return false;
  return words.sentencesOf(answers.messageId).some((one) => overlaps(one.lines, answers.lines) && asksFor(one.text));
}

/** What weighs more is told first: who has the say, a kind that turns more, words that give a reason. */
function weigh(kind: TurningKind, text: string, role: Role): number {
  const reason = givesReason(text) ? 1 : 0;
  const room = Math.min(1, countWords(text) / 14);
  return WEIGHTS[kind] + SAY[role] + reason + room;
}

/** Questions put to somebody by name, whom nothing in the thread shows to have answered. */
function silences({ signals, thread, words }: Telling): { spot: Spot; asked: string[] }[] {
  return signals.flatMap((signal) => {
    if (!signal.asked?.length || signal.machine || !asksFor(signal.text)) return [];
    const at = words.messageOf(signal.key)?.dateUsed ?? 0;
    const asked = signal.asked.filter(
      ({ email, name }) =>
        email !== '' &&
        !thread.messages.some(
          ({ from, person, dateUsed }) =>
            dateUsed > at && (from.email.toLowerCase() === email.toLowerCase() || person === name),
        ),
    );
    return asked.length > 0 ? [{ spot: signal, asked: asked.map(({ name, email }) => name || email) }] : [];
  });
}

/** Five to seven: the heaviest, at most two of a kind and of a mail one, in the order of time. */
function chosen(candidates: readonly Candidate[]): Omit<TurningPoint, 'n'>[] {
  const left = new Set(candidates);
  const taken: Candidate[] = [];
  // A second of its kind tells less, and so does one that stands a day from another.
  const worth = (one: Candidate) =>
    one.weight -
    taken.filter(({ kind }) => kind === one.kind).length * AGAIN -
    (taken.some(({ date }) => date.slice(0, 10) === one.date.slice(0, 10)) ? SAME_DAY : 0);
  while (taken.length < MOST && left.size > 0) {
    const [best] = [...left].sort(
      (a, b) => worth(b) - worth(a) || (a.date < b.date ? -1 : 1) || (a.quote.messageId < b.quote.messageId ? -1 : 1),
    );
    if (!best || (taken.length >= ENOUGH && worth(best) < LIGHT)) break;
    taken.push(best);
    for (const one of left)
      if (one.quote.messageId === best.quote.messageId || one.quote.marked === best.quote.marked) left.delete(one);
  }
  // Words stay within three minutes: the lightest go first.
  const size = () => taken.reduce((sum, { quote, beside }) => sum + sizeOf(quote) + (beside ? sizeOf(beside) : 0), 0);
  while (taken.length > LEAST && size() > WORDS) taken.pop();
  return taken.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).map(({ weight: _, ...point }) => point);
}

const sizeOf = ({ before, marked, after, answers }: TurningPoint['quote']): number =>
  countWords(`${before} ${marked} ${after} ${answers?.text ?? ''}`);

/** The newest words of a person in the story's last thread. */
function endOf(tellings: readonly Telling[]): Quote | null {
  const last = [...tellings].sort((a, b) => b.thread.summary.last - a.thread.summary.last)[0]!;
  const newest = last.thread.messages
    .filter(({ bot }) => !bot)
    .sort((a, b) => b.dateUsed - a.dateUsed || (a.key < b.key ? 1 : -1));
  for (const { key } of newest.slice(0, 12)) {
    const quote = excerpt(last.words, key, [0, Number.MAX_SAFE_INTEGER], { budget: 30, end: false });
    if (quote && !quote.verbatim) return quote;
  }
  return null;
}

const spotOf = ({ messageId, lines, text, part, answers }: Evidence): Spot => ({
  key: messageId,
  lines,
  text,
  part,
  answers,
});

const WEIGHTS: Record<TurningKind, number> = {
  blocker: 4,
  condition: 4,
  collision: 4,
  conflict: 4,
  agreement: 3.5,
  deed: 3,
  silence: 3,
  objection: 2,
};
const SAY: Record<Role, number> = { maintainer: 3, reviewer: 1.5, author: 1, other: 1, bot: 0 };
/** What the analysis of outcomes decided weighs most. */
const DECIDED = 9;
const UNANSWERED = 6.5;
const STATES: Record<string, TurningKind> = {
  accepted: 'deed',
  mainlined: 'deed',
  withdrawn: 'deed',
  dropped: 'collision',
  rejected: 'blocker',
  deferred: 'condition',
};
const ANSWERS: Record<string, TurningKind> = {
  agreed: 'agreement',
  done: 'deed',
  'agreed-with-condition': 'condition',
  refused: 'blocker',
};
const SHORT: Partial<Record<TurningKind, number>> = { agreement: 1, deed: 1 };
/** Words of other threads weigh a little less. */
const ELSEWHERE = 0.85;
const AGAIN = 2.5;
const SAME_DAY = 0.75;
const MOST = 7;
const ENOUGH = 5;
const LEAST = 3;
/** Below it a sixth and a seventh tell nothing more. */
const LIGHT = 4;
/** Words of all turning points together. */
const WORDS = 400;
/** Characters of one marked sentence. */
const LONGEST = 420;
/** Words that a turning point has at least. */
const FEWEST = 4;
