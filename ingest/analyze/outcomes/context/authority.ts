import type { PatchRecord } from '../../../../data/records/index.ts';
import type { OutcomeIndex } from './outcome-index.ts';
import type { Said } from './signal-targets.ts';
import { isTaken } from '../../../../data/rules/states.ts';

/** Who has the say in an archive: how often each person was seen taking patches. */
export interface Authority {
  /** 0 for somebody who was never seen taking a patch, towards 1 for somebody who does it all the time. */
  weight(person: string): number;
  /** True where enough was seen to call somebody a maintainer here. */
  applies(person: string): boolean;
  /** People who apply, most active first. */
  people: { person: string; taken: number }[];
}

/** In how many messages each person was seen taking patches, most active first. */
export type Takings = readonly (readonly [person: string, taken: number])[];

/**
 * Learns who has the say: from clean sentences of taking ("Applied to for-next" at the start of a line), from fixed forms that
 * name a committer, from pull requests that carry other people's patches, each message counted once. Authors count too: maintainers
 * push their own.
 */
export function learnTakings(said: readonly Said[], index: OutcomeIndex): Takings {
  const messages = new Map<string, Set<string>>();
  const note = (person: string, key: string) => {
    const known = messages.get(person);
    if (known) known.add(key);
    else messages.set(person, new Set([key]));
  };
  const persons = new Map<string, string>();
  for (const skeleton of index.skeletons.values())
    if (!skeleton.bot) persons.set(skeleton.from.email.toLowerCase(), skeleton.person);
  for (const { signal, person, via, on } of said) {
    if (signal.committer) note(persons.get(signal.committer.email.toLowerCase()) ?? signal.committer.email, signal.key);
    if (signal.says === 'pull' && via === 'pull' && index.skeletons.get(on.key)?.person !== person)
      note(person, signal.key);
    if (!isTaken(signal.says)) continue;
    if (signal.mode !== 'done' || via === 'title' || via === 'next') continue;
    if (index.skeletons.get(signal.key)?.bot) continue;
    if (signal.machine || signal.atLineStart) note(person, signal.key);
  }
  return [...messages]
    .map(([person, keys]) => [person, keys.size] as const)
    .sort(([a, one], [b, two]) => two - one || (a < b ? -1 : 1));
}

/** What was learnt as one asks for it; a MAINTAINERS file adds those whom it names (`stated`). */
export function authorityOf(takings: Takings, stated: ReadonlySet<string> = new Set()): Authority {
  const taken = new Map(takings);
  const weight = (person: string) => {
    const count = (taken.get(person) ?? 0) + (stated.has(person) ? STATED_WORTH : 0);
    return count / (count + HALF);
  };
  return {
    weight,
    applies: (person) => weight(person) >= ENOUGH,
    people: takings.map(([person, count]) => ({ person, taken: count })),
  };
}

/** Was this said by the one who posted the patch? */
export function isByAuthor(person: string, on: PatchRecord, index: OutcomeIndex): boolean {
  return index.skeletons.get(on.key)?.person === person;
}

/** At this many messages of taking the weight is one half. */
const HALF = 3;
/** Five messages and more: the people whom a list would call its maintainers (see docs/decisions). */
const ENOUGH = 5 / (5 + HALF);
/** A line in MAINTAINERS is worth as much as so many messages. */
const STATED_WORTH = 6;
