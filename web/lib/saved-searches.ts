/** Searches that this reader keeps. In the browser alone; each is a link, so it can be kept anywhere else too. */
import { useSyncExternalStore } from 'react';

export interface SavedSearch {
  query: string;
  /** The list it is bound to; '' for all. */
  list: string;
}

/** The kept searches, the newest first, and a way to keep one or let it go. */
export function useSavedSearches(): [readonly SavedSearch[], (search: SavedSearch) => void] {
  return [useSyncExternalStore(subscribe, read, () => NONE), toggle];
}

export const isSaved = (saved: readonly SavedSearch[], { query, list }: SavedSearch): boolean =>
  saved.some((other) => other.query === query && other.list === list);

function toggle(search: SavedSearch): void {
  const known = read();
  const rest = known.filter(({ query, list }) => query !== search.query || list !== search.list);
  cached = rest.length < known.length ? rest : [search, ...rest].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(cached));
  } catch {
    // Storage is closed: kept until the page is left.
  }
  listeners.forEach((listener) => listener());
}

function read(): readonly SavedSearch[] {
  if (cached) return cached;
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]') as SavedSearch[];
    cached = kept.filter(({ query, list }) => typeof query === 'string' && typeof list === 'string');
  } catch {
    cached = NONE;
  }
  return cached;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const KEY = 'lorescope.searches';
const MOST = 100;
const NONE: readonly SavedSearch[] = [];
const listeners = new Set<() => void>();
let cached: readonly SavedSearch[] | null = null;
