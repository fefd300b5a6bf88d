import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { findMessage, findRaw } from '../../../data/read/messages.ts';
import { listRevisions } from '../../../data/read/patches.ts';
import { loadThreadAround } from '../../../data/read/thread.ts';
import { ErrorAnswer, IdParams, MessageAnswer } from '../../contract/index.ts';
import { answersTo } from '../../present/thread/answered-by.ts';
import { bearingsOf, patchOf } from '../../present/brief/bearings.ts';
import { rolesIn } from '../../present/brief/roles.ts';
import { sectionsOf } from '../../present/thread/sections.ts';
import { presentMessage } from '../../present/thread/whole-message.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { messageIdOf } from '../ids.ts';

/** One message, and its bytes as read. */
export function messageRoutes(instance: FastifyInstance, context: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/messages/:id',
    { schema: { tags: ['messages'], params: IdParams, response: { 200: MessageAnswer, 404: ErrorAnswer } } },
    async ({ params }) => messageAnswer(context, messageIdOf(params.id)),
  );

  app.get(
    '/messages/:id/raw',
    { schema: { tags: ['messages'], params: IdParams, produces: ['message/rfc822'] } },
    async ({ params }, reply) => {
      const id = messageIdOf(params.id);
      const bytes = findRaw(context.archive, id, null);
      if (!bytes) throw noSuchMessage(id);
      // Shown as text, so that nothing in a mail can run in the browser of somebody who opens it.
      return reply.type('text/plain; charset=us-ascii').header('content-disposition', 'inline').send(bytes);
    },
  );
}

/** A whole message as the resource shows it. Throws not found. */
export async function messageAnswer({ archive, webAddresses }: Context, id: string): Promise<MessageAnswer> {
  const whole = findMessage(archive, id);
  const thread = whole && loadThreadAround(archive, whole.thread, whole.message.key);
  if (!whole || !thread) throw noSuchMessage(id);
  const { message } = whole;
  const patch = patchOf(thread, message.key);
  const revisions = patch ? listRevisions(archive, [patch.record.workId]) : [];
  return presentMessage(whole, {
    bearings: bearingsOf(thread, message.key, message.lists[0] ?? null, revisions),
    answeredBy: answersTo(thread.messages).get(message.key) ?? [],
    role: rolesIn(thread)(message),
    section: sectionsOf(thread).get(message.key) ?? null,
    webAddresses,
  });
}

function noSuchMessage(id: string) {
  return notFound(`No message “${id}” is in this archive.`, 'Others may quote it: /api/v1/threads/ with the same id.');
}
