import type { FetchPolicy } from '../read/http.ts';
import type { WindowSizes } from '../analyze/outcomes/judged-windows.ts';

/** What the caller wants of a run that reads. Times in Unix seconds. */
export interface ReadOptions {
  list: string | null;
  /** Clones of code repositories, read beside the mail. */
  repositories?: string[];
  since: number | null;
  until: number | null;
  /** Wall clock, for the note when a source was read. */
  now: number;
  onProgress?: (progress: Progress) => void;
  /** Asked between batches; true ends the run cleanly after the batch. */
  shouldStop?: () => boolean;
  /** How web servers are asked. */
  fetchPolicy?: FetchPolicy;
  /** Folder for copies of what stands on the web; without it, web addresses are not read. */
  mirrors?: string | null;
}

/** What the caller wants of a run that reads and analyses. */
export interface IngestOptions extends ReadOptions {
  /** How large the stretches of time are that are judged in one piece; the usual ones where absent. */
  windows?: WindowSizes;
  /** Threads of this program that analyze; what comes out is the same for any number. One where absent. */
  jobs?: number;
}

/** How far a run is. */
export interface Progress {
  step: 'read' | 'analyze' | 'link' | 'judge';
  source: string;
  done: number;
  /** Null where nobody knows how much there is. */
  total: number | null;
  messages: number;
}

/** What a run did; `problems` are sentences with their place. */
export interface IngestReport {
  read: number;
  new: number;
  known: number;
  skipped: number;
  forgotten: number;
  removed: number;
  defective: number;
  threads: number;
  /** Commits of code repositories that were new. */
  commits: number;
  problems: string[];
}

/** The report of a run that has done nothing yet. */
export function emptyReport(): IngestReport {
  return {
    read: 0,
    new: 0,
    known: 0,
    skipped: 0,
    forgotten: 0,
    removed: 0,
    defective: 0,
    threads: 0,
    commits: 0,
    problems: [],
  };
}
