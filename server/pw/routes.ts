import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { Context } from '../http/context.ts';
import { describeError, type HttpError } from '../http/errors.ts';
import { originOf } from '../http/origin.ts';
import { type Answer, makeAsk } from './ask.ts';
import { PwNotFound } from './errors.ts';
import { answerAt } from './resources.ts';

/** Patchwork's REST API, read-only, with the files and pages that its clients ask for. To be registered under a prefix. */
export function patchworkRoutes(app: FastifyInstance, { archive, webAddresses }: Context): void {
  const { prefix } = app;
  app.setErrorHandler((error: FastifyError | HttpError | PwNotFound, request, reply) => {
    const { status, detail } = detailOf(error);
    if (status >= 500) request.log.error(error);
    void reply.removeHeader('etag').header('cache-control', 'no-store');
    return reply.code(status).type(JSON_TYPE).send({ detail });
  });
  // Before a body is looked at: what was sent does not matter.
  app.addHook('onRequest', async (request, reply) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
    await reply.code(405).header('allow', 'GET, HEAD, OPTIONS').type(JSON_TYPE).send({ detail: READ_ONLY });
  });
  for (const url of ['/', '/*'])
    app.route({
      url,
      method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      schema: { hide: true },
      handler: async (request, reply) => {
        const ask = makeAsk(archive, webAddresses, { origin: originOf(request), prefix, url: request.url });
        const path = request.url.split('?')[0]!.slice(prefix.length);
        return send(reply, await answerAt(path, ask));
      },
    });
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  if ('location' in answer) return reply.redirect(answer.location, 302);
  if ('text' in answer) return reply.type('text/plain; charset=utf-8').send(answer.text);
  if ('file' in answer) {
    // Clients cut the name out as it stands: no quotes, and nothing behind it.
    void reply.header('content-disposition', `attachment; filename=${answer.name}`);
    return reply.type(answer.type).send(answer.file);
  }
  // One client looks for the header under this very spelling, which only the raw answer keeps.
  if (answer.links !== undefined) reply.raw.setHeader('Link', answer.links);
  return reply.type(JSON_TYPE).send(answer.json);
}

function detailOf(error: FastifyError | HttpError | PwNotFound): { status: number; detail: string } {
  if (error instanceof PwNotFound) return { status: 404, detail: error.message };
  const { status, answer } = describeError(error);
  const { message, hint } = answer.error;
  return { status, detail: hint === undefined ? message : `${message} ${hint}` };
}

const JSON_TYPE = 'application/json; charset=utf-8';
const READ_ONLY =
  'This archive only reads: states follow from what is said on the list, and nothing here can be set. Answer the patch on its list instead.';
