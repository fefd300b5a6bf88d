import type { ReviewFacts } from '../../../data/records/index.ts';
import { learnMainliners } from '../pulls/pulls.ts';
import { authorityOf, learnTakings, type Takings } from './context/authority.ts';
import { type HabitCounts, learnHabits } from './context/habits.ts';
import type { OutcomeIndex } from './context/outcome-index.ts';
import { findTargets, type Said } from './context/signal-targets.ts';
import { learnSpeakers, type Speakers } from './context/standing.ts';
import { type BuiltUpon, findBuiltUpon } from './evidence/built-upon.ts';
import { findFixes, learnPeople, type PersonRecord } from './evidence/gather.ts';
import { applyFormulas } from './formulas/apply.ts';
import { formulasOf, type LearntFormulas, learnFormulas } from './formulas/learn.ts';
import { collectWitnesses } from './formulas/witnesses.ts';

/**
 * What a stretch of mail teaches of those who write there, and by which each of its patches is judged: plain values, so that they can be
 * kept and single patches judged by them later.
 */
export interface Lessons {
  formulas: LearntFormulas;
  takings: Takings;
  speakers: Speakers;
  habits: HabitCounts;
  people: readonly PersonRecord[];
  /** Whose word of pulling means the mainline. */
  mainliners: readonly string[];
  /** Later lines built upon patches, by key. */
  built: readonly (readonly [key: string, built: BuiltUpon])[];
}

/**
 * Learns from everything that an index holds.
 * @param named persons of the MAINTAINERS file
 * @param asOf time as of which patches of some lists are judged
 */
export function learnLessons(
  index: OutcomeIndex,
  reviews: readonly ReviewFacts[],
  named: ReadonlySet<string>,
  asOf: (lists: readonly string[]) => number,
  heard: readonly Said[] = findTargets(index),
): Lessons {
  const built = findBuiltUpon(index);
  const traces = new Set([...findFixes(index).keys(), ...built.keys()]);
  const { records, replies } = collectWitnesses(heard, traces, index, ({ key }) =>
    asOf(index.skeletons.get(key)?.lists ?? []),
  );
  const formulas = learnFormulas(records, replies);
  const said = applyFormulas(heard, formulasOf(formulas));
  const takings = learnTakings(said, index);
  return {
    formulas,
    takings,
    speakers: learnSpeakers(index),
    habits: learnHabits(said, traces, index, authorityOf(takings, named)),
    people: learnPeople(index, reviews),
    mainliners: learnMainliners(index),
    built: [...built],
  };
}
