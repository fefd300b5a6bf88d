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
import { loadBytesByKey } from '../../../data/read/messages.ts';
import { memo } from '../../../data/read/memo.ts';
import {
  type ChangelogCheck,
  changelogClaims,
  checkChangelog,
} from '../../../ingest/analyze/patches/changelog-check.ts';
import { parseMail } from '../../../ingest/parse/mail.ts';
import type { StoredPatch, StoredSeries } from '../../../data/records/index.ts';
import { ErrorAnswer, IdParams, RangeDiffAnswer, RangeDiffQuery, SeriesAnswer } from '../../contract/index.ts';
import { comparePatches, presentRangeDiff } from '../../present/series/range-diff.ts';
import { presentSeries, type SeriesParts } from '../../present/series/series.ts';
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

  app.get(
    '/series/:id/range-diff',
    {
      schema: {
        tags: ['patches'],
        params: IdParams,
        querystring: RangeDiffQuery,
        response: { 200: RangeDiffAnswer, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    async ({ query }) => {
      const from = await findSeries(context, messageIdOf(query.from));
      const to = await findSeries(context, messageIdOf(query.to));
      const patches = listPatchesOfSeries(context.archive, [from.record.seriesId, to.record.seriesId]);
      return presentRangeDiff(from, to, patches, await patchTexts(context, patches));
    },
  );
}

/** The texts that hold the diffs of some patches, by key. */
async function patchTexts({ archive }: Context, patches: StoredPatch[]): Promise<Map<string, string>> {
  const keys = patches.filter(({ record }) => !record.isCover && !record.ghost).map(({ record }) => record.key);
  const facts = loadPatchFacts(archive, keys);
  const mails = loadBytesByKey(archive, keys);
  return new Map(
    [...mails].map(([key, { bytes, salvaged }]) => {
      const mail = parseMail(bytes, { salvaged });
      const part = facts.get(key)?.part;
      const attached = mail.attachments.find(({ index }) => index === part)?.text;
      return [key, attached ?? mail.text];
    }),
  );
}

/** What a series' changelog claims, held against the difference from the revision before it; kept until the archive changes. */
function changelogOf(context: Context, series: StoredSeries, facts: SeriesParts['facts']): Promise<ChangelogCheck> {
  const { record } = series;
  return memo(context.archive, `changelog ${record.seriesId}`, async () => {
    const claims = changelogClaims(record, facts);
    const before = loadSeries(context.archive, record.previous);
    if (before.length === 0) return checkChangelog(claims, [], new Map());
    const ids = [record, ...before.map((other) => other.record)].map(({ seriesId }) => seriesId);
    const patches = listPatchesOfSeries(context.archive, ids);
    const own = patches.filter((patch) => patch.record.seriesId === record.seriesId);
    const old = patches.filter((patch) => patch.record.seriesId !== record.seriesId);
    const numbers = new Map(patches.map((patch) => [patch.record.key, patch.record.number]));
    return checkChangelog(claims, comparePatches(old, own, await patchTexts(context, patches)), numbers);
  });
}

/** A series by its id or by any of its messages. Throws not found. */
export async function findSeries({ archive }: Context, id: string): Promise<StoredSeries> {
  const [direct] = loadSeries(archive, [id]);
  if (direct) return direct;
  const patch = findPatch(archive, id);
  const [series] = patch ? loadSeries(archive, [patch.record.seriesId]) : [];
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
  const related = listRevisions(archive, series.record.workIds);
  const ids = [...new Set([series.record.seriesId, ...related.map(({ record }) => record.seriesId)])];
  const revisions = loadSeries(archive, ids).sort(byVersion).slice(-MAX_REVISIONS);
  const patches = listPatchesOfSeries(
    archive,
    revisions.map(({ record }) => record.seriesId),
  );
  const keys = patches.map(({ record }) => record.key);
  const facts = loadPatchFacts(archive, keys);
  const thread = findThread(archive, series.record.cover ?? series.record.patches[0] ?? '');
  const [summary] = thread === null ? [] : loadSummaries(archive, [thread]);
  return presentSeries({
    series,
    revisions,
    family: await loadFamily(archive, revisions),
    patches,
    facts,
    reviews: listReviews(archive, keys),
    points: listPoints(archive, keys),
    changelog: await changelogOf(context, series, facts),
    lists: summary?.lists ?? [],
    webAddresses,
  });
}

/** Some series with all that they come from and went on in. */
async function loadFamily(archive: Context['archive'], revisions: StoredSeries[]): Promise<StoredSeries[]> {
  const family = new Map(revisions.map((one) => [one.record.seriesId, one]));
  let wanted = relatives(revisions);
  while (wanted.length > 0 && family.size < MAX_FAMILY) {
    const found = loadSeries(archive, wanted.slice(0, MAX_FAMILY - family.size));
    for (const one of found) family.set(one.record.seriesId, one);
    wanted = relatives(found);
  }
  return [...family.values()];

  function relatives(of: StoredSeries[]): string[] {
    const ids = of.flatMap(({ record }) => [...record.previous, ...record.supersededBy]);
    return [...new Set(ids)].filter((id) => !family.has(id)).sort();
  }
}

const byVersion = (a: StoredSeries, b: StoredSeries) =>
  a.record.dateUsed - b.record.dateUsed ||
  a.record.version - b.record.version ||
  (a.record.seriesId < b.record.seriesId ? -1 : 1);

/** More columns than that nobody reads; the newest stay. */
const MAX_REVISIONS = 40;
const MAX_FAMILY = 60;
