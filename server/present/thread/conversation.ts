import type { BlockKind, ConversationPiece, LineSource, MessageRecord } from '../../../data/records/index.ts';
import { collate } from '../../../ingest/analyze/quotes/conversation.ts';
import type { Passage } from '../../contract/index.ts';

/** What the conversation needs of a message; `texts` by key let empty lines stay with the passage above them. */
export type Speaker = Pick<MessageRecord, 'key' | 'parent' | 'dateUsed' | 'bot' | 'blocks'>;

/**
 * The conversation as its resource: passages of people, then those of programs; each names the passage that it answers.
 * Signatures, attributions and the like are left out, stretches that nobody cuts are one piece.
 */
export function presentConversation(messages: Speaker[], texts: ReadonlyMap<string, string> = NO_TEXTS): Passage[] {
  const blocks = new Map(messages.map((message) => [message.key, message.blocks]));
  const told = messages.map(({ key, parent, dateUsed, bot }) => {
    const text = texts.get(key);
    return { key, parent, dateUsed, bot, ...(text !== undefined && { text }) };
  });
  const sources = new Map(messages.map((message) => [message.key, sourcesAbove(message)]));
  const { pieces, bots } = collate({ messages: told }, blocks);
  const lines = new Map([...texts].map(([key, text]) => [key, text.split('\n')]));
  const found: Passage[] = [];
  for (const part of [pieces, bots]) {
    /** Index of the last piece of each depth. */
    const open: number[] = [];
    let before: ConversationPiece | null = null;
    for (const piece of part) {
      if (ASIDE.has(piece.kind) || isBlank(piece, lines)) continue;
      const last = found.at(-1);
      if (before && last && goesOn(before, piece)) {
        last.lines = [last.lines[0], piece.lines[1]];
        before = piece;
        continue;
      }
      const parent = piece.depth === 0 ? null : (open[piece.depth - 1] ?? null);
      open.length = piece.depth;
      open[piece.depth] = found.length;
      if (parent !== null) found[parent]!.answered = true;
      const source = piece.quoted ? sources.get(piece.messageKey)!(piece.lines[0]) : null;
      found.push({
        key: piece.messageKey,
        lines: piece.lines,
        depth: piece.depth,
        parent,
        answers: source,
        answered: false,
      });
      before = piece;
    }
  }
  return found;
}

/** True for lines that say nothing, such as those left over below an answered passage. */
function isBlank({ messageKey, lines: [from, to] }: ConversationPiece, lines: ReadonlyMap<string, string[]>): boolean {
  const text = lines.get(messageKey);
  if (!text) return false;
  for (let line = from; line < to; line += 1) if (text[line]?.trim()) return false;
  return true;
}

/** True where two pieces are one stretch that only the kind of its blocks cuts. */
function goesOn(before: ConversationPiece, piece: ConversationPiece): boolean {
  return before.messageKey === piece.messageKey && before.depth === piece.depth && before.lines[1] === piece.lines[0];
}

/** For a line of own words the source of the quote right above them, attachments included. */
function sourcesAbove({ blocks }: Speaker): (line: number) => LineSource | null {
  const places: { line: number; source: LineSource | null }[] = [];
  let source: LineSource | null = null;
  let inQuote = false;
  for (const block of blocks) {
    if (block.kind === 'quote' || block.kind === 'forwarded') {
      if (!inQuote) source = null;
      inQuote = true;
      if (block.source) source = block.source;
    } else {
      if (inQuote) places.push({ line: block.lines[0], source });
      inQuote = false;
    }
  }
  return (line) => places.findLast((place) => place.line <= line)?.source ?? null;
}

/** Kinds that say nothing in a conversation; the message itself shows them. */
const ASIDE: ReadonlySet<BlockKind> = new Set<BlockKind>(['attribution', 'headers', 'signature', 'footer', 'snip']);
const NO_TEXTS: ReadonlyMap<string, string> = new Map();
