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

/** A title in a cover letter's or pull request's shortlog, under the author whom it names. */
export interface ShortlogEntry {
  title: string;
  author: string;
}

/** What the author says changed up to one version. `version` is null where no number is written. */
export interface ChangelogPart {
  version: number | null;
  entries: { text: string; lines: LineRange }[];
}

/**
 * What a mail says as a patch: all that linking over a whole archive needs, without the text. Small and JSON-able.
 * `cover` and `pull` have no diff; `fold` is a diff inside a reply that is not posted as a patch of its own,
 * `notice` the copy of a patch in a mail that says it was committed or queued.
 */
export interface PatchFacts {
  kind: 'patch' | 'cover' | 'pull' | 'fold' | 'notice';
  subject: SubjectInfo;
  /** The title as works compare it: lower case, words and digits only. */
  titleKey: string;
  /** The in-body From where there is one, else the sender. */
  author: Mailbox;
  /** The in-body Subject's title, where the patch stands inside another mail. */
  ownTitle: string | null;
  /** Index of the attachment that holds the diff; absent for the message's own text. */
  part?: number;
  /** New paths (old ones of deleted files), in the order of the diff. */
  files: string[];
  /** `git patch-id --stable` of the whole diff. */
  patchId: string | null;
  /** `old..new` of each index line. */
  blobs: string[];
  /** Functions of the hunks, each once. */
  headings: string[];
  /** Line hashes, packed (ingest/parse/bytes/line-hash.ts): the changed lines that say something, smallest hashes kept. */
  added: string;
  removed: string;
  /** True where `added` and `removed` hold every changed line that says something. */
  whole: boolean;
  /** Changed lines of the diff. */
  addedLines: number;
  removedLines: number;
  /** Packed hashes of the words of the commit message or cover letter. */
  words: string;
  trailers: Trailer[];
  changelog: ChangelogPart[];
  /** Message-IDs that the text names (`Link to v8`, lore links, `Supersedes`), in order, each once. */
  linked: string[];
  changeId: string | null;
  baseCommit: string | null;
  /** `was:` in the subject, without the parentheses; null where there is none. */
  formerTitle: string | null;
  /** Titles by author of a cover letter or pull request. */
  shortlog: ShortlogEntry[];
  /** What git-request-pull(1) wrote: address and ref, commits; absent where the mail holds no such form. */
  pull?: { tree: string; base: string | null; head: string | null };
}

/** Why two postings are held for the same work, in words. */
export interface WorkLink {
  /** Message-ID of the earlier posting. */
  to: string;
  /** `same` work; its `successor`, written anew under another title; a `part` that moved from one patch to another. */
  kind: 'same' | 'successor' | 'part';
  reason: string;
  /** How sure, 0 to 1. */
  confidence: number;
}

/** A posted patch or cover letter with its place in series and work: DUMP's patch row without the outcome. */
export interface PatchRecord {
  /** The message's key; a ghost's Message-ID. */
  key: string;
  messageId: string;
  threadId: string;
  seriesId: string;
  workId: string;
  version: number;
  /** 0 for a cover; 1 where unnumbered. */
  number: number;
  total: number;
  isCover: boolean;
  isResend: boolean;
  isRfc: boolean;
  /** A pull request; it has no number in a series. */
  isPull: boolean;
  isBackport: boolean;
  /** Talked about, not in the archive. */
  ghost: boolean;
  title: string;
  /** Null for a ghost. */
  author: Mailbox | null;
  /** Who sent it; null for a ghost. */
  from: Mailbox | null;
  /** A ghost's is that of the first message that speaks of it. */
  dateUsed: number;
  files: string[];
  patchId: string | null;
  /** Message-IDs of the next revision's patches of this work; empty for the newest. */
  supersededBy: string[];
  /** The earlier postings that it continues. */
  links: WorkLink[];
}

/** One posting of a series, a single patch included: DUMP's series row without the outcome. */
export interface SeriesRecord {
  /** Stable: made of the cover's or first patch's key. */
  seriesId: string;
  threadId: string;
  workIds: string[];
  version: number;
  /** Key of the cover letter. */
  cover: string | null;
  /** Keys of the patches by number; the newest of two mails of one number last. */
  patches: string[];
  total: number;
  /** Numbers of which no mail is there. */
  missing: number[];
  title: string;
  from: Mailbox | null;
  dateUsed: number;
  isRfc: boolean;
  isResend: boolean;
  /** A reroll of single patches inside another series (`v5.1 10/12`): that series. */
  rerollOf: string | null;
  /** Series that this one continues: the direct predecessors. */
  previous: string[];
  supersededBy: string[];
}

/** One work through its revisions. */
export interface WorkRecord {
  workId: string;
  /** Title of its newest posting. */
  title: string;
  isCover: boolean;
  /** Keys by version, then date. */
  members: string[];
}

/** Everything that linking over the archive finds. Sorted by date, then key. */
export interface WorkLinks {
  patches: PatchRecord[];
  series: SeriesRecord[];
  works: WorkRecord[];
}

/** What somebody corrected by hand; survives every rebuild. Keys or Message-IDs. */
export interface WorkCorrections {
  /** These two are the same work. */
  same?: [string, string][];
  /** These two are not. */
  different?: [string, string][];
}

/** A trailer given in a reply. */
export interface GivenTrailer extends Trailer {
  /** b4's rule: the address or the name is the sender's. */
  verified: boolean;
  /** The words of the condition it hangs on ("with that fixed"); null where given outright. */
  condition: string | null;
}

/** A tag that the sender of a reply speaks of without writing its trailer. */
export interface SpokenTag {
  /** The trailer that is meant: `Reviewed-by`. */
  name: string;
  how: 'given' | 'conditional' | 'promised' | 'withdrawn';
  text: string;
  lines: LineRange;
}

/** Own words that approve without a trailer ("looks good to me"), and what they answer. */
export interface ProseApproval {
  text: string;
  lines: LineRange;
  /** The quoted lines that they answer, at their source; null for the message as a whole. */
  answers: { messageId: string; lines: LineRange } | null;
}

/** Words on lines of a patch. Line numbers of the mail where `lines`, of the file where `newLines` or `oldLines`. */
export interface ReviewComment {
  /** Key of the patch message. */
  on: string;
  file: string;
  /** Lines in the new file, half-open, of the quoted lines; null where only removed lines are quoted. */
  newLines: LineRange | null;
  /** Lines in the old file of quoted removed lines. */
  oldLines: LineRange | null;
  /** Quoted lines of the patch mail nearest above the words (attachment `part`, where given). */
  patchLines: LineRange;
  part?: number;
  /** The words: lines of the reply. */
  inReply: LineRange;
  /** Keys of the messages that answer these words. */
  answeredBy: string[];
}

/** What one reply says as a review of the patch or cover that it answers. */
export interface ReviewFacts {
  /** Key of the patch or cover, or the ghost's Message-ID. */
  on: string;
  /** Key of the reply. */
  key: string;
  by: Mailbox;
  dateUsed: number;
  trailers: GivenTrailer[];
  /** Absent where there are none. */
  spoken?: SpokenTag[];
  prose: ProseApproval[];
  comments: ReviewComment[];
  /** True where it says something beyond trailers and greetings. */
  hasComments: boolean;
}
