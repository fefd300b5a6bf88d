import type { PatchRecord } from '../../../../data/records/index.ts';
import type { OutcomeIndex } from '../context/outcome-index.ts';
import type { Said } from '../context/signal-targets.ts';
import type { PhraseCounts, PhraseRecord } from './learn.ts';

/** Phrases of an archive as witnesses, and what each person answered at all. */
export interface Witnesses {
  records: PhraseRecord[];
  replies: Map<string, PhraseCounts>;
}

/**
 * What followed each phrase and each reply, as far as the archive lets one know: postings of the last two months before its end
 * are left out, as a newer version may be on its way.
 * @param traced keys of patches that others name in `Fixes:` or build upon
 * @param asOf newest date of a patch's list
 */
export function collectWitnesses(
  said: readonly Said[],
  traced: ReadonlySet<string>,
  index: OutcomeIndex,
  asOf: (record: PatchRecord) => number,
): Witnesses {
  const last = lastWords(index);
  const pulled = new Set(
    said.flatMap(({ signal, on, via }) => (signal.says === 'pull' && via === 'pull' ? on.key : [])),
  );
  const isOld = (record: PatchRecord) => record.dateUsed <= asOf(record) - SETTLED_AFTER;
  const isFollowed = (records: readonly PatchRecord[], date: number) =>
    records.some((record) => index.later(record).some((other) => other.dateUsed > date));
  const isInPull = (records: readonly PatchRecord[]) =>
    records.some((record) => pulled.has(record.key) || traced.has(record.key) || index.pulledIn(record).length > 0);
  const replies = new Map<string, PhraseCounts>();
  const seen = new Set<string>();
  for (const skeleton of index.skeletons.values()) {
    if (skeleton.bot || index.records.has(skeleton.key)) continue;
    const above = index.above(skeleton.key);
    if (!above || above.ghost || !isOld(above)) continue;
    const person = skeleton.person;
    if (person === index.skeletons.get(above.key)?.person || seen.has(`${person}\n${above.key}`)) continue;
    seen.add(`${person}\n${above.key}`);
    const records = membersOf(above, index);
    const counts = replies.get(person) ?? { said: 0, followed: 0, lastWord: 0, inPull: 0 };
    counts.said += 1;
    if (isFollowed(records, skeleton.dateUsed)) counts.followed += 1;
    if (last.get(above.key) === skeleton.key) counts.lastWord += 1;
    if (isInPull(records)) counts.inPull += 1;
    replies.set(person, counts);
  }
  const byPhrase = new Map<string, { one: Said; on: PatchRecord[] }>();
  for (const one of said) {
    const { signal, on } = one;
    if (signal.phrase === undefined || one.where !== 'here' || on.ghost || !isOld(on)) continue;
    const key = `${signal.key}\n${signal.phrase}`;
    const known = byPhrase.get(key);
    if (known) known.on.push(on);
    else byPhrase.set(key, { one, on: [on] });
  }
  const records = [...byPhrase.values()].map(({ one, on }): PhraseRecord => {
    const above = index.above(one.signal.key) ?? on[0]!;
    return {
      person: one.person,
      phrase: one.signal.phrase!,
      posting: above.key,
      followed: isFollowed(on, one.date),
      lastWord: last.get(above.key) === one.signal.key,
      inPull: isInPull(on),
    };
  });
  return { records, replies };
}

/** The last message below each posting that is no program's. */
function lastWords(index: OutcomeIndex): Map<string, string> {
  const last = new Map<string, { key: string; date: number }>();
  for (const { key, dateUsed, bot } of index.skeletons.values()) {
    if (bot || index.records.has(key)) continue;
    const above = index.above(key);
    if (!above) continue;
    const known = last.get(above.key);
    if (!known || dateUsed > known.date || (dateUsed === known.date && key > known.key))
      last.set(above.key, { key, date: dateUsed });
  }
  return new Map([...last].map(([on, { key }]) => [on, key]));
}

function membersOf(above: PatchRecord, index: OutcomeIndex): PatchRecord[] {
  const series = above.isCover ? index.seriesOf.get(above.key) : undefined;
  const members = series ? index.members(series) : [];
  return members.length > 0 ? members : [above];
}

/** Newer versions come within two months where they come at all (nine in ten on the lists measured). */
const SETTLED_AFTER = 60 * 86400;
