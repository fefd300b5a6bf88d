import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { loadFigures } from '../../../data/read/stats.ts';
import { ErrorAnswer, StatsAnswer, StatsQuery } from '../../contract/index.ts';
import { monthsBetween, startOf } from '../../present/brief/months.ts';
import { sizeRanges, quantiles } from '../../present/brief/quantiles.ts';
import { instantOrNull } from '../../present/brief/time.ts';
import type { Context } from '../context.ts';
import { listOf } from './lists.ts';

/** Statistics of a list or of the whole archive. */
export function statsRoutes(instance: FastifyInstance, { archive }: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/stats',
    { schema: { tags: ['statistics'], querystring: StatsQuery, response: { 200: StatsAnswer, 404: ErrorAnswer } } },
    async ({ query }) => {
      const list = query.list ? await listOf(archive, query.list) : null;
      const figures = await loadFigures(archive, list?.id ?? null);
      const months = new Map(figures.months.map((month) => [month.month, month]));
      const nothing = { messages: 0, bots: 0, threads: 0, patches: 0, people: 0 };
      return {
        list: list?.name ?? null,
        messages: figures.messages,
        threads: figures.threads,
        people: figures.people,
        botMessages: figures.botMessages,
        ghosts: figures.ghosts,
        patches: figures.patches,
        begins: instantOrNull(figures.begins),
        ends: instantOrNull(figures.ends),
        months: monthsBetween(figures.months[0]?.month, figures.months.at(-1)?.month).map((name) => {
          const { messages, bots, threads, patches, people } = months.get(name) ?? nothing;
          return { from: startOf(name), messages, bots, threads, patches, people };
        }),
        states: figures.states,
        topPeople: figures.topPeople,
        threadSizes: sizeRanges(figures.threadSizes),
        toFirstAnswer: quantiles(figures.toFirstAnswer),
        toDecision: quantiles(figures.toDecision),
        defects: figures.defects,
      };
    },
  );
}
