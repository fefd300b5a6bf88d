import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { loadBytes } from '../../../data/read/messages.ts';
import {
  findPatch,
  listPatches,
  listPoints,
  listReviews,
  listRevisions,
  loadPatchFacts,
  loadSeries,
  type PatchPlace,
  versionsNamedBy,
} from '../../../data/read/patches.ts';
import { findPerson } from '../../../data/read/people.ts';
import { findThread, loadThread } from '../../../data/read/thread.ts';
import { parseMail } from '../../../ingest/parse/mail.ts';
import { ErrorAnswer, IdParams, PatchAnswer, PatchesAnswer, PatchesQuery } from '../../contract/index.ts';
import { commentersOn } from '../../present/series/comments.ts';
import { briefPatch } from '../../present/brief/patch-brief.ts';
import { presentPatch } from '../../present/series/patch.ts';
import type { Context } from '../context.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { notFound } from '../errors.ts';
import { messageIdOf } from '../ids.ts';
import { listOf, statesOf } from './lists.ts';

/** Patches by name and state, and one patch with all that was said to it. */
export function patchRoutes(instance: FastifyInstance, context: Context): void {
  const { archive } = context;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/patches',
    {
      schema: {
        tags: ['patches'],
        querystring: PatchesQuery,
        response: { 200: PatchesAnswer, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    async ({ query }) => {
      const after = decodeCursor<PatchPlace>(query.cursor, ['number', 'number']);
      const person = query.person ? findPerson(archive, query.person) : null;
      if (query.person && person === null) throw notFound(`Nobody here goes by “${query.person}”.`);
      const filter = {
        title: query.q ?? '',
        states: statesOf(query.state),
        list: query.list ? ((await listOf(archive, query.list))?.id ?? null) : null,
        person,
        waiting: query.waiting ?? null,
      };
      const { patches, next } = listPatches(archive, filter, query.limit ?? PAGE, after);
      const versionOf = versionsNamedBy(archive, [], patches);
      return {
        patches: patches.map((patch) => briefPatch(patch, versionOf)),
        next: encodeCursor(next),
      };
    },
  );

  app.get(
    '/patches/:id',
    { schema: { tags: ['patches'], params: IdParams, response: { 200: PatchAnswer, 404: ErrorAnswer } } },
    ({ params }) => patchAnswer(context, messageIdOf(params.id)),
  );
}

/** A patch as its resource. Throws not found. */
export async function patchAnswer({ archive, webAddresses }: Context, id: string): Promise<PatchAnswer> {
  const patch = findPatch(archive, id);
  const number = patch && findThread(archive, patch.record.key === id ? id : patch.record.key);
  const thread = number === null ? null : loadThread(archive, number);
  if (!patch || !thread)
    throw notFound(
      `“${id}” is no patch that is known here.`,
      'A message of any kind is at /api/v1/messages/, its thread at /api/v1/threads/.',
    );
  const { record } = patch;
  const speakers = commentersOn(thread, record.key);
  const wanted = thread.messages.filter(({ key }) => key === record.key || speakers.has(key));
  const bytes = loadBytes(
    archive,
    wanted.map((message) => message.id),
  );
  const mails = new Map(
    wanted.flatMap(({ id: row, key, salvaged }) => {
      const raw = bytes.get(row);
      return raw ? [[key, parseMail(raw, { salvaged })] as const] : [];
    }),
  );
  const revisions = listRevisions(archive, [record.workId]);
  const cover = thread.series.find((series) => series.record.seriesId === record.seriesId)?.record.cover;
  const keys = [record.key, ...(cover ? [cover] : [])];
  const points = listPoints(archive, keys);
  const changed = points.flatMap(({ changedIn }) => changedIn ?? []);
  return presentPatch({
    patch,
    thread,
    mail: mails.get(record.key) ?? null,
    mails,
    revisions,
    seriesTitles: new Map(
      loadSeries(
        archive,
        revisions.map((revision) => revision.record.seriesId),
      ).map((series) => [series.record.seriesId, series.record.title]),
    ),
    facts: loadPatchFacts(
      archive,
      revisions.map((revision) => revision.record.key),
    ),
    reviews: listReviews(archive, keys),
    points,
    versionOf: versionsNamedBy(archive, [], revisions, changed),
    webAddresses,
  });
}

const PAGE = 50;
