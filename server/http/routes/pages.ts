import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findPlace, loadBytesByKey } from '../../../data/read/messages.ts';
import { parseMail } from '../../../ingest/parse/mail.ts';
import type { ListThreadsQuery, ThreadAnswer } from '../../contract/index.ts';
import { APP_SCREENS } from '../../contract/screens.ts';
import { messagePath } from '../../present/brief/links.ts';
import type { Context } from '../context.ts';
import { describeError, type HttpError, notFound } from '../errors.ts';
import { messageIdOf } from '../ids.ts';
import { originOf } from '../origin.ts';
import { type Page, renderPage } from '../pages/frame.ts';
import { homePage } from '../pages/home-page.ts';
import { markup } from '../pages/html.ts';
import { listPage } from '../pages/list-page.ts';
import { ghostPage, messagePage } from '../pages/message-page.ts';
import { searchHelpPage } from '../pages/search-page.ts';
import { summaryPage } from '../pages/summary-page.ts';
import { aboutList, aboutMessage, aboutThread, rootOf } from '../pages/thread-about.ts';
import { conversationPage, messagesPage } from '../pages/thread-page.ts';
import { homeAnswer } from './home.ts';
import { threadsAnswer } from './lists.ts';
import { searchAtAddress, searchPageRoutes } from './search-pages.ts';
import { messageAnswer } from './messages.ts';
import { summaryAnswer } from './summaries.ts';
import { bodiesAnswer, threadAnswer } from './threads.ts';

interface Place {
  list: string;
  id: string;
}

/**
 * Pages under lore's addresses that need no JavaScript. Where the web app was built each is drawn inside the app's page, and
 * the app takes over.
 */
export function pageRoutes(app: FastifyInstance, context: Context): void {
  const { archive, shell } = context;
  const options = { schema: { hide: true } };
  const send = (reply: FastifyReply, page: Page) =>
    reply.type('text/html; charset=utf-8').send(renderPage(shell, page, originOf(reply.request)));
  app.setErrorHandler((error: FastifyError | HttpError, request, reply) => sendError(context, error, request, reply));

  app.get('/', options, async (_request, reply) => send(reply, homePage(await homeAnswer(context))));

  app.get<{ Params: { list: string } }>('/:list', options, ({ params }, reply) =>
    reply.redirect(`/${encodeURIComponent(params.list)}/`, 301),
  );

  app.get<{ Params: { list: string } }>('/:list/', options, async (request, reply) => {
    const found = await searchAtAddress(context, request, reply, request.params.list);
    if (found) return found === 'sent' ? reply : send(reply, found);
    const asked = new URLSearchParams(request.url.split('?')[1] ?? '');
    const answer = await threadsAnswer(archive, request.params.list, pageQuery(asked));
    const name = answer.list?.name ?? 'all';
    return send(reply, { ...listPage(name, answer, asked), about: aboutList(name) });
  });
  searchPageRoutes(app, context);

  app.get<{ Params: { id: string } }>('/r/:id', options, ({ params }, reply) => redirectToMessage(params.id, reply));
  app.get<{ Params: { id: string } }>('/r/:id/', options, ({ params }, reply) => redirectToMessage(params.id, reply));

  app.get<{ Params: Place }>('/:list/:id', options, ({ params }, reply) =>
    reply.redirect(messagePath(messageIdOf(params.id), params.list), 301),
  );

  app.get<{ Params: Place }>('/:list/:id/', options, async ({ params }, reply) => {
    const id = messageIdOf(params.id);
    const thread = await threadAnswer(context, id, { bodies: false });
    const list = listShown(params.list, thread.lists);
    const row = thread.rows.find(({ key }) => key === id);
    if (!row || row.ghost) return send(reply, ghostPage(thread, id, list));
    const message = await messageAnswer(context, id);
    const about = aboutMessage(message, thread, list, firstWords(archive, thread));
    return send(reply, { ...messagePage(message, thread, list), about });
  });

  app.get<{ Params: Place; Querystring: { cursor?: string } }>(
    '/:list/:id/T/',
    options,
    async ({ params, query }, reply) => {
      const thread = await threadAnswer(context, params.id, { bodies: query.cursor === undefined });
      const page =
        query.cursor === undefined ? thread : { ...thread, ...(await bodiesAnswer(context, params.id, query.cursor)) };
      const list = listShown(params.list, thread.lists);
      const about = aboutThread(thread, page.bodies, list, 'T', firstWords(archive, thread));
      return send(reply, { ...messagesPage(page, list), about });
    },
  );

  app.get<{ Params: Place }>('/:list/:id/t/', options, async ({ params }, reply) => {
    const thread = await threadAnswer(context, params.id, { bodies: true });
    const list = listShown(params.list, thread.lists);
    const about = aboutThread(thread, thread.bodies, list, 't', firstWords(archive, thread));
    return send(reply, { ...conversationPage(thread, list), about });
  });

  app.get<{ Params: Place; Querystring: { length?: string } }>(
    '/:list/:id/summary/',
    options,
    async ({ params, query }, reply) => {
      const id = messageIdOf(params.id);
      const length = LENGTHS.find((one) => one === query.length) ?? 'normal';
      const summary = await summaryAnswer(context, id, length);
      return send(reply, summaryPage(summary, id, listShown(params.list, summary.lists)));
    },
  );

  app.get<{ Params: Place }>('/:list/:id/why/', options, async ({ params }, reply) => {
    const id = messageIdOf(params.id);
    const summary = await summaryAnswer(context, id, 'short');
    return send(reply, summaryPage(summary, id, listShown(params.list, summary.lists)));
  });

  for (const form of ['T', 't', 'summary', 'why']) {
    app.get<{ Params: Place }>(`/:list/:id/${form}`, options, ({ params }, reply) =>
      reply.redirect(`${messagePath(messageIdOf(params.id), params.list)}${form}/`, 301),
    );
  }

  // The app's own address of a search: without JavaScript the same results as under a list.
  for (const address of ['/search', '/search/']) {
    app.get<{ Querystring: { list?: string } }>(address, options, async (request, reply) => {
      const found = await searchAtAddress(context, request, reply, request.query.list ?? 'all');
      if (found) return found === 'sent' ? reply : send(reply, found);
      return send(reply, searchHelpPage());
    });
  }

  for (const address of Object.keys(APP_SCREENS).flatMap((path) => [path, `${path}/`])) {
    app.get(address, options, (request, reply) => send(reply, appPage(request.url)));
  }

  async function redirectToMessage(text: string, reply: FastifyReply) {
    const id = messageIdOf(text);
    const place = findPlace(archive, id);
    if (!place) throw notFound(`No message “${id}” is in this archive.`);
    return reply.redirect(messagePath(place.key, place.list ?? undefined), 302);
  }
}

/** What the first message of a thread says: search engines want it on every page of the discussion. */
function firstWords(archive: Context['archive'], thread: ThreadAnswer): string {
  const root = rootOf(thread);
  const known = root && thread.bodies.find(({ key }) => key === root.key);
  if (!root || known) return known?.text ?? '';
  const mail = loadBytesByKey(archive, [root.key]).get(root.key);
  return mail ? parseMail(mail.bytes, { salvaged: mail.salvaged }).text : '';
}

/** An error as a page. */
export function sendError(
  { shell }: Context,
  error: FastifyError | HttpError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const { status, answer } = describeError(error);
  if (status >= 500) request.log.error(error);
  void reply.removeHeader('etag').header('cache-control', 'no-store').code(status).type('text/html; charset=utf-8');
  void reply.send(renderPage(shell, errorPage(answer.error)));
}

/** The list whose name stands on the page: the one asked for, where the thread is on it. */
function listShown(asked: string, lists: string[]): string | null {
  return lists.includes(asked) ? asked : (lists[0] ?? null);
}

/** What a list's page understands of its address: our own fields, and lore's `t=` (before that time). */
function pageQuery(asked: URLSearchParams): ListThreadsQuery {
  const query: ListThreadsQuery = {};
  const sort = asked.get('sort');
  if (sort === 'activity' || sort === 'start' || sort === 'size') query.sort = sort;
  for (const field of ['state', 'person', 'from', 'to', 'cursor'] as const) {
    const value = asked.get(field);
    if (value) query[field] = value;
  }
  for (const field of ['hasPatch', 'unanswered'] as const) {
    const value = asked.get(field);
    if (value === 'true' || value === 'false') query[field] = value === 'true';
  }
  if (asked.get('bots') === 'off') query.bots = 'off';
  const before = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(asked.get('t') ?? '');
  if (before && !query.to) query.to = `${before[1]}-${before[2]}-${before[3]}T${before[4]}:${before[5]}:${before[6]}Z`;
  return query;
}

function errorPage({ message, hint }: { message: string; hint?: string }): Page {
  return {
    title: 'Not shown',
    body: markup`<h1>${message}</h1>
      <p>${hint}</p>
      <p><a href="/">The lists</a></p>`,
  };
}

/** Screens that only the app draws; what they show is in the API. */
function appPage(url: string): Page {
  return {
    title: 'Lorescope',
    body: markup`<h1>This screen needs JavaScript</h1>
      <p>
        What it shows is in the API, and the lists are readable without: <a href="/">lists</a>,
        <a href="/api/docs">API</a>.
      </p>
      <p class="about">${url.slice(0, 200)}</p>`,
  };
}

const LENGTHS = ['short', 'normal', 'full'] as const;
