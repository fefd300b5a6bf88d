import type { Block, BlockKind, LineRange, MessageRecord } from '../../../data/records/index.ts';
import type { AnsweredBy } from '../../contract/index.ts';

/**
 * The quote links the other way: for each message the lines that others quote, and what they say right below.
 * In the order of the quoted lines, then by time of the answer.
 */
export function answersTo(messages: Pick<MessageRecord, 'key' | 'blocks'>[]): Map<string, AnsweredBy[]> {
  const found = new Map<string, AnsweredBy[]>();
  for (const { key, blocks } of messages) {
    let last: { entry: AnsweredBy; source: string } | null = null;
    blocks.forEach((block, n) => {
      if (!block.source) {
        last = null;
        return;
      }
      const { messageId, lines, part } = block.source;
      const words = wordsBelow(blocks, n);
      // Quotes that go on without a gap, at both ends, are one answer.
      if (
        last?.source === messageId &&
        last.entry.part === part &&
        last.entry.quote[1] === block.lines[0] &&
        last.entry.lines[1] === lines[0]
      ) {
        last.entry.lines = [last.entry.lines[0], lines[1]];
        last.entry.quote = [last.entry.quote[0], block.lines[1]];
        last.entry.words = words;
        return;
      }
      const entry: AnsweredBy = { lines, ...(part !== undefined && { part }), by: key, quote: block.lines, words };
      const entries = found.get(messageId);
      if (entries) entries.push(entry);
      else found.set(messageId, [entry]);
      last = { entry, source: messageId };
    });
  }
  for (const entries of found.values()) entries.sort((a, b) => a.lines[0] - b.lines[0] || a.lines[1] - b.lines[1]);
  return found;
}

/** The run of own words right below block `n`, over attributions; null where another quote or the end comes first. */
function wordsBelow(blocks: Block[], n: number): LineRange | null {
  let at = n + 1;
  while (blocks[at]?.kind === 'attribution') at += 1;
  const first = blocks[at];
  if (!first || !isOwnWords(first)) return null;
  let to = first.lines[1];
  while (blocks[at + 1] && isOwnWords(blocks[at + 1]!)) {
    at += 1;
    to = blocks[at]!.lines[1];
  }
  return [first.lines[0], to];
}

/** Kinds of blocks that are somebody's own new words. */
function isOwnWords(block: Block): boolean {
  return block.depth === 0 && block.match === null && OWN.has(block.kind);
}

const OWN: ReadonlySet<BlockKind> = new Set<BlockKind>([
  'text',
  'code',
  'changelog',
  'trailers',
  'diff',
  'diffstat',
  'greeting',
  'closing',
  'separator',
  'snip',
]);
