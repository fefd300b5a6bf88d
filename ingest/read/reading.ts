/** What the readers of one run share. */
import type { MailEvent, ProblemEvent, RawMail } from '../../data/records/index.ts';
import type { ByteStream } from './byte-stream.ts';
import { MAX_MAIL_BYTES } from './mbox.ts';
import { Tracker } from './tracker.ts';
import type { SourceState } from '../../data/records/index.ts';

/** One run over one source: its options, what it has read, how far it is. */
export class Reading {
  /** The list that the caller named; null where the source or the mail says. */
  readonly list: string | null;
  /** Bytes kept of one mail. */
  readonly limit: number;
  readonly tracker: Tracker;
  read = 0;
  total: number | null = null;

  constructor(list: string | null, state: SourceState | null, limit = MAX_MAIL_BYTES) {
    this.list = list;
    this.limit = limit;
    this.tracker = new Tracker(state);
  }

  /** The bytes of a stream, counted as progress. */
  async *counted(stream: ByteStream): AsyncGenerator<Buffer> {
    for await (const chunk of stream) {
      this.read += chunk.length;
      yield chunk;
    }
  }

  mail(bytes: Buffer, place: string, more: Partial<RawMail> = {}): MailEvent {
    return {
      type: 'mail',
      mail: { bytes, salvaged: false, list: this.list, archivedAt: null, envelopeDate: null, place, ...more },
    };
  }
}

/** A problem with its place. */
export function problem(place: string, what: string, raw?: Buffer): ProblemEvent {
  return raw ? { type: 'problem', place, what, raw } : { type: 'problem', place, what };
}

/** The sentence about a mail of which only the beginning was kept. */
export function tooLarge(place: string, size: number, limit: number): ProblemEvent {
  return problem(place, `The message has ${size} bytes; its first ${limit} are kept.`);
}
