import { useLayoutEffect, useRef, type ReactNode } from 'react';

interface UntilFoundProps {
  open: boolean;
  /** The browser's own search found something in it, or a link led into it. */
  onFound: () => void;
  className?: string | undefined;
  children: ReactNode;
}

/** A part that is on the page and not shown; the browser's own search looks into it, and it opens where something is found. */
export function UntilFound({ open, onFound, className, children }: UntilFoundProps) {
  const box = useRef<HTMLDivElement>(null);
  const found = useRef(onFound);
  useLayoutEffect(() => {
    found.current = onFound;
  });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    // React knows `hidden` as a yes or no alone.
    if (open) element.removeAttribute('hidden');
    else element.setAttribute('hidden', 'until-found');
    const tell = () => found.current();
    element.addEventListener('beforematch', tell);
    return () => element.removeEventListener('beforematch', tell);
  }, [open]);
  return (
    <div ref={box} className={className}>
      {children}
    </div>
  );
}
