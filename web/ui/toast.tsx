import { pageStore } from '../lib/browser-store.ts';
import css from './toast.module.css';

/** Says in a few words that something was done; it goes away by itself and takes no focus. */
export function showToast(text: string): void {
  current.set(text);
  clearTimeout(timer);
  timer = setTimeout(() => current.set(''), SHOWN);
}

/** The place where such words stand; once on the page, so that screen readers know it before it speaks. */
export function Toast() {
  const text = current.use();
  return (
    <div className={css['place']} role="status" aria-live="polite">
      {text && <p className={css['toast']}>{text}</p>}
    </div>
  );
}

/** Milliseconds: long enough for two lines. */
const SHOWN = 4000;
const current = pageStore('');
let timer: ReturnType<typeof setTimeout>;
