import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { Archive } from '../../../data/database.ts';
import { findPersons, loadMine } from '../../../data/read/mine.ts';
import { versionsNamedBy } from '../../../data/read/patches.ts';
import { loadFigures } from '../../../data/read/stats.ts';
import { loadPerson } from '../../../data/read/people.ts';
import type { StoredPatch } from '../../../data/records/index.ts';
import { MeAnswer, MeQuery } from '../../contract/index.ts';
import { quantiles } from '../../present/brief/quantiles.ts';
import { presentMine } from '../../present/list/me.ts';
import type { Context } from '../context.ts';
import { secondsOf } from '../days.ts';
import { listOf } from './lists.ts';

/** Patches that came to their state at a time or later. */
const isSince =
  (since: number) =>
  ({ record, outcome }: StoredPatch) =>
    (outcome.history.at(-1)?.date ?? record.dateUsed) >= since;

/** How long half of the threads of some lists waited for their first answer, in seconds. */
async function habitsOf(
  archive: Archive,
  lists: ReadonlySet<string | null>,
): Promise<Map<string | null, number | null>> {
  const habits = new Map<string | null, number | null>();
  for (const name of lists) {
    const id = name === null ? null : ((await listOf(archive, name))?.id ?? null);
    habits.set(name, quantiles((await loadFigures(archive, id)).toFirstAnswer).median);
  }
  return habits;
}

/** What waits for one reader, and what became of theirs. Nothing is kept of who asked. */
export function meRoutes(instance: FastifyInstance, { archive, me }: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/me',
    {
      schema: {
        tags: ['people'],
        summary: 'what waits for one reader, and what became of theirs',
        querystring: MeQuery,
        response: { 200: MeAnswer },
      },
    },
    async ({ query }) => {
      const since = secondsOf(query.since, 'since');
      const given = [query.who ?? []].flat().filter((name) => name.trim() !== '');
      const who = given.length > 0 ? given : [...me];
      const ids = await findPersons(archive, who);
      const people = await Promise.all(ids.map((id) => loadPerson(archive, id)));
      const mine = loadMine(archive, ids);
      const habits = await habitsOf(archive, new Set(mine.desk.map(({ list }) => list)));
      return presentMine(since === null ? mine : { ...mine, patches: mine.patches.filter(isSince(since)) }, {
        who,
        from: given.length > 0 ? 'query' : me.length > 0 ? 'settings' : 'nobody',
        people: people.flatMap((person) => person?.name ?? []),
        versionOf: versionsNamedBy(archive, [], [...mine.turns, ...mine.patches, ...mine.desk]),
        habitOf: (list) => habits.get(list) ?? null,
      });
    },
  );
}
