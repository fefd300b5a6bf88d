import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import {
  findPatch,
  listPatchesOfSeries,
  listPoints,
  listReviews,
  listRevisions,
  loadPatchFacts,
  loadSeries,
} from '../../../data/read/patches.ts';
import { findThread } from '../../../data/read/thread.ts';
import { loadSummaries } from '../../../data/read/threads.ts';
import type { StoredSeries } from '../../../data/records/index.ts';
import { ErrorAnswer, IdParams, SeriesAnswer } from '../../contract/index.ts';
import { presentSeries } from '../../present/series.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { messageIdOf } from '../ids.ts';

/** A series with all its revisions. */
export function seriesRoutes(instance: FastifyInstance, context: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/series/:id',
    { schema: { tags: ['patches'], params: IdParams, response: { 200: SeriesAnswer, 404: ErrorAnswer } } },
    ({ params }) => seriesAnswer(context, messageIdOf(params.id)),
  );
}

/** A series by its id or by any of its messages. Throws not found. */
export async function findSeries({ archive }: Context, id: string): Promise<StoredSeries> {
  const [direct] = await loadSeries(archive, [id]);
  if (direct) return direct;
  const patch = await findPatch(archive, id);
  const [series] = patch ? await loadSeries(archive, [patch.record.seriesId]) : [];
  if (!series)
    throw notFound(
      `“${id}” is no series, nor a patch of one.`,
      'Series are named by their id or by any of their messages.',
    );
  return series;
}

/** A series as its resource. Throws not found. */
export async function seriesAnswer(context: Context, id: string): Promise<SeriesAnswer> {
  const { archive, webAddresses } = context;
  const series = await findSeries(context, id);
  const related = await listRevisions(archive, series.record.workIds);
  const ids = [...new Set([series.record.seriesId, ...related.map(({ record }) => record.seriesId)])];
  const revisions = (await loadSeries(archive, ids)).sort(byVersion).slice(-MAX_REVISIONS);
  const patches = await listPatchesOfSeries(
    archive,
    revisions.map(({ record }) => record.seriesId),
  );
  const keys = patches.map(({ record }) => record.key);
  const thread = await findThread(archive, series.record.cover ?? series.record.patches[0] ?? '');
  const [summary] = thread === null ? [] : loadSummaries(archive, [thread]);
  return presentSeries({
    series,
    revisions,
    patches,
    facts: loadPatchFacts(archive, keys),
    reviews: listReviews(archive, keys),
    points: listPoints(archive, keys),
    lists: summary?.lists ?? [],
    webAddresses,
  });
}

const byVersion = (a: StoredSeries, b: StoredSeries) =>
  a.record.dateUsed - b.record.dateUsed ||
  a.record.version - b.record.version ||
  (a.record.seriesId < b.record.seriesId ? -1 : 1);

/** More columns than that nobody reads; the newest stay. */
const MAX_REVISIONS = 40;
