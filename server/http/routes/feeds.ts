import type { FastifyInstance } from 'fastify';
import { listDecided } from '../../../data/read/decided.ts';
import { loadBytes, newestMessages } from '../../../data/read/messages.ts';
import { findPersons, loadMine } from '../../../data/read/mine.ts';
import { newestOfPerson, newestOfSeries } from '../../../data/read/newest.ts';
import { listRevisions, versionsNamedBy } from '../../../data/read/patches.ts';
import { findPerson } from '../../../data/read/people.ts';
import type { MessageRecord } from '../../../data/records/index.ts';
import { parseMail } from '../../../ingest/parse/mail.ts';
import { messagePath } from '../../present/brief/links.ts';
import { headlineOfPatch } from '../../present/brief/outcome.ts';
import { instant } from '../../present/brief/time.ts';
import { titleOf } from '../../present/brief/title.ts';
import type { Context } from '../context.ts';
import { badRequest, notFound } from '../errors.ts';
import { originOf } from '../origin.ts';
import { verdictOf } from '../pages/about.ts';
import type { FeedEntry } from '../pages/feed.ts';
import { stateName } from '../pages/outcome-line.ts';
import { type Feed, sendFeed } from '../send-feed.ts';
import { listOf } from './lists.ts';
import { findSeries } from './series.ts';
import { threadOf } from './threads.ts';

type Asked = { list?: string; id?: string; name?: string };

/** Feeds, each as Atom and as JSON Feed: newest messages of a list, thread, person or series; what was decided; what waits for somebody. */
export function feedRoutes(app: FastifyInstance, context: Context): void {
  const { archive } = context;
  const feed = (path: string, make: (params: Asked, who: string[], origin: string) => Promise<Feed>) => {
    for (const form of ['atom', 'json'])
      app.get<{ Params: Asked; Querystring: { who?: string | string[] } }>(
        `${path}.${form}`,
        { schema: { hide: true } },
        async (request, reply) => {
          const who = [request.query.who ?? []].flat().filter((name) => name.trim() !== '');
          return sendFeed(request, reply, await make(request.params, who, originOf(request)));
        },
      );
  };
  const ofMessages = (title: string, page: string, path: string, messages: MessageRecord[], origin: string): Feed => ({
    ...{ title, page, path, updated: instant(messages[0]?.dateUsed ?? 0) },
    entries: entriesOf(archive, messages, origin),
  });

  feed('/:list/new', async ({ list = 'all' }, _, origin) => {
    const found = await listOf(archive, list);
    const name = found?.name ?? 'all';
    const messages = await newestMessages(archive, found?.id ?? null, ENTRIES);
    return ofMessages(titleOfList(name), pathOfList(name), `${pathOfList(name)}new`, messages, origin);
  });

  feed('/:list/decided', async ({ list = 'all' }, _, origin) => {
    const found = await listOf(archive, list);
    const name = found?.name ?? 'all';
    const entries = decidedEntries(archive, found?.id ?? null, found?.name, origin);
    return {
      title: `Decided: ${titleOfList(name)}`,
      page: `${pathOfList(name)}?state=decided`,
      path: `${pathOfList(name)}decided`,
      updated: entries[0]?.date ?? instant(0),
      entries,
    };
  });

  feed('/:list/:id/t', async ({ id = '' }, _, origin) => {
    const { thread } = await threadOf(archive, id);
    const newest = [...thread.messages]
      .sort((a, b) => b.dateUsed - a.dateUsed || (a.key < b.key ? -1 : 1))
      .slice(0, ENTRIES);
    const page = messagePath(thread.summary.key, thread.summary.lists[0]);
    return ofMessages(titleOf(thread.summary.subject), page, `${page}t`, newest, origin);
  });

  feed('/person/:name/new', async ({ name = '' }, _, origin) => {
    const person = await findPerson(archive, name);
    if (person === null) throw notFound(`Nobody here goes by “${name}”.`);
    const messages = newestOfPerson(archive, person, ENTRIES);
    const shown = messages[0]?.person ?? name;
    const page = `/person/${encodeURIComponent(shown)}`;
    return ofMessages(shown, page, `${page}/new`, messages, origin);
  });

  feed('/series/:id/new', async ({ id = '' }, _, origin) => {
    const { record } = await findSeries(context, id);
    const revisions = await listRevisions(archive, record.workIds);
    const ids = [...new Set([record.seriesId, ...revisions.map((patch) => patch.record.seriesId)])];
    const messages = newestOfSeries(archive, ids, ENTRIES);
    const page = `/series/${encodeURIComponent(record.seriesId)}`;
    return ofMessages(record.title, page, `${page}/new`, messages, origin);
  });

  feed('/me/waiting', async (_, given, origin) => {
    const who = given.length > 0 ? given : [...context.me];
    if (who.length === 0) throw badRequest('For whom?', 'Name an address: /me/waiting.atom?who=you@example.org');
    const entries = await waitingEntries(archive, who, origin);
    const page = `/me?${String(new URLSearchParams(who.map((name) => ['who', name] as [string, string])))}`;
    return {
      title: `Waiting for ${who.join(', ')}`,
      page,
      path: '/me/waiting',
      updated: entries[0]?.date ?? instant(0),
      entries,
    };
  });
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

/** A decision is an entry of its own: a patch that is dropped after it was taken comes twice. */
function decidedEntries(
  archive: Context['archive'],
  list: number | null,
  name: string | undefined,
  origin: string,
): FeedEntry[] {
  const patches = listDecided(archive, list, ENTRIES);
  const versionOf = versionsNamedBy(archive, [], patches);
  return patches.map((patch) => {
    const { record, outcome } = patch;
    const headline = headlineOfPatch(patch, versionOf);
    return {
      key: `${record.messageId} ${outcome.state}`,
      title: `${stateName(outcome.state)}: ${record.title}`,
      name: headline.by?.name ?? record.from?.name ?? '',
      email: headline.by?.email ?? record.from?.email ?? '',
      date: instant(outcome.history.at(-1)?.date ?? record.dateUsed),
      link: `${origin}${messagePath(record.messageId, name)}`,
      text: verdictOf(headline).trim(),
    };
  });
}

/** Questions to somebody that wait, and patches whose next word is theirs, newest first. */
async function waitingEntries(archive: Context['archive'], who: string[], origin: string): Promise<FeedEntry[]> {
  const mine = await loadMine(archive, await findPersons(archive, who));
  const asked = mine.asked.map(({ raisedBy, lines, by, dateUsed, list, text, subject }) => ({
    ...{ key: `${raisedBy[0]!} ${lines[0]}`, title: titleOf(subject) },
    ...{ name: by.name, email: by.email, date: instant(dateUsed) },
    ...{ link: `${origin}${messagePath(raisedBy[0]!, list ?? undefined)}`, text },
  }));
  const turns = mine.turns.map(({ record, outcome }) => ({
    key: `${record.messageId} turn ${outcome.turn?.since ?? 0}`,
    title: `Your move: ${record.title}`,
    name: record.from?.name ?? '',
    email: record.from?.email ?? '',
    date: instant(outcome.turn?.since ?? record.dateUsed),
    link: `${origin}${messagePath(record.messageId, undefined)}`,
    text: outcome.turn?.why ?? '',
  }));
  return [...asked, ...turns].sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.key < b.key ? -1 : 1));
}

const titleOfList = (name: string) => (name === 'all' ? 'All lists' : name);
const pathOfList = (name: string) => `/${encodeURIComponent(name)}/`;
const ENTRIES = 25;
/** A feed reader shows the beginning of a long mail; the page has the rest. */
const MAX_TEXT = 100_000;
