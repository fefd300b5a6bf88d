import type {
  Corrections,
  Discussion,
  MessageFacts,
  MessageSkeleton,
  PatchOutcome,
  PatchRecord,
  Point,
  Pull,
  RepositoryCommit,
  ReviewFacts,
  Section,
  SeriesOutcome,
  WorkLinks,
} from '../../../data/records/index.ts';
import type { MaintainersEntry } from '../../parse/headers/maintainers.ts';
import { authorityOf } from './context/authority.ts';
import { correctOutcomes } from './context/corrections.ts';
import { asCover } from './cover-outcome.ts';
import { judgeDiscussions } from '../discussions/discussions.ts';
import { drawLedger } from '../points/ledger.ts';
import { judgePulls } from '../pulls/pulls.ts';
import { findFixes, gatherer } from './evidence/gather.ts';
import { standingOf } from './context/standing.ts';
import { lastWordFinder } from './last-word.ts';
import { habitsOf } from './context/habits.ts';
import { readFeatures } from './landing/features.ts';
import { weighLanding } from './landing/probability.ts';
import { indexOutcomes, type OutcomeIndex, withBreaks } from './context/outcome-index.ts';
import { type IsOwn, neededPatches } from './needed-patches.ts';
import { judgePatch } from './patch-outcome.ts';
import { repositoryView } from './evidence/repository-view.ts';
import { applyFormulas } from './formulas/apply.ts';
import { formulasOf } from './formulas/learn.ts';
import { learnLessons, type Lessons } from './lessons.ts';
import { findSections } from './sections.ts';
import { rollUp } from './series-state.ts';
import { findTargets, type Said } from './context/signal-targets.ts';
import { isTaken } from '../../../data/rules/states.ts';

/** All that judging an archive needs; no text. Times in Unix seconds. */
export interface OutcomeInput {
  skeletons: readonly MessageSkeleton[];
  /** Facts of each message by key: patch, review, signals. */
  facts: ReadonlyMap<string, MessageFacts>;
  links: WorkLinks;
  reviews: readonly ReviewFacts[];
  /** Newest credible date of each list: the time as of which its patches are judged. */
  newest: ReadonlyMap<string, number>;
  /** What is known of those who write here; learnt from this very mail where absent. */
  lessons?: Lessons;
  /** Until when mails elsewhere are heard that name a patch, by its key; as long as they like where absent. */
  heardUntil?: ReadonlyMap<string, number>;
  maintainers?: readonly MaintainersEntry[];
  corrections?: Corrections;
  commits?: readonly RepositoryCommit[];
  /** Whether what stands in a thread at a time is asked for; outcomes that only others ask for are left out. All where absent. */
  isOwn?: IsOwn;
}

/** What became of everything. Series by seriesId, patches by key. */
export interface Outcomes {
  patches: Map<string, PatchOutcome>;
  series: Map<string, SeriesOutcome>;
  sections: Section[];
  discussions: Discussion[];
  points: Point[];
  pulls: Pull[];
  /** People who take patches here, most active first. */
  maintainers: { person: string; taken: number }[];
}

/**
 * Judges every patch, series and proposal of an archive: whom each signal is about, who has the say here, what the archive's
 * habits are, then for each version a history of states with evidence and the chance that it landed. Depends on the content
 * alone, never on the order of the input.
 */
export function judgeOutcomes(input: OutcomeInput): Outcomes {
  const plain = indexOutcomes(input.skeletons, input.facts, input.links);
  const { sections, index } = withSections(plain);
  const newest = Math.max(0, ...input.newest.values());
  const asOf = asOfLists(input.newest);
  const isHeard = (on: string, date: number) => date <= (input.heardUntil?.get(on) ?? Infinity);
  const fixes = findFixes(index, isHeard);
  const heard = findTargets(index).filter(({ on, date, via }) => !BY_NAME.has(via) || isHeard(on.key, date));
  const named = namedMaintainers(input);
  const lessons = input.lessons ?? learnLessons(index, input.reviews, named, asOf, heard);
  const built = new Map(lessons.built);
  const said = applyFormulas(heard, formulasOf(lessons.formulas));
  const authority = authorityOf(lessons.takings, named);
  const standing = standingOf(lessons.speakers, authority, named);
  const lastWord = lastWordFinder(said, input.reviews, index, standing);
  const habits = habitsOf(lessons.habits, index);
  const gather = gatherer(said, input.reviews, fixes, built, index, authority, lessons.people, ({ key }) =>
    asOf(index.skeletons.get(key)?.lists ?? []),
  );
  const repository = repositoryView(index, input.commits ?? []);
  const patches = new Map<string, PatchOutcome>();
  const covers: PatchRecord[] = [];
  const needed = input.isOwn ? neededPatches(index, input.links, input.isOwn) : null;
  for (const record of input.links.patches) {
    if (needed?.has(record.key) === false) continue;
    if (record.isCover) {
      covers.push(record);
      continue;
    }
    const gathered = gather(record);
    const landing = weighLanding(readFeatures(record, gathered, index, authority, habits));
    const judged = judgePatch({ record, gathered, landing, index, authority, fixes, built, lastWord });
    patches.set(record.key, repository.confirm(record, judged));
  }
  for (const record of covers) {
    const gathered = gather(record);
    const landing = weighLanding(readFeatures(record, gathered, index, authority, habits));
    patches.set(
      record.key,
      asCover(
        record,
        judgePatch({ record, gathered, landing, index, authority, fixes, built, lastWord }),
        patches,
        index,
      ),
    );
  }
  correctOutcomes(patches, input.corrections?.outcomes ?? [], index, newest);
  const series = new Map(
    input.links.series
      .filter(({ cover, patches: [first] }) => needed?.has(cover ?? first ?? '') !== false)
      .map((one) => [one.seriesId, rollUp(one, patches)]),
  );
  const points = drawLedger({
    skeletons: input.skeletons,
    facts: input.facts,
    patches: input.links.patches,
    series: input.links.series,
    reviews: input.reviews,
    taken: takenAt(patches),
    rootOf: (key) =>
      sections.subjectOf.get(key) ?? index.thread(index.skeletons.get(key)?.threadId ?? '')[0]?.key ?? key,
    isOwn: input.isOwn,
  });
  return {
    patches,
    series,
    sections: sections.sections,
    discussions: judgeDiscussions(index, sections, authority, standing, points),
    points,
    pulls: judgePulls(index, authority, standing, lessons.mainliners),
    maintainers: authority.people.filter(({ person }) => authority.applies(person)),
  };
}

/** What the mail of one stretch of time teaches. */
export function learnFrom(
  input: Omit<OutcomeInput, 'lessons' | 'isOwn' | 'heardUntil' | 'commits' | 'corrections'>,
): Lessons {
  const plain = indexOutcomes(input.skeletons, input.facts, input.links);
  const { index } = withSections(plain);
  return learnLessons(index, input.reviews, namedMaintainers(input), asOfLists(input.newest));
}

/** The index with the parts of threads that have a subject of their own. */
function withSections(plain: OutcomeIndex) {
  const sections = findSections(plain);
  const breaks = new Set(sections.sections.filter(({ why }) => why === 'subject').map(({ root }) => root));
  return { sections, index: withBreaks(plain, breaks) };
}

/** The newest date of some lists; of all lists for a mail that stands on none. */
function asOfLists(newest: ReadonlyMap<string, number>): (lists: readonly string[]) => number {
  const all = Math.max(0, ...newest.values());
  return (lists) => {
    const dates = lists.flatMap((list) => newest.get(list) ?? []);
    return dates.length > 0 ? Math.max(...dates) : all;
  };
}

/** Ways by which words elsewhere are known to be about a patch. */
const BY_NAME: ReadonlySet<Said['via']> = new Set(['title', 'id', 'pull', 'answer']);

/** When each patch or cover that is accepted was: the first of its decisions that say so. */
function takenAt(patches: ReadonlyMap<string, PatchOutcome>): Map<string, number> {
  const taken = new Map<string, number>();
  for (const [key, { state, history }] of patches) {
    if (!isTaken(state)) continue;
    const first = history.find((step) => isTaken(step.state));
    if (first) taken.set(key, first.date);
  }
  return taken;
}

/** Persons whom a MAINTAINERS file names. */
function namedMaintainers({ maintainers, skeletons }: Pick<OutcomeInput, 'maintainers' | 'skeletons'>): Set<string> {
  const addresses = new Set(
    (maintainers ?? []).flatMap((entry) => entry.maintainers.map(({ email }) => email.toLowerCase())),
  );
  if (addresses.size === 0) return new Set();
  return new Set(skeletons.filter(({ from }) => addresses.has(from.email.toLowerCase())).map(({ person }) => person));
}
