import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { archiveVersion } from '../../../data/database.ts';
import { listLists } from '../../../data/read/lists.ts';
import { HealthAnswer } from '../../contract/index.ts';
import type { Context } from '../context.ts';

/** Is the server well, and which archive does it serve. */
export function healthRoutes(instance: FastifyInstance, { archive, isSample }: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get('/health', { schema: { tags: ['server'], response: { 200: HealthAnswer } } }, async () => ({
    ok: true,
    program: 'lorescope',
    messages: (await listLists(archive)).reduce((sum, list) => sum + list.messages, 0),
    archive: archiveVersion(archive),
    isSample,
  }));
}
