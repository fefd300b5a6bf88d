import { browserStore } from '../lib/browser-store.ts';

/** How often this browser came to home, this visit included; one visit until the page is loaded again. */
export function noteHomeVisit(): number {
  // Nobody listens to this value, so that it may be written while home is drawn.
  if (!counted) store.set(store.get() + 1);
  counted = true;
  return store.get();
}

const store = browserStore<number>('lorescope.visits', (stored) => (typeof stored === 'number' ? stored : 0));
let counted = false;
