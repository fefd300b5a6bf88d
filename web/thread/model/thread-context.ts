import { createContext, useContext } from 'react';
import type { View } from '../../lib/links.ts';
import type { ThreadModel } from './thread-model.ts';

/** What the parts of a thread's screen share. */
export interface ThreadPlace {
  model: ThreadModel;
  view: View;
  /** The message that the link names, and lines of it. */
  target: string;
  targetLines: readonly [number, number] | null;
  /** What is newer than this came after the last visit; null on the first one. */
  readUntil: string | null;
  /** Goes to a message of this thread, in this way of looking unless another is named. */
  go: (key: string, options?: { view?: View; lines?: readonly [number, number] | null; replace?: boolean }) => void;
  /** The address that `go` goes to. */
  path: (key: string, options?: { view?: View; lines?: readonly [number, number] | null }) => string;
  /** Opens the headers, raw form and ways to answer of a message. */
  showDetails: (key: string) => void;
}

export const ThreadContext = createContext<ThreadPlace | null>(null);

/** The thread around this part of the screen. */
export function useThreadPlace(): ThreadPlace {
  const place = useContext(ThreadContext);
  if (!place) throw new Error('This part stands in a thread only.');
  return place;
}
