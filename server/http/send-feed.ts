import type { FastifyReply, FastifyRequest } from 'fastify';
import { atomFeed, type FeedEntry } from './pages/feed.ts';
import { jsonFeed } from './pages/json-feed.ts';
import { originOf } from './origin.ts';

/** A feed before it is written; `page` is the path of what it tells of. */
export interface Feed {
  title: string;
  page: string;
  /** Its own one path, without the ending that tells the form. */
  path: string;
  /** UTC, ISO 8601. */
  updated: string;
  entries: FeedEntry[];
}

/** Sends a feed in the form that its address ends in. */
export function sendFeed(request: FastifyRequest, reply: FastifyReply, feed: Feed): FastifyReply {
  const origin = originOf(request);
  const form = /\.(atom|json)(\?.*)?$/.exec(request.url)!;
  const whole = { ...feed, self: `${origin}${feed.path}${form[0]}`, alternate: `${origin}${feed.page}` };
  if (form[1] === 'json')
    return reply.type('application/feed+json; charset=utf-8').send(JSON.stringify(jsonFeed(whole)));
  return reply.type('application/atom+xml; charset=utf-8').send(atomFeed(whole));
}
