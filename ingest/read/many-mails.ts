/** Reads a file of many mails, or goes on where the last run left it. */
import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import type { FileState, RemovalEvent, SourceEvent } from '../../data/records/index.ts';
import { ByteStream, fileBytes } from './byte-stream.ts';
import { BrokenStream, compressionOf, decompress } from './decompress.ts';
import { type Reading, problem, tooLarge } from './reading.ts';
import type { ManyMails, SplitMail } from './source-reader.ts';

/**
 * The mails of a file of many. What an earlier run read is skipped where the file still begins with it; a file that was
 * replaced is read from its start. A last message that was caught half written is withdrawn and read again, whole.
 *
 * @param key the file's path relative to the source; @param name how it is called in places
 */
export async function* readManyMails(file: ManyMailsFile, reading: Reading): AsyncGenerator<SourceEvent> {
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

  const state = async (message: MailSpan, done: boolean): Promise<FileState> => {
    const proof = await proofAt(path, packed ? size : message.end);
    return { size, modified, offset: message.end, last: message.offset, proof, done };
  };
  let last: MailSpan = { offset: known?.last ?? 0, end: offset };
  let broken = false;
  const stream = packed ? await unpackedFrom(path, offset, reading) : fromOffset(path, offset, reading);
  for await (const { events, message } of mailEvents(stream, offset, file, reading)) {
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

/** The mails of a stream that cannot be asked again: standard input. */
export async function* readMailStream(
  stream: ByteStream,
  file: NamedMails,
  reading: Reading,
): AsyncGenerator<SourceEvent> {
  for await (const { events, message } of mailEvents(stream, 0, file, reading)) {
    yield* events;
    if (message && reading.tracker.countMail()) yield reading.tracker.checkpoint();
  }
}

/** How a file is called in places, what takes it apart, and whether its mails lost their `<…>`. */
export interface NamedMails {
  name: string;
  reader: ManyMails;
  salvaged: boolean;
}

export interface ManyMailsFile extends NamedMails {
  path: string;
  key: string;
}

interface MailSpan {
  offset: number;
  end: number;
}

/** The events of each message with its place; message null where the stream broke. */
async function* mailEvents(
  stream: AsyncIterable<Buffer>,
  start: number,
  file: NamedMails,
  reading: Reading,
): AsyncGenerator<{ events: SourceEvent[]; message: MailSpan | null }> {
  const splitter = file.reader.splitter(start, reading.limit);
  const found = (message: SplitMail) => ({ events: messageEvents(message, file, reading), message });
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

function messageEvents(message: SplitMail, file: NamedMails, reading: Reading): SourceEvent[] {
  const place = `${file.name}:${message.offset}`;
  if (message.bytes.length === 0) return [problem(place, file.reader.nothingBehind)];
  const { salvaged } = file;
  const mail = reading.mail(message.bytes, place, { salvaged, envelopeDate: message.envelopeDate ?? null });
  const doubts = (message.doubts ?? []).map(({ at, what }) => problem(`${file.name}:${at}`, what));
  return message.size > reading.limit
    ? [mail, tooLarge(place, message.size, reading.limit), ...doubts]
    : [mail, ...doubts];
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
  file: ManyMailsFile,
  known: FileState,
  size: number,
  reading: Reading,
): Promise<RemovalEvent | null> {
  if (!known.done || size === known.offset) return null;
  const next = (await bytesAt(file.path, known.offset, MAX_LINE)).toString('latin1').replace(/^[\r\n]+/, '');
  if (next === '' || file.reader.begins(next.split(/\r?\n/, 1)[0] ?? '')) return null;
  const splitter = file.reader.splitter(known.last, reading.limit);
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
/** Longer lines begin no mail: addresses end at 320 bytes, dates at 40. */
const MAX_LINE = 1000;
