/** Reads a file that holds one mail, or text that was one. */
import type { SourceEvent } from '../../data/records/index.ts';
import { collect } from './byte-stream.ts';
import { BrokenStream } from './decompress.ts';
import { type Reading, problem, tooLarge } from './reading.ts';
import type { OneMail } from './source-reader.ts';

/** The one mail of a stream; several where salvaged ones stand behind each other in one text. */
export async function* readMail(
  stream: AsyncIterable<Buffer>,
  file: { name: string; reader: OneMail; salvaged: boolean },
  reading: Reading,
): AsyncGenerator<SourceEvent> {
  const { bytes, size, broken } = await collectUnbroken(stream, reading.limit);
  if (broken) {
    yield problem(file.name, `${file.name} is broken: ${broken.message}.`, bytes);
    return;
  }
  let offset = 0;
  for (const piece of file.reader.pieces(bytes)) {
    const place = offset === 0 ? file.name : `${file.name}:${offset}`;
    offset += piece.length;
    reading.tracker.countMail();
    yield reading.mail(piece, place, { salvaged: file.salvaged });
  }
  if (size > bytes.length) yield tooLarge(file.name, size, reading.limit);
}

async function collectUnbroken(
  stream: AsyncIterable<Buffer>,
  limit: number,
): Promise<{ bytes: Buffer; size: number; broken: BrokenStream | null }> {
  let broken: BrokenStream | null = null;
  const unbroken = async function* () {
    try {
      yield* stream;
    } catch (error) {
      if (!(error instanceof BrokenStream)) throw error;
      broken = error;
    }
  };
  const { bytes, size } = await collect(unbroken(), limit);
  return { bytes, size, broken };
}
