import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { Archive } from '../../../data/database.ts';
import { versionsNamedBy } from '../../../data/read/patches.ts';
import { loadSummaries } from '../../../data/read/threads.ts';
import { findThread, loadThread, loadThreadBytes } from '../../../data/read/thread.ts';
import type { ThreadRecord } from '../../../data/records/index.ts';
import {
  BodiesAnswer,
  BodiesQuery,
  ErrorAnswer,
  IdParams,
  PointsAnswer,
  PointsQuery,
  ThreadAnswer,
  ThreadQuery,
  ThreadRowsAnswer,
  ThreadRowsQuery,
} from '../../contract/index.ts';
import { presentThreadRow } from '../../present/list/list.ts';
import { countByStatus, presentPoint } from '../../present/brief/point.ts';
import { presentBodies, presentThread } from '../../present/thread/thread.ts';
import type { Context } from '../context.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { notFound } from '../errors.ts';
import { messageIdOf } from '../ids.ts';

/** A thread, and further words of a long one. */
export function threadRoutes(instance: FastifyInstance, context: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/threads',
    {
      schema: {
        tags: ['threads'],
        summary: 'some threads as rows, by any of their messages',
        querystring: ThreadRowsQuery,
        response: { 200: ThreadRowsAnswer },
      },
    },
    async ({ query }) => {
      const { archive } = context;
      const ids = [query.id ?? []].flat().map(messageIdOf);
      const numbers = await Promise.all(ids.map((id) => findThread(archive, id)));
      const threads = loadSummaries(archive, [...new Set(numbers.filter((number) => number !== null))]);
      const versionOf = versionsNamedBy(archive, threads);
      return { threads: threads.map((thread) => presentThreadRow(thread, versionOf)) };
    },
  );

  app.get(
    '/threads/:id',
    {
      schema: {
        tags: ['threads'],
        params: IdParams,
        querystring: ThreadQuery,
        response: { 200: ThreadAnswer, 404: ErrorAnswer },
      },
    },
    ({ params, query }) => threadAnswer(context, params.id, { bodies: query.bodies !== '0' }),
  );

  app.get(
    '/threads/:id/bodies',
    {
      schema: {
        tags: ['threads'],
        params: IdParams,
        querystring: BodiesQuery,
        response: { 200: BodiesAnswer, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    ({ params, query }) => bodiesAnswer(context, params.id, query.cursor),
  );

  app.get(
    '/threads/:id/points',
    {
      schema: {
        tags: ['threads'],
        summary: 'what was asked, wanted, objected to or doubted, and what closed it',
        params: IdParams,
        querystring: PointsQuery,
        response: { 200: PointsAnswer, 404: ErrorAnswer },
      },
    },
    async ({ params, query }) => {
      const { thread } = await threadOf(context.archive, params.id);
      const about = query.about === undefined ? undefined : messageIdOf(query.about);
      const points = thread.points.filter(
        (point) =>
          (query.status === undefined || point.status === query.status) &&
          (about === undefined || point.about === about),
      );
      return {
        threadId: thread.summary.root,
        points: points.map(presentPoint),
        counts: countByStatus(points),
      };
    },
  );
}

/** Further words of a thread. Throws not found, and a bad request for a cursor that was not made here. */
export async function bodiesAnswer(
  { archive }: Context,
  id: string,
  cursor: string | undefined,
): Promise<BodiesAnswer> {
  const [from = 0] = decodeCursor<[number]>(cursor, ['number']) ?? [];
  const { thread } = await threadOf(archive, id);
  const page = await wordsFrom(archive, thread, from);
  return presentBodies(thread, page.bytes, page.next);
}

/** A thread as its resource, with the first of its words or none. Throws not found. */
export async function threadAnswer(
  { archive, webAddresses }: Context,
  id: string,
  { bodies }: { bodies: boolean },
): Promise<ThreadAnswer> {
  const { thread, target } = await threadOf(archive, id);
  const page = bodies ? await wordsFrom(archive, thread, 0) : NOTHING;
  const versionOf = versionsNamedBy(archive, [thread.summary], thread.patches);
  return presentThread(thread, page.bytes, { target, next: page.next, versionOf, webAddresses });
}

/** The thread of any of its messages or ghosts, and the key that was meant. Throws not found. */
export async function threadOf(archive: Archive, text: string): Promise<{ thread: ThreadRecord; target: string }> {
  const id = messageIdOf(text);
  const number = findThread(archive, id);
  const thread = number === null ? null : loadThread(archive, number);
  if (!thread)
    throw notFound(
      `No message “${id}” is in this archive, and none here names it.`,
      'Search for a part of its subject: /api/v1/search?q=s:…',
    );
  return { thread, target: id };
}

/** The bytes of the messages from a reading position on, until enough words are together, and where to go on. */
export async function wordsFrom(
  archive: Archive,
  thread: ThreadRecord,
  from: number,
): Promise<{ bytes: Map<string, Buffer>; next: string | null }> {
  let size = 0;
  let to = from;
  let next: number | null = null;
  for (const { position, textSize } of thread.messages) {
    if (position < from) continue;
    if (size > 0 && size + textSize > WORDS_PER_PAGE) {
      next = position;
      break;
    }
    size += Math.max(textSize, 1);
    to = position + 1;
  }
  const bytes = loadThreadBytes(archive, thread.summary.id, from, to);
  return { bytes, next: next === null ? null : encodeCursor([next]) };
}

/** Characters of text in one answer: the longest thread of most lists in one go, a second's work at worst. */
const WORDS_PER_PAGE = 1_000_000;
const NOTHING = { bytes: new Map<string, Buffer>(), next: encodeCursor([0]) };
