/** Messages as newsreaders know them. Types only. Times in Unix seconds. */

/** A list as a newsgroup: its numbers as GROUP tells them. */
export interface NewsgroupRecord {
  project: number;
  name: string;
  /** Posting address of the list. */
  address: string | null;
  low: number;
  high: number;
  count: number;
  made: number;
}

/** A message under its number in one list. */
export interface ArticleRecord {
  project: number;
  number: number;
  messageId: string;
  bytes: Buffer;
  /** State of the patch or cover letter that it is; null for any other message. */
  state: string | null;
  /** Every list that carried it, with its number there: `project number` each. */
  places: [project: number, number: number][];
}
