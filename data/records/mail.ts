/** Facts about one mail: what was read, and what its own headers and body say. Types only. */

/** A name and address as mail uses them. `name` is '' where the header has none. */
export interface Mailbox {
  name: string;
  email: string;
}

/** One mail as a source hands it over: its bytes, unchanged, and what the source knows of it. */
export interface RawMail {
  /** The message as RFC 5322 bytes (mbox escaping undone), or the text of a salvaged one. */
  bytes: Buffer;
  /** True where the bytes are text that was a mail once (line ends lost, an archive page). */
  salvaged: boolean;
  /** The list that the source knows this mail came by (epoch path, `--list`), else null. */
  list: string | null;
  /** When the archive took it in, Unix seconds; null where the source does not say. */
  archivedAt: number | null;
  /** What its mbox's From line says, Unix seconds: its delivery or only an export, so it counts where nothing else does. */
  envelopeDate: number | null;
  /** Where it stood, for defect reports: file name and byte offset or commit. */
  place: string;
}

/** An attachment that is text, or the name and type of one that is not (`text` is then ''). */
export interface Attachment {
  /** Counted from 1 in the order of the MIME tree. */
  index: number;
  name: string;
  type: string;
  text: string;
}

/** A list that carried a mail, as the mail's own headers name it. */
export interface ListName {
  /** The short name, as in lore's links: `linux-rdma`. */
  name: string;
  address: string | null;
  /** The List-Id without angle brackets: `linux-rdma.vger.kernel.org`. */
  listId: string | null;
}

/** One mail, parsed. Pure: depends on the bytes alone. */
export interface ParsedMail {
  /** Without angle brackets; null where there is none (the pipeline then makes one up). */
  messageId: string | null;
  subject: string;
  /** The sender, mended where a list rewrote it ("X via list", B4 Relay). */
  from: Mailbox;
  /** The From header, decoded, as it stood. */
  fromHeader: string;
  to: Mailbox[];
  cc: Mailbox[];
  replyTo: Mailbox[];
  /** The Date header in Unix seconds; null where it can't be read. */
  date: number | null;
  /** The Date header as sent. */
  dateHeader: string;
  /** The newest credible Received time, Unix seconds. */
  received: number | null;
  /** References from oldest to newest, each once, own id taken out. */
  references: string[];
  /** Ids found in In-Reply-To. */
  inReplyTo: string[];
  lists: ListName[];
  /** The readable text as sent: decoded, LF line ends, never re-flowed. */
  text: string;
  fromHtml: boolean;
  attachments: Attachment[];
  /** Every header in order, name as written, value decoded and unfolded. */
  headers: [name: string, value: string][];
  /** True for mail that a program wrote (test robots, trackers, notices). */
  bot: boolean;
  salvaged: boolean;
  /** Named reasons why this mail is odd: `date-unparsable`, `charset-unknown:x-gbk`. Sorted, each once. */
  defects: string[];
}
