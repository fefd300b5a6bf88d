import type { Message } from '../../data/records/index.ts';

/** The lines of a message's text, cut once for all who read them. */
export function linesOf(message: Pick<Message, 'text'>): readonly string[] {
  let lines = known.get(message);
  if (lines === undefined) known.set(message, (lines = message.text.split('\n')));
  return lines;
}

/** Eight readers ask for the lines of each message; they go when the message goes. */
const known = new WeakMap<object, readonly string[]>();
