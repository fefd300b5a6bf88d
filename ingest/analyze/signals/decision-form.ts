import type { EvidenceMode, Saying } from '../../../data/records/index.ts';

/** A form of words that decides, and where it does not. */
export interface DecisionForm {
  signal: string;
  says: Saying;
  mode: EvidenceMode;
  words: RegExp;
  by?: 'author' | 'other';
  unless?: RegExp;
  /** Held against the sentence without its interjections. */
  atStart?: true;
  /** Questions count too: "Can you resend?" asks for it. */
  askedToo?: true;
  negationIsPart?: true;
  hypotheticalToo?: true;
  /** The first group is the time or condition waited for. */
  until?: true;
  weak?: true;
}
