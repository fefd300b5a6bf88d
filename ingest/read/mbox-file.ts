/** Reads one mbox file, or goes on where the last run left it. */
import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import type { FileState, RemovalEvent, SourceEvent } from '../../data/records/index.ts';
import { ByteStream, fileBytes } from './byte-stream.ts';
import { BrokenStream, compressionOf, decompress } from './decompress.ts';
import { MAX_FROM_LINE, fromLineShape } from './from-line.ts';
import { MboxSplitter, type MboxMessage } from './mbox.ts';
import { type Reading, problem, tooLarge } from './reading.ts';

/**
 * The mails of an mbox file. What an earlier run read is skipped where the file still begins with it; a file that was
 * replaced is read from its start. A last message that was caught half written is withdrawn and read again, whole.
 *
 * @param key the file's path relative to the source; @param name how it is called in places
 */
export async function* readMboxFile(file: MboxFile, reading: Reading): AsyncGenerator<SourceEvent> {
  const { path, key } = file;
  const { size, mtimeMs: modified } = await stat(path);
  const before = reading.tracker.file(key);
  if (before?.done && before.size === size && before.modified === modified) {
    reading.read += size;
    return;
  }
  const packed = compressionOf(await bytesAt(path, 0, 6)) !== null;
  const known = before && (await isProven(path, before, packed, size)) ? before : null;
  const cut = known && !packed ? await withdrawCutMessage(file, known, size, reading) : null;
  if (cut) yield cut;
  const offset = known ? (cut ? known.last : known.offset) : 0;

  const state = async (message: MboxSpan, done: boolean): Promise<FileState> => {
    const proof = await proofAt(path, packed ? size : message.end);
    return { size, modified, offset: message.end, last: message.offset, proof, done };
  };
  let last: MboxSpan = { offset: known?.last ?? 0, end: offset };
  let broken = false;
  const stream = packed ? await unpackedFrom(path, offset, reading) : fromOffset(path, offset, reading);
  for await (const { events, message } of mboxEvents(stream, offset, file, reading)) {
    yield* events;
    if (!message) {
      broken = true;
      continue;
    }
    last = message;
    if (reading.tracker.countMail()) {
      reading.tracker.setFile(key, await state(last, false));
      yield reading.tracker.checkpoint();
    }
  }
  // A broken file is looked at again by the next run, from the break on.
  reading.tracker.setFile(key, await state(last, !broken));
}

/** The mails of an mbox stream that cannot be asked again: standard input. */
export async function* readMboxStream(stream: ByteStream, file: Named, reading: Reading): AsyncGenerator<SourceEvent> {
  for await (const { events, message } of mboxEvents(stream, 0, file, reading)) {
    yield* events;
    if (message && reading.tracker.countMail()) yield reading.tracker.checkpoint();
  }
}

/** How a file is called in places, and whether its mails lost their `<…>`. */
export interface Named {
  name: string;
  salvaged: boolean;
}

export interface MboxFile extends Named {
  path: string;
  key: string;
}

interface MboxSpan {
  offset: number;
  end: number;
}

/** The events of each message with its place; message null where the stream broke. */
async function* mboxEvents(
  stream: AsyncIterable<Buffer>,
  start: number,
  file: Named,
  reading: Reading,
): AsyncGenerator<{ events: SourceEvent[]; message: MboxSpan | null }> {
  const splitter = new MboxSplitter(start, reading.limit);
  const found = (message: MboxMessage) => ({ events: messageEvents(message, file, reading), message });
  try {
    for await (const chunk of stream) {
      for (const message of splitter.push(chunk)) yield found(message);
    }
    for (const message of splitter.end()) yield found(message);
  } catch (error) {
    if (!(error instanceof BrokenStream)) throw error;
    const rest = splitter.end();
    const cut = error.isWhole ? undefined : rest.pop();
    for (const message of rest) yield found(message);
    const place = cut ? `${file.name}:${cut.offset}` : file.name;
    const kept = cut ? 'all mails before the break are kept' : 'all its mails are kept, but some may be damaged';
    yield { events: [problem(place, `${file.name} is broken: ${error.message}; ${kept}.`, cut?.bytes)], message: null };
  }
}

function messageEvents(message: MboxMessage, file: Named, reading: Reading): SourceEvent[] {
  const place = `${file.name}:${message.offset}`;
  if (message.bytes.length === 0) return [problem(place, 'A From line stands here with no message behind it.')];
  const mail = reading.mail(message.bytes, place, { salvaged: file.salvaged });
  return message.size > reading.limit ? [mail, tooLarge(place, message.size, reading.limit)] : [mail];
}

function fromOffset(path: string, offset: number, reading: Reading): AsyncIterable<Buffer> {
  reading.read += offset;
  return reading.counted(fileBytes(path, offset));
}

/** The unpacked bytes from an offset on: what stands before is unpacked and dropped. */
async function unpackedFrom(path: string, offset: number, reading: Reading): Promise<AsyncIterable<Buffer>> {
  const { bytes } = await decompress(new ByteStream(reading.counted(fileBytes(path))), () => fileBytes(path));
  return offset === 0 ? bytes : dropped(bytes, offset);
}

async function* dropped(stream: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of stream) {
    if (chunk.length > left) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

/** Where the bytes at the old end begin no message, the last one that was read had not been written to its end. */
async function withdrawCutMessage(
  file: MboxFile,
  known: FileState,
  size: number,
  reading: Reading,
): Promise<RemovalEvent | null> {
  if (!known.done || size === known.offset) return null;
  const next = (await bytesAt(file.path, known.offset, MAX_FROM_LINE)).toString('latin1').replace(/^[\r\n]+/, '');
  if (next === '' || fromLineShape(next.split(/\r?\n/, 1)[0] ?? '') !== null) return null;
  const splitter = new MboxSplitter(known.last, reading.limit);
  const old = await bytesAt(file.path, known.last, Math.min(known.offset - known.last, reading.limit));
  const bytes = [...splitter.push(old), ...splitter.end()][0]?.bytes ?? null;
  return { type: 'removal', messageId: null, bytes, list: reading.list, place: `${file.name}:${known.last}` };
}

/** Does the file still begin with what an earlier run read? */
async function isProven(path: string, state: FileState, packed: boolean, size: number): Promise<boolean> {
  const end = packed ? state.size : state.offset;
  return size >= end && (await proofAt(path, end)) === state.proof;
}

/** Hash of the first bytes and of those just before `end`: a replaced or edited file shows. */
async function proofAt(path: string, end: number): Promise<string> {
  const head = await bytesAt(path, 0, Math.min(end, PROOF_BYTES));
  const tailStart = Math.max(0, end - PROOF_BYTES);
  const tail = await bytesAt(path, tailStart, end - tailStart);
  return createHash('sha256').update(head).update(tail).digest('hex').slice(0, 32);
}

async function bytesAt(path: string, offset: number, length: number): Promise<Buffer> {
  const handle = await open(path);
  try {
    const buffer = Buffer.alloc(Math.max(0, length));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const PROOF_BYTES = 4096;
