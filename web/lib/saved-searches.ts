/** Searches that this reader keeps. In the browser alone; each is a link, so it can be kept anywhere else too. */
import { browserStore } from './browser-store.ts';

export interface SavedSearch {
  query: string;
  /** The list it is bound to; '' for all. */
  list: string;
}

/** The kept searches, the newest first, and a way to keep one or let it go. */
export function useSavedSearches(): [readonly SavedSearch[], (search: SavedSearch) => void] {
  return [store.use(), toggle];
}

export const isSaved = (saved: readonly SavedSearch[], { query, list }: SavedSearch): boolean =>
  saved.some((other) => other.query === query && other.list === list);

function toggle(search: SavedSearch): void {
  const known = store.get();
  const rest = known.filter(({ query, list }) => query !== search.query || list !== search.list);
  store.set(rest.length < known.length ? rest : [search, ...rest].slice(0, MOST));
}

const store = browserStore<readonly SavedSearch[]>('lorescope.searches', (stored) =>
  Array.isArray(stored)
    ? (stored as SavedSearch[]).filter(({ query, list }) => typeof query === 'string' && typeof list === 'string')
    : [],
);
const MOST = 100;
