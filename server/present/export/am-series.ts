import type { GivenTrailer, PatchFacts, ReviewFacts, StoredPatch, StoredSeries } from '../../../data/records/index.ts';
import { type LooseTrailer, parseLoose } from './am-body.ts';

/** A patch of a series to export, with the trailers that replies gave to it. */
export interface AmPatch {
  patch: StoredPatch;
  trailers: LooseTrailer[];
  /** Trailers that were not taken: given in the name of somebody else, or on a condition. */
  left: { trailer: GivenTrailer; key: string; why: 'name' | 'condition' }[];
}

/** What is told about a series that is exported. */
export interface AmParts {
  series: StoredSeries;
  /** Postings of single patches of it anew (`v5.1 10/12`), oldest first. */
  rerolls: StoredSeries[];
  /** The patches of all its revisions. */
  patches: StoredPatch[];
  facts: ReadonlyMap<string, PatchFacts>;
  reviews: ReviewFacts[];
  /** Take tags given to the cover letter for each patch. */
  coverTrailers: boolean;
}

/**
 * The patches of a series in order, each with the trailers given in replies, after b4's rules: the giver's address or name is the
 * trailer's; tags given to an earlier version in the same thread are carried where the diff is the same; those given to the cover
 * letter count for all. Tags on a condition are left, and told.
 */
export function amSeries({ series, rerolls, patches, reviews, coverTrailers }: AmParts): AmPatch[] {
  const { record } = series;
  return withRerolls(series, rerolls, patches).flatMap((key) => {
    const patch = patches.find((one) => one.record.key === key);
    if (!patch || patch.record.ghost) return [];
    const earlier = patches.filter(
      (other) =>
        other.record.key !== key &&
        other.threadId === patch.threadId &&
        other.record.workId === patch.record.workId &&
        other.record.version < record.version &&
        other.record.patchId !== null &&
        other.record.patchId === patch.record.patchId,
    );
    const on = [
      key,
      ...earlier.map((other) => other.record.key),
      ...(coverTrailers && record.cover ? [record.cover] : []),
    ];
    const trailers: LooseTrailer[] = [];
    const left: AmPatch['left'] = [];
    for (const target of on) {
      for (const review of reviews) {
        if (review.on !== target) continue;
        for (const trailer of review.trailers) {
          if (!trailer.verified) left.push({ trailer, key: review.key, why: 'name' });
          else if (trailer.condition !== null) left.push({ trailer, key: review.key, why: 'condition' });
          else trailers.push(parseLoose(trailer.name, trailer.value));
        }
      }
    }
    return [{ patch, trailers, left }];
  });
}

/** Keys by number, each the newest posting of that number. */
function withRerolls({ record }: StoredSeries, rerolls: StoredSeries[], patches: StoredPatch[]): string[] {
  const numbers = new Map(patches.map((patch) => [patch.record.key, patch.record.number]));
  const keys = new Map<number, string>();
  for (const key of [record, ...rerolls.map((reroll) => reroll.record)].flatMap((one) => one.patches))
    keys.set(numbers.get(key) ?? 0, key);
  return [...keys].sort(([a], [b]) => a - b).map(([, key]) => key);
}
