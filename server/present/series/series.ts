import type {
  JudgedSeries,
  PatchFacts,
  Point,
  ReviewFacts,
  StoredPatch,
  StoredSeries,
} from '../../../data/records/index.ts';
import type { ChangelogCheck } from '../../../ingest/analyze/patches/changelog-check.ts';
import type { SeriesAnswer, SeriesRecord, WorkLink, WorkRow } from '../../contract/index.ts';
import { coverageOf } from './coverage.ts';
import { loreLink, messagePath, type WebAddresses } from '../brief/links.ts';
import { b4Line } from '../brief/shell-word.ts';
import { presentHistory } from '../brief/outcome.ts';
import { presentPoint } from '../brief/point.ts';
import { changeBetween } from './revisions.ts';
import { briefSeries } from '../brief/series-brief.ts';
import { byLane, seriesGraph } from './series-graph.ts';

/** All that a series' page is made of. */
export interface SeriesParts {
  series: StoredSeries;
  /** All postings that share a work with it, oldest first; itself among them. */
  revisions: StoredSeries[];
  /** These and all that they come from or went on in, however far. */
  family: StoredSeries[];
  /** The patches of all of them, and what their mails say as patches, by key. */
  patches: StoredPatch[];
  facts: ReadonlyMap<string, PatchFacts>;
  /** On any of these patches and covers. */
  reviews: ReviewFacts[];
  points: Point[];
  /** What it says it changed, held against what is different from the revision before. */
  changelog: ChangelogCheck;
  lists: string[];
  webAddresses?: WebAddresses | undefined;
}

/** A series with its revisions: patches as rows, revisions as columns; tags, open points, changelog. */
export function presentSeries(given: SeriesParts): SeriesAnswer {
  const graph = seriesGraph(given.family);
  const parts = { ...given, revisions: byLane(given.revisions, graph) };
  const { series, revisions, lists } = parts;
  const { record } = series;
  const first = record.cover ?? record.patches[0] ?? record.seriesId;
  const path = messagePath(first, lists[0]);
  return {
    series: presentSeriesRecord(series),
    threadId: series.threadId,
    revisions: revisions.map(briefSeries),
    graph,
    works: workRows(parts),
    workLinks: workLinks(parts),
    coverage: coverageOf(parts),
    points: parts.points
      .filter(({ about }) => about === record.cover || record.patches.includes(about))
      .map(presentPoint),
    changelog: parts.changelog.claims.map(({ text, key, lines, found, patches }) => ({
      text,
      messageId: key,
      lines,
      found,
      patches,
    })),
    unmentioned: parts.changelog.unmentioned.map(({ key, status }) => ({ messageId: key, status })),
    links: {
      thread: path,
      mbox: `${path}t.mbox.gz`,
      lore: loreLink(first, lists, parts.webAddresses),
      b4: b4Line(first),
    },
  };
}

/** The dump's series row without its type. */
export function presentSeriesRecord({ record, outcome }: JudgedSeries): SeriesRecord {
  return {
    seriesId: record.seriesId,
    workIds: record.workIds,
    version: record.version,
    cover: record.cover,
    patches: record.patches,
    total: record.total,
    missing: record.missing,
    title: record.title,
    state: outcome.state,
    counts: outcome.counts,
    supersededBy: outcome.supersededBy,
    lastWord: outcome.lastWord ?? null,
    history: presentHistory(outcome.history),
  };
}

/** Works by their number in this series; those that it left out after them, by their last number. */
function workRows({ series, revisions, patches, facts }: SeriesParts): WorkRow[] {
  const column = new Map(revisions.map(({ record }, n) => [record.seriesId, n]));
  const works = new Map<string, (StoredPatch | null)[]>();
  for (const patch of patches) {
    const { record } = patch;
    const n = column.get(record.seriesId);
    if (record.isCover || n === undefined) continue;
    let row = works.get(record.workId);
    if (!row) {
      row = revisions.map(() => null);
      works.set(record.workId, row);
    }
    row[n] = patch;
  }
  const here = new Set(patches.map(({ record }) => record.messageId));
  const current = column.get(series.record.seriesId) ?? -1;
  const placeOf = (row: (StoredPatch | null)[]) => {
    const own = row[current];
    return own ? own.record.number : OTHERS + (row.findLast((cell) => cell !== null)?.record.number ?? 0);
  };
  return [...works]
    .sort(([a, one], [b, two]) => placeOf(one) - placeOf(two) || (a < b ? -1 : 1))
    .map(([workId, row]) => ({
      workId,
      title: row.findLast((cell) => cell !== null)!.record.title,
      goesOn: row.flatMap((cell) => cell?.record.supersededBy ?? []).find((id) => !here.has(id)) ?? null,
      cells: row.map(
        (patch, n) => patch && cellOf(patch, row.slice(0, n).findLast((cell) => cell !== null) ?? null, facts),
      ),
    }));
}

/** What ties the patches of these revisions, in the order of the later one's date. */
function workLinks({ patches }: SeriesParts): WorkLink[] {
  const here = new Set(patches.map(({ record }) => record.messageId));
  return patches.flatMap(({ record }) =>
    record.links
      .filter(({ to }) => here.has(to))
      .map(({ to, kind, reason, confidence }) => ({ from: record.messageId, to, kind, reason, confidence })),
  );
}

function cellOf(patch: StoredPatch, before: StoredPatch | null, facts: ReadonlyMap<string, PatchFacts>) {
  const { record, outcome } = patch;
  const change = before ? changeBetween(facts.get(before.record.key), facts.get(record.key)) : ('new' as const);
  return { messageId: record.messageId, number: record.number, title: record.title, state: outcome.state, change };
}

/** Behind every number that a series can have. */
const OTHERS = 100_000;
