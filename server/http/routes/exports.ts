import { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { loadBytesByKey } from '../../../data/read/messages.ts';
import {
  findPatch,
  listPatches,
  listRevisions,
  loadPatchFacts,
  loadSeries,
  type PatchPlace,
} from '../../../data/read/patches.ts';
import type { StoredSeries } from '../../../data/records/index.ts';
import { parseMail, sentText } from '../../../ingest/parse/mail.ts';
import { diffIn, withoutTransportEnds } from '../../../ingest/parse/patch/diff-text.ts';
import { AmQuery, ErrorAnswer, IdParams, TableParams, TableQuery } from '../../contract/index.ts';
import { csvLine, PATCH_TABLE_COLUMNS, patchTableRow } from '../../present/export/patch-table.ts';
import { amBytes, amPatches } from '../am.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { messageIdOf } from '../ids.ts';
import { listOf, statesOf } from './lists.ts';
import { mailsOf, sendMbox } from './mail-files.ts';
import { threadOf } from './threads.ts';
import { titleOf } from '../../present/brief/title.ts';

/** Threads as mbox, series and patches for `git am`, diffs, and a list's patches as a table. */
export function exportRoutes(instance: FastifyInstance, context: Context): void {
  const { archive } = context;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const errors = { 400: ErrorAnswer, 404: ErrorAnswer };

  app.get(
    '/threads/:id/mbox',
    { schema: { tags: ['threads'], params: IdParams, produces: ['application/mbox'] } },
    async ({ params }, reply) => {
      const { thread } = await threadOf(archive, params.id);
      return sendMbox(
        reply as unknown as FastifyReply,
        mailsOf(archive, thread),
        titleOf(thread.summary.subject),
        false,
      ) as never;
    },
  );

  app.get(
    '/threads/:id/am',
    { schema: { tags: ['patches'], params: IdParams, querystring: AmQuery, response: errors } },
    async ({ params, query }, reply) => {
      const series = await seriesToExport(context, messageIdOf(params.id), query);
      const patches = await amPatches(archive, series, query.coverTrailers !== '0');
      return sendText(
        reply as unknown as FastifyReply,
        amBytes(archive, patches),
        'application/mbox',
        series.record.title,
      );
    },
  );

  app.get(
    '/patches/:id/am',
    { schema: { tags: ['patches'], params: IdParams, querystring: AmQuery, response: errors } },
    async ({ params, query }, reply) => {
      const patch = await patchToExport(context, messageIdOf(params.id));
      const [series] = loadSeries(archive, [patch.record.seriesId]);
      const patches = series ? await amPatches(archive, series, query.coverTrailers !== '0') : [];
      const one = patches.filter((other) => other.patch.record.key === patch.record.key);
      return sendText(reply as unknown as FastifyReply, amBytes(archive, one), 'application/mbox', patch.record.title);
    },
  );

  app.get(
    '/patches/:id/diff',
    { schema: { tags: ['patches'], params: IdParams, response: errors } },
    async ({ params }, reply) => {
      const { record } = await patchToExport(context, messageIdOf(params.id));
      const mail = loadBytesByKey(archive, [record.key]).get(record.key)!;
      const part = loadPatchFacts(archive, [record.key]).get(record.key)?.part;
      const diff = diffIn(withoutTransportEnds(sentText(parseMail(mail.bytes, { salvaged: mail.salvaged }), part)));
      return sendText(reply as unknown as FastifyReply, Buffer.from(diff), 'text/x-diff; charset=utf-8', record.title);
    },
  );

  app.get(
    '/lists/:list/patches',
    { schema: { tags: ['lists'], params: TableParams, querystring: TableQuery, response: errors } },
    async ({ params, query }, reply) => {
      const list = params.list === 'all' ? null : ((await listOf(archive, params.list))?.id ?? null);
      const states = statesOf(query.state);
      const format = query.format ?? 'json';
      const sent = reply as unknown as FastifyReply;
      void sent.header('content-disposition', `attachment; filename="${fileName(params.list)}-patches.${format}"`);
      return sent
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
        .send(Readable.from(tableOf(context, list, states, format))) as never;
    },
  );
}

/** The newest complete series of a message's works, or the one of a version. Throws not found, with what is missing. */
async function seriesToExport({ archive }: Context, id: string, query: AmQuery): Promise<StoredSeries> {
  const patch = findPatch(archive, id);
  let known: StoredSeries[];
  if (patch) {
    const [own] = loadSeries(archive, [patch.record.seriesId]);
    const related = own ? listRevisions(archive, own.record.workIds) : [];
    known = loadSeries(archive, [...new Set([patch.record.seriesId, ...related.map(({ record }) => record.seriesId)])]);
  } else {
    const { thread } = await threadOf(archive, id);
    known = thread.series;
  }
  const posted = known.filter(({ record }) => record.patches.length > 0 && record.rerollOf === null);
  const wanted =
    query.revision === undefined
      ? posted
      : posted.filter(({ record }) => Math.floor(record.version) === query.revision);
  if (wanted.length === 0)
    throw notFound(
      query.revision === undefined
        ? `No patch is posted in the thread of “${id}”.`
        : `There is no v${query.revision} of “${id}” here.`,
      posted.length > 0 ? `Here are: ${posted.map(({ record }) => `v${record.version}`).join(', ')}.` : undefined,
    );
  wanted.sort((a, b) => a.record.dateUsed - b.record.dateUsed || (a.record.seriesId < b.record.seriesId ? -1 : 1));
  const complete = wanted.findLast(({ record }) => record.missing.length === 0);
  const chosen = complete ?? (query.incomplete === '1' ? wanted.at(-1) : undefined);
  if (chosen) return chosen;
  const { record } = wanted.at(-1)!;
  throw notFound(
    `v${record.version} is not complete here: ${record.missing.length} of ${record.total} patches are missing (${record.missing.slice(0, 20).join(', ')}).`,
    'Ask with ?incomplete=1 (--incomplete) for those that are here.',
  );
}

async function patchToExport({ archive }: Context, id: string) {
  const patch = findPatch(archive, id);
  if (!patch || patch.record.ghost || patch.record.isCover)
    throw notFound(`“${id}” is no patch that is in this archive.`, 'The whole thread is at /api/v1/threads/…/mbox.');
  return patch;
}

function sendText(reply: FastifyReply, bytes: Buffer, type: string, title: string): never {
  const ending = type.startsWith('application/mbox') ? 'mbox' : 'diff';
  void reply.header('content-disposition', `attachment; filename="${fileName(title)}.${ending}"`);
  return reply.type(type).send(bytes) as never;
}

/** A list's patches as a table, page by page, newest first. */
async function* tableOf(
  { archive }: Context,
  list: number | null,
  states: string[],
  format: 'csv' | 'json',
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(PATCH_TABLE_COLUMNS);
  else yield '[';
  const filter = { title: '', states, list, person: null, waiting: null };
  let after: PatchPlace | null = null;
  let first = true;
  do {
    const page: Awaited<ReturnType<typeof listPatches>> = listPatches(archive, filter, ROWS, after);
    for (const patch of page.patches) {
      const row = patchTableRow(patch);
      if (format === 'csv') yield csvLine(PATCH_TABLE_COLUMNS.map((name) => row[name]));
      else yield `${first ? '\n' : ',\n'}${JSON.stringify(row)}`;
      first = false;
    }
    after = page.next;
  } while (after !== null);
  if (format === 'json') yield '\n]\n';
}

function fileName(title: string): string {
  const name = title
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|-+$/g, '')
    .slice(0, 60);
  return name || 'patch';
}

const ROWS = 500;
