/** Reads a source once more with what is not ours: mbox-reader for mboxes, git itself for public-inbox archives. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { mboxReader } from 'mbox-reader';
import { fileBytes } from '../read/byte-stream.ts';
import { decompress } from '../read/decompress.ts';
import { exploreFolder } from '../read/folder.ts';
import { Git } from '../read/git.ts';

/** One mail as the second reader has it. */
export interface SecondMail {
  bytes: Buffer;
  /** The file or repository, and the number of the mail in it, from 1 on. */
  place: string;
  /** The word behind "From " on the line above it; null where it stood in no mbox. */
  sender: string | null;
}

/** All mails of a file, a folder of them or a public-inbox archive; a mail that an archive holds twice comes once. */
export async function* secondReading(path: string): AsyncGenerator<SecondMail> {
  if (!(await stat(path)).isDirectory()) return yield* mailsOfFile(path, path);
  for (const item of (await exploreFolder(path)).items) {
    if (item.type === 'file') yield* mailsOfFile(item.file.path, item.file.name);
    else yield* mailsOfRepository(item.file.path, item.file.name);
  }
}

/** An mbox begins with "From "; everything else is one mail. */
async function* mailsOfFile(path: string, name: string): AsyncGenerator<SecondMail> {
  const stream = await unpacked(path);
  const first = await firstBytes(stream);
  const isMbox = /^(?:\xef\xbb\xbf)?\s*From /.test(first.toString('latin1'));
  const whole = behindMark(first, stream);
  if (!isMbox) {
    const chunks: Buffer[] = [];
    for await (const chunk of whole) chunks.push(chunk as Buffer);
    if (chunks.length > 0) yield { bytes: Buffer.concat(chunks), place: name, sender: null };
    return;
  }
  let number = 0;
  for await (const { content, returnPath } of mboxReader(whole)) {
    number += 1;
    yield { bytes: content, place: `${name}, mail ${number}`, sender: returnPath ?? '' };
  }
}

/** gzip by Node alone; what only a program unpacks goes the way that `ingest` goes. */
async function unpacked(path: string): Promise<Readable> {
  const magic = (await readHead(path)).toString('hex');
  if (magic.startsWith('1f8b')) return createReadStream(path).pipe(createGunzip());
  return Readable.from((await decompress(fileBytes(path), () => fileBytes(path))).bytes);
}

async function readHead(path: string): Promise<Buffer> {
  for await (const chunk of createReadStream(path, { end: 5 })) return chunk as Buffer;
  return Buffer.alloc(0);
}

async function firstBytes(stream: Readable): Promise<Buffer> {
  const { value } = (await stream.iterator({ destroyOnReturn: false }).next()) as { value?: Buffer };
  return value ?? Buffer.alloc(0);
}

/** The stream with its first chunk before it, without a byte order mark. */
function behindMark(first: Buffer, rest: Readable): Readable {
  return Readable.from(
    (async function* () {
      const start = first.subarray(0, 3).toString('latin1') === '\xef\xbb\xbf' ? first.subarray(3) : first;
      if (start.length > 0) yield start;
      for await (const chunk of rest) yield chunk as Buffer;
    })(),
  );
}

/** Every object that git finds under the name of a mail, whatever its history says of it. */
async function* mailsOfRepository(path: string, name: string): AsyncGenerator<SecondMail> {
  const git = new Git(path);
  const ids: string[] = [];
  for await (const line of git.lines('rev-list', '--objects', '--all')) {
    const found = MAIL_OBJECT.exec(line);
    if (found) ids.push(found[1]!);
  }
  let at = 0;
  for await (const object of git.objects(ids, MAX_BYTES)) {
    const place = `${name}:${ids[at]}`;
    at += 1;
    if (object) yield { bytes: object.bytes, place, sender: null };
  }
}

/** `d` is the withdrawal of what stood as `m` in an earlier commit, the same object. */
const MAIL_OBJECT = /^([0-9a-f]{40,64}) (?:[md]|[0-9a-f]{2}\/[0-9a-f]{38})$/;
const MAX_BYTES = 1 << 30;
