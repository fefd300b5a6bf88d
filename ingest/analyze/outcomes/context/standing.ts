import type { Standing } from '../../../../data/records/index.ts';
import type { Authority } from './authority.ts';
import type { OutcomeIndex } from './outcome-index.ts';

/**
 * Who has the say in an archive, and by what: who applies patches here, who signs mails as maintainer, whom a MAINTAINERS file names,
 * who answers the patches of many others. Null for all others.
 */
export type StandingOf = (person: string) => Standing | null;

/** Persons who sign as maintainers, and those who answer the patches of many others. */
export interface Speakers {
  signs: readonly string[];
  speaks: readonly string[];
}

/** Learns who signs and who answers many. */
export function learnSpeakers(index: OutcomeIndex): Speakers {
  const signs = new Set<string>();
  const answered = new Map<string, Set<string>>();
  for (const skeleton of index.skeletons.values()) {
    if (skeleton.bot) continue;
    if (index.facts.get(skeleton.key)?.signals?.some(({ says }) => says === 'role')) signs.add(skeleton.person);
    if (index.records.has(skeleton.key)) continue;
    const above = index.above(skeleton.key);
    const author = above && index.skeletons.get(above.key)?.person;
    if (!author || author === skeleton.person) continue;
    const authors = answered.get(skeleton.person);
    if (authors) authors.add(author);
    else answered.set(skeleton.person, new Set([author]));
  }
  const speaks = [...answered].filter(([, authors]) => authors.size >= SPEAKS_TO).map(([person]) => person);
  return { signs: [...signs].sort(), speaks: speaks.sort() };
}

/** What was learnt as one asks for it; `named` are the persons of the MAINTAINERS file. */
export function standingOf(learnt: Speakers, authority: Authority, named: ReadonlySet<string>): StandingOf {
  const signs = new Set(learnt.signs);
  const speaks = new Set(learnt.speaks);
  return (person) =>
    authority.applies(person)
      ? 'applies'
      : signs.has(person)
        ? 'signs'
        : named.has(person)
          ? 'listed'
          : speaks.has(person)
            ? 'speaks'
            : null;
}

/** Who answers patches of so many authors speaks for the subsystem. */
const SPEAKS_TO = 2;
