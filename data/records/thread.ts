/** Messages in threads: what analysis of many mails sees. Types only. */
import type { Block, RecoveredText } from './block.ts';
import type { Attachment, Mailbox } from './mail.ts';

/** What threading needs of a message, and nothing more. */
export interface ThreadSkeleton {
  key: string;
  messageId: string;
  /** References oldest to newest, In-Reply-To's first id last where References lack it. */
  references: string[];
  dateUsed: number;
}

/** A place in a thread: a message, or a ghost (named, not in the archive). */
export interface ThreadNode {
  /** The message's key; a ghost's Message-ID. */
  key: string;
  parent: string | null;
  ghost: boolean;
  depth: number;
}

/** One message as analysis sees it: headers mended, text decoded, place in its thread known. */
export interface Message {
  /** Message-ID, or `<id>#2` for another mail under a reused id. */
  key: string;
  messageId: string;
  threadId: string;
  /** Key of the parent (a message or a ghost), null for a root. */
  parent: string | null;
  lists: string[];
  subject: string;
  from: Mailbox;
  fromHeader: string;
  to: Mailbox[];
  cc: Mailbox[];
  date: number | null;
  /** Unix seconds, always set; orders everything, ties by key. */
  dateUsed: number;
  references: string[];
  text: string;
  fromHtml: boolean;
  attachments: Attachment[];
  /** Values of headers that analysis reads, lower-case names (x-mailer, x-patchwork-hint, …). */
  headers: Record<string, string>;
  bot: boolean;
  salvaged: boolean;
  defects: string[];
}

/** A whole thread as analysis sees it: messages by (dateUsed, key), nodes in reading order. */
export interface Thread {
  threadId: string;
  messages: Message[];
  nodes: ThreadNode[];
}

/** A message named in References and absent, with what others' quotes kept of it. */
export interface Ghost {
  messageId: string;
  threadId: string;
  parent: string | null;
  author: Mailbox | null;
  recovered: RecoveredText[];
}

/** Blocks and links of each message of a thread, and what its ghosts are known by. */
export interface QuoteAnalysis {
  blocks: Map<string, Block[]>;
  ghosts: Ghost[];
}

/** A part of a thread with a subject of its own. */
export interface Section {
  threadId: string;
  /** Key of its first message. */
  root: string;
  title: string;
  why: 'subject' | 'foreign-patch' | 'attached-patch';
  grewOutOf: string;
}

/** A message without its text: what the pass over a whole archive knows of each mail. */
export interface MessageSkeleton {
  key: string;
  messageId: string;
  threadId: string;
  parent: string | null;
  lists: string[];
  subject: string;
  from: Mailbox;
  /** The one behind several addresses (people.ts). */
  person: string;
  dateUsed: number;
  bot: boolean;
}
