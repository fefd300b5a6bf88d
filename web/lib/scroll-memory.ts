/** Where the reader was on each page of this visit: the back button returns to the same line. */
import { useEffect, useLayoutEffect } from 'react';
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

/** Goes to the part that the link's hash names, and stays with it while parts above it still grow; a reader who scrolls is left alone. */
export function useHashPlace(): void {
  const { hash, key } = useLocation();
  const how = useNavigationType();
  useEffect(() => {
    if (!hash || hasRememberedPlace(key, how)) return;
    const show = () => document.getElementById(hash.slice(1))?.scrollIntoView({ behavior: 'instant' });
    show();
    const watcher = new ResizeObserver(show);
    watcher.observe(document.body);
    const stop = () => watcher.disconnect();
    const timer = setTimeout(stop, SETTLED);
    const moved = ['wheel', 'touchmove', 'keydown'] as const;
    for (const event of moved) window.addEventListener(event, stop, { once: true, passive: true });
    return () => {
      stop();
      clearTimeout(timer);
      for (const event of moved) window.removeEventListener(event, stop);
    };
  }, [hash, key, how]);
}

/** Milliseconds after which a page has found its height. */
const SETTLED = 3000;

/** Two messages of one list may be one thread: its screen moves the page itself. */
function samePage(before: string, after: string): boolean {
  return before.split('/').length > 3 && after.split('/').length > 3;
}

const places = new Map<string, number>();
let page = '';
