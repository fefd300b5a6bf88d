/** Opens whatever holds mail. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Source, SourceEvent, SourceState } from '../../data/records/index.ts';
import { ByteStream, readableBytes } from './byte-stream.ts';
import { decompress } from './decompress.ts';
import type { FetchPolicy } from './http.ts';
import { mboxReader } from './kinds/mbox.ts';
import { type MailFile, contentOf, kindOf, noMail, peekFile, readFile } from './file.ts';
import { type Item, exploreFolder } from './folder.ts';
import { readMailStream } from './many-mails.ts';
import { readMail } from './one-mail.ts';
import { archiveFormat, countNew, readRepository } from './public-inbox.ts';
import { Reading, problem } from './reading.ts';
import { bring, isRemote } from './remote.ts';
import { type Content } from './sniff.ts';
import { SourceError, sentence } from './source-error.ts';

export type { Source, SourceEvent, SourceState } from '../../data/records/index.ts';
export { SourceError } from './source-error.ts';

export interface SourceOptions {
  /** The list that all mails of the source came by, where the caller knows it. */
  list?: string | null;
  /** Bytes kept of one mail; MAX_MAIL_BYTES where not given. */
  maxMailBytes?: number;
  /** Folder for copies of what stands on the web; without it, web addresses are not read. */
  mirrors?: string | null;
  /** How web servers are asked. */
  fetchPolicy?: FetchPolicy;
}

/**
 * Finds out what a path holds and opens it: an mbox or mail (plain, gzip, zstd, xz, bzip2), text that was a mail, a folder
 * of such files, a Maildir, a public-inbox archive (v1, v2, or one epoch), `-` for standard input, or the web address of a
 * list, an epoch or a thread on a public-inbox server.
 *
 * @param state what the last checkpoint of an earlier run gave; only what is new since then is read
 * @throws SourceError with a sentence where there is nothing to read
 */
export async function openSource(path: string, options: SourceOptions, state: SourceState | null): Promise<Source> {
  const reading = new Reading(options.list ?? null, path === '-' ? null : state, options.maxMailBytes);
  try {
    const { kind, events } = await open(path, options, reading);
    return {
      path,
      kind,
      events: withCheckpoint(events, path, reading),
      progress: () => ({ read: reading.read, total: reading.total }),
    };
  } catch (error) {
    throw new SourceError(sentence(error, path));
  }
}

interface Opened {
  kind: string;
  events: AsyncIterable<SourceEvent>;
}

async function open(path: string, options: SourceOptions, reading: Reading): Promise<Opened> {
  if (path === '-') return openStream(reading);
  if (!isRemote(path)) return openPath(resolve(path), reading);
  if (!options.mirrors) throw new SourceError(`${path} needs a database in a file: its copy is kept beside it.`);
  const brought = await bring(path, options.mirrors, options.fetchPolicy);
  const opened = await openPath(brought.path, reading);
  return { kind: opened.kind, events: withProblems(brought.problems, path, opened.events) };
}

/** What could not be fetched is told first; what an earlier run fetched is read all the same. */
async function* withProblems(
  sentences: string[],
  path: string,
  events: AsyncIterable<SourceEvent>,
): AsyncGenerator<SourceEvent> {
  for (const what of sentences) yield problem(path, what);
  yield* events;
}

async function openPath(path: string, reading: Reading): Promise<Opened> {
  const info = await stat(path);
  if (info.isDirectory()) return openFolder(path, reading);
  if (!info.isFile()) return openStream(reading, path);
  const content = await peekFile(path);
  if (content === 'none') throw new SourceError(noMail(path));
  reading.total = info.size;
  return {
    kind: kindOf(content),
    events: readFile({ path, key: '', name: basename(path), isDelivered: false }, reading),
  };
}

async function openFolder(path: string, reading: Reading): Promise<Opened> {
  const { kind, items, outside } = await exploreFolder(path);
  const first = items[0];
  if (!first) throw new SourceError(`There is no mail in the folder ${path}.`);
  const events = readItems(items, outside, reading);
  if (kind === 'maildir' || kind === 'folder') return { kind, events };
  return { kind: `public-inbox-${await archiveFormat(first.file.path)}`, events };
}

/** Standard input, or a pipe. */
async function openStream(reading: Reading, path?: string): Promise<Opened> {
  const name = path ? basename(path) : 'standard input';
  const raw = readableBytes(path ? createReadStream(path) : process.stdin);
  const { bytes } = await decompress(new ByteStream(reading.counted(raw), () => void raw.destroy()), null);
  const content = await contentOf(bytes, name);
  if (content === 'none') throw new SourceError(noMail(name));
  return { kind: kindOf(content), events: streamEvents(content, bytes, name, reading) };
}

/** Nothing on standard input is an mbox without a mail. */
const NOTHING = { reader: mboxReader, salvaged: false };

function streamEvents(content: Content, bytes: ByteStream, name: string, reading: Reading): AsyncIterable<SourceEvent> {
  const { reader, salvaged } = content === 'none' || content === 'empty' ? NOTHING : content;
  if (reader.holds === 'one') return readMail(bytes, { name, reader, salvaged }, reading);
  return readMailStream(bytes, { name, reader, salvaged }, reading);
}

async function* readItems(items: Item[], outside: string[], reading: Reading): AsyncGenerator<SourceEvent> {
  for (const path of outside)
    yield problem(
      path,
      'It is a link out of the folder, and is not followed. To read it, name the place that it leads to.',
    );
  reading.total = await totalOf(items, reading);
  for (const item of items) {
    if (item.type === 'file') yield* readFile(item.file, reading);
    else yield* readOneRepository(item.file, reading);
    if (reading.tracker.isDue) yield reading.tracker.checkpoint();
  }
}

async function* readOneRepository(file: MailFile, reading: Reading): AsyncGenerator<SourceEvent> {
  try {
    await archiveFormat(file.path);
    yield* readRepository(file, reading);
  } catch (error) {
    yield problem(file.name, sentence(error, file.path));
  }
}

/** Bytes of files, or commits of repositories; null for both together. */
async function totalOf(items: Item[], reading: Reading): Promise<number | null> {
  let bytes = 0;
  let commits = 0;
  for (const item of items) {
    if (item.type === 'file') bytes += item.bytes;
    else commits += await countNew(item.file.path, reading.tracker.commit(item.file.key)).catch(() => 0);
  }
  return bytes > 0 && commits > 0 ? null : bytes + commits;
}

/** Ends every walk with a checkpoint; what fails on the way is a problem, not an exception. */
async function* withCheckpoint(
  events: AsyncIterable<SourceEvent>,
  path: string,
  reading: Reading,
): AsyncGenerator<SourceEvent> {
  try {
    yield* events;
  } catch (error) {
    yield problem(path, sentence(error, path));
  }
  yield reading.tracker.checkpoint();
}
