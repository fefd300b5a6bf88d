import type { PatchRecord, ReviewFacts, SeriesRecord } from '../../../../data/records/index.ts';
import { readFixes } from '../../../parse/patch/fixes.ts';
import { titleKey } from '../../../parse/patch/subject.ts';
import type { Authority } from '../context/authority.ts';
import type { BuiltUpon } from './built-upon.ts';
import { isStatedTaking } from '../context/habits.ts';
import type { Gathered } from '../landing/features.ts';
import type { OutcomeIndex } from '../context/outcome-index.ts';
import type { Said } from '../context/signal-targets.ts';

/** A later patch's `Fixes:` trailer that names a patch: its title stands in some tree. */
export interface NamedByFixes {
  /** Key of the later patch. */
  key: string;
  line: number;
  value: string;
  commit: string;
}

/** `Fixes:` trailers of later patches by the patch that they name: the newest of that title before them. */
export function findFixes(
  index: OutcomeIndex,
  isHeard: (on: string, date: number) => boolean = () => true,
): Map<string, NamedByFixes[]> {
  const found = new Map<string, NamedByFixes[]>();
  for (const record of index.records.values()) {
    for (const trailer of index.facts.get(record.key)?.patch?.trailers ?? []) {
      const fixed = readFixes(trailer);
      if (!fixed) continue;
      const named = index
        .byTitle(fixed.title)
        .filter((other) => other.dateUsed < record.dateUsed && other.seriesId !== record.seriesId && !other.isBackport)
        .at(-1);
      if (!named || !isHeard(named.key, record.dateUsed)) continue;
      const list = found.get(named.key) ?? [];
      list.push({ key: record.key, line: trailer.line, value: trailer.value, commit: fixed.commit });
      found.set(named.key, list);
    }
  }
  return found;
}

/** All that bears on one patch, put together. */
export function gatherer(
  said: readonly Said[],
  reviews: readonly ReviewFacts[],
  fixes: ReadonlyMap<string, NamedByFixes[]>,
  builtUpon: ReadonlyMap<string, BuiltUpon>,
  index: OutcomeIndex,
  authority: Authority,
  records: readonly PersonRecord[],
  asOf: (record: PatchRecord) => number,
): (record: PatchRecord) => Gathered {
  const saidOn = groupBy(said, (one) => one.on.key);
  const reviewsOn = groupBy(reviews, (review) => review.on);
  const taken = new Set(said.filter((one) => isStatedTaking(one, authority)).map((one) => one.on.key));
  const answers = new Map<string, Map<string, number>>();
  for (const skeleton of index.skeletons.values()) {
    if (skeleton.bot || index.records.has(skeleton.key)) continue;
    const above = index.above(skeleton.key);
    if (!above) continue;
    const people = answers.get(above.key) ?? new Map<string, number>();
    people.set(skeleton.person, Math.min(people.get(skeleton.person) ?? Infinity, skeleton.dateUsed));
    answers.set(above.key, people);
  }
  const people = peopleOf(records, index);
  const faults = openFaults(saidOn, index);
  const mates = matesBy(
    index,
    (key) => taken.has(key),
    (key) => faults.byMaintainer(key, authority),
  );
  return (record) => {
    const series = index.seriesOf.get(record.key);
    const cover = series?.cover ?? null;
    const author = index.skeletons.get(record.key)?.person;
    const answering = [
      ...(answers.get(record.key) ?? []),
      ...(cover !== null && cover !== record.key ? (answers.get(cover) ?? []) : []),
    ].filter(([person]) => person !== author);
    return {
      said: saidOn.get(record.key) ?? [],
      reviews: reviewsOn.get(record.key) ?? [],
      coverReviews: cover !== null && cover !== record.key ? (reviewsOn.get(cover) ?? []) : [],
      fixedLater: fixes.get(record.key)?.length ?? 0,
      builtUpon: builtUpon.get(record.key)?.lines ?? 0,
      ...mates(record, series),
      answered: answering.length > 0,
      firstAnswer: answering.length > 0 ? Math.min(...answering.map(([, date]) => date)) : null,
      answeredByMaintainer: answering.some(([person]) => authority.applies(person)),
      openFault: faults.open(record.key),
      ...people(record),
      asOf: asOf(record),
    };
  };
}

/** Shares of the other patches of a series, counted once for each series: a long one has many who ask. */
function matesBy(
  index: OutcomeIndex,
  isTaken: (key: string) => boolean,
  isFaulted: (key: string) => boolean,
): (record: PatchRecord, series: SeriesRecord | undefined) => Pick<Gathered, 'siblingsTaken' | 'matesFaulted'> {
  const counted = new Map<SeriesRecord, { all: number; taken: number; faulted: number }>();
  return (record, series) => {
    if (!series) return { siblingsTaken: 0, matesFaulted: 0 };
    const members = index.members(series);
    let counts = counted.get(series);
    if (!counts) {
      counts = {
        all: members.length,
        taken: members.filter(({ key }) => isTaken(key)).length,
        faulted: members.filter(({ key }) => isFaulted(key)).length,
      };
      counted.set(series, counts);
    }
    // A cover is no member, nor is the older of two mails of one number.
    const own = members.includes(record) ? 1 : 0;
    const others = counts.all - own;
    if (others === 0) return { siblingsTaken: 0, matesFaulted: 0 };
    return {
      siblingsTaken: (counts.taken - (own && isTaken(record.key) ? 1 : 0)) / others,
      matesFaulted: (counts.faulted - (own && isFaulted(record.key) ? 1 : 0)) / others,
    };
  };
}

/** What a person did: works posted, time of the newest patch, reviews given to others. */
export type PersonRecord = readonly [person: string, works: number, last: number, reviews: number];

/** Counts what each person did. */
export function learnPeople(index: OutcomeIndex, reviews: readonly ReviewFacts[]): PersonRecord[] {
  const works = new Map<string, Set<string>>();
  const last = new Map<string, number>();
  for (const record of index.records.values()) {
    const person = index.skeletons.get(record.key)?.person;
    if (person === undefined || record.isCover) continue;
    const own = works.get(person) ?? new Set();
    own.add(record.workId);
    works.set(person, own);
    last.set(person, Math.max(last.get(person) ?? 0, record.dateUsed));
  }
  const given = new Map<string, number>();
  for (const review of reviews) {
    const person = index.skeletons.get(review.key)?.person;
    if (person !== undefined && person !== index.skeletons.get(review.on)?.person)
      given.set(person, (given.get(person) ?? 0) + 1);
  }
  return [...new Set([...works.keys(), ...given.keys()])].map((person) => [
    person,
    works.get(person)?.size ?? 0,
    last.get(person) ?? 0,
    given.get(person) ?? 0,
  ]);
}

/** What an author's other postings tell. */
function peopleOf(
  records: readonly PersonRecord[],
  index: OutcomeIndex,
): (record: PatchRecord) => Pick<Gathered, 'authorWorks' | 'authorWentOn' | 'authorReviews'> {
  const known = new Map(records.map((record) => [record[0], record]));
  return (record) => {
    const [, works, last, reviews] = known.get(index.skeletons.get(record.key)?.person ?? '') ?? ['', 0, 0, 0];
    return { authorWorks: works, authorWentOn: last > record.dateUsed + FORTNIGHT, authorReviews: reviews };
  };
}

/** Faults found in a patch, and whether the author ever answered the last one. */
function openFaults(saidOn: ReadonlyMap<string, Said[]>, index: OutcomeIndex) {
  const isFault = ({ signal }: Said) =>
    signal.says === 'objection' ||
    signal.says === 'question' ||
    signal.says === 'changes-requested' ||
    signal.says === 'rejected';
  const isByAuthor = (one: Said) => index.skeletons.get(one.on.key)?.person === one.person;
  const known = new Map<string, boolean>();
  return {
    byMaintainer(key: string, authority: Authority): boolean {
      let found = known.get(key);
      if (found === undefined) {
        found = (saidOn.get(key) ?? []).some(
          (one) => one.via === 'direct' && isFault(one) && !isByAuthor(one) && authority.applies(one.person),
        );
        known.set(key, found);
      }
      return found;
    },
    open(key: string): boolean {
      let open = false;
      for (const one of saidOn.get(key) ?? []) {
        // Words that were read as nothing don't tell whether the author answers the fault.
        if (one.signal.says === 'talk') continue;
        if (isByAuthor(one)) open = false;
        else if (isFault(one)) open = true;
        else if (one.signal.says === 'accepted' || one.signal.says === 'approval') open = false;
      }
      return open;
    },
  };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = groups.get(key);
    if (list) list.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

const FORTNIGHT = 14 * 86400;

/** True where a title is worth a name: two words at least. */
export const isTelling = (title: string) => titleKey(title).includes(' ');
