import type { QuoteAnalysis, Thread } from '../../data/records/index.ts';
import { segmentText } from '../parse/blocks.ts';

/** Blocks of each message, not linked yet. */
export function linkQuotes(thread: Thread): QuoteAnalysis {
  const ghosts = thread.nodes
    .filter((node) => node.ghost)
    .map((node) => ({ messageId: node.key, threadId: thread.threadId, parent: node.parent, author: null, recovered: [] }));
  const blocks = new Map(
    thread.messages.map((message) => [
      message.key,
      segmentText(message.text).map((block) => (block.depth === 0 && block.kind !== 'quote' ? { ...block, author: message.from } : { ...block, match: 'none' as const })),
    ]),
  );
  return { blocks, ghosts };
}
