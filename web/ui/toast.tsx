import { useSyncExternalStore } from 'react';
import css from './toast.module.css';

/** Says in a few words that something was done; it goes away by itself and takes no focus. */
export function say(words: string): void {
  current = words;
  clearTimeout(timer);
  timer = setTimeout(() => {
    current = '';
    tell();
  }, SHOWN);
  tell();
}

/** The place where such words stand; once on the page, so that screen readers know it before it speaks. */
export function Toast() {
  const words = useSyncExternalStore(subscribe, () => current);
  return (
    <div className={css['place']} role="status" aria-live="polite">
      {words && <p className={css['toast']}>{words}</p>}
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  listeners.forEach((listener) => listener());
}

/** Milliseconds: long enough for two lines. */
const SHOWN = 4000;
const listeners = new Set<() => void>();
let current = '';
let timer: ReturnType<typeof setTimeout>;
