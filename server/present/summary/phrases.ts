import type { Inline, Part } from './document-parts.ts';

/** A paragraph. */
export function textPart(words: Inline[], small = false): Part {
  return { kind: 'text', words, small };
}

/** `1 patch`, `3 patches`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `12 July 2019`. */
export function longDay(date: string): string {
  const [year, month, day] = date.slice(0, 10).split('-');
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

export const versionName = (version: number): string => `v${version}`;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** What became of a question. */
export const DISCUSSIONS: Record<string, string> = {
  open: 'open',
  answered: 'answered',
  agreed: 'agreed',
  'agreed-with-condition': 'agreed, on a condition',
  refused: 'refused',
  unanswered: 'no answer found',
  done: 'done',
};
