import type { Ask, PatchFacts, PatchRecord, SeriesRecord } from '../../../data/records/index.ts';
import { unpackHashes } from '../../parse/bytes/line-hash.ts';

/** What the next revision did to the lines, or the patch, that words are about. */
export interface Fate {
  /** The patch of the next revision that tells. */
  key: string;
  /** "v3", or "the next posting" where its number is not higher. */
  called: string;
  dateUsed: number;
  /** Those lines changed. */
  changed: boolean;
  /** They stand in another patch of it. */
  moved: PatchRecord | null;
  gone: 'patch' | 'file' | null;
  /** The patch differs in that revision, though maybe not in these lines. */
  isTouched: boolean;
}

/** Tells what the next revision did to what somebody asked; null where there is none. */
export function fateReader(
  patches: readonly PatchRecord[],
  series: readonly SeriesRecord[],
  facts: (key: string) => PatchFacts | undefined,
): (ask: Ask, record: PatchRecord) => Fate | null {
  const byId = new Map(patches.map((record) => [record.messageId, record]));
  const later = nextSeries(series, patches);
  const isWhole = wholeSeries(series, patches);
  const isTouched = (record: PatchRecord, next: PatchRecord) =>
    record.patchId !== next.patchId || facts(record.key)?.words !== facts(next.key)?.words;
  return (ask, record) => {
    const next = record.supersededBy.map((id) => byId.get(id)).find((one) => one !== undefined);
    const following = later.get(record.seriesId) ?? [];
    if (!next) {
      // A series of which mails are missing may hold the patch in one of those.
      const left = following.find(({ dateUsed, seriesId }) => dateUsed > record.dateUsed && isWhole.has(seriesId));
      return left && !record.isCover
        ? { ...placeOf(left, record), changed: false, moved: null, gone: 'patch', isTouched: false }
        : null;
    }
    const there = facts(next.key);
    if (!there) return null;
    if (ask.hashes === undefined || ask.file === undefined)
      return { ...placeOf(next, record), changed: false, moved: null, gone: null, isTouched: isTouched(record, next) };
    const hashes = unpackHashes(ask.hashes);
    const { missing, known } = missingFrom(hashes, there);
    const elsewhere =
      missing > 0
        ? following.find((other) => {
            const its = other.seriesId === next.seriesId && other.key !== next.key ? facts(other.key) : undefined;
            return its !== undefined && its.files.includes(ask.file!) && missingFrom(hashes, its).missing === 0;
          })
        : undefined;
    return {
      ...placeOf(elsewhere ?? next, record),
      changed: known > 0 && missing > 0 && !elsewhere,
      moved: elsewhere ?? null,
      // A file that was renamed goes on where its changed lines do.
      gone: there.files.includes(ask.file) || (known > 0 && missing === 0) ? null : 'file',
      isTouched: isTouched(record, next),
    };
  };
}

const placeOf = ({ key, version, dateUsed }: PatchRecord, before: PatchRecord) => ({
  key,
  dateUsed,
  called: version > before.version ? `v${version}` : 'the next posting',
});

/** Series of which every patch is here. */
function wholeSeries(series: readonly SeriesRecord[], patches: readonly PatchRecord[]): Set<string> {
  const here = new Map<string, number>();
  for (const { seriesId, ghost, isCover } of patches)
    if (!ghost && !isCover) here.set(seriesId, (here.get(seriesId) ?? 0) + 1);
  return new Set(series.flatMap(({ seriesId, total }) => ((here.get(seriesId) ?? 0) >= total ? [seriesId] : [])));
}

/** How many of the hashes a patch lacks, of those that its sample can tell. */
function missingFrom(hashes: Int32Array, facts: PatchFacts): { missing: number; known: number } {
  const sides = [unpackHashes(facts.added), unpackHashes(facts.removed)];
  const there = new Set(sides.flatMap((side) => [...side]));
  const reach = facts.whole
    ? Infinity
    : Math.min(...sides.map((side) => (side.length > 0 ? side[side.length - 1]! : Infinity)));
  let missing = 0;
  let known = 0;
  for (const hash of hashes) {
    if (hash > reach) continue;
    known += 1;
    if (!there.has(hash)) missing += 1;
  }
  return { missing, known };
}

/** Patches of the series that follow each series. */
function nextSeries(series: readonly SeriesRecord[], patches: readonly PatchRecord[]): Map<string, PatchRecord[]> {
  const members = new Map<string, PatchRecord[]>();
  for (const record of patches) {
    if (record.isCover) continue;
    const known = members.get(record.seriesId);
    if (known) known.push(record);
    else members.set(record.seriesId, [record]);
  }
  return new Map(
    series.map(({ seriesId, supersededBy }) => [seriesId, supersededBy.flatMap((id) => members.get(id) ?? [])]),
  );
}
