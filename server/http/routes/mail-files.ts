import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Archive } from '../../../data/database.ts';
import { findRaw } from '../../../data/read/messages.ts';
import { loadThreadBytes } from '../../../data/read/thread.ts';
import type { ThreadRecord } from '../../../data/records/index.ts';
import { titleOf } from '../../present/brief/title.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { messageIdOf } from '../ids.ts';
import { mboxrd } from '../mbox.ts';
import { threadOf } from './threads.ts';

/** Mails as files under lore's addresses: raw, and the thread as t.mbox.gz. */
export function mailFileRoutes(app: FastifyInstance, { archive }: Context): void {
  app.get<{ Params: { list: string; id: string } }>(
    '/:list/:id/raw',
    { schema: { hide: true } },
    async ({ params }, reply) => {
      const id = messageIdOf(params.id);
      const bytes = findRaw(archive, id, params.list === 'all' ? null : params.list);
      if (!bytes) throw notFound(`No message “${id}” is in this archive.`);
      return reply.header('x-robots-tag', 'noindex').type('text/plain; charset=us-ascii').send(bytes);
    },
  );

  for (const name of ['t.mbox.gz', 't.mbox']) {
    app.get<{ Params: { list: string; id: string } }>(
      `/:list/:id/${name}`,
      { schema: { hide: true } },
      async ({ params }, reply) => {
        const { thread } = await threadOf(archive, params.id);
        return sendMbox(reply, mailsOf(archive, thread), titleOf(thread.summary.subject), name.endsWith('.gz'));
      },
    );
  }
}

/** Sends mails as one mboxrd file, packed or not, without holding more than a part of them. */
export function sendMbox(
  reply: FastifyReply,
  mails: AsyncIterable<Buffer>,
  title: string,
  packed: boolean,
): FastifyReply {
  const file = `${
    title
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[-.]+|-+$/g, '')
      .slice(0, 60) || 'thread'
  }.mbox`;
  const stream = Readable.from(quoted(mails), { objectMode: true });
  void reply.header('content-disposition', `attachment; filename="${file}${packed ? '.gz' : ''}"`);
  void reply.header('x-robots-tag', 'noindex');
  if (!packed) return reply.type('application/mbox').send(stream);
  return reply.type('application/gzip').send(stream.pipe(createGzip()));
}

/** The bytes of a thread's mails, oldest first, loaded in parts. */
export async function* mailsOf(archive: Archive, thread: ThreadRecord): AsyncGenerator<Buffer> {
  const ordered = [...thread.messages].sort((a, b) => a.dateUsed - b.dateUsed || (a.key < b.key ? -1 : 1));
  const small = ordered.length <= PART;
  const all = small ? loadThreadBytes(archive, thread.summary.id, 0, Number.MAX_SAFE_INTEGER) : null;
  for (const { key, position } of ordered) {
    const bytes = all?.get(key) ?? loadThreadBytes(archive, thread.summary.id, position, position + 1).get(key);
    if (bytes) yield bytes;
  }
}

async function* quoted(mails: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const bytes of mails) yield mboxrd(bytes);
}

/** Threads up to this length are loaded in one go. */
const PART = 300;
