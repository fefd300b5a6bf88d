import type { LineRange, Role, Signal } from '../../../data/records/index.ts';
import type { Sentence } from '../../../ingest/analyze/signals/own-words.ts';
import type { Passage, SummaryAnswer } from '../../contract/index.ts';
import { chooseSentences, excerpt } from './excerpt.ts';
import { overlaps, type Telling } from './parts.ts';
import { countWords } from './words.ts';

/**
 * The exchanges that weigh most, as they went: who said what to whom. An answer weighs by its new words, by what it decides,
 * asks, objects to or grants, and by whose words they are; further answers of one pair of people weigh less each time, so that no
 * two of them fill the summary. Chosen answers that answer each other stand together.
 */
export function exchangesOf(telling: Telling, pieces: Passage[]): SummaryAnswer['exchanges'] {
  const { budget, words } = telling;
  const weigh = weigher(telling);
  const candidates = pieces.flatMap((piece, index) => {
    const parent = piece.parent === null ? null : pieces[piece.parent]!;
    const person = words.personOf(piece.key);
    if (!parent || words.messageOf(piece.key)?.bot || person === words.personOf(parent.key)) return [];
    const weight = weigh(piece.key, piece.lines) + 0.5 * weigh(parent.key, answeredLines(piece, parent));
    const pair = [person, words.personOf(parent.key)].sort().join('\n');
    return weight > LEAST ? [{ index, piece, parent, weight, pair }] : [];
  });
  const chosen = choose(candidates, budget.exchanges);
  return chain(telling, pieces, new Set(chosen.map(({ index }) => index)));
}

interface Candidate {
  index: number;
  weight: number;
  pair: string;
}

/** The heaviest, each further one of a pair of people at a discount. */
function choose<T extends Candidate>(candidates: T[], count: number): T[] {
  const left = [...candidates].sort((a, b) => b.weight - a.weight || a.index - b.index).slice(0, MOST_CANDIDATES);
  const taken = new Map<string, number>();
  const chosen: T[] = [];
  while (chosen.length < count && left.length > 0) {
    let best = 0;
    const worth = (one: T) => one.weight * DISCOUNT ** (taken.get(one.pair) ?? 0);
    for (let n = 1; n < left.length; n += 1) if (worth(left[n]!) > worth(left[best]!)) best = n;
    const [one] = left.splice(best, 1);
    taken.set(one!.pair, (taken.get(one!.pair) ?? 0) + 1);
    chosen.push(one!);
  }
  return chosen;
}

interface Exchange {
  turns: SummaryAnswer['exchanges'][number]['turns'];
  /** Turn of each piece. */
  at: Map<number, number>;
  /** Sentences that a turn shows. */
  said: Map<number, Sentence[]>;
  began: number;
}

/** Chosen passages with the passage that each answers, joined where one answers another. In the order of time. */
function chain(telling: Telling, pieces: Passage[], chosen: Set<number>): SummaryAnswer['exchanges'] {
  const { words, budget, thread } = telling;
  const exchanges: Exchange[] = [];
  const home = new Map<number, Exchange>();
  const important = importantLines(telling);
  const how = (key: string, end: boolean) => ({
    budget: budget.turn,
    end,
    matters: (sentence: Sentence) => important(key, sentence.lines, sentence.text),
  });
  const tell = (key: string, lines: LineRange, end: boolean) => excerpt(words, key, lines, how(key, end));
  const sentencesOf = (key: string, lines: LineRange, end: boolean) =>
    chooseSentences(words, key, lines, how(key, end));
  for (const index of [...chosen].sort((a, b) => a - b)) {
    const piece = pieces[index]!;
    const parent = pieces[piece.parent!]!;
    const answer = tell(piece.key, piece.lines, false);
    if (!answer) continue;
    let exchange = home.get(piece.parent!);
    if (!exchange) {
      const asked = tell(parent.key, answeredLines(piece, parent), true);
      if (!asked) continue;
      exchange = {
        turns: [{ quote: asked, answers: null }],
        at: new Map([[piece.parent!, 0]]),
        said: new Map(),
        began: words.messageOf(piece.key)?.dateUsed ?? 0,
      };
      exchanges.push(exchange);
      home.set(piece.parent!, exchange);
    }
    home.set(index, exchange);
    const answers = exchange.at.get(piece.parent!) ?? null;
    const same = exchange.turns.findIndex(
      (turn) => turn.answers === answers && turn.quote.messageId === piece.key && !turn.quote.verbatim,
    );
    if (same >= 0 && !answer.verbatim) {
      // One mail that answers one passage in two places speaks once.
      const both = [...exchange.said.get(same)!, ...sentencesOf(piece.key, piece.lines, false)];
      exchange.said.set(same, both);
      exchange.turns[same]!.quote = words.sentences(piece.key, [...new Set(both)]) ?? answer;
      exchange.at.set(index, same);
      continue;
    }
    exchange.at.set(index, exchange.turns.length);
    exchange.said.set(exchange.turns.length, sentencesOf(piece.key, piece.lines, false));
    exchange.turns.push({ quote: answer, answers });
  }
  const titles = new Map(thread.patches.map(({ record }) => [record.key, record.title]));
  return exchanges
    .sort((a, b) => a.began - b.began)
    .map(({ turns }) => ({ title: titles.get(turns[0]!.quote.messageId) ?? null, turns }));
}

/** The lines of the parent passage that are answered: the quoted ones where they stand in it, else all of it. */
function answeredLines(piece: Passage, parent: Passage): LineRange {
  const { answers } = piece;
  if (!answers || answers.part !== undefined || answers.messageId !== parent.key) return parent.lines;
  const lines: LineRange = [Math.max(answers.lines[0], parent.lines[0]), Math.min(answers.lines[1], parent.lines[1])];
  return lines[0] < lines[1] ? lines : parent.lines;
}

/** What lines of a message weigh. */
function weigher(telling: Telling): (key: string, lines: LineRange) => number {
  const { words, roleOf } = telling;
  const signals = byMessage(telling.signals);
  const decided = evidenceLines(telling);
  return (key, lines) => {
    const size = words
      .sentencesOf(key)
      .filter((sentence) => overlaps(sentence.lines, lines))
      .reduce((sum, { text }) => sum + countWords(text), 0);
    let weight = Math.log2(1 + Math.min(size, 250)) / 2;
    const seen = new Set<string>();
    for (const signal of signals.get(key) ?? []) {
      if (!overlaps(signal.lines, lines) || seen.has(signal.says)) continue;
      seen.add(signal.says);
      weight += (WEIGHTS[signal.says] ?? 0) * (signal.weak ? 0.4 : 1) + (signal.asked ? 1.5 : 0);
    }
    if ((decided.get(key) ?? []).some((range) => overlaps(range, lines))) weight += 4;
    return weight * (ROLE_WEIGHTS[roleOf(key)] ?? 1);
  };
}

/** Sentences to keep when a passage is cut: those that decide, ask somebody, grant, refuse or object in so many words. */
function importantLines(telling: Telling): (key: string, lines: LineRange, text: string) => boolean {
  const signals = byMessage(telling.signals);
  const decided = evidenceLines(telling);
  return (key, lines, text) =>
    (signals.get(key) ?? []).some(
      (signal) =>
        !signal.weak && (WEIGHTS[signal.says] ?? 0) >= 2 && overlaps(signal.lines, lines) && text.includes(signal.text),
    ) || (decided.get(key) ?? []).some((range) => range[0] === lines[0] && range[1] === lines[1]);
}

function evidenceLines({ thread }: Telling): Map<string, LineRange[]> {
  const found = new Map<string, LineRange[]>();
  const all = [
    ...thread.patches.flatMap(({ outcome }) => outcome.history.filter(({ state }) => state !== 'new')),
    ...thread.discussions.flatMap(({ history }) => history),
  ];
  for (const { evidence } of all)
    for (const { messageId, lines, signal } of evidence)
      if (signal !== 'posted') found.set(messageId, [...(found.get(messageId) ?? []), lines]);
  return found;
}

function byMessage(signals: Signal[]): Map<string, Signal[]> {
  const found = new Map<string, Signal[]>();
  for (const signal of signals) {
    const known = found.get(signal.key);
    if (known) known.push(signal);
    else found.set(signal.key, [signal]);
  }
  return found;
}

/** What a kind of saying adds; a decision counts about as much as two hundred words. */
const WEIGHTS: Partial<Record<Signal['says'], number>> = {
  accepted: 4,
  mainlined: 4,
  rejected: 4,
  withdrawn: 4,
  deferred: 4,
  dropped: 4,
  'changes-requested': 3,
  refusal: 3,
  deed: 3,
  proposal: 3,
  condition: 2,
  agreement: 2,
  'new-version': 2,
  'not-accepted': 2,
  objection: 2,
  concession: 1,
  approval: 1,
  question: 1,
};
const ROLE_WEIGHTS: Record<Role, number> = { maintainer: 1.3, author: 1.15, reviewer: 1.1, other: 1, bot: 0 };
/** Each further exchange of the same two people counts so much of the one before. */
const DISCOUNT = 0.85;
const LEAST = 2;
/** More answers than that are not weighed against each other. */
const MOST_CANDIDATES = 400;
