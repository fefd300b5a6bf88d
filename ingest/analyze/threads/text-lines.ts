import type { Message } from '../../../data/records/index.ts';

/**
 * The lines of a message's text. Readers go through a thread one after the other and ask for the same lines: those of the last
 * messages are kept, as many as most threads have, and no more of them than a megabyte of text.
 */
export function linesOf(message: Pick<Message, 'text'>): readonly string[] {
  const kept = known.get(message);
  if (kept?.text === message.text) return kept.lines;
  forget(message);
  const lines = message.text.split('\n');
  known.set(message, { text: message.text, lines });
  characters += message.text.length;
  for (const oldest of known.keys()) {
    if (oldest === message || (known.size <= MOST_KEPT && characters <= MOST_CHARACTERS)) break;
    forget(oldest);
  }
  return lines;
}

function forget(message: object): void {
  characters -= known.get(message)?.text.length ?? 0;
  known.delete(message);
}

const known = new Map<object, { text: string; lines: readonly string[] }>();
let characters = 0;
const MOST_KEPT = 64;
const MOST_CHARACTERS = 1 << 20;
