import type {
  Mailbox,
  MessageFacts,
  MessageSkeleton,
  PatchRecord,
  SeriesRecord,
  WorkLinks,
} from '../../../../data/records/index.ts';
import { mmLetters, mmStem } from '../../../parse/patch/mm-name.ts';
import { titleKey } from '../../../parse/patch/subject.ts';
import { byDateThenKey, senderOf } from '../../series/postings.ts';

/** What judging looks things up in: patches by key, title and -mm name, the patch above a message, versions of a work. */
export interface OutcomeIndex {
  skeletons: ReadonlyMap<string, MessageSkeleton>;
  facts: ReadonlyMap<string, MessageFacts>;
  records: ReadonlyMap<string, PatchRecord>;
  /** The posting to which a patch or cover belongs. */
  seriesOf: ReadonlyMap<string, SeriesRecord>;
  series: ReadonlyMap<string, SeriesRecord>;
  /** Patches of a series by number; where one number came twice, the newest. */
  members(series: SeriesRecord): PatchRecord[];
  /**
   * Patches of a series as they stood at a time, rerolls of single patches (`v2.1 2/3`) in the place of what they replace.
   * A reroll speaks for the series that it belongs to.
   */
  standing(series: SeriesRecord, date: number): PatchRecord[];
  /** Postings of series by one sender, by what the mails themselves say ({@link senderOf}). */
  seriesBy(sender: Mailbox | undefined): SeriesRecord[];
  /** Versions of a work, oldest first. */
  versions(workId: string): PatchRecord[];
  /**
   * Postings that take a version's place: later ones of its work. A ghost takes no place, nor does a backport, nor a patch
   * posted again in a pull request, which says that it was taken, unless it replaces another pull request's.
   */
  later(record: PatchRecord): PatchRecord[];
  /** Postings of the same patch in a later pull request by somebody else. */
  pulledIn(record: PatchRecord): PatchRecord[];
  /** The patch or cover that a message answers, itself left out; null where there is none. */
  above(key: string): PatchRecord | null;
  /** The pull request that a message answers. */
  pullAbove(key: string): string | null;
  byMessageId(id: string): PatchRecord | null;
  /** Patches of a title (not covers), oldest first. */
  byTitle(title: string): PatchRecord[];
  /** Covers and patches of a title. */
  anyByTitle(title: string): PatchRecord[];
  byMmName(name: string): PatchRecord[];
  /** Messages of a thread, by date. */
  thread(threadId: string): MessageSkeleton[];
  /** People who write in a thread, each with a mailbox of theirs. */
  writers(threadId: string): { person: string; from: Mailbox }[];
}

/** Builds the index over one archive. */
export function indexOutcomes(
  skeletons: readonly MessageSkeleton[],
  facts: ReadonlyMap<string, MessageFacts>,
  links: WorkLinks,
): OutcomeIndex {
  const bySkeleton = new Map(skeletons.map((skeleton) => [skeleton.key, skeleton]));
  const records = new Map(links.patches.map((record) => [record.key, record]));
  const byId = new Map(links.patches.map((record) => [record.messageId, record]));
  const series = new Map(links.series.map((one) => [one.seriesId, one]));
  const seriesOf = new Map<string, SeriesRecord>();
  for (const record of links.patches) {
    const one = series.get(record.seriesId);
    if (one) seriesOf.set(record.key, one);
  }
  const works = gather(links.patches, (record) => record.workId);
  const titles = gather(links.patches, (record) => titleKey(record.title));
  const mmNames = gather(
    links.patches.filter((record) => !record.isCover),
    (record) => mmLetters(record.title),
  );
  const members = new Map<string, PatchRecord[]>();
  const bySender = new Map<string, SeriesRecord[]>();
  for (const one of links.series) {
    if (one.from === null) continue;
    const sender = senderOf(one.from);
    const list = bySender.get(sender);
    if (list) list.push(one);
    else bySender.set(sender, [one]);
  }
  const threads = new Map<string, MessageSkeleton[]>();
  for (const skeleton of [...skeletons].sort(byDateThenKey)) {
    const list = threads.get(skeleton.threadId);
    if (list) list.push(skeleton);
    else threads.set(skeleton.threadId, [skeleton]);
  }
  const rerolls = new Map<string, SeriesRecord[]>();
  for (const one of links.series) {
    if (one.rerollOf === null) continue;
    const list = rerolls.get(one.rerollOf);
    if (list) list.push(one);
    else rerolls.set(one.rerollOf, [one]);
  }
  for (const list of rerolls.values())
    list.sort((a, b) => a.dateUsed - b.dateUsed || a.version - b.version || (a.seriesId < b.seriesId ? -1 : 1));
  const membersOf = (one: SeriesRecord): PatchRecord[] => {
    let found = members.get(one.seriesId);
    if (!found) {
      const byNumber = new Map<number, PatchRecord>();
      for (const key of one.patches) {
        const record = records.get(key);
        if (record && !record.isCover) byNumber.set(record.number, record);
      }
      found = [...byNumber.values()].sort((a, b) => a.number - b.number);
      members.set(one.seriesId, found);
    }
    return found;
  };
  const writers = new Map<string, { person: string; from: Mailbox }[]>();
  return {
    skeletons: bySkeleton,
    facts,
    records,
    seriesOf,
    series,
    members: membersOf,
    standing(one, date) {
      const whole = (one.rerollOf !== null ? series.get(one.rerollOf) : undefined) ?? one;
      const again = rerolls.get(whole.seriesId)?.filter((other) => other.dateUsed <= date) ?? [];
      if (again.length === 0) return membersOf(whole);
      const byNumber = new Map(membersOf(whole).map((record) => [record.number, record]));
      for (const record of again.flatMap(membersOf))
        if (byNumber.get(record.number)?.workId === record.workId) byNumber.set(record.number, record);
      return [...byNumber.values()].sort((a, b) => a.number - b.number);
    },
    seriesBy: (sender) => (sender && bySender.get(senderOf(sender))) ?? [],
    versions: (workId) => works.get(workId) ?? [],
    later: (record) =>
      (works.get(record.workId) ?? []).filter(
        (other) =>
          other.dateUsed > record.dateUsed &&
          !other.ghost &&
          !other.isBackport &&
          other.isCover === record.isCover &&
          (!other.isPull || record.isPull),
      ),
    pulledIn: (record) =>
      record.isPull || record.isCover
        ? []
        : (works.get(record.workId) ?? []).filter(
            (other) =>
              other.isPull &&
              !other.isCover &&
              other.dateUsed > record.dateUsed &&
              bySkeleton.get(other.key)?.person !== bySkeleton.get(record.key)?.person,
          ),
    ...walks(bySkeleton, facts, records, new Set()),
    byMessageId: (id) => byId.get(id) ?? null,
    byTitle: (title) => (titles.get(titleKey(title)) ?? []).filter((record) => !record.isCover),
    anyByTitle: (title) => titles.get(titleKey(title)) ?? [],
    thread: (threadId) => threads.get(threadId) ?? [],
    writers(threadId) {
      let found = writers.get(threadId);
      if (!found) {
        const people = new Map((threads.get(threadId) ?? []).map(({ person, from }) => [person, { person, from }]));
        found = [...people.values()];
        writers.set(threadId, found);
      }
      return found;
    },
    byMmName: (name) => mmNames.get(mmLetters(name)) ?? mmNames.get(mmLetters(mmStem(name))) ?? [],
  };
}

/**
 * The same index for an archive of which more is known.
 * @param breaks messages that begin another subject: what stands below them answers nothing above
 */
export function withBreaks(index: OutcomeIndex, breaks: ReadonlySet<string>): OutcomeIndex {
  return breaks.size === 0 ? index : { ...index, ...walks(index.skeletons, index.facts, index.records, breaks) };
}

/** What finds the patch and the pull request above a message. */
function walks(
  skeletons: OutcomeIndex['skeletons'],
  facts: OutcomeIndex['facts'],
  records: OutcomeIndex['records'],
  breaks: ReadonlySet<string>,
): Pick<OutcomeIndex, 'above' | 'pullAbove'> {
  const ghosts = onlyGhosts(records.values());
  const absent = (key: string, from: string) =>
    skeletons.has(key) ? null : (ghosts.get(skeletons.get(from)?.threadId ?? '') ?? null);
  return {
    above: walker(skeletons, (key, from) => records.get(key) ?? absent(key, from), breaks),
    pullAbove: walker(skeletons, (key) => (facts.get(key)?.patch?.kind === 'pull' ? key : null), breaks),
  };
}

function gather(records: readonly PatchRecord[], keyOf: (record: PatchRecord) => string): Map<string, PatchRecord[]> {
  const found = new Map<string, PatchRecord[]>();
  for (const record of records) {
    const key = keyOf(record);
    if (key === '') continue;
    const list = found.get(key);
    if (list) list.push(record);
    else found.set(key, [record]);
  }
  for (const list of found.values()) list.sort(byDateThenKey);
  return found;
}

/** The patch that a thread is about and the archive lacks, where it is the only patch of the thread. */
function onlyGhosts(patches: Iterable<PatchRecord>): Map<string, PatchRecord> {
  const found = new Map<string, PatchRecord | null>();
  for (const record of patches) found.set(record.threadId, found.has(record.threadId) || !record.ghost ? null : record);
  return new Map([...found].flatMap(([threadId, record]) => (record ? [[threadId, record] as const] : [])));
}

/** Finds the nearest message above one for which `pick` has something; remembers what it walked over. */
function walker<T>(
  skeletons: ReadonlyMap<string, MessageSkeleton>,
  pick: (key: string, from: string) => T | null,
  breaks: ReadonlySet<string>,
): (key: string) => T | null {
  const known = new Map<string, T | null>();
  return (start) => {
    if (breaks.has(start)) return null;
    const path: string[] = [];
    const seen = new Set<string>([start]);
    let found: T | null = null;
    for (let key = skeletons.get(start)?.parent ?? null; key !== null && !seen.has(key);) {
      seen.add(key);
      const here = pick(key, start);
      if (here !== null) {
        found = here;
        break;
      }
      const before = known.get(key);
      if (before !== undefined) {
        found = before;
        break;
      }
      path.push(key);
      if (breaks.has(key)) break;
      key = skeletons.get(key)?.parent ?? null;
    }
    for (const key of path) known.set(key, found);
    return found;
  };
}
