import type { Ask, MessageSkeleton, Point } from '../../../data/records/index.ts';
import type { Authority } from '../outcomes/context/authority.ts';
import type { OutcomeIndex } from '../outcomes/context/outcome-index.ts';
import type { StandingOf } from '../outcomes/context/standing.ts';

/** A thread or section that posts no patch, with what was asked in it. */
export interface Talk {
  root: MessageSkeleton;
  title: string;
  /** By time, the first message first. */
  messages: readonly MessageSkeleton[];
  points: readonly Point[];
  index: OutcomeIndex;
  authority: Authority;
  standing: StandingOf;
}

/** True where somebody else wrote right below a message, in whatever section that stands. */
export function isReplied(key: string, { index, root }: Talk): boolean {
  const asker = index.skeletons.get(key)?.person;
  return index.thread(root.threadId).some(({ parent, bot, person }) => parent === key && !bot && person !== asker);
}

/** What a message asks, as its facts tell. */
export const asksOf = (key: string, index: OutcomeIndex): readonly Ask[] => index.facts.get(key)?.asks ?? [];
