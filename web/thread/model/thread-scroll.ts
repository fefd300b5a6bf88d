/** Moving within a thread: to the message that the link names, by keys from one to the next, and back. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useNavigationType } from 'react-router';
import { useKeys } from '../../lib/keyboard.ts';
import { hasRememberedPlace, useRememberedPlace } from '../../lib/scroll-memory.ts';
import type { ThreadPlace } from './thread-context.ts';

/** The message that is read now: the one whose words stand at the top of the view. */
export function useThreadScroll(place: ThreadPlace, complete: boolean): { key: string } {
  const { target, targetLines, view, model, go } = place;
  const [seen, setSeen] = useState({ target, key: target });
  const current = seen.target === target ? seen.key : target;
  const setCurrent = useCallback((key: string) => setSeen({ target, key }), [target]);
  const { key: pageKey, hash } = useLocation();
  const how = useNavigationType();
  const isFirst = model.messages[0]?.key === target;
  // Where the page was put for a message: as long as it stands about there, that message is the one being read.
  const put = useRef({ key: target, y: 0, link: '' });
  useRememberedPlace(true);

  // The link's message, or lines of it, come into view; parts above it may still change their height, so twice more.
  useEffect(() => {
    if (hasRememberedPlace(pageKey, how)) return;
    // A patch is a page of its own; the thread's first message stands at the top anyway.
    if (view === 'patch' || (isFirst && !hash && how !== 'REPLACE')) {
      if (how !== 'POP') window.scrollTo(0, 0);
      return;
    }
    // Words that arrive later move nobody who has read on.
    const link = `${target} ${hash} ${view}`;
    if (put.current.link === link && Math.abs(window.scrollY - put.current.y) > NEAR) return;
    let left = 4;
    let patience = 100;
    let timer: ReturnType<typeof setTimeout>;
    const show = () => {
      if (!scrollToKey(target, !!targetLines)) {
        // This way of looking is still being fetched.
        if (--patience > 0) timer = setTimeout(show, 50);
        return;
      }
      put.current = { key: target, y: window.scrollY, link };
      if (--left > 0) timer = setTimeout(show, left === 3 ? 60 : 180);
    };
    show();
    const stop = () => clearTimeout(timer);
    window.addEventListener('wheel', stop, { once: true, passive: true });
    window.addEventListener('touchstart', stop, { once: true, passive: true });
    return () => {
      stop();
      window.removeEventListener('wheel', stop);
      window.removeEventListener('touchstart', stop);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each link, and again when all words are there
  }, [target, hash, view, complete]);

  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      if (Math.abs(window.scrollY - put.current.y) < NEAR) return setCurrent(put.current.key);
      const top = topmostKey();
      if (top) setCurrent(top);
    };
    const onScroll = () => (frame ||= requestAnimationFrame(() => (frame = window.setTimeout(look, 80))));
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      window.removeEventListener('scroll', onScroll);
      clearTimeout(frame);
    };
  }, [setCurrent]);

  const step = useCallback(
    (by: number) => {
      const shown = keysShown();
      const at = shown.findIndex(({ key }) => key === current);
      const next = at < 0 ? shown[by > 0 ? 0 : shown.length - 1] : shown[at + by];
      if (!next) return;
      setCurrent(next.key);
      go(next.key, { view, replace: true });
    },
    [current, go, view, setCurrent],
  );
  const stepNew = () => {
    const { readUntil } = place;
    const shown = keysShown();
    const at = shown.findIndex(({ key }) => key === current);
    const next = shown.slice(at + 1).find(({ key }) => {
      const row = model.byKey.get(key);
      return row && !row.ghost && (readUntil === null || row.dateUsed > readUntil);
    });
    if (next) go(next.key, { view, replace: true });
  };
  useKeys('Moving', [
    { keys: 'j', label: 'next message', run: () => step(1) },
    { keys: 'k', label: 'message before', run: () => step(-1) },
    { keys: 'Shift+J', label: 'next message that is new to you', run: () => stepNew() },
    { keys: 'n', label: 'next decision', run: () => toMark(1) },
    { keys: 'p', label: 'decision before', run: () => toMark(-1) },
    { keys: 'c', label: 'next part that is folded: open it', run: openNextFold },
  ]);
  return { key: current };
}

/** Brings a message, or its marked lines, to the upper part of the view; false where it is not on the page. */
export function scrollToKey(key: string, toLines: boolean): boolean {
  const element = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!element) return false;
  const lines = toLines ? (element.querySelector('[data-target]') ?? document.querySelector('[data-target]')) : null;
  (lines ?? element).scrollIntoView({ block: lines ? 'center' : 'start', behavior: 'instant' });
  return true;
}

/** The messages on the page in the order in which they stand, each once. */
function keysShown(): { key: string; element: HTMLElement }[] {
  const seen = new Set<string>();
  const shown: { key: string; element: HTMLElement }[] = [];
  for (const element of document.querySelectorAll<HTMLElement>('main [data-key]')) {
    const key = element.dataset['key']!;
    if (seen.has(key)) continue;
    seen.add(key);
    shown.push({ key, element });
  }
  return shown;
}

/** The message at the reading line. Asking an element in a group out of view for its place would lay that group out. */
function topmostKey(): string | null {
  const group = lastAbove(document.querySelectorAll<HTMLElement>('main [data-group]:has([data-key])'));
  return lastAbove((group ?? document).querySelectorAll<HTMLElement>('[data-key]'))?.dataset['key'] ?? null;
}

/** Elements stand in the order of their tops, so halving finds the one that crosses the reading line. */
function lastAbove(elements: NodeListOf<HTMLElement>): HTMLElement | null {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (elements[middle]!.getBoundingClientRect().top > READING_LINE) high = middle;
    else low = middle + 1;
  }
  return elements[Math.max(0, low - 1)] ?? null;
}

function toMark(by: number): void {
  const marks = [...document.querySelectorAll<HTMLElement>('main [data-decision]')];
  const edge = 185;
  const tops = marks.map((mark) => mark.getBoundingClientRect().top);
  const index = by > 0 ? tops.findIndex((top) => top > edge) : tops.findLastIndex((top) => top < edge - 20);
  marks[index]?.scrollIntoView({ block: 'start', behavior: 'instant' });
}

/** Goes to the next message that decided something. */
export const toNextDecision = (): void => toMark(1);

function openNextFold(): void {
  const folds = [...document.querySelectorAll<HTMLElement>('main [data-fold=closed] > button')];
  const next = folds.find((fold) => fold.getBoundingClientRect().top > 60) ?? null;
  next?.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  next?.click();
}

/** Pixels below the top of the view, the bar included: what stands here is being read. */
const READING_LINE = 170;
/** Pixels that a page may move without another message being the one that is read. */
const NEAR = 60;
