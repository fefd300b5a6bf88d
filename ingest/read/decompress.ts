/** Compressed streams, known by their first bytes. */
import { spawn } from 'node:child_process';
import { pipeline } from 'node:stream/promises';
import { createGunzip, type Gunzip } from 'node:zlib';
import { ByteStream } from './byte-stream.ts';
import { SourceError } from './source-error.ts';

/**
 * The unpacked bytes of a stream: gzip in Node, zstd, xz and bzip2 through their programs, anything else as it stands.
 * A broken file gives all bytes before the break, then throws a BrokenStream.
 *
 * @param reopen gives the same packed bytes once more; needed to get the last bytes before a break out of a gzip file.
 * @throws SourceError where the program that unpacks it is not installed
 */
export async function decompress(
  packed: ByteStream,
  reopen: (() => ByteStream) | null,
): Promise<{ bytes: ByteStream; compression: Compression | null }> {
  const compression = compressionOf(await packed.peek(6));
  if (compression === null) return { bytes: packed, compression };
  const unpacked = compression === 'gzip' ? gunzip(packed, reopen) : throughProgram(compression, packed);
  return { bytes: new ByteStream(unpacked, () => void packed.destroy()), compression };
}

export type Compression = 'gzip' | 'zstd' | 'xz' | 'bzip2';

/** How the bytes are packed, by the magic numbers of RFC 1952, RFC 8878, the xz and bzip2 formats. */
export function compressionOf(first: Buffer): Compression | null {
  const magic = first.toString('hex');
  if (magic.startsWith('1f8b08')) return 'gzip';
  if (magic.startsWith('28b52ffd')) return 'zstd';
  if (magic.startsWith('fd377a585a00')) return 'xz';
  return /^BZh[1-9]1A/.test(first.toString('latin1')) ? 'bzip2' : null;
}

/** Compressed data that ends early or is damaged. What could be unpacked was given before this was thrown. */
export class BrokenStream extends Error {
  override readonly name = 'BrokenStream';
  /** True where the data came to its end and only the checksum is wrong. */
  readonly isWhole: boolean;

  constructor(message: string, isWhole = false) {
    super(message);
    this.isWhole = isWhole;
  }
}

/**
 * Node throws away what it had unpacked when it meets the damage: up to a whole output chunk, of a small file all of it.
 * So a broken file is unpacked a second time, the damaged part byte by byte.
 */
async function* gunzip(packed: ByteStream, reopen: (() => ByteStream) | null): AsyncGenerator<Buffer> {
  const done = { given: 0, accepted: 0 };
  try {
    for await (const chunk of unzip(packed, done)) {
      done.given += chunk.length;
      yield chunk;
    }
  } catch (error) {
    if (reopen) yield* unzipToBreak(reopen(), done);
    throw broken(error);
  }
}

/** @param done counts the packed bytes that were unpacked without complaint */
async function* unzip(packed: ByteStream, done: { accepted: number }): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: OUTPUT_BYTES });
  const feed = async () => {
    for await (const slice of slices(packed)) {
      if (gunzip.destroyed) return;
      const more = gunzip.write(slice, (error) => {
        if (!error) done.accepted += slice.length;
      });
      if (!more) await drained(gunzip);
    }
    gunzip.end();
  };
  const fed = feed().catch((error: unknown) => gunzip.destroy(error as Error));
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } finally {
    gunzip.destroy();
    await fed;
  }
}

async function* unzipToBreak(packed: ByteStream, done: { given: number; accepted: number }): AsyncGenerator<Buffer> {
  // All that one slice unpacks to is taken at once, so that nothing waits inside when the break comes.
  const gunzip = createGunzip({ readableHighWaterMark: Number.MAX_SAFE_INTEGER } as object);
  const state = { failed: false };
  const closed = new Promise<void>((resolve) => {
    gunzip.on('error', () => (state.failed = true));
    gunzip.once('close', resolve);
  });
  let read = 0;
  let written = 0;
  for await (const slice of slices(packed)) {
    const step = written + slice.length <= done.accepted ? slice.length : 1;
    for (let at = 0; at < slice.length && !state.failed; at += step) {
      // A write that fails never calls back.
      await Promise.race([closed, new Promise((resolve) => gunzip.write(slice.subarray(at, at + step), resolve))]);
      const chunk = gunzip.read() as Buffer | null;
      if (!chunk) continue;
      const fresh = chunk.subarray(Math.max(0, done.given - read));
      read += chunk.length;
      if (fresh.length > 0) yield fresh;
    }
    if (state.failed) break;
    written += slice.length;
  }
  gunzip.destroy();
}

async function* slices(packed: ByteStream): AsyncGenerator<Buffer> {
  for await (const chunk of packed) {
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) yield chunk.subarray(at, at + SLICE_BYTES);
  }
}

function drained(stream: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done);
      stream.off('close', done);
      resolve();
    };
    if (stream.destroyed) return resolve();
    stream.once('drain', done);
    stream.once('close', done);
  });
}

async function* throughProgram(compression: keyof typeof PROGRAMS, packed: ByteStream): AsyncGenerator<Buffer> {
  const program = PROGRAMS[compression];
  const child = spawn(program, ['-dc'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint = (complaint + text.toString()).slice(0, 1000)));
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  ended.catch(() => {});
  // A program that stops early closes its input; that shows in its exit code.
  child.stdin.on('error', () => {});
  const fed = pipeline(packed, child.stdin).catch(() => {});
  try {
    for await (const chunk of child.stdout) yield chunk as Buffer;
    if ((await ended) !== 0) throw broken(new Error(complaint.trim().split('\n')[0] ?? program));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new SourceError(
      `The file is packed with ${compression}; the program ${program} that unpacks it is not installed.`,
    );
  } finally {
    child.kill();
    await fed;
  }
}

function broken(error: unknown): BrokenStream {
  const reason = error instanceof Error ? error.message : String(error);
  if (/unexpected end|ends unexpectedly|premature end/i.test(reason))
    return new BrokenStream('the compressed data ends early');
  const isWhole = reason === 'incorrect data check' || reason === 'incorrect length check';
  return new BrokenStream(`the compressed data is damaged (${reason})`, isWhole);
}

const PROGRAMS = { zstd: 'zstd', xz: 'xz', bzip2: 'bzip2' } as const;

/** One output chunk: each mail that is kept holds its chunk. */
const OUTPUT_BYTES = 1024 * 1024;

/** Bytes fed at once; a break costs this many single steps. */
const SLICE_BYTES = 16 * 1024;
