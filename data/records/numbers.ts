/** Numbers by which newsreaders and Patchwork's clients know lists, messages and senders. Types only. */

/** A line of the file that carries numbers from one archive to another. Times of lists and messages in Unix seconds. */
export type NumberRow =
  | { type: 'list'; project: number; name: string; made: number; last: number; told: number }
  | { type: 'message'; project: number; number: number; messageId: string; arrived: number }
  | { type: 'address'; email: string; number: number }
  | ({ type: 'event' } & LoggedEvent);

/** One row of the log of what was learnt. */
export interface LoggedEvent {
  /** Microseconds since 1970. */
  time: number;
  /** Patchwork's word. */
  category: string;
  /** Number of the patch, cover letter or series. */
  subject: number;
  /** Number of the comment or check that came. */
  detail: number | null;
  before: string | null;
  after: string | null;
}
