/** How this reader likes to read. Kept in the browser alone. */
import { useSyncExternalStore } from 'react';

export interface Settings {
  theme: '' | 'light' | 'dark';
  size: '' | 'small' | 'large' | 'largest';
  dates: 'relative' | 'absolute';
  /** How people are called where they speak. */
  names: 'full' | 'first';
  /** `book` sets plain prose as paragraphs; `sent` keeps every line as it was sent. */
  prose: 'book' | 'sent';
  /** Stretches of this many lines that nobody answered are folded. */
  foldLines: number;
  /** The name under which this reader's own mails stand; '' where not told. */
  me: string;
}

export const DEFAULTS: Settings = {
  theme: '',
  size: '',
  dates: 'relative',
  names: 'full',
  prose: 'book',
  foldLines: 24,
  me: '',
};

/** The settings, and a way to change some of them. */
export function useSettings(): [Settings, (change: Partial<Settings>) => void] {
  return [useSyncExternalStore(subscribe, read, () => DEFAULTS), change];
}

/** Applies theme and size to the page; called once at the start and after each change. */
export function applySettings(settings: Settings = read()): void {
  const root = document.documentElement;
  setData(root, 'theme', settings.theme);
  setData(root, 'size', settings.size);
}

function change(part: Partial<Settings>): void {
  const next = { ...read(), ...part };
  cached = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is closed: the choice holds until the page is left.
  }
  applySettings(next);
  listeners.forEach((listener) => listener());
}

function read(): Settings {
  if (cached) return cached;
  try {
    cached = { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Settings>) };
  } catch {
    cached = DEFAULTS;
  }
  return cached;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setData(element: HTMLElement, name: string, value: string): void {
  if (value) element.dataset[name] = value;
  else delete element.dataset[name];
}

const KEY = 'lorescope.settings';
const listeners = new Set<() => void>();
let cached: Settings | null = null;
