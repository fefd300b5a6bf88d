import type { FastifyRequest } from 'fastify';

/** Scheme and host as the client used them. */
export function originOf(request: Pick<FastifyRequest, 'protocol' | 'host'>): string {
  return `${request.protocol}://${request.host}`;
}
