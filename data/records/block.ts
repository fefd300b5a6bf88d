/** The blocks of a message's text and the links from quotes to their sources. Types only. */
import type { Mailbox } from './mail.ts';

/** What a block of lines is; the words are those of DUMP. */
export type BlockKind =
  | 'text' | 'quote' | 'attribution' | 'headers' | 'greeting' | 'closing' | 'signature' | 'footer'
  | 'separator' | 'snip' | 'trailers' | 'changelog' | 'diffstat' | 'diff' | 'code' | 'forwarded';

/** How a quote was tied to its source. */
export type Match = 'exact' | 'rewrapped' | 'edited' | 'inferred' | 'none';

/** A half-open range of lines, counted from 0. */
export type LineRange = [from: number, to: number];

/** Lines of a message (of attachment `part`, where given) in which words first stood. */
export interface LineSource {
  messageId: string;
  lines: LineRange;
  part?: number;
}

/** One change that an edited quote made: the words of the source and what the quote has instead. */
export interface Edit {
  /** Line of the quoting message. */
  line: number;
  was: string;
  is: string;
}

/** A run of lines of one kind; blocks cover a text without gap or overlap. */
export interface Block {
  kind: BlockKind;
  lines: LineRange;
  /** The number of quote marks; 0 for own words. */
  depth: number;
  /** Who first wrote these lines. Own words: the message's sender. Null where unknown. */
  author: Mailbox | null;
  source: LineSource | null;
  /** Null for own words. */
  match: Match | null;
  edits?: Edit[];
  /** Where an attribution line names somebody else than the proof does: the one it names. */
  attributedTo?: Mailbox;
}

/** Words of a message that the archive lacks, kept by somebody's quote. */
export interface RecoveredText {
  text: string;
  /** Key of the quoting message. */
  from: string;
  lines: LineRange;
}
