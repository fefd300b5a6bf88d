import { findOperator, OPERATORS } from './operators.ts';

/** What stands at the cursor: the operator, where there is one, and the beginning of its value or of a word. */
export interface Typing {
  /** The stretch that a suggestion replaces. */
  from: number;
  to: number;
  operator: string | null;
  start: string;
}

/** One thing that can be typed, and what it means. */
export interface Suggested {
  text: string;
  meaning: string;
}

/** What is being typed at place `at` of a query. */
export function typingAt(query: string, at: number): Typing {
  let from = Math.min(at, query.length);
  while (from > 0 && !/[\s(]/.test(query[from - 1]!)) from -= 1;
  let to = Math.min(at, query.length);
  while (to < query.length && !/[\s)]/.test(query[to]!)) to += 1;
  const word = query.slice(from, Math.min(at, query.length)).replace(/^[-+]/, '');
  const start = Math.min(at, query.length) - word.length;
  const operator = /^([a-z]{1,12}):(.*)$/.exec(word);
  if (operator && findOperator(operator[1]!)) return { from: start, to, operator: operator[1]!, start: operator[2]! };
  return { from: start, to, operator: null, start: word };
}

/** Operators that begin so, or the values of the one that is typed; lists and people are for the caller to add. */
export function suggest({ operator, start }: Typing): Suggested[] {
  if (operator === null) {
    return OPERATORS.filter(({ name }) => name.startsWith(start) || start === '')
      .sort((a, b) => Number(b.name === start) - Number(a.name === start))
      .map(({ name, meaning, example }) => ({ text: `${name}:`, meaning: `${meaning} … (${name}:${example})` }));
  }
  const { values = [], special, meaning, example } = findOperator(operator)!;
  const known = special === 'date' || special === 'received' ? DATES : values;
  const fitting = known.filter((value) => value.startsWith(start));
  if (fitting.length === 0 && start === '') return [{ text: `${operator}:${example}`, meaning: `${meaning} …` }];
  return fitting.map((value) => ({ text: `${operator}:${value}`, meaning: `${meaning} ${value}` }));
}

const DATES = ['yesterday..', 'last.week..', '2.weeks.ago..', 'last.month..', '3.months.ago..', 'last.year..'];
