import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { findList } from '../../../data/read/lists.ts';
import { findPull, listPulls, type PullPlace } from '../../../data/read/pulls.ts';
import { ErrorAnswer, IdParams, PullAnswer, PullsAnswer, PullsQuery } from '../../contract/index.ts';
import { presentPoint } from '../../present/brief/point.ts';
import { briefPull, presentPull } from '../../present/brief/pull.ts';
import type { Context } from '../context.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { notFound } from '../errors.ts';
import { messageIdOf } from '../ids.ts';
import { threadOf } from './threads.ts';

/** Requests to pull: a page of them, and one with the points raised on it. */
export function pullRoutes(instance: FastifyInstance, { archive }: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/pulls',
    {
      schema: {
        tags: ['patches'],
        summary: 'requests to pull, newest first',
        querystring: PullsQuery,
        response: { 200: PullsAnswer, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    async ({ query }) => {
      const list = query.list === undefined || query.list === 'all' ? null : await findList(archive, query.list);
      if (list === null && query.list !== undefined && query.list !== 'all')
        throw notFound(`There is no list ${query.list}.`, 'All lists: /api/v1/lists');
      const after = decodeCursor<PullPlace>(query.cursor, ['number', 'string']);
      const page = await listPulls(archive, { list: list?.id ?? null, state: query.state ?? null }, PAGE, after);
      return { pulls: page.pulls.map(briefPull), next: encodeCursor(page.next) };
    },
  );

  app.get(
    '/pulls/:id',
    {
      schema: {
        tags: ['patches'],
        summary: 'a request to pull, with what was asked about it',
        params: IdParams,
        response: { 200: PullAnswer, 404: ErrorAnswer },
      },
    },
    async ({ params }) => {
      const pull = await findPull(archive, messageIdOf(params.id));
      if (!pull)
        throw notFound(`No request to pull is known by “${params.id}”.`, 'All of them, newest first: /api/v1/pulls');
      const { thread } = await threadOf(archive, pull.key);
      return {
        pull: presentPull(pull),
        points: thread.points.filter(({ about }) => about === pull.key).map(presentPoint),
      };
    },
  );
}

const PAGE = 50;
