import type { EvidenceMode, Mailbox, NamedCommit, Saying } from '../../../data/records/index.ts';

/** What a machine's fixed form says: a signal that still lacks its place. */
export interface MachineWords {
  signal: string;
  says: Saying;
  mode: EvidenceMode;
  /** Line on which the form stands. */
  line: number;
  /** Lines that it takes; 1 where not given. */
  length?: number;
  tree?: string;
  commits?: NamedCommit[];
  aboutTitles?: string[];
  aboutIds?: string[];
  committer?: Mailbox;
  subset?: boolean;
  /** The Message-IDs stand for the whole series that they belong to. */
  wholeSeries?: boolean;
}
