import { useEffect, useRef, useState, type HTMLAttributes, type ReactNode } from 'react';
import { flushSync } from 'react-dom';

interface LazyProps extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  /** The height that it will have, about; it holds the place until then. */
  height: number;
  /** Built at once: what is in view, and where the link leads. */
  eager?: boolean;
  /** Built only when it comes near, never while idle: for what is too much to build all at once. */
  strict?: boolean;
  children: () => ReactNode;
}

/**
 * A part of a long page. It is built when it comes near the view, the rest while the browser idles, so that the page opens
 * at once, scrolls smoothly, and the browser's own search and print still find everything.
 */
export function Lazy({ height, eager = false, strict = false, children, style, ...rest }: LazyProps) {
  const [built, setBuilt] = useState(eager);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (built || !element) return;
    const build = () => setBuilt(true);
    const unwatch = watchNear(element, { all: build, some: build });
    const forget = strict ? null : idle(build);
    return () => {
      unwatch();
      forget?.();
    };
  }, [built, strict]);
  return (
    <div
      ref={place}
      {...rest}
      style={{
        contentVisibility: 'auto',
        containIntrinsicSize: `auto ${height}px`,
        ...(built ? {} : { height }),
        ...style,
      }}
    >
      {(built || eager) && children()}
    </div>
  );
}

/** How a part of the page builds itself. */
export interface Builder {
  /** All of it, now: the reader looks at it. */
  all: () => void;
  /** A little of it; it asks to be watched again where more is left. */
  some: () => void;
}

/** Builds an element's content: all at once where it is in view, a little in each frame where it is near. */
export function watchNear(element: Element, builder: Builder): () => void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target, boundingClientRect: box } of entries) {
        const found = builders.get(target);
        if (!found) continue;
        if (!isIntersecting) near.delete(target);
        else if (box.bottom > -AHEAD && box.top < innerHeight + AHEAD) found.all();
        else near.set(target, found);
      }
      if (near.size > 0) frame ||= requestAnimationFrame(buildNear);
    },
    { rootMargin: `${MARGIN}px 0px` },
  );
  builders.set(element, builder);
  observer.observe(element);
  return () => {
    observer?.unobserve(element);
    builders.delete(element);
    near.delete(element);
  };
}

/** Builds a waiting part whenever the browser has nothing better to do. */
export function idle(build: () => void): () => void {
  queue.add(build);
  wake();
  return () => queue.delete(build);
}

/** One small part in each frame; what it leaves is watched anew and comes back here. */
function buildNear(): void {
  frame = 0;
  const [first] = near;
  if (!first) return;
  near.delete(first[0]);
  first[1].some();
  if (near.size > 0) frame = requestAnimationFrame(buildNear);
}

function wake(): void {
  if (waiting || queue.size === 0) return;
  waiting = true;
  const whenIdle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 60));
  whenIdle(() => {
    waiting = false;
    if (performance.now() - scrolledAt < PAUSE) {
      setTimeout(wake, PAUSE);
      return;
    }
    let budget = 6;
    for (const build of queue) {
      if (budget-- === 0) break;
      queue.delete(build);
      build();
    }
    wake();
  });
}

/** Before the page is printed everything stands on it. */
function buildEverything(): void {
  // The browser prints what stands there when this returns.
  flushSync(() => {
    for (const { all } of [...builders.values()]) all();
  });
}

const builders = new Map<Element, Builder>();
const near = new Map<Element, Builder>();
const queue = new Set<() => void>();
let observer: IntersectionObserver | null = null;
let frame = 0;
let waiting = false;
/** When the page was scrolled last: building waits until the reader does. */
let scrolledAt = 0;
const PAUSE = 250;
/** Pixels outside the view at which a part begins to be built, and at which there is no time left to do it bit by bit. */
const MARGIN = 1800;
const AHEAD = 250;
window.addEventListener('scroll', () => (scrolledAt = performance.now()), { passive: true });
window.addEventListener('beforeprint', buildEverything);
