import type { Message } from '../../data/records/index.ts';

/** The lines of a message's text, cut once for readers that come one after the other. */
export function linesOf(message: Pick<Message, 'text'>): readonly string[] {
  if (last?.text !== message.text) last = { text: message.text, lines: message.text.split('\n') };
  return last.lines;
}

let last: { text: string; lines: readonly string[] } | null = null;
