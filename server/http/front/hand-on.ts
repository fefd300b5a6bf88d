import type { FastifyInstance, FastifyRequest } from 'fastify';
import { describeError, HttpError } from '../errors.ts';
import type { AnswerPool } from './answer-pool.ts';

/**
 * Lets workers answer every request but those that must be answered whatever the workers do: health, metrics, and files of the app.
 * It comes after limits, counts and the test of ETags, and before anything that looks into the archive.
 */
export function handOn(app: FastifyInstance, pool: AnswerPool): void {
  app.addHook('preParsing', (request, reply, payload, done) => {
    if (OWN.test(request.routeOptions.url ?? '')) {
      done(null, payload);
      return;
    }
    reply.hijack();
    pool.answer({
      kind: kindOf(request),
      visitor: request.ip,
      url: request.originalUrl,
      headers: headersOf(request),
      incoming: request.raw,
      outgoing: reply.raw,
      refuse: (message, seconds) => {
        if (reply.raw.headersSent) {
          reply.raw.destroy();
          return;
        }
        const { status, answer } = describeError(
          new HttpError(503, 'too-busy', message, `Try again in ${seconds} seconds, or ask for less.`),
        );
        reply.raw.writeHead(status, {
          'content-type': 'application/json; charset=utf-8',
          'cache-control': 'no-store',
          'retry-after': String(seconds),
          'x-request-id': request.id,
        });
        reply.raw.end(JSON.stringify(answer));
      },
    });
  });
  app.addHook('onClose', () => pool.end());
}

/** Routes that the server answers by itself. */
const OWN = /^\/(?:assets\/|metrics$|healthz$|api\/v1\/health$)/;

/** The route's pattern; an order by fit and a thread whole cost other than the same route without. */
function kindOf({ method, routeOptions, query }: FastifyRequest): string {
  const { order, length, format } = (query ?? {}) as Record<string, unknown>;
  return [method, routeOptions.url ?? 'none', order, length, format]
    .filter((part) => typeof part === 'string')
    .join(' ');
}

/** The visitor's headers; who asks, and by which address, as this server understood it: the worker trusts these, so none is passed on. */
function headersOf(request: FastifyRequest): Record<string, string | string[] | undefined> {
  const headers = { ...request.headers };
  for (const name of Object.keys(headers)) if (/^(?:forwarded$|x-forwarded-)/.test(name)) delete headers[name];
  return {
    ...headers,
    'x-forwarded-for': request.ip,
    'x-forwarded-proto': request.protocol,
    // Absent with HTTP/1.0, whatever the type says.
    ...((request.host as string | undefined) !== undefined && { 'x-forwarded-host': request.host }),
    'x-request-id': request.id,
  };
}
