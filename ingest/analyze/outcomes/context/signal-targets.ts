import type { PatchRecord, Scope, SeriesRecord, Signal } from '../../../../data/records/index.ts';
import { titleKey } from '../../../parse/patch/subject.ts';
import type { OutcomeIndex } from './outcome-index.ts';
import { sameName, samePerson } from '../../../../data/rules/person.ts';

/** One signal as it bears on one patch. */
export interface Said {
  signal: Signal;
  /** The patch or cover spoken of. */
  on: PatchRecord;
  date: number;
  /** The one who says it (people.ts). */
  person: string;
  where: 'here' | 'elsewhere';
  /**
   * How it was known to be about this patch: `direct` answers it, `cover` answers its cover letter or a patch of the series
   * for all, `number` names its number, `title` its title, `id` its Message-ID, `pull` a pull request's shortlog, `answer` the
   * answer to such a pull, `next` the words of the next version.
   */
  via: 'direct' | 'cover' | 'number' | 'title' | 'id' | 'pull' | 'answer' | 'next';
}

/** Every signal with the patches that it is about, oldest first. A signal about no known patch is left out. */
export function findTargets(index: OutcomeIndex): Said[] {
  const said: Said[] = [];
  const pulls = new Map<string, PatchRecord[]>();
  const keys = [...index.facts.keys()].filter((key) => index.facts.get(key)!.signals !== undefined);
  const dated = keys
    .flatMap((key) => {
      const skeleton = index.skeletons.get(key);
      return skeleton ? [skeleton] : [];
    })
    .sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
  for (const skeleton of dated) {
    const signals = index.facts.get(skeleton.key)!.signals!;
    const mentioned = new Set<string>();
    for (const signal of signals) {
      for (const { on, where, via } of targetsOf(signal, skeleton.key, skeleton.dateUsed, index, mentioned, pulls)) {
        mentioned.add(on.key);
        said.push({ signal, on, date: skeleton.dateUsed, person: skeleton.person, where, via });
      }
    }
  }
  return said;
}

type Target = Pick<Said, 'on' | 'where' | 'via'>;

function targetsOf(
  signal: Signal,
  key: string,
  date: number,
  index: OutcomeIndex,
  mentioned: ReadonlySet<string>,
  pulls: Map<string, PatchRecord[]>,
): Target[] {
  if (signal.says === 'pull') {
    const found = byTitles(signal, key, date, index).map((on): Target => ({
      on,
      where: whereOf(on, key, index),
      via: 'pull',
    }));
    for (const { on } of found) {
      const list = pulls.get(key);
      if (list) list.push(on);
      else pulls.set(key, [on]);
    }
    return found;
  }
  const own = index.records.get(key);
  if (own) return ownWords(signal, own, date, index);
  const above = index.above(key);
  const named = namedTargets(signal, key, date, index, above);
  if (named.length > 0) return named;
  // A list of titles speaks of those titles alone, known or not.
  if (
    signal.signal === 'named-commit' ||
    signal.signal === 'mm-name' ||
    signal.listed ||
    (signal.machine && signal.scope?.all)
  )
    return [];
  if (above && !above.isPull)
    return ofVersion(signal.scope, scoped(signal.scope, above, date, index, mentioned), index);
  const pull = index.pullAbove(key);
  const posted: Target[] = above?.isPull ? scoped(signal.scope, above, date, index, mentioned) : [];
  const listed =
    pull === null
      ? []
      : (pulls.get(pull) ?? []).map((on): Target => ({ on, where: whereOf(on, key, index), via: 'answer' }));
  return [...posted, ...listed.filter(({ on }) => !posted.some((one) => one.on === on))];
}

/** What the poster of a version says is about the version before. */
function ownWords(signal: Signal, own: PatchRecord, date: number, index: OutcomeIndex): Target[] {
  if (signal.signal === 'committed-tag' || signal.signal === 'posted')
    return signal.says === 'posted' ? [] : [{ on: own, where: 'here', via: 'direct' }];
  const series = index.seriesOf.get(own.key);
  if (!series) return [];
  if (signal.aboutTitles) return likeTitled(signal.aboutTitles, own, date, index);
  const found: Target[] = [];
  for (const id of series.previous) {
    const before = index.series.get(id);
    if (!before || signal.scope?.subset) continue;
    const anchor = before.cover !== null ? index.records.get(before.cover) : index.members(before)[0];
    if (!anchor) continue;
    for (const { on } of scoped(signal.scope, anchor, date, index, new Set()))
      found.push({ on, where: 'elsewhere', via: 'next' });
  }
  return found;
}

/**
 * A phrase of a cover letter ("compound page conversion of device-dax (in v5.17)") names the series by the same author whose
 * title shares most of its words; none where two share as many or fewer than three words in five are shared.
 */
function likeTitled(phrases: readonly string[], own: PatchRecord, date: number, index: OutcomeIndex): Target[] {
  const found: Target[] = [];
  for (const phrase of phrases) {
    const words = stems(phrase);
    if (words.size < 3) continue;
    let best: SeriesRecord | null = null;
    let score = 0;
    let tie = false;
    for (const series of index.seriesBy(index.skeletons.get(own.key)?.from)) {
      if (series.dateUsed >= date || series.dateUsed <= date - YEAR || series.seriesId === own.seriesId) continue;
      const titles = [series.title, ...index.members(series).map((record) => record.title)];
      const shared = Math.max(...titles.slice(0, 1).map((title) => overlap(words, stems(title))));
      if (shared < 0.6) continue;
      if (
        shared > score ||
        (shared === score && best !== null && series.dateUsed > best.dateUsed && stemsEqual(series.title, best.title))
      ) {
        best = series;
        score = shared;
        tie = false;
      } else if (shared === score && best !== null && !stemsEqual(series.title, best.title)) tie = true;
    }
    if (best === null || tie) continue;
    for (const on of index.members(best)) found.push({ on, where: 'elsewhere', via: 'next' });
    const cover = best.cover === null ? undefined : index.records.get(best.cover);
    if (cover) found.push({ on: cover, where: 'elsewhere', via: 'next' });
  }
  return found;
}

function stems(text: string): Set<string> {
  return new Set(
    titleKey(text)
      .split(' ')
      .filter((word) => word.length > 2 && !/^(?:the|and|for|with|introduce|add|from|into|of)$/.test(word))
      .map((word) => word.replace(/(?:ing|ed|s)$/, '')),
  );
}

const overlap = (words: Set<string>, other: Set<string>) =>
  [...words].filter((word) => other.has(word)).length / words.size;
const stemsEqual = (a: string, b: string) => titleKey(a) === titleKey(b);

/** Patches that the words name by Message-ID or title: in this thread or another one, posted before. */
function namedTargets(
  signal: Signal,
  key: string,
  date: number,
  index: OutcomeIndex,
  above: PatchRecord | null,
): Target[] {
  const found = new Map<string, Target>();
  const series = above ? index.seriesOf.get(above.key) : undefined;
  for (const id of signal.aboutIds ?? []) {
    const on = index.byMessageId(id);
    if (!on || on.dateUsed > date) continue;
    const meant = signal.machine && signal.scope?.all ? scoped(signal.scope, on, date, index, new Set()) : [{ on }];
    for (const one of meant) found.set(one.on.key, { on: one.on, where: whereOf(one.on, key, index), via: 'id' });
  }
  if (signal.machine && signal.scope?.all && found.size === 0 && !signal.aboutTitles) return [];
  if (signal.commits && above && series) {
    const members = index.standing(series, date);
    for (const commit of signal.commits) {
      if (commit.commit === null) continue;
      const on =
        members.find((record) => commit.title !== '' && titleKey(record.title) === titleKey(commit.title)) ??
        (commit.number === undefined ? undefined : members.find((record) => record.number === commit.number)) ??
        (signal.commits.length === 1 && !above.isCover && commit.title !== '' && signal.machine ? above : undefined);
      if (on) found.set(on.key, { on, where: 'here', via: 'number' });
    }
    if (found.size > 0) {
      if (above.isCover && signal.scope?.subset !== true && found.size >= members.length)
        found.set(above.key, { on: above, where: 'here', via: 'cover' });
      return [...found.values()];
    }
  }
  if (found.size === 0 && signal.aboutTitles) {
    for (const on of byTitles(signal, key, date, index))
      found.set(on.key, { on, where: whereOf(on, key, index), via: 'title' });
  }
  return [...found.values()];
}

/** The newest patch of each title that a signal names, posted before it and not over a year ago; by its author, where one is named. */
function byTitles(signal: Signal, key: string, date: number, index: OutcomeIndex): PatchRecord[] {
  const found: PatchRecord[] = [];
  const threadId = index.skeletons.get(key)?.threadId;
  for (const title of signal.aboutTitles ?? []) {
    const all = /\.patch$/.test(title) ? index.byMmName(title) : index.byTitle(title);
    const before = all.filter(
      (record) =>
        record.dateUsed <= date &&
        record.dateUsed > date - YEAR &&
        record.key !== key &&
        !record.isBackport &&
        (signal.author === undefined ||
          sameName(signal.author, record.author?.name ?? '') ||
          sameName(signal.author, record.from?.name ?? '')),
    );
    // Names of this thread's own patches come first, then the newest elsewhere.
    const newest = before.filter((record) => record.threadId === threadId).at(-1) ?? before.at(-1);
    if (!newest) continue;
    // A title that different people used for different works names none of them.
    if (
      signal.author === undefined &&
      new Set(before.map((record) => record.workId)).size > 1 &&
      newest.threadId !== threadId &&
      before.some((record) => !samePerson(record.from, newest.from))
    )
      continue;
    found.push(newest);
  }
  return found;
}

/** The patches that a scope picks, seen from the patch or cover that is answered, as the series stood when it was said. */
export function scoped(
  scope: Scope | undefined,
  above: PatchRecord,
  date: number,
  index: OutcomeIndex,
  mentioned: ReadonlySet<string>,
): Target[] {
  const posting = index.seriesOf.get(above.key);
  const series = (posting?.rerollOf ? index.series.get(posting.rerollOf) : undefined) ?? posting;
  const members = series ? index.standing(series, date) : [];
  const one = (): Target[] => [{ on: above, where: 'here', via: 'direct' }];
  const pick = (records: PatchRecord[], via: Target['via'] = 'number'): Target[] =>
    records.map((on) => ({ on, where: 'here', via: on === above ? 'direct' : via }));
  const cover = series && series.cover !== null ? index.records.get(series.cover) : undefined;
  const whole = (): Target[] => [...pick(members, 'cover'), ...(cover ? pick([cover], 'cover') : [])];
  if (scope?.others) return [];
  if (scope === undefined || scope.this) return above.isCover && members.length > 0 ? whole() : one();
  const last = Math.max(series?.total ?? 0, ...members.map((record) => record.number));
  if (scope.except) {
    const out = new Set(scope.except.map((number) => (number < 0 ? last + 1 + number : number)));
    const from = scope.only ? members.filter((record) => scope.only!.includes(record.number)) : members;
    const negative = scope.except.some((number) => number < -1);
    return pick(
      from.filter((record) =>
        negative ? record.number <= last + Math.min(...scope.except!) : !out.has(record.number),
      ),
    );
  }
  if (scope.only) {
    const numbers = scope.only.map((number) => (number < 0 ? last : number));
    const found = members.filter((record) => numbers.includes(record.number));
    if (found.length > 0) return pick(found);
    return above.isCover ? [] : one();
  }
  if (scope.first !== undefined) {
    const found =
      scope.first > 0
        ? members.filter((record) => record.number <= scope.first!)
        : members.filter((record) => record.number > last + scope.first!);
    return found.length > 0 ? pick(found) : one();
  }
  if (scope.upTo) return pick(members.filter((record) => record.number <= above.number));
  if (scope.rest) return pick(members.filter((record) => record !== above && !mentioned.has(record.key)));
  if (scope.subset) return above.isCover || scope.except ? [] : one();
  if (scope.all) return members.length > 0 ? whole() : one();
  if (scope.count !== undefined)
    return scope.count >= members.length && members.length > 0 ? whole() : above.isCover ? [] : one();
  return above.isCover ? [] : one();
}

/** Where the words name another version than the one they answer: that version of the same works, if it is known. */
function ofVersion(scope: Scope | undefined, targets: Target[], index: OutcomeIndex): Target[] {
  const version = scope?.version;
  if (version === undefined) return targets;
  return targets.flatMap((target) => {
    if (target.on.version === version) return [target];
    const other = index
      .versions(target.on.workId)
      .filter((record) => record.version === version)
      .at(-1);
    if (!other) return [];
    return [{ on: other, where: other.threadId === target.on.threadId ? target.where : 'elsewhere', via: 'number' }];
  });
}

const whereOf = (on: PatchRecord, key: string, index: OutcomeIndex): 'here' | 'elsewhere' =>
  on.threadId === index.skeletons.get(key)?.threadId ? 'here' : 'elsewhere';

/** Titles recur ("Update maintainers"): a name that is older than this means another patch. */
const YEAR = 366 * 86400;
