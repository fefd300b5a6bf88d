import type { FastifyInstance, FastifyRequest } from 'fastify';
import { loadBytes, newestMessages } from '../../../data/read/messages.ts';
import type { MessageRecord } from '../../../data/records/index.ts';
import { parseMail } from '../../../ingest/parse/mail.ts';
import { messagePath } from '../../present/brief/links.ts';
import { instant } from '../../present/brief/time.ts';
import { titleOf } from '../../present/brief/title.ts';
import type { Context } from '../context.ts';
import { atomFeed, type FeedEntry } from '../pages/feed.ts';
import { listOf } from './lists.ts';
import { threadOf } from './threads.ts';

/** Atom feeds under lore's addresses: a list's newest messages, and a thread. */
export function feedRoutes(app: FastifyInstance, { archive }: Context): void {
  app.get<{ Params: { list: string } }>('/:list/new.atom', { schema: { hide: true } }, async (request, reply) => {
    const list = await listOf(archive, request.params.list);
    const messages = await newestMessages(archive, list?.id ?? null, ENTRIES);
    const name = list?.name ?? 'all';
    const page = `${originOf(request)}/${encodeURIComponent(name)}/`;
    return reply.type('application/atom+xml; charset=utf-8').send(
      atomFeed({
        title: name === 'all' ? 'All lists' : name,
        self: `${page}new.atom`,
        alternate: page,
        updated: instant(messages[0]?.dateUsed ?? 0),
        entries: entriesOf(archive, messages, originOf(request)),
      }),
    );
  });

  app.get<{ Params: { list: string; id: string } }>(
    '/:list/:id/t.atom',
    { schema: { hide: true } },
    async (request, reply) => {
      const { thread } = await threadOf(archive, request.params.id);
      const newest = [...thread.messages]
        .sort((a, b) => b.dateUsed - a.dateUsed || (a.key < b.key ? -1 : 1))
        .slice(0, ENTRIES);
      const page = `${originOf(request)}${messagePath(thread.summary.key, thread.summary.lists[0])}`;
      return reply.type('application/atom+xml; charset=utf-8').send(
        atomFeed({
          title: titleOf(thread.summary.subject),
          self: `${page}t.atom`,
          alternate: page,
          updated: instant(thread.summary.last),
          entries: entriesOf(archive, newest, originOf(request)),
        }),
      );
    },
  );
}

/** Scheme and host as the client used them. */
export function originOf(request: Pick<FastifyRequest, 'protocol' | 'host'>): string {
  return `${request.protocol}://${request.host}`;
}

/** Messages as entries of a feed, with their words. */
export function entriesOf(archive: Context['archive'], messages: MessageRecord[], origin: string): FeedEntry[] {
  const bytes = loadBytes(
    archive,
    messages.map(({ id }) => id),
  );
  return messages.map((message) => {
    const raw = bytes.get(message.id);
    return {
      key: message.key,
      title: message.subject || '(no subject)',
      name: message.from.name,
      email: message.from.email,
      date: instant(message.dateUsed),
      link: `${origin}${messagePath(message.key, message.lists[0])}`,
      text: raw ? parseMail(raw, { salvaged: message.salvaged }).text.slice(0, MAX_TEXT) : '',
    };
  });
}

const ENTRIES = 25;
/** A feed reader shows the beginning of a long mail; the page has the rest. */
const MAX_TEXT = 100_000;
