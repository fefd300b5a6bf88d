declare module 'mbox-reader' {
  import type { Readable } from 'node:stream';

  /** What mbox-reader gives of one mail; `content` has LF line ends and no escapes. */
  interface MboxMail {
    /** The second word of its From line. */
    returnPath: string | undefined;
    content: Buffer;
  }
  /** Parts an mbox at every line that begins with "From ". */
  export function mboxReader(stream: Readable): AsyncIterable<MboxMail>;
}
