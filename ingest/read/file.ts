/** Reads one file, whatever mail it holds. */
import { open, stat } from 'node:fs/promises';
import type { SourceEvent } from '../../data/records/index.ts';
import { ByteStream, fileBytes } from './byte-stream.ts';
import { BrokenStream, decompress } from './decompress.ts';
import { mailReader } from './kinds/mail.ts';
import { readManyMails } from './many-mails.ts';
import { readMail } from './one-mail.ts';
import { type Reading, problem } from './reading.ts';
import { type Content, SNIFF_BYTES, sniff } from './sniff.ts';
import { sentence } from './source-error.ts';
import type { OneMail } from './source-reader.ts';

/** A file: where it is, its path relative to the source, how it is called in places. */
export interface MailFile {
  path: string;
  key: string;
  name: string;
  /** True in a Maildir: the file is one mail by its place, and never changes. */
  isDelivered: boolean;
}

/**
 * The events of a file. A file of one mail that did not change since the last run is skipped, an mbox is read on. What is
 * no mail, or can't be read, is a problem event.
 */
export async function* readFile(file: MailFile, reading: Reading): AsyncGenerator<SourceEvent> {
  try {
    const { size, mtimeMs } = await stat(file.path);
    const fingerprint = file.isDelivered ? '' : `${size}-${mtimeMs}`;
    if (reading.tracker.fingerprint(file.key) === fingerprint) {
      reading.read += size;
      return;
    }
    const stream = await openFile(file.path, size);
    const found = await contentOf(stream, file.name);
    const content = file.isDelivered && !isOneMail(found) ? PLAIN_MAIL : found;
    if (isOneMail(content)) {
      yield* readMail(stream, { name: file.name, ...content }, reading);
      reading.read += size;
      reading.tracker.setFingerprint(file.key, fingerprint);
      return;
    }
    await stream.destroy();
    if (content === 'none') yield problem(file.name, noMail(file.name));
    if (content === 'none' || content === 'empty') reading.read += size;
    else if (content.reader.holds === 'many')
      yield* readManyMails({ ...file, reader: content.reader, salvaged: content.salvaged }, reading);
  } catch (error) {
    yield problem(file.name, sentence(error, file.path));
  }
}

/**
 * What a file holds, without reading it.
 * @throws SourceError where the program to unpack it is missing; the system's error where it can't be opened
 */
export async function peekFile(path: string): Promise<Content> {
  const stream = await openFile(path, (await stat(path)).size);
  try {
    return await contentOf(stream, path);
  } finally {
    await stream.destroy();
  }
}

/** What a stream holds; consumes nothing. */
export async function contentOf(stream: ByteStream, name: string): Promise<Content> {
  let first: Buffer;
  try {
    first = await stream.peek(SNIFF_BYTES);
  } catch (error) {
    // What stood before the break is at hand; the reader meets the break again and says so.
    if (!(error instanceof BrokenStream)) throw error;
    first = await stream.peek(stream.held);
  }
  const content = sniff(first);
  // A file that calls itself a mail is kept as one, however odd its header.
  return content === 'none' && /\.eml(?:\.\w+)?$/i.test(name) ? PLAIN_MAIL : content;
}

/** True for a file of one mail. */
function isOneMail(content: Content): content is { reader: OneMail; salvaged: boolean } {
  return typeof content === 'object' && content.reader.holds === 'one';
}

const PLAIN_MAIL = { reader: mailReader, salvaged: false };

/** How a kind of content is called in the store; an empty file may become an mbox. */
export function kindOf(content: Content): string {
  return typeof content === 'object' ? content.reader.kind : 'mbox';
}

/** The sentence about a file in which nothing looks like mail. */
export function noMail(name: string): string {
  return `${name} holds no mail: no mbox, no message, no text that was one.`;
}

/** The unpacked bytes of a file. Small ones are read at once: folders hold a hundred thousand of them. */
async function openFile(path: string, size: number): Promise<ByteStream> {
  const reopen = () => fileBytes(path);
  const packed = size <= SMALL_BYTES ? await wholeFile(path) : reopen();
  return (await decompress(packed, reopen)).bytes;
}

async function wholeFile(path: string): Promise<ByteStream> {
  const handle = await open(path);
  try {
    const bytes = await handle.readFile();
    return new ByteStream(
      (async function* () {
        if (bytes.length > 0) yield bytes;
      })(),
    );
  } finally {
    await handle.close();
  }
}

const SMALL_BYTES = 1024 * 1024;
