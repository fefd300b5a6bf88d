import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { listPatches, versionsNamedBy } from '../../../data/read/patches.ts';
import {
  findPerson,
  listMessagesOf,
  listPeople,
  loadPerson,
  type MessagePlace,
  type PersonPlace,
} from '../../../data/read/people.ts';
import {
  ErrorAnswer,
  IdParams,
  PeopleAnswer,
  PeopleQuery,
  PersonAnswer,
  PersonMessagesAnswer,
  PersonMessagesQuery,
} from '../../contract/index.ts';
import { briefPatch } from '../../present/brief/patch-brief.ts';
import { briefPerson, presentPerson, presentPersonMessage } from '../../present/list/person.ts';
import type { Context } from '../context.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { notFound } from '../errors.ts';

/** People, one person, and what somebody wrote. */
export function peopleRoutes(instance: FastifyInstance, { archive, mask }: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/people',
    { schema: { tags: ['people'], querystring: PeopleQuery, response: { 200: PeopleAnswer, 400: ErrorAnswer } } },
    async ({ query }) => {
      const after = decodeCursor<PersonPlace>(query.cursor, ['number', 'number']);
      const wanted = { text: query.q ?? '', withoutBots: query.bots === 'off', wholeAddress: mask !== undefined };
      const { people, next } = listPeople(archive, wanted, query.limit ?? PAGE, after);
      return { people: people.map(briefPerson), next: encodeCursor(next) };
    },
  );

  app.get(
    '/people/:id',
    { schema: { tags: ['people'], params: IdParams, response: { 200: PersonAnswer, 404: ErrorAnswer } } },
    async ({ params }) => {
      const id = findPerson(archive, params.id);
      const figures = id === null ? null : loadPerson(archive, id);
      if (id === null || !figures) throw noSuchPerson(params.id);
      const filter = { title: '', states: [], list: null, person: id, waiting: null };
      const { patches } = listPatches(archive, filter, PATCHES, null);
      const versionOf = versionsNamedBy(archive, [], patches);
      const { messages, next } = listMessagesOf(archive, id, PAGE, null);
      return presentPerson(figures, {
        patches: patches.map((patch) => briefPatch(patch, versionOf)),
        messages,
        next: encodeCursor(next),
      });
    },
  );

  app.get(
    '/people/:id/messages',
    {
      schema: {
        tags: ['people'],
        params: IdParams,
        querystring: PersonMessagesQuery,
        response: { 200: PersonMessagesAnswer, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    async ({ params, query }) => {
      const after = decodeCursor<MessagePlace>(query.cursor, ['number', 'number']);
      const id = findPerson(archive, params.id);
      if (id === null) throw noSuchPerson(params.id);
      const { messages, next } = listMessagesOf(archive, id, query.limit ?? PAGE, after);
      return { messages: messages.map(presentPersonMessage), next: encodeCursor(next) };
    },
  );
}

function noSuchPerson(name: string) {
  return notFound(`Nobody here goes by “${name}”.`, 'Search names and addresses: /api/v1/people?q=');
}

const PAGE = 50;
const PATCHES = 50;
