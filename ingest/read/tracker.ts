/** Keeps what a run has read, as the state from which the next run goes on. */
import type { CheckpointEvent, FileState, SourceState } from '../../data/records/index.ts';

/** One run over one source. Paths are relative to the source; '' is the source itself. */
export class Tracker {
  private readonly files: Record<string, FileState>;
  private readonly seen: Record<string, string>;
  private readonly commits: Record<string, string>;
  private names: number;
  private since = 0;

  constructor(state: SourceState | null) {
    const known = state?.version === 1 ? state : null;
    this.files = { ...known?.files };
    this.seen = { ...known?.seen };
    this.commits = { ...known?.commits };
    this.names = Object.keys(this.seen).length + Object.keys(this.files).length;
  }

  file(path: string): FileState | null {
    return this.files[path] ?? null;
  }

  setFile(path: string, state: FileState): void {
    if (!(path in this.files)) this.names += 1;
    this.files[path] = state;
  }

  fingerprint(path: string): string | null {
    return this.seen[path] ?? null;
  }

  setFingerprint(path: string, fingerprint: string): void {
    if (!(path in this.seen)) this.names += 1;
    this.seen[path] = fingerprint;
  }

  commit(repository: string): string | null {
    return this.commits[repository] ?? null;
  }

  setCommit(repository: string, commit: string): void {
    this.commits[repository] = commit;
  }

  /** Counts a mail; true when a checkpoint is due. */
  countMail(): boolean {
    this.since += 1;
    return this.isDue;
  }

  /** Rarer as names gather, so that all checkpoints together stay linear in what is read. */
  get isDue(): boolean {
    return this.since >= Math.max(CHECKPOINT_MAILS, this.names / 4);
  }

  checkpoint(): CheckpointEvent {
    this.since = 0;
    const { files, seen, commits } = this;
    return {
      type: 'checkpoint',
      state: { version: 1, files: { ...files }, seen: { ...seen }, commits: { ...commits } },
    };
  }
}

const CHECKPOINT_MAILS = 500;
