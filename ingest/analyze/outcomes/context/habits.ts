import type { PatchRecord } from '../../../../data/records/index.ts';
import type { Authority } from './authority.ts';
import type { OutcomeIndex } from './outcome-index.ts';
import type { Said } from './signal-targets.ts';
import { isTaken } from '../../../../data/rules/states.ts';

/** How patches fare in an archive, learnt from what is stated there; smoothed, with a fallback where little is seen. */
export interface Habits {
  /** Share of landings that somebody announces, 0 to 1: how much silence says. */
  announcedShare: number;
  /** Log odds that a newest version of which nobody says anything landed all the same, in the patch's project. */
  silentPrior(record: PatchRecord): number;
  /** Seconds from posting to the word that it was taken: half of them, and nine in ten. */
  usualDelay: number;
  slowDelay: number;
  /** Share of an author's newest versions that are stated to be taken, smoothed towards the archive's own share. */
  authorRate(person: string): number;
}

/** Is this a statement that the patch was taken, by somebody to believe? */
export function isStatedTaking({ signal, person, via }: Said, authority: Authority): boolean {
  if (!isTaken(signal.says)) return false;
  if (signal.mode !== 'done' || via === 'title') return signal.machine === true && signal.mode === 'done';
  return signal.machine === true || signal.atLineStart === true || authority.applies(person);
}

/**
 * Learns the habits of an archive. The share of landings that are announced is counted among patches known to have landed
 * by other signs (a later Fixes: trailer names them, later patches change their lines).
 */
export function learnHabits(
  said: readonly Said[],
  landedOtherwise: ReadonlySet<string>,
  traces: ReadonlySet<string>,
  index: OutcomeIndex,
  authority: Authority,
): Habits {
  const taken = new Map<string, number>();
  for (const one of said) {
    if (isStatedTaking(one, authority) && !taken.has(one.on.key)) taken.set(one.on.key, one.date);
  }
  let announced = 0;
  for (const key of landedOtherwise) if (taken.has(key)) announced += 1;
  const announcedShare = (announced + PRIOR_ANNOUNCED * PRIOR_WORTH) / (landedOtherwise.size + PRIOR_WORTH);
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
  const at = (quantile: number, fallback: number) => {
    if (delays.length < FEWEST_DELAYS) return fallback;
    return Math.max(DAY, delays[Math.min(delays.length - 1, Math.floor(delays.length * quantile))]!);
  };
  const silent = learnSilence(taken, traces, index);
  return {
    announcedShare,
    silentPrior: silent,
    usualDelay: at(0.5, 7 * DAY),
    slowDelay: at(0.9, 45 * DAY),
    authorRate(person) {
      const counts = authors.get(person) ?? { newest: 0, taken: 0 };
      return (counts.taken + AUTHOR_WORTH * share) / (counts.newest + AUTHOR_WORTH) - share;
    },
  };
}

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
): (record: PatchRecord) => number {
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
  const share = (counts: { silent: number; traced: number }, prior: number) =>
    Math.min(0.95, Math.max(0.2, (counts.traced + TRACES_WORTH * prior) / (counts.silent * rate + TRACES_WORTH)));
  const archive = share(all, SILENT_SHARE);
  return (record) => {
    const counts = projects.get(projectOf(record, index));
    const here = counts ? share(counts, archive) : archive;
    return Math.log(here / (1 - here));
  };
}

/** The project that a subject's first tag names: one list may carry several (`[PATCH ndctl]`, `[PATCH net-next]`). */
export function projectOf(record: PatchRecord, index: OutcomeIndex): string {
  return index.facts.get(record.key)?.patch?.subject.tags[0]?.toLowerCase() ?? '';
}

const isReplaced = (record: PatchRecord) => record.supersededBy.length > 0;

const DAY = 86400;
/** Without evidence: half of the landings are announced (over four lists it is a third to two thirds, ALGORITHMS). */
const PRIOR_ANNOUNCED = 0.5;
const PRIOR_WORTH = 4;
const AUTHOR_WORTH = 4;
/** Fewer delays than this tell no habit: the fallback is a week, and six weeks for nine in ten. */
const FEWEST_DELAYS = 10;
/** Of newest versions that nobody speaks of, about this share landed on the lists measured (.65, .80, .84; docs/decisions). */
const SILENT_SHARE = 0.75;
/** Stated patches, and traces, that the fallback is worth. */
const TRACE_WORTH = 40;
const TRACES_WORTH = 12;
