import type { Session } from './session.ts';

/** An answer: its first line, and what follows: whole text that is dot-stuffed already, or lines. */
export interface Reply {
  status: string;
  text?: string;
  /** Lines without their ends. */
  lines?: Iterable<string>;
  then?: 'close' | 'tls';
}

/** What a command does with the words behind it. */
export type Command = (session: Session, words: string[]) => Reply;

export const SYNTAX: Reply = { status: '501 Syntax error' };

/** `5`, `5-9`, `5-`; null for anything else. A range that ends before it begins is empty. */
export function rangeOf(text: string): [from: number, to: number] | null {
  const found = /^(\d{1,10})(-(\d{1,10})?)?$/.exec(text);
  if (!found) return null;
  const from = Number(found[1]);
  return [from, found[2] === undefined ? from : found[3] === undefined ? HIGHEST : Number(found[3])];
}

const HIGHEST = 2 ** 31 - 1;
