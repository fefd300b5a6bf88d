import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Archive, archiveVersion } from '../../data/database.ts';

/**
 * Keeps large answers packed, so that a long thread that many look at is read, parsed and packed once. Everything goes when the
 * archive changes; beyond `MAX_BYTES` the longest unused goes first.
 */
export class AnswerCache {
  readonly #archive: Archive;
  readonly #answers = new Map<string, Buffer>();
  #version = '';
  #bytes = 0;

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** Sends what `compute` answers as JSON, from the cache where the client takes gzip and it was asked before. */
  async send(request: FastifyRequest, reply: FastifyReply, compute: () => Promise<unknown>): Promise<FastifyReply> {
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(await compute());
    const known = this.#get(request.url);
    if (known) return sendPacked(reply, known);
    const version = this.#version;
    const text = JSON.stringify(await compute());
    if (text.length < WORTH_KEEPING) return reply.type(JSON_TYPE).send(text);
    const packed = await pack(text, { level: 4 });
    if (version === this.#version) this.#set(request.url, packed);
    return sendPacked(reply, packed);
  }

  #get(url: string): Buffer | undefined {
    const version = archiveVersion(this.#archive);
    if (version !== this.#version) {
      this.#answers.clear();
      this.#bytes = 0;
      this.#version = version;
    }
    const known = this.#answers.get(url);
    if (known) {
      this.#answers.delete(url);
      this.#answers.set(url, known);
    }
    return known;
  }

  #set(url: string, packed: Buffer): void {
    if (this.#answers.has(url)) return;
    this.#answers.set(url, packed);
    this.#bytes += packed.length;
    for (const [oldest, answer] of this.#answers) {
      if (this.#bytes <= MAX_BYTES) break;
      this.#answers.delete(oldest);
      this.#bytes -= answer.length;
    }
  }
}

function sendPacked(reply: FastifyReply, packed: Buffer): FastifyReply {
  return reply.type(JSON_TYPE).header('content-encoding', 'gzip').header('vary', 'accept-encoding').send(packed);
}

const pack = promisify<string, { level: number }, Buffer>(gzip);
const JSON_TYPE = 'application/json; charset=utf-8';
/** Characters: smaller answers are made in a few milliseconds. */
const WORTH_KEEPING = 100_000;
const MAX_BYTES = 32 << 20;
