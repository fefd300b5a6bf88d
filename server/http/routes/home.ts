import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { loadHome } from '../../../data/read/home.ts';
import { versionsNamedBy } from '../../../data/read/patches.ts';
import type { ThreadSummary } from '../../../data/records/index.ts';
import { listLists } from '../../../data/read/lists.ts';
import { HomeAnswer } from '../../contract/index.ts';
import { toldLately, waysIn } from '../../present/list/home.ts';
import { presentList, presentThreadRow } from '../../present/list/list.ts';
import { instantOrNull } from '../../present/brief/time.ts';
import type { Context } from '../context.ts';

/** The archive at a glance. */
export function homeRoutes(instance: FastifyInstance, context: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get('/home', { schema: { tags: ['lists'], response: { 200: HomeAnswer } } }, () => homeAnswer(context));
}

export async function homeAnswer({ archive, isSample }: Context): Promise<HomeAnswer> {
  const [home, lists] = [loadHome(archive), listLists(archive)];
  const { messages, threads, people, patches } = home;
  const versionOf = versionsNamedBy(archive, [
    ...home.decidedLately,
    ...home.waitingLongest,
    ...home.busiest,
    ...home.longest,
    ...home.versions,
  ]);
  const row = (thread: ThreadSummary) => presentThreadRow(thread, versionOf);
  const decided = home.decidedLately.map(row);
  return {
    lists: lists.map(presentList),
    decidedLately: decided.slice(0, GLANCE),
    ...toldLately(decided),
    waysIn: waysIn(home.longest.map(row), decided, home.versions.map(row)),
    waitingLongest: home.waitingLongest.map(row),
    busiest: home.busiest.map(row),
    counts: { messages, threads, people, patches, lists: home.lists },
    asOf: instantOrNull(home.asOf),
    isSample,
    howToAdd: HOW_TO_ADD,
  };
}

/** As many as a glance takes in. */
const GLANCE = 8;

const HOW_TO_ADD = [
  { what: 'An mbox file, plain or .gz, as lore hands it out', command: 'npx lorescope ingest all.mbox.gz' },
  { what: 'One thread from lore', command: 'npx lorescope ingest t.mbox.gz' },
  { what: 'A clone of a public-inbox archive', command: 'npx lorescope ingest path/to/linux-rdma' },
  {
    what: 'A Maildir, a folder of .eml files, or standard input',
    command: 'npx lorescope ingest ~/Maildir --list my-list',
  },
];
