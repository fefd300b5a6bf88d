/** Where the reader was on each page of this visit: the back button returns to the same line. */
import { useLayoutEffect } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/** Remembers the place on each page; a new page (another path) begins at its top. */
export function useScrollMemory(): void {
  const { key, pathname, hash } = useLocation();
  const how = useNavigationType();
  // A layout effect: the old page must stop listening before the new one moves to its top.
  useLayoutEffect(() => {
    history.scrollRestoration = 'manual';
    const remember = () => places.set(key, window.scrollY);
    window.addEventListener('scroll', remember, { passive: true });
    return () => window.removeEventListener('scroll', remember);
  }, [key]);
  useLayoutEffect(() => {
    if (how === 'PUSH' && !hash && page !== pathname && !samePage(page, pathname)) window.scrollTo(0, 0);
    page = pathname;
  }, [pathname, hash, how]);
}

/** The remembered place of this page when it was reached by going back, once `ready`; `null` where it is new. */
export function useRememberedPlace(ready: boolean): void {
  const { key } = useLocation();
  const how = useNavigationType();
  useLayoutEffect(() => {
    if (!ready || how !== 'POP') return;
    const place = places.get(key);
    if (place !== undefined) window.scrollTo(0, place);
  }, [ready, key, how]);
}

/** True where a place is remembered for the page that was gone back to. */
export function hasRememberedPlace(key: string, how: string): boolean {
  return how === 'POP' && places.has(key);
}

/** Two messages of one list may be one thread: its screen moves the page itself. */
function samePage(before: string, after: string): boolean {
  return before.split('/').length > 3 && after.split('/').length > 3;
}

const places = new Map<string, number>();
let page = '';
