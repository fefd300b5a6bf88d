import type { FastifyInstance, FastifyRequest } from 'fastify';
import { badRequest, HttpError } from './errors.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Scheme, host and port under which visitors reach this server, where its settings say so. */
    publicOrigin: string | null;
  }
}

/** Scheme and host of links that are sent out: as the settings name them, else as the client used them. */
export function originOf(request: Pick<FastifyRequest, 'protocol' | 'host' | 'server'>): string {
  return request.server.publicOrigin ?? `${request.protocol}://${hostOf(request) ?? 'localhost'}`;
}

/**
 * Turns away requests whose scheme or host is none, and, where the settings name the public address, those that were meant for another
 * host: a page of a stranger can not read this server by a name of its own (DNS rebinding), nor get such a name into links and feeds.
 *
 * @param publicUrl as `https://lists.example.org`, without a path
 */
export function checkOrigin(app: FastifyInstance, publicUrl: string | undefined): void {
  const known = publicUrl === undefined ? null : new URL(publicUrl);
  app.decorate('publicOrigin', known?.origin ?? null);
  app.addHook('onRequest', (request, _reply, done) => {
    const host = hostOf(request);
    if (!/^https?$/.test(request.protocol) || (host !== undefined && !HOST.test(host)))
      return done(badRequest('The address of the request has no host that could be one.'));
    // Watchers ask by whatever address the machine has.
    if (known && host !== undefined && !WATCHED.test(request.routeOptions.url ?? '')) {
      const name = host.toLowerCase();
      if (name !== known.host && !LOCAL.test(name))
        return done(
          new HttpError(421, 'wrong-host', 'This server does not go by that name.', `It is ${known.origin}.`),
        );
    }
    done();
  });
}

/** Absent with HTTP/1.0, whatever fastify's types say. */
function hostOf({ host }: Pick<FastifyRequest, 'host'>): string | undefined {
  return host as string | undefined;
}

/** A name, an IPv4 or a bracketed IPv6 address, perhaps with a port. */
const HOST = /^(?:[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_.])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;
const LOCAL = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;
const WATCHED = /^\/(?:metrics|healthz|api\/v1\/health)$/;
