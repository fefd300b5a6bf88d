import { useEffect, useRef, useState, type HTMLAttributes, type ReactNode } from 'react';

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
    watch(element, build);
    if (!strict) queue.add(build);
    wake();
    return () => {
      unwatch(element);
      queue.delete(build);
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

function watch(element: Element, build: () => void): void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        builders.get(target)?.();
        unwatch(target);
      }
    },
    { rootMargin: '1600px 0px' },
  );
  builders.set(element, build);
  observer.observe(element);
}

function unwatch(element: Element): void {
  observer?.unobserve(element);
  builders.delete(element);
}

/** Builds a few waiting parts whenever the browser has nothing better to do. */
function wake(): void {
  if (waiting || queue.size === 0) return;
  waiting = true;
  const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 60));
  idle(() => {
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

const builders = new Map<Element, () => void>();
const queue = new Set<() => void>();
let observer: IntersectionObserver | null = null;
let waiting = false;
/** When the page was scrolled last: building waits until the reader does. */
let scrolledAt = 0;
const PAUSE = 250;
window.addEventListener('scroll', () => (scrolledAt = performance.now()), { passive: true });
