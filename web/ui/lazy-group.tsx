import { useEffect, useReducer, useRef, type ReactNode } from 'react';
import { idle, watchNear, type Builder } from './lazy.tsx';

interface LazyGroupProps {
  /** The heights that its items will have, about; they hold the place until then. */
  heights: readonly number[];
  /** All of it is built at once: what is in view, and where the link leads. */
  eager?: boolean;
  as?: 'div' | 'ol';
  className?: string | undefined;
  /** One item. Where it is not built yet it is an empty place of its height. */
  children: (index: number, built: boolean) => ReactNode;
}

/**
 * Some neighbouring items of a long page. Browsers look at each watched element in every frame, so a thousand of them are
 * watched in groups. A group that comes near is built item by item, a few in a frame; one that is in view at once; the rest
 * while the browser idles, so that the browser's own search and print still find everything.
 */
export function LazyGroup({ heights, eager = false, as: Tag = 'div', className, children }: LazyGroupProps) {
  const [built, build] = useReducer(
    (before: number, more: number) => Math.min(heights.length, before + more),
    eager ? heights.length : 0,
  );
  const place = useRef<HTMLDivElement & HTMLOListElement>(null);
  const isWhole = eager || built >= heights.length;
  useEffect(() => {
    const element = place.current;
    if (isWhole || !element) return;
    const builder: Builder = {
      all: () => build(Infinity),
      some: () => build(STEP),
    };
    const unwatch = watchNear(element, builder);
    const forget = idle(builder.some);
    return () => {
      unwatch();
      forget();
    };
  }, [isWhole, built]);
  const height = heights.reduce((sum, one) => sum + one, 0);
  return (
    <Tag
      ref={place}
      className={className}
      data-group=""
      style={{ contentVisibility: 'auto', containIntrinsicSize: `auto ${height}px` }}
    >
      {heights.map((_, index) => children(index, isWhole || index < built))}
    </Tag>
  );
}

/** Neighbours, `size` at a time: `[from, to)`. */
export function groupsOf(length: number, size: number): [number, number][] {
  return Array.from({ length: Math.ceil(length / size) }, (_, n) => [n * size, Math.min(length, (n + 1) * size)]);
}

/** Items built in one go, a small part of a frame. */
const STEP = 2;
