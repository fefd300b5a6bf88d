import type { Message } from '../../data/records/index.ts';

/**
 * The lines of a message's text. Readers go through a thread one after the other and ask for the same lines: those of the last
 * messages are kept, as many as most threads have.
 */
export function linesOf(message: Pick<Message, 'text'>): readonly string[] {
  const kept = known.get(message);
  if (kept?.text === message.text) return kept.lines;
  const lines = message.text.split('\n');
  known.delete(message);
  known.set(message, { text: message.text, lines });
  if (known.size > MOST_KEPT) known.delete(known.keys().next().value!);
  return lines;
}

const known = new Map<object, { text: string; lines: readonly string[] }>();
const MOST_KEPT = 64;
