/** What a mail source yields, and the place from which a later run goes on. Types only. */
import type { RawMail } from './mail.ts';

/** How much of one file has been read. Sizes and offsets in bytes. */
export interface FileState {
  /** Of the file on disk, and its time of change in ms: both equal and `done` means nothing new. */
  size: number;
  modified: number;
  /** Where the next message begins; in the unpacked stream where the file is compressed. */
  offset: number;
  /** Where the last message that was read begins: a file that was caught half written is read again from there. */
  last: number;
  /** Hash of the file's first bytes and of those just before `offset` (compressed: before the file's end). */
  proof: string;
  done: boolean;
}

/** The place from which a later run goes on. Plain JSON; paths are relative to the source. */
export interface SourceState {
  version: 1;
  /** Files of many mails. */
  files: Record<string, FileState>;
  /** Files of one mail each: name and fingerprint (size and time of change; '' where a file never changes). */
  seen: Record<string, string>;
  /** Git repositories: the last commit that was read. */
  commits: Record<string, string>;
}

/** What comes out of a source, in the order in which it stands there. */
export type SourceEvent = MailEvent | RemovalEvent | ProblemEvent | CheckpointEvent;

export interface MailEvent {
  type: 'mail';
  mail: RawMail;
}

/** The archive withdrew a message: a `d` commit, or history that was rewritten without it. */
export interface RemovalEvent {
  type: 'removal';
  /** Null where only the bytes say which message it was. */
  messageId: string | null;
  /** The withdrawn message, where it can still be had. */
  bytes: Buffer | null;
  list: string | null;
  place: string;
}

/** Something that could not be read, as a sentence. */
export interface ProblemEvent {
  type: 'problem';
  place: string;
  what: string;
  /** What was there, so that nothing is lost: a mail cut off by a broken file. */
  raw?: Buffer;
}

/** All events before this one are covered by `state`: a run that starts with it goes on right here. */
export interface CheckpointEvent {
  type: 'checkpoint';
  state: SourceState;
}

/** A source that was found and understood; `events` can be walked once. */
export interface Source {
  path: string;
  /** What it turned out to hold: mbox, eml, maildir, … */
  kind: string;
  events: AsyncIterable<SourceEvent>;
  /** How far the walk is; the unit (bytes, commits, files) is the source's own. Total is null where nobody knows. */
  progress(): { read: number; total: number | null };
}
