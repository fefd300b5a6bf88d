import type { Archive } from '../data/database.ts';
import {
  dumpDiscussions,
  dumpGhosts,
  dumpPatches,
  dumpPoints,
  dumpPulls,
  dumpReviews,
  type DumpScope,
  dumpSections,
  dumpSeries,
  dumpThreads,
  findDumpScope,
  listDumpMessages,
  listDumpRoots,
  loadDumpMessages,
} from '../data/read/dump.ts';
import { archiveBegins } from '../data/read/lists.ts';
import { namelessSenders } from '../data/read/messages.ts';
import type {
  Discussion,
  JudgedPatch,
  JudgedSeries,
  Point,
  Pull,
  ReviewFacts,
  Section,
} from '../data/records/index.ts';
import { loadArchive } from '../data/write/archive-view.ts';
import { judgeArchive } from '../ingest/pipeline/archive.ts';
import { loadSettings } from '../ingest/pipeline/settings.ts';
import { parseMail } from '../ingest/parse/mail.ts';
import {
  discussionRow,
  ghostRow,
  messageRow,
  patchRow,
  pointRow,
  pullRow,
  reviewRow,
  sectionRow,
  seriesRow,
  threadRow,
} from './present/list/dump.ts';

/** Which part is dumped, and as of when (Unix seconds) it is judged. */
export interface DumpOptions {
  list?: string | undefined;
  /** Message-ID of any message of the thread. */
  thread?: string | undefined;
  asOf?: number | undefined;
}

/**
 * The whole analysis as rows, in an order that depends on the content alone: messages by (dateUsed, key), then ghosts, patches,
 * series, requests to pull, reviews, sections, discussions, points, threads, each by time or id; so a message's row stands before the rows that
 * speak of it. Memory stays flat. Throws an Error with a sentence where the list or message is unknown.
 */
export async function* dumpRows(archive: Archive, options: DumpOptions = {}): AsyncGenerator<object> {
  const scope = await findDumpScope(archive, options);
  if (!scope) throw new Error(unknownScope(options));
  const until = options.asOf ?? null;
  yield* messageRows(archive, scope, until);
  for (const ghost of dumpGhosts(archive, scope)) yield ghostRow(ghost);
  const judged = until === null ? storedJudgement(archive, scope) : await judgedAsOf(archive, scope, until);
  // A mail that asks for a tree to be pulled has a row of that kind, and none as a cover letter.
  const pulls = [...judged.pulls];
  const asPull = new Set(pulls.map(({ key }) => key));
  for (const patch of judged.patches) if (!asPull.has(patch.record.key)) yield patchRow(patch);
  for (const series of judged.series) yield seriesRow(series);
  for (const pull of pulls) yield pullRow(pull);
  for (const { review, points } of judged.reviews) yield reviewRow(review, points);
  for (const section of judged.sections) yield sectionRow(section);
  for (const discussion of judged.discussions) yield discussionRow(discussion);
  for (const point of judged.points) yield pointRow(point);
  for (const thread of dumpThreads(archive, scope)) yield threadRow(thread, archiveBegins(archive, thread.lists));
}

/** What was judged, each kind in the dump's order. */
interface Judged {
  patches: Iterable<JudgedPatch>;
  series: Iterable<JudgedSeries>;
  reviews: Iterable<{ review: ReviewFacts; points: Point[] }>;
  sections: Iterable<Section>;
  discussions: Iterable<Discussion>;
  pulls: Iterable<Pull>;
  points: Iterable<Point>;
}

function storedJudgement(archive: Archive, scope: DumpScope): Judged {
  return {
    patches: dumpPatches(archive, scope),
    series: dumpSeries(archive, scope),
    reviews: dumpReviews(archive, scope),
    sections: dumpSections(archive, scope),
    discussions: dumpDiscussions(archive, scope),
    pulls: dumpPulls(archive, scope),
    points: dumpPoints(archive, scope),
  };
}

/** The whole archive judged again without what came later. */
async function judgedAsOf(archive: Archive, scope: DumpScope, until: number): Promise<Judged> {
  const view = loadArchive(archive, { until: until + 1 });
  const { patches, series, reviews, points, pulls, sections, discussions } = judgeArchive(view, loadSettings(archive));
  const threads = listDumpRoots(archive, scope);
  const within = (threadId: string) => threads === null || threads.has(threadId);
  const byDate =
    <T extends { record: { dateUsed: number } }>(idOf: (row: T) => string) =>
    (a: T, b: T) =>
      a.record.dateUsed - b.record.dateUsed || byText(idOf(a), idOf(b));
  const kept = patches.filter(({ record }) => within(record.threadId));
  const threadOf = new Map(view.messages.map((message) => [message.key, message.threadId]));
  const pointsBy = new Map<string, Point[]>();
  for (const point of points) pointsBy.set(point.raisedBy[0]!, [...(pointsBy.get(point.raisedBy[0]!) ?? []), point]);
  return {
    patches: kept.sort(byDate(({ record }) => record.key)),
    series: series.filter(({ record }) => within(record.threadId)).sort(byDate(({ record }) => record.seriesId)),
    reviews: reviews
      .filter(({ key }) => within(threadOf.get(key) ?? ''))
      .sort((a, b) => byText(a.on, b.on) || byText(a.key, b.key))
      .map((review) => ({ review, points: pointsBy.get(review.key) ?? [] })),
    sections: sections.filter(({ threadId }) => within(threadId)).sort((a, b) => byText(a.root, b.root)),
    discussions: discussions
      .filter(({ section }) => within(threadOf.get(section) ?? ''))
      .sort((a, b) => byText(a.section, b.section)),
    pulls: pulls.filter(({ threadId }) => within(threadId)),
    points: points.filter(({ threadId }) => within(threadId)),
  };
}

/** By code units, as the database orders. */
const byText = (a: string, b: string) => (a < b ? -1 : Number(a > b));

async function* messageRows(archive: Archive, scope: DumpScope, until: number | null): AsyncGenerator<object> {
  const names = namelessSenders(archive);
  const ids = listDumpMessages(archive, scope, until);
  for (let n = 0; n < ids.length; n += BATCH) {
    for (const message of loadDumpMessages(archive, ids.slice(n, n + BATCH))) {
      yield messageRow(message, parseMail(message.bytes, { salvaged: message.salvaged }), names);
    }
  }
}

function unknownScope({ list, thread }: DumpOptions): string {
  return thread === undefined
    ? `There is no list ${list ?? ''}. lorescope lists shows those that are there.`
    : `No message ${thread} is in the archive, and none names it.`;
}

/** Mails whose bytes are held at once. */
const BATCH = 100;
