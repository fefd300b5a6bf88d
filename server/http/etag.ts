import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { archiveVersion } from '../../data/database.ts';
import { VERSION } from '../contract/version.ts';
import type { Context } from './context.ts';

/**
 * Every answer depends on the archive and the program alone, so one tag serves all: it changes with each batch of an ingest
 * and with each build. A client that has it gets 304 before anything is read.
 */
export function notModified({
  archive,
  isSample,
  mask,
  shell,
}: Context): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const place = createHash('sha256')
    .update(
      `${archive.path} ${archive.meta('forget_salt') ?? ''} ${String(isSample)} ${String(mask !== undefined)} ${VERSION} ${CONTRACT_VERSION}`,
    )
    .digest('base64url')
    .slice(0, 8);
  return async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return;
    if (!request.url.startsWith('/api/v1/') && !isPage(request.url)) return;
    // A query may ask for "yesterday": its answer changes with the clock too.
    if (/[?&]q=/.test(request.url)) return;
    const tag = `W/"${place}-${archiveVersion(archive)}${shell ? `-${shell.stamp()}` : ''}"`;
    void reply.header('etag', tag).header('cache-control', 'no-cache');
    const known = request.headers['if-none-match'];
    // `*` asks whether anything is there, which nobody knows yet.
    if (known?.split(',').some((one) => one.trim() === tag)) {
      await reply.code(304).send();
    }
  };
}

/** Files of the web app carry their own tags; everything else that is no API is a page. */
const isPage = (url: string) => !url.startsWith('/api/') && !url.startsWith('/assets/');

/** Raised when the same archive is shown another way. */
const CONTRACT_VERSION = 1;
