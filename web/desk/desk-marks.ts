/** What a reader cleared from the desk: done, or put off until something happens. In the browser alone. */
import type { DeskRow } from '../../server/contract/me.ts';
import { browserStore } from '../lib/browser-store.ts';

export type DeskMark = 'done' | 'later';

interface Mark {
  row: string;
  mark: DeskMark;
  /** Since when it waited then: as soon as that is another day, something happened and it is back. */
  since: string;
}

/** A row stands for its series and the side whose turn it is. */
export const rowKey = ({ patch, turn }: DeskRow): string => `${patch.seriesId} ${turn}`;

/** The marks, the newest last. */
export const useDeskMarks = (): readonly Mark[] => store.use();

/** How a row was cleared; null where it wasn't, or where something happened since. */
export function markOf(marks: readonly Mark[], row: DeskRow): DeskMark | null {
  const key = rowKey(row);
  return marks.findLast((mark) => mark.row === key && mark.since === row.since)?.mark ?? null;
}

export function clearRow(row: DeskRow, mark: DeskMark): void {
  const key = rowKey(row);
  const others = store.get().filter((other) => other.row !== key);
  store.set([...others, { row: key, mark, since: row.since }].slice(-MOST));
}

/** Takes the last mark back; the key of its row, null where there is none. */
export function undoMark(): string | null {
  const marks = store.get();
  store.set(marks.slice(0, -1));
  return marks.at(-1)?.row ?? null;
}

const MOST = 2000;
const store = browserStore<readonly Mark[]>('lorescope.desk', (stored) =>
  Array.isArray(stored)
    ? (stored as Mark[]).filter(
        (mark) => typeof mark?.row === 'string' && typeof mark.since === 'string' && /^(done|later)$/.test(mark.mark),
      )
    : [],
);
