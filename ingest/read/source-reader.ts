/** What a kind of mail file has to tell: how it is recognized and taken apart. Registered in kinds/index.ts. */

/**
 * One kind of file that holds mail. Unpacking, folders, going on where the last run ended, mails cut off by a broken file and progress
 * are the same for all kinds and stand elsewhere.
 */
export type SourceReader = ManyMails | OneMail;

/** Files of many mails, to whose end mails are added (mbox). */
export interface ManyMails extends Recognizer {
  holds: 'many';
  /** Takes a stream apart. `start` is the offset of its first byte; of one mail at most `limit` bytes are kept. */
  splitter(start: number, limit: number): MailSplitter;
  /** True where a mail begins with this line (without its line end): bytes that were added to a file are a new mail, not the rest of the last. */
  begins(line: string): boolean;
  /** The sentence about a separator with nothing behind it. */
  nothingBehind: string;
}

/** Files of one mail each, read whole. */
export interface OneMail extends Recognizer {
  holds: 'one';
  /** The mails of the file, in order: one, but where several stand behind each other in a text that lost its separators. */
  pieces(bytes: Buffer): Buffer[];
}

interface Recognizer {
  /** Its name in the database (`source.kind`). */
  kind: string;
  /** Looks at a file's beginning; null where it is of another kind. */
  recognize(first: FirstBytes): Recognized | null;
}

/** What is known of a file by its beginning. */
export interface Recognized {
  /** True where a mail lost its line ends or its `<…>` before it came to us. */
  salvaged: boolean;
}

/** The beginning of an unpacked file, without a byte order mark and blank lines before the first line. */
export interface FirstBytes {
  /** One character a byte. */
  text: string;
  lines: string[];
}

/** Takes a stream of many mails apart, byte-exact. */
export interface MailSplitter {
  /** Takes the next bytes and gives the mails that they complete. */
  push(chunk: Buffer): SplitMail[];
  /** Gives the rest once the stream has ended. */
  end(): SplitMail[];
}

/** One mail of many. Offsets count bytes of the unpacked stream; reading can begin anew at each of them. */
export interface SplitMail {
  /** The mail as it was before it was written to the file; empty where there is none. */
  bytes: Buffer;
  offset: number;
  /** Where the next mail begins, or the stream ended. */
  end: number;
  /** Its size as it stood; over the limit where only the beginning was kept. */
  size: number;
  /** When its envelope says that it was delivered or written to the file, Unix seconds. */
  envelopeDate?: number | null;
  /** What in it or right behind it could be read either way, as sentences with their places. */
  doubts?: { at: number; what: string }[];
}
