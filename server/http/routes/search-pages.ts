import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findMessage, findRaw } from '../../../data/read/messages.ts';
import { findThread, loadThread } from '../../../data/read/thread.ts';
import type { SearchQuery } from '../../contract/index.ts';
import { instant } from '../../present/brief/time.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { atomFeed } from '../pages/feed.ts';
import type { Page } from '../pages/frame.ts';
import { searchPage } from '../pages/search-page.ts';
import { searchAnswer, searchKeys } from '../search-answer.ts';
import { maskedRefusal } from '../masking.ts';
import { originOf } from '../origin.ts';
import { entriesOf } from './feeds.ts';
import { mailsOf, sendMbox } from './mail-files.ts';

/**
 * `/<list>/?q=…` as lore has it: `x=m` gives the messages as mbox.gz (with `t=1` their whole threads), `x=A` an Atom feed, `r=1`
 * the best first, `o=-1` the oldest first. Clients that fetch mboxes send the query with POST.
 */
export function searchPageRoutes(app: FastifyInstance, context: Context): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, _body, done) => {
    done(null, {});
  });
  app.post<{ Params: { list: string } }>('/:list/', { schema: { hide: true } }, (request, reply) => {
    const asked = addressQuery(request);
    if ((asked.get('q') ?? '') === '') throw notFound('There is nothing to send here.', 'A search has ?q=…&x=m.');
    return sendMessages(context, request.params.list, reply, asked);
  });
}

/**
 * What the address of a list's page asks for as a search: a page, or `sent` where the reply has it already, as a feed or mbox; null
 * where it asks for none. Never the reply itself: whoever awaits that gets nothing.
 */
export async function searchAtAddress(
  context: Context,
  request: Pick<FastifyRequest, 'url' | 'protocol' | 'host' | 'server'>,
  reply: FastifyReply,
  list: string,
): Promise<Page | 'sent' | null> {
  const asked = addressQuery(request);
  if ((asked.get('q') ?? '').trim() === '') return null;
  if (asked.get('x') === 'm') {
    await sendMessages(context, list, reply, asked);
    return 'sent';
  }
  const answer = await searchAnswer(context, searchQuery(list, asked), now());
  if (asked.get('x') !== 'A') return searchPage(list, answer, asked);
  const messages = [];
  for (const { key } of answer.hits) {
    const found = findMessage(context.archive, key);
    if (found) messages.push(found.message);
  }
  const origin = originOf(request);
  const self = `${origin}${request.url}`;
  asked.delete('x');
  void reply.type('application/atom+xml; charset=utf-8').send(
    atomFeed({
      title: answer.query,
      self,
      alternate: `${origin}/${encodeURIComponent(list)}/?${asked.toString()}`,
      updated: instant(Math.max(0, ...messages.map(({ dateUsed }) => dateUsed))),
      entries: entriesOf(context.archive, messages, origin),
    }),
  );
  return 'sent';
}

async function sendMessages(
  context: Context,
  list: string,
  reply: FastifyReply,
  asked: URLSearchParams,
): Promise<FastifyReply> {
  // Before anything is looked for: whether there are hits is an answer too.
  if (context.mask) throw maskedRefusal();
  const threads = asked.get('t') === '1';
  const query: SearchQuery = { ...searchQuery(list, asked), ...(threads && { collapse: 'thread' }) };
  const keys = searchKeys(context, query, now(), MOST_MAILS);
  const first = await keys.next();
  if (first.done === true) throw notFound('No message fits this query.');
  const mails = mailsFor(context, first.value, keys, threads);
  return sendMbox(reply, mails, `results-${query.q}`, true);
}

async function* mailsFor(
  { archive }: Context,
  first: string,
  others: AsyncIterable<string>,
  threads: boolean,
): AsyncGenerator<Buffer> {
  async function* mailsOfKey(key: string): AsyncGenerator<Buffer> {
    if (threads) {
      const number = findThread(archive, key);
      const thread = number === null ? null : loadThread(archive, number);
      if (thread) yield* mailsOf(archive, thread);
    } else {
      const bytes = findRaw(archive, key, null);
      if (bytes) yield bytes;
    }
  }
  yield* mailsOfKey(first);
  for await (const key of others) yield* mailsOfKey(key);
}

function searchQuery(list: string, asked: URLSearchParams): SearchQuery {
  const cursor = asked.get('cursor');
  return {
    q: (asked.get('q') ?? '').slice(0, 2000),
    ...(list !== 'all' && { list }),
    ...(asked.get('r') === '1' && { order: 'best' as const }),
    ...(asked.get('o') === '-1' && { order: 'oldest' as const }),
    facets: '0',
    ...(cursor && { cursor }),
  };
}

const addressQuery = (request: Pick<FastifyRequest, 'url'>) => new URLSearchParams(request.url.split('?')[1] ?? '');
const now = () => Math.floor(Date.now() / 1000);
/** Results beyond this are asked for with a narrower query. */
const MOST_MAILS = 10_000;
