/** Patches, lists and senders under the numbers that Patchwork's clients know them by. Types only. Times in Unix seconds. */
import type { Mailbox } from './mail.ts';

/** A list with its number. */
export interface ProjectRecord {
  project: number;
  name: string;
  address: string | null;
  listId: string | null;
}

/** Somebody's address with its number. */
export interface SubmitterRecord extends Mailbox {
  number: number;
  bot: boolean;
}

/** A patch or cover letter of a list, as lists of them show it. */
export interface NumberedPatch {
  id: number;
  project: number;
  isCover: boolean;
  /** Number of the member of its series that came first. */
  series: number;
  submitter: SubmitterRecord;
  state: string;
  dateUsed: number;
  /** message.id and key. */
  message: number;
  key: string;
  messageId: string;
  thread: number;
  subject: string;
  seriesId: string;
  workId: string;
  number: number;
  hash: string | null;
  judged: number;
}

/** A series of a list. */
export interface NumberedSeries {
  id: number;
  project: number;
  seriesId: string;
  judged: number;
  dateUsed: number;
}

/** Which of them are asked for; all conditions hold together. Null: no condition. */
export interface NumberedFilter {
  kind: 'patch' | 'cover' | 'series';
  projects: number[] | null;
  states: string[] | null;
  submitters: number[] | null;
  /** Members of these series. */
  series: number[] | null;
  /** From this time on. */
  since: number | null;
  /** Before this time. */
  before: number | null;
  /** These alone, of those that fit the rest. */
  ids: number[] | null;
  /** Part of the name, any case. */
  text: string | null;
}

/** What rows are ordered by. */
export interface NumberedOrder {
  by: 'id' | 'date' | 'name';
  descending: boolean;
}

/** A message that answers a patch or cover letter. */
export interface NumberedComment {
  id: number;
  /** Number of the patch or cover letter. */
  on: number;
  submitter: SubmitterRecord;
  dateUsed: number;
  message: number;
  key: string;
  messageId: string;
  subject: string;
  bot: boolean;
}
