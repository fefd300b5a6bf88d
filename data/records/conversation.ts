/** A thread read as one document: each passage followed by its answers. Types only. */
import type { BlockKind, LineRange } from './block.ts';

/** One run of somebody's own lines in reading order. */
export interface ConversationPiece {
  messageKey: string;
  lines: LineRange;
  /** How deep it is nested: 0 for what answers nothing here, one more than the passage it answers. */
  depth: number;
  /** The passage that it answers: own lines of another message. Null where it opens the conversation. */
  answers: { messageKey: string; lines: LineRange } | null;
  /** True where the passage is known by its quote, false where the words answer their parent as a whole. */
  quoted: boolean;
  kind: BlockKind;
  /** True for what a reader can pass over at first: long stretches that nobody answers, diffs, signatures, footers. */
  folded: boolean;
}

/** The collated conversation; what programs wrote stands apart. Every own line of every message is in one of the two, once. */
export interface Conversation {
  pieces: ConversationPiece[];
  bots: ConversationPiece[];
}

/** Lines of a message, the quotes that repeat them, and the own words that follow those. */
export interface AnsweredLines {
  /** The lines that are answered, of the message asked about. */
  lines: LineRange;
  by: { messageKey: string; quote: LineRange; answer: LineRange | null }[];
}
