/** How this reader likes to read. Kept in the browser alone. */
import { browserStore } from './browser-store.ts';

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
  return [store.use(), change];
}

/** Applies theme and size to the page; called once at the start and after each change. */
export function applySettings(settings: Settings = store.get()): void {
  const root = document.documentElement;
  setData(root, 'theme', settings.theme);
  setData(root, 'size', settings.size);
}

function change(part: Partial<Settings>): void {
  const next = { ...store.get(), ...part };
  store.set(next);
  applySettings(next);
}

function setData(element: HTMLElement, name: string, value: string): void {
  if (value) element.dataset[name] = value;
  else delete element.dataset[name];
}

const store = browserStore<Settings>('lorescope.settings', (stored) => ({
  ...DEFAULTS,
  ...(stored as Partial<Settings> | undefined),
}));
