import type {
  LineRange,
  PatchFacts,
  Point,
  Role,
  Signal,
  StoredPatch,
  StoredSeries,
  ThreadRecord,
} from '../../../data/records/index.ts';
import type { SummaryLength, SummaryTurning } from '../../contract/index.ts';
import type { WebAddresses } from '../brief/links.ts';
import type { VersionOf } from '../brief/outcome.ts';
import type { Spoken, Quoter } from './words.ts';

/** All that a summary is made of. */
export interface SummaryParts {
  thread: ThreadRecord;
  length: SummaryLength;
  /** The thread's messages, and those elsewhere that evidence and changelogs name, by key. */
  spoken: ReadonlyMap<string, Spoken>;
  /** SHA-256 of the bytes of each of them. */
  hashes: ReadonlyMap<string, string>;
  /** What the thread's messages say that bears on decisions. */
  signals: Signal[];
  /** The ledger of the thread. */
  points: readonly Point[];
  /** All postings of the thread's works, wherever, oldest first; their patches; what those say as patches. */
  revisions: StoredSeries[];
  patches: StoredPatch[];
  facts: ReadonlyMap<string, PatchFacts>;
  /** Messages of other threads that may name this one, oldest first. */
  mentions: Mention[];
  /** The turning points of its story, for a summary of one page. */
  turning: readonly SummaryTurning[];
  versionOf: VersionOf;
  analysisVersion: number;
  webAddresses?: WebAddresses | undefined;
}

/** A message of another thread that may name this one, and the names (titles, Message-IDs) to look for in its new words. */
export interface Mention {
  key: string;
  names: string[];
}

/** What the parts of a summary share while it is made. */
export interface Telling extends SummaryParts {
  words: Quoter;
  roleOf: (key: string) => Role;
  budget: Budget;
}

/** How much of each a summary shows, by its length. Words, counts. */
export interface Budget {
  about: number;
  evidence: number;
  exchanges: number;
  turn: number;
  points: number;
  /** Lines of changelogs, of all revisions together. */
  changes: number;
}

export const BUDGETS: Record<SummaryLength, Budget> = {
  // A page.
  short: { about: 70, evidence: 1, exchanges: 4, turn: 30, points: 4, changes: 8 },
  // Three minutes.
  normal: { about: 170, evidence: 3, exchanges: 14, turn: 60, points: 12, changes: 36 },
  full: { about: 600, evidence: 12, exchanges: 40, turn: 160, points: 200, changes: 2000 },
};

export const overlaps = (a: LineRange, b: LineRange): boolean => a[0] < b[1] && b[0] < a[1];
