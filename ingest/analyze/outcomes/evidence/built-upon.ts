import type { PatchRecord } from '../../../../data/records/index.ts';
import { unpackHashes } from '../../../parse/bytes/line-hash.ts';
import type { OutcomeIndex } from '../context/outcome-index.ts';

/** A later patch that takes out or changes lines which this version added. */
export interface BuiltUpon {
  /** Telling lines in common that only this work ever added. */
  lines: number;
  /** Key of the first such patch by somebody else, else by the same author. */
  by: string;
  byOther: boolean;
  date: number;
}

/**
 * Finds, for each version, later patches of other series whose removed lines are lines that this version added and no other
 * work did: whoever wrote them had this version in their tree. Lines that several works add prove nothing. By patch key.
 * Cost: one sort over all changed lines of the archive, then one walk.
 */
export function findBuiltUpon(index: OutcomeIndex): Map<string, BuiltUpon> {
  const records = [...index.records.values()].filter(
    (record) => !record.isCover && !record.ghost && !record.isBackport,
  );
  const added = pairs(records, index, 'added');
  const removed = pairs(records, index, 'removed');
  const found = new Map<string, Map<string, number>>();
  for (let a = 0, r = 0; a < added.length && r < removed.length;) {
    const hashA = Math.floor(added[a]! / SPREAD);
    const hashR = Math.floor(removed[r]! / SPREAD);
    if (hashA < hashR) {
      a = endOf(added, a);
      continue;
    }
    if (hashR < hashA) {
      r = endOf(removed, r);
      continue;
    }
    const aEnd = endOf(added, a);
    const rEnd = endOf(removed, r);
    if (aEnd - a <= MOST_VERSIONS && rEnd - r <= MOST_VERSIONS)
      credit(records, added.subarray(a, aEnd), removed.subarray(r, rEnd), found);
    a = aEnd;
    r = rEnd;
  }
  const result = new Map<string, BuiltUpon>();
  for (const [key, users] of found) {
    const record = index.records.get(key)!;
    const best = [...users]
      .map(([by, lines]) => ({
        by,
        lines,
        byOther: person(by, index) !== person(key, index),
        date: index.records.get(by)!.dateUsed,
      }))
      .filter(({ lines, byOther }) => lines >= (byOther ? 1 : 2))
      .sort((x, y) => Number(y.byOther) - Number(x.byOther) || x.date - y.date || (x.by < y.by ? -1 : 1));
    const first = best[0];
    if (!first || first.by === record.key) continue;
    const lines = best.reduce((sum, one) => Math.max(sum, one.byOther ? one.lines : one.lines / 2), 0);
    result.set(key, { ...first, lines });
  }
  return result;
}

/** Gives each later patch's removed line to the newest version, before it, of the one work that added the line. */
function credit(
  records: readonly PatchRecord[],
  added: Float64Array,
  removed: Float64Array,
  found: Map<string, Map<string, number>>,
): void {
  const adders = [...added].map((pair) => records[pair % SPREAD]!);
  if (new Set(adders.map((record) => record.workId)).size !== 1) return;
  const removers = new Set([...removed].map((pair) => records[pair % SPREAD]!));
  for (const remover of removers) {
    if (remover.workId === adders[0]!.workId) continue;
    let newest: PatchRecord | null = null;
    for (const adder of adders) {
      if (
        adder.dateUsed < remover.dateUsed - DAY &&
        adder.seriesId !== remover.seriesId &&
        (newest === null || adder.dateUsed > newest.dateUsed)
      )
        newest = adder;
    }
    // A line that an earlier version of this very work took out had stood there before.
    if (newest === null) continue;
    const users = found.get(newest.key) ?? new Map<string, number>();
    users.set(remover.key, (users.get(remover.key) ?? 0) + 1);
    found.set(newest.key, users);
  }
}

/** Hash and record number in one double, sorted: hashes have 30 bits, 2^22 records leave room below 2^53. */
function pairs(records: readonly PatchRecord[], index: OutcomeIndex, side: 'added' | 'removed'): Float64Array {
  const all: number[] = [];
  for (const [n, record] of records.entries()) {
    if (n >= SPREAD) break;
    const packed = index.facts.get(record.key)?.patch?.[side];
    if (!packed) continue;
    let before = -1;
    for (const hash of unpackHashes(packed)) {
      if (hash !== before) all.push(hash * SPREAD + n);
      before = hash;
    }
  }
  return Float64Array.from(all).sort();
}

function endOf(sorted: Float64Array, from: number): number {
  const hash = Math.floor(sorted[from]! / SPREAD);
  let to = from + 1;
  while (to < sorted.length && Math.floor(sorted[to]! / SPREAD) === hash) to += 1;
  return to;
}

const person = (key: string, index: OutcomeIndex) => index.skeletons.get(key)?.person ?? '';

const SPREAD = 2 ** 22;
/** A line that so many postings share is boilerplate. */
const MOST_VERSIONS = 40;
/** Patches of one sitting are stacked on each other before anybody takes them. */
const DAY = 86400;
