/** A value that this browser keeps for its reader: what is written holds at once, on every tab's next look, and where storage is closed until the page is left. */
import { useSyncExternalStore } from 'react';

export interface BrowserStore<T> {
  get: () => T;
  set: (value: T) => void;
  /** The value in a component; a change draws it again. */
  use: () => T;
}

/**
 * A value kept in `localStorage` under `key`. `read` makes it out of the stored JSON, which may be of an older version or anything
 * else (`undefined` where nothing is stored), and must not throw on it: what it can't read becomes the value of a first visit.
 */
export function browserStore<T>(key: string, read: (stored: unknown) => T): BrowserStore<T> {
  const listeners = new Set<() => void>();
  let cached: { value: T } | null = null;
  const tell = () => listeners.forEach((listener) => listener());
  const get = () => (cached ??= { value: read(stored(key)) }).value;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get,
    set: (value) => {
      cached = { value };
      try {
        localStorage.setItem(key, JSON.stringify(value));
      } catch {
        // Full or closed: it holds until the page is left.
      }
      tell();
    },
    use: () => useSyncExternalStore(subscribe, get, get),
  };
}

/** A value of this page alone, which components follow. */
export function pageStore<T>(first: T): BrowserStore<T> {
  const listeners = new Set<() => void>();
  let value = first;
  const get = () => value;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get,
    set: (next) => {
      value = next;
      listeners.forEach((listener) => listener());
    },
    use: () => useSyncExternalStore(subscribe, get, get),
  };
}

function stored(key: string): unknown {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
