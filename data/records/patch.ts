/** Patches, series, works and reviews. Types only. */
import type { LineRange } from './block.ts';
import type { Mailbox } from './mail.ts';

/** What a subject line says beyond its title. */
export interface SubjectInfo {
  /** The title without prefixes, `Re:` and list tags. */
  title: string;
  isReply: boolean;
  isForward: boolean;
  /** True where a bracket says PATCH, RFC with a number, or `[vN n/m]`. */
  isPatch: boolean;
  isPull: boolean;
  isRfc: boolean;
  isResend: boolean;
  /** AUTOSEL, stable review, backport to an old tree: no revision of the work. */
  isBackport: boolean;
  /** `v3` is 3, `v5.1` is 5.1; 1 where none is written. */
  version: number;
  versionWritten: boolean;
  /** n of n/m; null where unnumbered. */
  number: number | null;
  /** m of n/m; null where unnumbered. */
  total: number | null;
  /** Other words of the brackets: trees, list tags. */
  tags: string[];
}

/** `Name: value` at the end of a commit message or in a reply. */
export interface Trailer {
  /** As usually written: `Reviewed-by`. */
  name: string;
  value: string;
  person: Mailbox | null;
  /** Line of the text on which it stands. */
  line: number;
}

/** One hunk of a diff. Line numbers are those of the files; `lines` is its place in the message's text. */
export interface Hunk {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  /** The text behind the second `@@`: the function. */
  heading: string;
  lines: LineRange;
}

/** One file of a diff. */
export interface DiffFile {
  oldPath: string | null;
  newPath: string | null;
  /** Index line's blob ids, abbreviated as sent. */
  oldBlob: string | null;
  newBlob: string | null;
  isNew: boolean;
  isDeleted: boolean;
  isRename: boolean;
  isBinary: boolean;
  hunks: Hunk[];
  /** Place in the message's text from the header line to the last line of the last hunk. */
  lines: LineRange;
}

/** A diff found in a message or in one of its text attachments. */
export interface Diff {
  /** Index of the attachment, or undefined for the message's own text. */
  part?: number;
  files: DiffFile[];
  /** Equal to `git patch-id --stable`; null for an empty diff. */
  patchId: string | null;
}
