import type { LineRange, Message, PointAnswer, Thread } from '../../../data/records/index.ts';
import { samePerson } from '../../../data/rules/person.ts';
import type { Passage } from '../quotes/passages.ts';
import { stanceOf } from './stance.ts';

/** Passages of a thread by the message that they quote; without a quote, by the message that they reply to. */
export interface Answers {
  quoting: Map<string, { message: Message; passage: Passage; lines: LineRange; isNearest: boolean }[]>;
  replying: Map<string, { message: Message; passage: Passage; how: 'reply' | 'aside' }[]>;
}

/** Looks through all passages of a thread once, for {@link answersTo}. */
export function findAnswers(thread: Thread, parts: ReadonlyMap<string, readonly Passage[]>): Answers {
  const answers: Answers = { quoting: new Map(), replying: new Map() };
  for (const message of thread.messages) {
    const own = parts.get(message.key)!;
    let quotesParent = false;
    for (const passage of own) {
      for (const { source } of passage.above) {
        if (!source || source.part !== undefined) continue;
        if (source.messageId === message.parent) quotesParent = true;
        const isNearest = source === passage.nearest;
        push(answers.quoting, source.messageId, { message, passage, lines: source.lines, isNearest });
      }
    }
    if (message.parent !== null && own[0])
      push(answers.replying, message.parent, { message, passage: own[0], how: quotesParent ? 'aside' : 'reply' });
  }
  return answers;
}

/** What others say right below these lines of a message, wherever they quote them; else below quotes near them, else in reply without a quote. */
export function answersTo(message: Message, lines: LineRange, { quoting, replying }: Answers): PointAnswer[] {
  const found = (quoting.get(message.messageId) ?? []).filter(
    (answer) => answer.lines[0] < lines[1] && answer.lines[1] > lines[0] && answer.message.key !== message.key,
  );
  const nearest = found.filter(({ isNearest }) => isNearest);
  const told = (nearest.length > 0 ? nearest : found).map((one) =>
    toAnswer(one.message, one.passage, one.isNearest ? 'quoted' : 'near'),
  );
  // What the asker quotes of himself is no answer, and hides none.
  if (told.some(({ by }) => !samePerson(by, message.from))) return told.slice(0, MOST_ANSWERS);
  const replies = (replying.get(message.key) ?? []).map((one) => toAnswer(one.message, one.passage, one.how));
  return [...replies, ...told].slice(0, MOST_ANSWERS);
}

/** A passage as an answer. */
export function toAnswer({ key, from }: Message, passage: Passage, how: PointAnswer['how']): PointAnswer {
  return {
    key,
    by: from,
    lines: passage.lines,
    stance: stanceOf(passage.text),
    text: passage.text.slice(0, LONGEST_TEXT),
    how,
  };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

const MOST_ANSWERS = 8;
const LONGEST_TEXT = 200;
