/** Queries that stand behind figures: each leads to the messages that were counted. Pure. */
import { searchPath } from './links.ts';

interface Counted {
  /** `all` is every list together. */
  list?: string;
  /** Days `2024-03-01`, both included. */
  days?: readonly [string, string];
  person?: string;
  /** Further conditions: `is:patch`. */
  also?: string;
}

/** The address of a search for what was counted. */
export function countedPath({ list = 'all', days, person, also }: Counted): string {
  const words = [
    list !== 'all' && `l:${word(list)}`,
    days && `d:${days[0]}..${days[1]}`,
    person && `person:${word(person)}`,
    also,
  ];
  return searchPath(words.filter(Boolean).join(' '));
}

/** The days of a month that begins on `from`. */
export function daysOfMonth(from: string): [string, string] {
  const date = new Date(from);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
  return [from.slice(0, 10), last.toISOString().slice(0, 10)];
}

const word = (text: string): string => (/^[\w.@+-]+$/.test(text) ? text : `"${text.replaceAll('"', '')}"`);
