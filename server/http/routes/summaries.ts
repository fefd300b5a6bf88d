import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import {
  ErrorAnswer,
  IdParams,
  type MarkedQuote,
  SummaryAnswer,
  type SummaryLength,
  SummaryQuery,
} from '../../contract/index.ts';
import { renderHtml } from '../../present/summary/html.ts';
import { renderMarkdown } from '../../present/summary/markdown.ts';
import { renderText } from '../../present/summary/plain-text.ts';
import { presentSummary } from '../../present/summary/summary.ts';
import { summaryTurning } from '../../present/summary/turning.ts';
import type { Context } from '../context.ts';
import { summaryParts } from '../summary-parts.ts';
import { threadOf } from './threads.ts';
import { whyWithParts } from './verdicts.ts';

/** The summary of a thread, as JSON or as a document. */
export function summaryRoutes(instance: FastifyInstance, context: Context): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/threads/:id/summary',
    {
      schema: {
        tags: ['threads'],
        params: IdParams,
        querystring: SummaryQuery,
        response: { 200: SummaryAnswer, 404: ErrorAnswer },
      },
    },
    async ({ params, query }, reply) => {
      const summary = await summaryAnswer(context, params.id, query.length ?? 'normal');
      const format = query.format ?? 'json';
      if (format === 'json') return summary;
      const { type, render } = FORMATS[format];
      // A document is sent past the typed reply.
      return (reply as unknown as FastifyReply).type(type).send(render(summary)) as never;
    },
  );
}

/** A thread's summary. Throws not found. */
export async function summaryAnswer(context: Context, id: string, length: SummaryLength): Promise<SummaryAnswer> {
  if (length === 'short') {
    const { why, parts, beside } = await whyWithParts(context, id);
    const cited = new Set(why.points.flatMap(({ quote, beside: other }) => messagesOf(quote, other)));
    const all = beside.flatMap((other) => [...other.spoken].map(([key, spoken]) => ({ key, spoken, hash: other.hashes.get(key) ?? '' }))); // prettier-ignore
    const further = all.filter(({ key }) => cited.has(key) && !parts.spoken.has(key));
    return presentSummary({
      ...parts,
      length,
      spoken: new Map([...parts.spoken, ...further.map(({ key, spoken }) => [key, spoken] as const)]),
      hashes: new Map([...parts.hashes, ...further.map(({ key, hash }) => [key, hash] as const)]),
      turning: summaryTurning(why),
    });
  }
  const { thread } = await threadOf(context.archive, id);
  return presentSummary(await summaryParts(context, thread, length));
}

/** The messages that a quotation needs. */
const messagesOf = (...quotes: (MarkedQuote | null)[]): string[] =>
  quotes.flatMap((quote) => (quote ? [quote.messageId, ...(quote.answers ? [quote.answers.messageId] : [])] : []));

const FORMATS = {
  md: { type: 'text/markdown; charset=utf-8', render: renderMarkdown },
  html: { type: 'text/html; charset=utf-8', render: renderHtml },
  txt: { type: 'text/plain; charset=utf-8', render: renderText },
} as const;
