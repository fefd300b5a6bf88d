import type { StoredSeries } from '../../../data/records/index.ts';
import type { SeriesGraph } from '../../contract/index.ts';
import { briefSeries } from '../brief/series-brief.ts';

/**
 * The postings of a work and of all that came of it, as its participants would draw them: from left to right in time, a
 * lane for each line of revisions. A series goes on in the lane of the posting that gave it most of its patches; what
 * else comes of that posting was split off and has a lane of its own.
 */
export function seriesGraph(family: readonly StoredSeries[]): SeriesGraph {
  const ordered = [...family].sort(byDate);
  const known = new Set(ordered.map(({ record }) => record.seriesId));
  const edges = ordered.flatMap((series) =>
    series.record.previous
      .filter((id) => known.has(id))
      .map((id) => ({ from: id, to: series.record.seriesId, patches: sharedWorks(byId(ordered, id), series) })),
  );
  const heirs = heirsOf(ordered, edges);
  const lanes = new Map<string, number>();
  let next = 0;
  for (const { record } of ordered) {
    const parent = edges.find(({ from, to }) => to === record.seriesId && heirs.get(from) === to)?.from;
    const lane = parent === undefined ? undefined : lanes.get(parent);
    lanes.set(record.seriesId, lane ?? next++);
  }
  return {
    nodes: ordered.map((series) => ({ ...briefSeries(series), lane: lanes.get(series.record.seriesId)! })),
    edges,
  };
}

/** Series by lane, then by date: revisions of one line stand together. */
export function byLane(series: readonly StoredSeries[], graph: SeriesGraph): StoredSeries[] {
  const lanes = new Map(graph.nodes.map(({ seriesId, lane }) => [seriesId, lane]));
  return [...series].sort(
    (a, b) => (lanes.get(a.record.seriesId) ?? 0) - (lanes.get(b.record.seriesId) ?? 0) || byDate(a, b),
  );
}

/** The one that each series goes on in: most patches in common, then the earliest; one heir has one forebear. */
function heirsOf(ordered: readonly StoredSeries[], edges: SeriesGraph['edges']): Map<string, string> {
  const place = new Map(ordered.map(({ record }, n) => [record.seriesId, n]));
  const best = [...edges].sort(
    (a, b) => b.patches - a.patches || place.get(a.to)! - place.get(b.to)! || place.get(b.from)! - place.get(a.from)!,
  );
  const heirs = new Map<string, string>();
  const taken = new Set<string>();
  for (const { from, to } of best) {
    if (heirs.has(from) || taken.has(to)) continue;
    heirs.set(from, to);
    taken.add(to);
  }
  return heirs;
}

function sharedWorks(from: StoredSeries, to: StoredSeries): number {
  const works = new Set(from.record.workIds);
  return new Set(to.record.workIds.filter((id) => works.has(id))).size;
}

function byId(family: readonly StoredSeries[], id: string): StoredSeries {
  return family.find(({ record }) => record.seriesId === id)!;
}

function byDate(a: StoredSeries, b: StoredSeries): number {
  return (
    a.record.dateUsed - b.record.dateUsed ||
    a.record.version - b.record.version ||
    (a.record.seriesId < b.record.seriesId ? -1 : 1)
  );
}
