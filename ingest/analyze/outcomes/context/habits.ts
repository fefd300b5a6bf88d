import type { PatchRecord } from '../../../../data/records/index.ts';
import type { Authority } from './authority.ts';
import type { OutcomeIndex } from './outcome-index.ts';
import type { Said } from './signal-targets.ts';
import { isTaken } from '../../../../data/rules/states.ts';

/** How patches fare in an archive, learnt from what is stated there; smoothed, with a fallback where little is seen. */
export interface Habits {
  /** Log odds that a newest version of which nobody says anything landed all the same, in the patch's project. */
  silentPrior(record: PatchRecord): number;
  /** Seconds from posting to the word that it was taken, in nine of ten cases. */
  slowDelay: number;
  /** Share of an author's newest versions that are stated to be taken, smoothed towards the archive's own share. */
  authorRate(person: string): number;
}

/** Counts of which habits are made. */
export interface HabitCounts {
  slowDelay: number;
  /** Newest versions by author, and how many of them are stated to be taken; of all authors together. */
  authors: readonly (readonly [person: string, newest: number, taken: number])[];
  share: number;
  /** Silent patches by project, and how many of them left traces; the share that landed in all projects, and how often a landing does. */
  projects: readonly (readonly [project: string, silent: number, traced: number])[];
  landed: number;
  rate: number;
}

/** Is this a statement that the patch was taken, by somebody to believe? */
export function isStatedTaking({ signal, person, via }: Said, authority: Authority): boolean {
  if (!isTaken(signal.says)) return false;
  if (signal.mode !== 'done' || via === 'title') return signal.machine === true && signal.mode === 'done';
  return signal.machine === true || signal.atLineStart === true || authority.applies(person);
}

/** Counts how patches fare. `traces`: keys of patches that a later `Fixes:` names, or whose lines later patches change. */
export function learnHabits(
  said: readonly Said[],
  traces: ReadonlySet<string>,
  index: OutcomeIndex,
  authority: Authority,
): HabitCounts {
  const taken = new Map<string, number>();
  for (const one of said) {
    if (isStatedTaking(one, authority) && !taken.has(one.on.key)) taken.set(one.on.key, one.date);
  }
  const delays: number[] = [];
  for (const [key, date] of taken) {
    const posted = index.records.get(key)!;
    if (!posted.ghost && date >= posted.dateUsed) delays.push(date - posted.dateUsed);
  }
  delays.sort((a, b) => a - b);
  const authors = new Map<string, { newest: number; taken: number }>();
  let all = 0;
  let allTaken = 0;
  for (const record of index.records.values()) {
    if (record.isCover || record.ghost || isReplaced(record)) continue;
    const person = index.skeletons.get(record.key)?.person;
    if (person === undefined) continue;
    const counts = authors.get(person) ?? { newest: 0, taken: 0 };
    counts.newest += 1;
    all += 1;
    if (taken.has(record.key)) {
      counts.taken += 1;
      allTaken += 1;
    }
    authors.set(person, counts);
  }
  const share = (allTaken + 1) / (all + 2);
  const slowDelay =
    delays.length < FEWEST_DELAYS
      ? 45 * DAY
      : Math.max(DAY, delays[Math.min(delays.length - 1, Math.floor(delays.length * 0.9))]!);
  return {
    slowDelay,
    authors: [...authors].map(([person, counts]) => [person, counts.newest, counts.taken]),
    share,
    ...learnSilence(taken, traces, index),
  };
}

/** What was counted as one asks for it. */
export function habitsOf(
  { slowDelay, authors, share, projects, landed, rate }: HabitCounts,
  index: OutcomeIndex,
): Habits {
  const byAuthor = new Map(authors.map(([person, newest, taken]) => [person, { newest, taken }]));
  const byProject = new Map(projects.map(([project, silent, traced]) => [project, { silent, traced }]));
  return {
    slowDelay,
    silentPrior(record) {
      const counts = byProject.get(projectOf(record, index));
      const here = counts ? shareLanded(counts, rate, landed) : landed;
      return Math.log(here / (1 - here));
    },
    authorRate(person) {
      const counts = byAuthor.get(person) ?? { newest: 0, taken: 0 };
      return (counts.taken + AUTHOR_WORTH * share) / (counts.newest + AUTHOR_WORTH) - share;
    },
  };
}

/** Which share of silent patches landed, by their traces. */
const shareLanded = (counts: { silent: number; traced: number }, rate: number, prior: number) =>
  Math.min(0.95, Math.max(0.2, (counts.traced + TRACES_WORTH * prior) / (counts.silent * rate + TRACES_WORTH)));

/**
 * How often silence hides a landing, learnt from traces: later patches by others build upon what landed, or name it in
 * `Fixes:`, whether its landing was announced or not. So the rate of traces among silent patches, against the rate among those
 * stated to be taken, is the share of silent ones that landed. By project (the first tag of the subject), smoothed towards
 * the archive and that towards a fallback.
 */
function learnSilence(
  taken: ReadonlyMap<string, number>,
  traces: ReadonlySet<string>,
  index: OutcomeIndex,
): Pick<HabitCounts, 'projects' | 'landed' | 'rate'> {
  const projects = new Map<string, { silent: number; traced: number }>();
  const all = { silent: 0, traced: 0 };
  const stated = { patches: 0, traced: 0 };
  for (const record of index.records.values()) {
    if (record.isCover || record.ghost || record.isBackport || isReplaced(record)) continue;
    if (taken.has(record.key)) {
      stated.patches += 1;
      if (traces.has(record.key)) stated.traced += 1;
      continue;
    }
    const project = projectOf(record, index);
    const counts = projects.get(project) ?? { silent: 0, traced: 0 };
    for (const into of [counts, all]) {
      into.silent += 1;
      if (traces.has(record.key)) into.traced += 1;
    }
    projects.set(project, counts);
  }
  const overall = (all.traced + 0.1) / (all.silent + 1) / SILENT_SHARE;
  const rate = (stated.traced + TRACE_WORTH * overall) / (stated.patches + TRACE_WORTH);
  return {
    projects: [...projects].map(([project, counts]) => [project, counts.silent, counts.traced]),
    landed: shareLanded(all, rate, SILENT_SHARE),
    rate,
  };
}

/** The project that a subject's first tag names: one list may carry several (`[PATCH ndctl]`, `[PATCH net-next]`). */
export function projectOf(record: PatchRecord, index: OutcomeIndex): string {
  return index.facts.get(record.key)?.patch?.subject.tags[0]?.toLowerCase() ?? '';
}

const isReplaced = (record: PatchRecord) => record.supersededBy.length > 0;

const DAY = 86400;
const AUTHOR_WORTH = 4;
/** Fewer delays than this tell no habit: the fallback is six weeks. */
const FEWEST_DELAYS = 10;
/** Of newest versions that nobody speaks of, about this share landed on the lists measured (.65, .80, .84; docs/decisions). */
const SILENT_SHARE = 0.75;
/** Stated patches, and traces, that the fallback is worth. */
const TRACE_WORTH = 40;
const TRACES_WORTH = 12;
