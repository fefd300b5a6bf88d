/** A stream of bytes whose beginning can be looked at before it is read. */
import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';

/** Chunks of bytes, in order; walked once. `peek` shows the first bytes and consumes nothing. */
export class ByteStream implements AsyncIterable<Buffer> {
  private readonly source: AsyncIterator<Buffer>;
  private readonly ahead: Buffer[] = [];
  private readonly close: () => void;
  private failure: { error: unknown } | null = null;

  constructor(source: AsyncIterable<Buffer>, close: () => void = () => {}) {
    this.source = source[Symbol.asyncIterator]();
    this.close = close;
  }

  /** Bytes looked at and not yet handed out. */
  get held(): number {
    return this.ahead.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  /** The first `size` bytes, or all there are. Where the stream fails, so does the reading of it, at the same place. */
  async peek(size: number): Promise<Buffer> {
    while (this.held < size && !this.failure) {
      try {
        const { value, done } = await this.source.next();
        if (done) break;
        this.ahead.push(value);
      } catch (error) {
        this.failure = { error };
        throw error;
      }
    }
    const first = this.ahead.length === 1 ? this.ahead[0] : undefined;
    return (first ?? Buffer.concat(this.ahead)).subarray(0, size);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        const chunk = this.ahead.shift() ?? (await this.next());
        if (!chunk) return;
        yield chunk;
      }
    } finally {
      await this.destroy();
    }
  }

  /** Ends the stream before its end; safe to call twice. */
  async destroy(): Promise<void> {
    this.close();
    await this.source.return?.();
  }

  private async next(): Promise<Buffer | null> {
    if (this.failure) throw this.failure.error;
    const { value, done } = await this.source.next();
    return done ? null : value;
  }
}

/** The bytes of a file from `start` on. */
export function fileBytes(path: string, start = 0): ByteStream {
  return readableBytes(createReadStream(path, { start, highWaterMark: CHUNK_BYTES }));
}

/** The bytes of any readable: standard input, the output of a program. */
export function readableBytes(readable: Readable): ByteStream {
  return new ByteStream(readable, () => readable.destroy());
}

/** All bytes of a stream up to a limit, and how many there were; the rest is read and dropped. */
export async function collect(stream: AsyncIterable<Buffer>, limit: number): Promise<{ bytes: Buffer; size: number }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    if (size < limit) chunks.push(chunk.subarray(0, limit - size));
    size += chunk.length;
  }
  return { bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks), size };
}

/** One read. Larger ones gain nothing, and each mail that is kept holds its chunk. */
const CHUNK_BYTES = 1024 * 1024;
