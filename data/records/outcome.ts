/** What was decided, and the words that say so. Types only. */
import type { LineRange } from './block.ts';
import type { Mailbox } from './mail.ts';

/** Patchwork's words where it has one. */
export type PatchState =
  | 'new' | 'under-review' | 'reviewed' | 'changes-requested' | 'accepted' | 'mainlined' | 'superseded'
  | 'rejected' | 'deferred' | 'dropped' | 'withdrawn' | 'not-applicable' | 'rfc';

export type Basis = 'stated' | 'inferred' | 'none';
export type EvidenceMode = 'done' | 'announced' | 'reported' | 'retracted' | 'conditional';
export type Role = 'author' | 'maintainer' | 'reviewer' | 'bot' | 'other';

/** Somebody's own new words that bear on a decision. */
export interface Evidence {
  messageId: string;
  lines: LineRange;
  text: string;
  by: Mailbox;
  role: Role;
  signal: string;
  mode: EvidenceMode;
  where: 'here' | 'elsewhere';
  tree: string | null;
  answers: { messageId: string; lines: LineRange } | null;
  part?: number;
}

/** One change of state and why. `date` in Unix seconds. */
export interface StateChange {
  state: PatchState;
  date: number;
  confidence: number;
  evidence: Evidence[];
}

/** Whose turn it is, since when (Unix seconds), and why. */
export interface Turn {
  whose: 'author' | 'reviewer' | 'maintainer' | 'nobody';
  who: Mailbox | null;
  since: number;
  why: string;
}
