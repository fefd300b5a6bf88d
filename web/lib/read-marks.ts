/** What this reader has seen and starred. Kept in the browser alone. */
import { useSyncExternalStore } from 'react';

interface Marks {
  /** Thread id -> the newest `dateUsed` that was on screen. */
  read: Record<string, string>;
  /** Thread ids that are watched, with their title and link. */
  stars: Record<string, { title: string; path: string; list: string }>;
}

/** All marks; changes re-render. */
export function useMarks(): Marks {
  return useSyncExternalStore(subscribe, load, () => EMPTY);
}

/** Up to when a thread was read; null where it never was. */
export function readMark(threadId: string): string | null {
  return load().read[threadId] ?? null;
}

/** Remembers that everything up to `last` was on screen. */
export function markRead(threadId: string, last: string): void {
  const marks = load();
  if ((marks.read[threadId] ?? '') >= last) return;
  const read = { ...marks.read, [threadId]: last };
  const ids = Object.keys(read);
  // Oldest marks go first: integer-like keys aside, objects keep the order of insertion.
  for (const id of ids.slice(0, Math.max(0, ids.length - MOST))) delete read[id];
  save({ ...marks, read });
}

/** Stars a thread, or takes its star away. */
export function toggleStar(threadId: string, star: { title: string; path: string; list: string }): void {
  const marks = load();
  const stars = { ...marks.stars };
  if (stars[threadId]) delete stars[threadId];
  else stars[threadId] = star;
  save({ ...marks, stars });
}

function save(marks: Marks): void {
  cached = marks;
  try {
    localStorage.setItem(KEY, JSON.stringify(marks));
  } catch {
    // Full or closed: the marks hold until the page is left.
  }
  listeners.forEach((listener) => listener());
}

function load(): Marks {
  if (cached) return cached;
  try {
    cached = { ...EMPTY, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Marks>) };
  } catch {
    cached = EMPTY;
  }
  return cached;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const KEY = 'lorescope.marks';
/** Some two thousand threads fit well into what browsers give a site. */
const MOST = 2000;
const EMPTY: Marks = { read: {}, stars: {} };
const listeners = new Set<() => void>();
let cached: Marks | null = null;
