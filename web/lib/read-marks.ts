/** What this reader has seen and starred, and when they last looked. Kept in the browser alone. */
import { browserStore } from './browser-store.ts';

export interface Star {
  title: string;
  path: string;
  list: string;
}

interface Marks {
  /** Thread id -> up to when it was read (`dateUsed`), and how many messages it had then: `2021-07-14T19:35:00Z|78`. */
  read: Record<string, string>;
  /** Thread ids that are watched, with their title and link. */
  stars: Record<string, Star>;
  /** List -> the newest word that its page showed at the last visit, and at the one before (what this visit counts from). */
  visits: Record<string, { last: string; before: string | null }>;
}

/** All marks; changes re-render. */
export function useMarks(): Marks {
  return store.use();
}

/** Up to when a thread was read, and how many messages it had; null where it never was. */
export function readMark(
  threadId: string,
  marks: Pick<Marks, 'read'> = store.get(),
): { until: string; messages: number | null } | null {
  const [until, messages] = marks.read[threadId]?.split('|') ?? [];
  return until ? { until, messages: messages ? Number(messages) : null } : null;
}

/** Remembers that everything up to `last` was on screen, of so many messages. */
export function markRead(threadId: string, last: string, messages: number): void {
  const marks = store.get();
  const before = readMark(threadId, marks);
  if (before && before.until >= last && before.messages === messages) return;
  const read = { ...marks.read };
  // Written anew, so that the marks that were not touched for longest stand first.
  delete read[threadId];
  read[threadId] = `${last}|${messages}`;
  const ids = Object.keys(read);
  for (const id of ids.slice(0, Math.max(0, ids.length - MOST))) delete read[id];
  store.set({ ...marks, read });
}

/** Whether a thread holds words that this reader has not seen: newer than its mark, or than the last visit to its list. */
export function isUnread(marks: Marks, row: { threadId: string; last: string }, since: string | null): boolean {
  const mark = readMark(row.threadId, marks);
  if (mark) return mark.until < row.last;
  return since !== null && row.last > since;
}

/**
 * Notes that a list's page showed `newest`, and tells the newest word of the visit before; null on the first one. Until the
 * page is loaded again it is the same visit, so that going into a thread and back loses nothing.
 */
export function noteVisit(list: string, newest: string): string | null {
  const marks = store.get();
  const visit = marks.visits[list];
  const isNewVisit = !started.has(list);
  started.add(list);
  const before = isNewVisit ? (visit?.last ?? null) : (visit?.before ?? null);
  if (!visit || visit.last !== newest || visit.before !== before) {
    store.set({ ...marks, visits: { ...marks.visits, [list]: { last: newest, before } } });
  }
  return before;
}

/** Stars a thread, or takes its star away. */
export function toggleStar(threadId: string, star: Star): void {
  const marks = store.get();
  const stars = { ...marks.stars };
  if (stars[threadId]) delete stars[threadId];
  else stars[threadId] = star;
  store.set({ ...marks, stars });
}

const store = browserStore<Marks>('lorescope.marks', (stored) => ({
  read: {},
  stars: {},
  visits: {},
  ...(stored as Partial<Marks> | undefined),
}));
/** Some two thousand threads fit well into what browsers give a site. */
const MOST = 2000;
/** Lists that were looked at since the page was loaded: that is one visit. */
const started = new Set<string>();
