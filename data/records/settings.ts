/** What people tell Lorescope beside the mail. Types only. */
import type { PatchState } from './outcome.ts';
import type { WorkCorrections } from './patch.ts';

/** An outcome set by hand: shown as a correction, weightier than anything read. */
export interface OutcomeCorrection {
  /** The patch or cover letter. */
  messageId: string;
  state: PatchState;
  /** Why, in the corrector's words. */
  why: string;
  /** Who corrected it. */
  by?: string;
  tree?: string;
  commit?: string;
  /** ISO 8601; the newest date of the archive where absent. */
  date?: string;
}

/** `corrections.json`: small, written by people, survives every rebuild. */
export interface Corrections {
  works?: WorkCorrections;
  /** Mailboxes or addresses that are one person: each entry `[shown name, address, address, …]`. */
  people?: string[][];
  outcomes?: OutcomeCorrection[];
}
