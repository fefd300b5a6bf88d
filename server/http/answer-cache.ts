import { promisify } from 'node:util';
import {
  brotliCompress,
  brotliCompressSync,
  type BrotliOptions,
  constants,
  gzip,
  gzipSync,
  type ZlibOptions,
} from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Archive, archiveVersion } from '../../data/database.ts';

/**
 * Packs the JSON of all answers, and keeps those that depend on the archive alone, so that what many look at is read, parsed and
 * packed once. Everything goes when the archive changes; beyond `MAX_BYTES` the longest unused goes first. To be called after the
 * hook that gives such answers their ETag, and before anything else that packs.
 */
export function packAnswers(app: FastifyInstance, archive: Archive): void {
  const answers = new PackedAnswers();
  const begun = new WeakMap<FastifyRequest, string>();
  app.addHook('onRequest', async (request, reply) => {
    const encoding = encodingFor(request);
    if (encoding === null || reply.sent || !dependsOnArchiveAlone(request, reply)) return;
    const version = archiveVersion(archive);
    const packed = answers.get(version, `${encoding} ${request.url}`);
    if (!packed) begun.set(request, version);
    else await sendPacked(reply.type(JSON_TYPE), encoding).send(packed);
  });
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (typeof payload !== 'string' || payload.length < WORTH_PACKING || !isJson(reply)) return payload;
    const encoding = encodingFor(request);
    if (encoding === null) return payload;
    const packed = await pack(payload, encoding);
    const version = begun.get(request);
    // What was read while the archive changed may hold some of both.
    if (version !== undefined && reply.statusCode === 200 && version === archiveVersion(archive))
      answers.set(version, `${encoding} ${request.url}`, packed);
    sendPacked(reply, encoding).removeHeader('content-length');
    return packed;
  });
}

/** Packed answers of one version of the archive by encoding and URL. */
class PackedAnswers {
  readonly #answers = new Map<string, Buffer>();
  #version = '';
  #bytes = 0;

  get(version: string, name: string): Buffer | undefined {
    this.#turnTo(version);
    const known = this.#answers.get(name);
    if (known) {
      this.#answers.delete(name);
      this.#answers.set(name, known);
    }
    return known;
  }

  set(version: string, name: string, packed: Buffer): void {
    this.#turnTo(version);
    if (this.#answers.has(name)) return;
    this.#answers.set(name, packed);
    this.#bytes += packed.length + ENTRY_BYTES;
    for (const [oldest, answer] of this.#answers) {
      if (this.#bytes <= MAX_BYTES) break;
      this.#answers.delete(oldest);
      this.#bytes -= answer.length + ENTRY_BYTES;
    }
  }

  #turnTo(version: string): void {
    if (version === this.#version) return;
    this.#answers.clear();
    this.#bytes = 0;
    this.#version = version;
  }
}

type Encoding = 'br' | 'gzip';

/** What the client takes, brotli first: as small as gzip in half the time. */
function encodingFor(request: FastifyRequest): Encoding | null {
  const accepted = request.headers['accept-encoding'] ?? '';
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepted)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepted) ? 'gzip' : null;
}

/** Such answers carry a tag already: see etag.ts. */
const dependsOnArchiveAlone = (request: FastifyRequest, reply: FastifyReply) =>
  request.method === 'GET' && request.url.startsWith('/api/v1/') && reply.hasHeader('etag');

const isJson = (reply: FastifyReply) => String(reply.getHeader('content-type')).startsWith('application/json');

function sendPacked(reply: FastifyReply, encoding: Encoding): FastifyReply {
  return reply.header('content-encoding', encoding).header('vary', 'accept-encoding');
}

/** Packs by the quickest level of each: the next takes a half longer for a tenth fewer bytes. */
async function pack(text: string, encoding: Encoding): Promise<Buffer> {
  const bytes = Buffer.from(text);
  // The way to another thread and back costs more than packing a page; a long thread would hold up other requests.
  if (bytes.length < WORTH_A_THREAD)
    return encoding === 'br' ? brotliCompressSync(bytes, brotliOptions(bytes)) : gzipSync(bytes, GZIP_OPTIONS);
  return encoding === 'br' ? brotli(bytes, brotliOptions(bytes)) : zip(bytes, GZIP_OPTIONS);
}

const brotliOptions = ({ length }: Buffer): BrotliOptions => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 1,
    [constants.BROTLI_PARAM_SIZE_HINT]: length,
    // A window of the text's own size finds as much, and needs not be cleared in whole: a quarter of the time for a message.
    [constants.BROTLI_PARAM_LGWIN]: Math.min(Math.max(32 - Math.clz32(length), 16), 22),
  },
});
const GZIP_OPTIONS = { level: 1 };
const brotli = promisify<Buffer, BrotliOptions, Buffer>(brotliCompress);
const zip = promisify<Buffer, ZlibOptions, Buffer>(gzip);
/** Bytes. */
const WORTH_A_THREAD = 128 << 10;
const JSON_TYPE = 'application/json; charset=utf-8';
/** Characters: less fits one packet as it is. */
const WORTH_PACKING = 1024;
const MAX_BYTES = 64 << 20;
/** Of an entry beside its bytes: name, buffer, place in the map. */
const ENTRY_BYTES = 500;
