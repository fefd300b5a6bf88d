import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { findThread, loadThread } from '../../../data/read/thread.ts';
import type { ThreadRecord } from '../../../data/records/index.ts';
import { ErrorAnswer, IdParams, VerdictAnswer, WhyAnswer } from '../../contract/index.ts';
import { tellingOf } from '../../present/summary/summary.ts';
import type { SummaryParts, Telling } from '../../present/summary/parts.ts';
import { presentVerdict } from '../../present/verdict/verdict.ts';
import { presentWhy } from '../../present/verdict/why.ts';
import type { PlaceOf } from '../../present/verdict/marked.ts';
import type { Context } from '../context.ts';
import { summaryParts } from '../summary-parts.ts';
import { threadOf } from './threads.ts';

/** A thread's verdict on one sheet, and the turning points that led to it. */
export function verdictRoutes(instance: FastifyInstance, context: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/threads/:id/verdict',
    {
      schema: {
        tags: ['threads'],
        summary: 'what decides, why it counts, what nobody wrote, the path, open points',
        params: IdParams,
        response: { 200: VerdictAnswer, 404: ErrorAnswer },
      },
    },
    async ({ params }) => {
      const { thread } = await threadOf(context.archive, params.id);
      const telling = tellingOf(await summaryParts(context, thread, 'normal'));
      return presentVerdict(telling, placesIn([thread]));
    },
  );
  app.get(
    '/threads/:id/why',
    {
      schema: {
        tags: ['threads'],
        summary: 'the turning points of its story, across threads',
        params: IdParams,
        response: { 200: WhyAnswer, 404: ErrorAnswer },
      },
    },
    ({ params }) => whyAnswer(context, params.id),
  );
}

/** The turning points of a thread's story: its own, and those of the threads in which its works were posted or spoken of. Throws not found. */
export async function whyAnswer(context: Context, id: string): Promise<WhyAnswer> {
  return (await whyWithParts(context, id)).why;
}

/** The same, with what was read for the thread itself and for those beside it. */
export async function whyWithParts(
  context: Context,
  id: string,
): Promise<{ why: WhyAnswer; parts: SummaryParts; beside: readonly SummaryParts[] }> {
  const { thread } = await threadOf(context.archive, id);
  const first = tellingOf(await summaryParts(context, thread, 'normal'));
  const tellings: Telling[] = [first];
  for (const root of relatedTo(first)) {
    const number = await findThread(context.archive, root);
    const other = number === null ? null : await loadThread(context.archive, number);
    if (!other || tellings.some((one) => one.thread.summary.root === other.summary.root)) continue;
    if (other.messages.length > MOST_MESSAGES) continue;
    tellings.push(tellingOf(await summaryParts(context, other, 'normal')));
    if (tellings.length >= MOST_THREADS) break;
  }
  return {
    why: presentWhy(tellings, placesIn(tellings.map((telling) => telling.thread))),
    parts: first,
    beside: tellings.slice(1),
  };
}

/** Threads of other versions, of what decided, and of later words about it; those of the works first. */
function relatedTo({ thread, revisions, mentions }: Telling): string[] {
  const roots = new Set<string>();
  for (const { threadId } of [...revisions].reverse()) roots.add(threadId);
  for (const { outcome } of thread.patches)
    for (const { evidence } of outcome.history)
      for (const one of evidence) if (one.where === 'elsewhere') roots.add(one.messageId);
  for (const { key } of mentions.slice(0, MOST_THREADS)) roots.add(key);
  roots.delete(thread.summary.root);
  return [...roots];
}

function placesIn(threads: readonly ThreadRecord[]): PlaceOf {
  const places = new Map(
    threads.flatMap(({ summary, messages }) =>
      messages.map(({ key, lists }) => [key, { threadId: summary.root, list: lists[0] ?? null }] as const),
    ),
  );
  return (key) => places.get(key) ?? null;
}

/** A story is told of so many threads, and none of them is longer than this. */
const MOST_THREADS = 5;
const MOST_MESSAGES = 400;
