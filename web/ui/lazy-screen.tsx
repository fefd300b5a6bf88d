import { lazy, type ComponentType } from 'react';

/** A part of the app that is fetched when it is first shown, or before. */
export interface LazyScreen {
  (): React.ReactNode;
  /** Fetches it, so that it stands at once when it is shown. */
  preload: () => Promise<void>;
}

/**
 * A part of the app in a file of its own. React's `lazy` waits even where the file is already here, and then holds the page
 * back for a third of a second; this one is drawn at once.
 */
export function lazyScreen(load: () => Promise<{ default: ComponentType }>): LazyScreen {
  let loaded: ComponentType | null = null;
  const fetched = () =>
    load().then((module) => {
      loaded = module.default;
      return module;
    });
  const Waiting = lazy(fetched);
  const Shown = () => {
    const Loaded = loaded ?? Waiting;
    return <Loaded />;
  };
  return Object.assign(Shown, {
    preload: () =>
      fetched().then(
        () => undefined,
        () => undefined,
      ),
  });
}

/** Fetches parts that will likely be wanted next, once the browser idles; never where the reader saves data. */
export function preloadIdly(parts: readonly LazyScreen[]): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (connection?.saveData) return;
  const whenIdle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 300));
  const next = ([first, ...rest]: readonly LazyScreen[]) => {
    if (first) whenIdle(() => void first.preload().then(() => next(rest)));
  };
  next(parts);
}
