/** What one message says about patches and decisions: input of the pass over the whole archive. Types only. */
import type { LineRange } from './block.ts';
import type { Mailbox } from './mail.ts';
import type { Basis, Discussion, PatchOutcome, SeriesOutcome, Signal, Turn, Vote } from './outcome.ts';
import type { PatchFacts, PatchRecord, ReviewFacts, SeriesRecord } from './patch.ts';
import type { Ask, Point, Pull } from './point.ts';
import type { Section } from './thread.ts';

/** Bits of `kind`: what a message is. */
export type MessageKind = number;

/** What one message newly says; no text beyond the sentences that count. */
export interface MessageFacts {
  kind: MessageKind;
  patch?: PatchFacts;
  review?: ReviewFacts;
  signals?: Signal[];
  asks?: Ask[];
  vote?: Vote;
}

/** A patch or cover with what became of it, as it is stored. Times in Unix seconds. */
export interface JudgedPatch {
  record: PatchRecord;
  outcome: PatchOutcome;
}

/** One posting of a series with what became of it, as it is stored. */
export interface JudgedSeries {
  record: SeriesRecord;
  outcome: SeriesOutcome;
}

/** What a list row shows of a thread's outcome. */
export interface Headline {
  state: string;
  /** Counts of patch states of the series that speaks for the thread. */
  counts: Record<string, number>;
  title: string;
  version: number;
  isRfc: boolean;
  patches: number;
  reviewed: number;
  /** The sentence of the newest evidence, where there is one. */
  sentence: string | null;
  /** What decided it where that is no mail: a commit of a repository, a correction. */
  note: string | null;
  by: Mailbox | null;
  role: string | null;
  date: number | null;
  /** Where the sentence stands. */
  messageId: string | null;
  lines: LineRange | null;
  basis: Basis;
  turn: Turn | null;
  supersededBy: string[];
}

/** One person behind several addresses, as stored. */
export interface StoredPerson {
  name: string;
  bot: boolean;
  messages: number;
  addresses: { email: string; name: string; messages: number }[];
}

/**
 * A stretch of time that is judged by itself, with what is looked at around it. Weeks since 1970; a half-open range each,
 * the first window of an archive begins, and the last ends, beyond all mail.
 */
export interface JudgedWindow {
  start: number;
  until: number;
  viewFrom: number;
  viewUntil: number;
}

/** One posting of a series with its patches as they are stored together. */
export interface Judged {
  /** Null where the series itself was judged with another stretch of time. */
  series: JudgedSeries | null;
  patches: JudgedPatch[];
}

/** Everything that the pass over the archive finds. */
export interface Judgement {
  patches: JudgedPatch[];
  series: JudgedSeries[];
  reviews: ReviewFacts[];
  points: Point[];
  pulls: Pull[];
  sections: Section[];
  discussions: Discussion[];
  /** By threadId (key of the root). */
  headlines: Map<string, Headline>;
}
