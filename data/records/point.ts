/** What somebody asked, wanted, objected to or doubted, and what came of it; requests to pull. Types only. */
import type { LineRange } from './block.ts';
import type { Mailbox } from './mail.ts';
import type { Basis, LastWord, StateChange, Turn } from './outcome.ts';

export type PointKind = 'question' | 'request' | 'objection' | 'doubt' | 'test-report';
export type PointWeight = 'blocking' | 'normal' | 'nit';
export type PointStatus =
  | 'open' | 'answered' | 'agreed' | 'done' | 'declined' | 'withdrawn' | 'overtaken' | 'moved';

/** An answer to what was asked. */
export interface PointAnswer {
  key: string;
  by: Mailbox;
  lines: LineRange;
  stance: 'agreed' | 'declined' | 'explained' | 'asked';
  text: string;
  /**
   * `quoted` right below these very words, `near` to others that were quoted with them, `reply` to the message without a quote,
   * `aside` to it with other quotes.
   */
  how: 'quoted' | 'near' | 'reply' | 'aside';
  /** Words of a message that the archive lacks, kept by a quote in the one that `key` names. */
  kept?: true;
}

/** What one message asks, as its thread tells it: input of the pass over the archive. */
export interface Ask {
  /** Key of the patch, cover letter or pull request that it is about; null where it stands under none. */
  on: string | null;
  lines: LineRange;
  part?: number;
  text: string;
  kind: PointKind;
  weight: PointWeight;
  /** Who is asked: named in the words, else the writer of what they answer. */
  askedOf: Mailbox[];
  /** True where the words call somebody by name. */
  byName?: true;
  /** True for words on lines of a diff that want nothing in so many words: a point only where an answer or a change shows it. */
  faint?: true;
  /** True for wishes, objections and doubts that ask nobody for anything: open only where a reviewer puts them to a posting itself. */
  soft?: true;
  file?: string;
  /** Lines in the new and in the old file, half-open; null where no such lines are quoted. */
  newLines?: LineRange | null;
  oldLines?: LineRange | null;
  /** The quoted lines, of the patch mail. */
  patchLines?: LineRange;
  patchPart?: number;
  /** Packed hashes of the quoted changed lines. */
  hashes?: string;
  /** Sentences that ask in it, each by its lines. */
  answeredBy: PointAnswer[];
  /** Written by a message that the archive lacks; others' quotes have kept it. */
  recovered?: true;
  /** Who wrote recovered words. */
  by?: Mailbox;
}

/** One row of the ledger: what somebody asked, requested, objected to or doubted, of whom, and what closed it. */
export interface Point {
  threadId: string;
  /** Key of the patch, cover letter or pull request that it is about, else of the section's or thread's first message. */
  about: string;
  /** Key of the message that says it first; the ghost's Message-ID for recovered words. */
  messageId: string;
  lines: LineRange;
  text: string;
  by: Mailbox;
  /** Others who said the same. */
  also: Mailbox[];
  /** Keys of the messages that say it. */
  raisedBy: string[];
  askedOf: Mailbox[];
  byName: boolean;
  dateUsed: number;
  kind: PointKind;
  weight: PointWeight;
  status: PointStatus;
  /** In words: "line changed in v4", "Alice: fixed". */
  why: string;
  closedBy: { messageId: string; lines: LineRange } | null;
  answeredBy: string[];
  /** Key of the patch of the next revision in which those lines changed. */
  changedIn: string | null;
  file: string | null;
  newLines: LineRange | null;
  /** Of the patch mail. */
  patchLines: LineRange | null;
  recovered?: true;
}

/** A commit that a pull request lists. */
export interface PulledCommit {
  title: string;
  author: string;
  /** Message-ID of the newest version in this archive; null where none is known. */
  patch: string | null;
}

/** A request to pull a tree, and what became of it. */
export interface Pull {
  key: string;
  messageId: string;
  threadId: string;
  title: string;
  from: Mailbox;
  dateUsed: number;
  /** Address and ref; null where the mail lacks the form that git writes. */
  tree: string | null;
  base: string | null;
  head: string | null;
  commits: PulledCommit[];
  state: PullState;
  basis: Basis;
  confidence: number;
  turn: Turn | null;
  lastWord: LastWord | null;
  /** Key of the request that took its place. */
  supersededBy: string | null;
  history: (Omit<StateChange, 'state'> & { state: PullState })[];
}

export type PullState =
  | 'new' | 'under-review' | 'accepted' | 'mainlined' | 'rejected' | 'withdrawn' | 'superseded' | 'deferred';
