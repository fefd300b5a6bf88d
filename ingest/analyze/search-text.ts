import type { Block, Message, MessageFacts } from '../../data/records/index.ts';

/** The words of one message by where they stand. */
export function searchText(_message: Message, _blocks: Block[], _facts: MessageFacts | null): Record<string, string> {
  return {};
}
