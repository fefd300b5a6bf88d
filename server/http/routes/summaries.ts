import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ErrorAnswer, IdParams, SummaryAnswer, type SummaryLength, SummaryQuery } from '../../contract/index.ts';
import { renderHtml } from '../../present/summary/html.ts';
import { renderMarkdown } from '../../present/summary/markdown.ts';
import { renderText } from '../../present/summary/plain-text.ts';
import { presentSummary } from '../../present/summary/summary.ts';
import type { Context } from '../context.ts';
import { summaryParts } from '../summary-parts.ts';
import { threadOf } from './threads.ts';

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
  const { thread } = await threadOf(context.archive, id);
  return presentSummary(await summaryParts(context, thread, length));
}

const FORMATS = {
  md: { type: 'text/markdown; charset=utf-8', render: renderMarkdown },
  html: { type: 'text/html; charset=utf-8', render: renderHtml },
  txt: { type: 'text/plain; charset=utf-8', render: renderText },
} as const;
