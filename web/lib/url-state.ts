/** State that lives in the link, so that it can be shared and the back button is right. */
import { useCallback } from 'react';
import { useLocation, useSearchParams } from 'react-router';

/** One parameter of the query string; setting it to its fallback takes it out of the link. */
export function useParam(name: string, fallback = ''): [string, (value: string) => void] {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (value: string) => {
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          if (value === fallback || value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { preventScrollReset: true },
      );
    },
    [name, fallback, setParams],
  );
  return [params.get(name) ?? fallback, set];
}

/** The lines that the link's hash names: half-open, counted from 0; null where it names none. */
export function useLineTarget(): readonly [number, number] | null {
  const { hash } = useLocation();
  return parseLineHash(hash);
}

/** `#L12-L18` is [11, 18]; `#L7` is [6, 7]. */
export function parseLineHash(hash: string): readonly [number, number] | null {
  const match = /^#L(\d{1,7})(?:-L?(\d{1,7}))?$/.exec(hash);
  if (!match) return null;
  const from = Number(match[1]) - 1;
  const to = match[2] ? Number(match[2]) : from + 1;
  return from >= 0 && to > from ? [from, to] : null;
}
