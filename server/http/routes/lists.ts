import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { findList, listLists } from '../../../data/read/lists.ts';
import { versionsNamedBy } from '../../../data/read/patches.ts';
import { findPerson } from '../../../data/read/people.ts';
import { listThreads, type ThreadFilter, type ThreadPlace } from '../../../data/read/threads.ts';
import type { ListRecord } from '../../../data/records/index.ts';
import {
  ErrorAnswer,
  ListInfo,
  ListParams,
  ListsAnswer,
  ListThreadsAnswer,
  ListThreadsQuery,
} from '../../contract/index.ts';
import { presentList, presentListName, presentThreadRow } from '../../present/list/list.ts';
import type { Context } from '../context.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { secondsOf } from '../days.ts';
import { notFound } from '../errors.ts';
import { PARTLY, STATE_GROUPS } from '../../../data/rules/states.ts';

/** Lists, and the threads of one list or of all. */
export function listRoutes(instance: FastifyInstance, { archive }: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get('/lists', { schema: { tags: ['lists'], response: { 200: ListsAnswer } } }, async () => ({
    lists: listLists(archive).map(presentList),
  }));

  app.get(
    '/lists/:list',
    { schema: { tags: ['lists'], params: ListParams, response: { 200: ListInfo, 404: ErrorAnswer } } },
    async ({ params }) => {
      const record = findList(archive, params.list);
      const list = record && listLists(archive).find((figures) => figures.id === record.id);
      if (!list) throw noSuchList(params.list);
      return presentList(list);
    },
  );

  app.get(
    '/lists/:list/threads',
    {
      schema: {
        tags: ['lists'],
        params: ListParams,
        querystring: ListThreadsQuery,
        response: { 200: ListThreadsAnswer, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    ({ params, query }) => threadsAnswer(archive, params.list, query),
  );
}

/** A page of threads of a list (`all`: of every list). Throws not found and bad requests. */
export async function threadsAnswer(
  archive: Context['archive'],
  name: string,
  query: ListThreadsQuery,
): Promise<ListThreadsAnswer> {
  const list = await listOf(archive, name);
  const sort = query.sort ?? 'activity';
  const after = decodeCursor<ThreadPlace>(query.cursor, ['number', 'number']);
  const filter: ThreadFilter = {
    list: list?.id ?? null,
    states: statesOf(query.state),
    person: query.person ? await personOf(archive, query.person) : null,
    hasPatch: query.hasPatch ?? null,
    unanswered: query.unanswered ?? null,
    withoutBots: query.bots === 'off',
    from: secondsOf(query.from, 'from'),
    to: secondsOf(query.to, 'to'),
  };
  const page = listThreads(archive, filter, sort, query.limit ?? PAGE, after);
  const versionOf = versionsNamedBy(archive, page.threads);
  return {
    list: list && presentListName(list),
    sort,
    threads: page.threads.map((thread) => presentThreadRow(thread, versionOf)),
    next: encodeCursor(page.next),
  };
}

/** A list by any of its names; null for `all`. Throws not found. */
export async function listOf(archive: Context['archive'], name: string): Promise<ListRecord | null> {
  if (name === 'all') return null;
  const list = findList(archive, name);
  if (!list) throw noSuchList(name);
  return list;
}

/** States as asked for; `decided` and `open` stand for groups, and a state means its `partly` form too. */
export function statesOf(text: string | undefined): string[] {
  const names = (text ?? '').split(',').flatMap((name) => {
    const state = name.trim().toLowerCase();
    return state === '' ? [] : [...(STATE_GROUPS[state] ?? [state])];
  });
  return [...new Set(names)].flatMap((state) => [state, `${PARTLY}${state}`]);
}

async function personOf(archive: Context['archive'], name: string): Promise<number> {
  const person = findPerson(archive, name);
  if (person === null)
    throw notFound(`Nobody here goes by “${name}”.`, 'Names and addresses are listed at /api/v1/people?q=');
  return person;
}

function noSuchList(name: string) {
  return notFound(`There is no list “${name}” here.`, 'The lists are at /api/v1/lists; “all” is every list together.');
}

const PAGE = 50;
