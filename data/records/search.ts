/** Searching: the columns of the full text, what a query asks for, what is found. Types only. */
import type { JudgedPatch } from './facts.ts';
import type { Mailbox } from './mail.ts';

/** Where words of a message stand; columns of the full-text table. */
export type SearchColumn =
  | 'subject' | 'sender' | 'recipients' | 'copied'
  /** Newly written prose: text, changelog, trailers, code that is no diff. */
  | 'own'
  /** Own lines that say nothing new: attributions, heads, signatures, diffstats; text attachments. */
  | 'other'
  | 'quoted' | 'attachment'
  | 'file' | 'removed' | 'added' | 'heading' | 'context' | 'pre' | 'post'
  | 'msgid'
  /** Words made here: list, kind, patch-id, change-id. */
  | 'mark';

/** The words of one message by column, `names` apart: identifiers that are also found by their parts. */
export interface SearchWords {
  columns: Partial<Record<SearchColumn, string>>;
  names: string[];
  /** When the archive received it, Unix seconds; null where it does not say. */
  received: number | null;
}

/**
 * What a query asks for, as a tree. `words` looks into the full text, `rows` at what analysis found; times in Unix seconds,
 * half-open ranges.
 */
export type SearchPlan =
  | { op: 'all' }
  | { op: 'none' }
  /** `xor`: an odd number of the parts holds. */
  | { op: 'and' | 'or' | 'xor'; parts: SearchPlan[] }
  | { op: 'not'; part: SearchPlan }
  | WordsPlan
  | { op: 'near'; words: WordsPlan[]; within: number }
  | { op: 'dates' | 'received'; from: number | null; to: number | null }
  | RowsPlan;

/** One word or phrase in some columns. */
export interface WordsPlan {
  op: 'words';
  columns: SearchColumn[];
  /** Any of these: a phrase each, as typed or inflected otherwise. */
  forms: string[];
  /** The last word of each form is a beginning; `star` where that was asked for by a star. */
  prefix: boolean;
  star?: true;
  /** Names that hold this are meant too: as a whole part between underscores, or anywhere. */
  part: { text: string; where: 'part' | 'anywhere' } | null;
}

/** Messages of which something is known. */
export interface RowsPlan {
  op: 'rows';
  what:
    | 'list' | 'person' | 'thread' | 'message' | 'state' | 'decided-by' | 'version'
    | 'series' | 'newest' | 'rfc' | 'resend' | 'unanswered' | 'answered' | 'first' | 'review' | 'waiting' | 'references';
  /** What is compared with. Several: any of them. */
  values: string[];
  /** For `version` and `waiting`: how. */
  compare?: '=' | '<' | '<=' | '>' | '>=';
}

/** How a search is to be run. */
export interface SearchRequest {
  plan: SearchPlan;
  order: 'newest' | 'oldest' | 'best';
  limit: number;
  /** One hit a thread. */
  collapse: boolean;
  /** The place behind the last hit of the page before. */
  after: SearchPlace | null;
  /** Count hits and divide them. */
  facets: boolean;
}

/** The place behind a hit: its row, or in order of fit the number of hits before it. */
export type SearchPlace = [row: number];

/** One message that fits. Times in Unix seconds. */
export interface FoundMessage {
  id: number;
  key: string;
  /** Root of its thread. */
  threadId: string;
  subject: string;
  from: Mailbox;
  person: string | null;
  dateUsed: number;
  lists: string[];
  kind: number;
  /** Of the patch, else of the thread. */
  state: string | null;
  version: number | null;
  salvaged: boolean;
  more: number;
}

export interface FoundFacet {
  field: 'list' | 'person' | 'year' | 'state' | 'kind';
  values: { value: string; count: number }[];
}

/** What was found. `exact` is false where counting or looking stopped at a bound. */
export interface SearchResult {
  hits: FoundMessage[];
  total: { count: number; exact: boolean };
  facets: FoundFacet[];
  facetsExact: boolean;
  next: SearchPlace | null;
  /** Names that a part of a name stood for, by the part. */
  names: Map<string, string[]>;
  /** Beginnings of words that too many words have. */
  tooMany: string[];
}

/** A patch title that is stored, with the work it belongs to. */
export interface StoredTitle {
  id: number;
  title: string;
}

/** A work found by name: its newest posting and all of them. */
export interface NamedWork {
  workId: string;
  patches: (JudgedPatch & { threadId: string; newest: boolean; person: string | null })[];
}
