import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { listLists } from '../../../data/read/lists.ts';
import { listPeople } from '../../../data/read/people.ts';
import { ErrorAnswer, SearchAnswer, SearchQuery, SuggestAnswer, SuggestQuery } from '../../contract/index.ts';
import { suggest, typingAt } from '../../query/suggest.ts';
import type { Context } from '../context.ts';
import { searchAnswer } from '../search-answer.ts';

/** Search: messages in lore's language, patches by name; and what can be typed next. */
export function searchRoutes(instance: FastifyInstance, context: Context): void {
  const { archive, mask } = context;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/search',
    {
      schema: {
        tags: ['search'],
        querystring: SearchQuery,
        response: { 200: SearchAnswer, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    ({ query }) => searchAnswer(context, query, Math.floor(Date.now() / 1000)),
  );

  app.get(
    '/search/suggestions',
    { schema: { tags: ['search'], querystring: SuggestQuery, response: { 200: SuggestAnswer } } },
    async ({ query }): Promise<SuggestAnswer> => {
      const typing = typingAt(query.q, query.at ?? query.q.length);
      const suggestions = suggest(typing);
      const { operator, start, from, to } = typing;
      if (operator === 'l') {
        const lists = listLists(archive);
        const fitting = lists.filter(({ name }) => name.startsWith(start));
        suggestions.unshift(
          ...fitting.map(({ name, messages }) => ({ text: `l:${name}`, meaning: `${messages} messages` })),
        );
      } else if (operator !== null && PEOPLE.includes(operator) && start.replace(/^"/, '').length > 0) {
        const { people } = listPeople(
          archive,
          { text: start.replace(/"/g, ''), withoutBots: true, wholeAddress: mask !== undefined },
          8,
          null,
        );
        const named = people.map(({ name, messages }) => ({
          text: `${operator}:"${name.replace(/"/g, ' ')}"`,
          meaning: `${messages} messages`,
        }));
        suggestions.unshift(...named);
      }
      return { from, to, suggestions: suggestions.slice(0, 20) };
    },
  );
}

/** Operators whose values are people. */
const PEOPLE = ['f', 't', 'c', 'a', 'tc', 'tcf', 'person', 'by'];
