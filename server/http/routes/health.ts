import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { archiveVersion } from '../../../data/database.ts';
import { countMessages } from '../../../data/read/messages.ts';
import { HealthAnswer } from '../../contract/index.ts';
import type { Context } from '../context.ts';

/** Is the server well, and which archive does it serve. */
export function healthRoutes(instance: FastifyInstance, { archive, isSample }: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get('/health', { schema: { tags: ['server'], response: { 200: HealthAnswer } } }, () => ({
    ok: true,
    program: 'lorescope',
    messages: countMessages(archive),
    archive: archiveVersion(archive),
    isSample,
  }));
}
