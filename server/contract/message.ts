/**
 * One message, and the parts of it that threads show too.
 * Version 1.
 * GET /api/v1/messages/:id · GET /api/v1/messages/:id/raw (message/rfc822, the bytes as read)
 */
import { Type, type Static } from 'typebox';
import { Block } from './block.ts';
import { Instant, Lines, Mailbox, Nullable } from './common.ts';
import { Role } from './outcome.ts';

/** A text attachment with its own lines, or the name and type of another. */
export const Attachment = Type.Object({
  index: Type.Integer(),
  name: Type.String(),
  type: Type.String(),
  text: Type.String(),
});
export type Attachment = Static<typeof Attachment>;

/** What kind of mail it is; several may hold. */
export const Kind = Type.Object({
  patch: Type.Boolean(),
  cover: Type.Boolean(),
  reply: Type.Boolean(),
  diff: Type.Boolean(),
  pull: Type.Boolean(),
  attachment: Type.Boolean(),
});
export type Kind = Static<typeof Kind>;

/** Lines of this message that another one quoted, and what it said right below them. */
export const AnsweredBy = Type.Object({
  /** The lines here that were quoted; of attachment `part` where given. */
  lines: Lines,
  part: Type.Optional(Type.Integer()),
  /** Key of the quoting message, its quote, and the own words that follow the quote (null where it says nothing). */
  by: Type.String(),
  quote: Lines,
  words: Nullable(Lines),
});
export type AnsweredBy = Static<typeof AnsweredBy>;

/** The words of a message: everything that is not needed to draw an outline. */
export const Body = Type.Object({
  key: Type.String(),
  text: Type.String({ description: 'as sent, decoded, never re-flowed; lines are text.split("\\n")' }),
  fromHtml: Type.Boolean(),
  blocks: Type.Array(Block),
  attachments: Type.Array(Attachment),
  answeredBy: Type.Array(AnsweredBy),
});
export type Body = Static<typeof Body>;

/** What an outline says of a message. */
export const MessageRow = Type.Object({
  ghost: Type.Literal(false),
  key: Type.String(),
  messageId: Type.String(),
  parent: Nullable(Type.String()),
  depth: Type.Integer(),
  position: Type.Integer(),
  subject: Type.String(),
  from: Mailbox,
  person: Type.String(),
  role: Role,
  bot: Type.Boolean(),
  salvaged: Type.Boolean(),
  /** The Date header; null where it can't be read. `dateUsed` is always set and orders everything. */
  date: Nullable(Instant),
  dateUsed: Instant,
  kind: Kind,
  newLines: Type.Integer({ description: 'lines of own words: the length of its bar on the map' }),
  lists: Type.Array(Type.String()),
  defects: Type.Array(Type.String()),
  /** Key of the first message of the section it stands in; null in the thread's main part. */
  section: Nullable(Type.String()),
  /** Its place on lore (or the list's own web address). */
  lore: Nullable(Type.String()),
});
export type MessageRow = Static<typeof MessageRow>;

/** A message that the archive lacks, with the words that others' quotes kept of it. */
export const GhostRow = Type.Object({
  ghost: Type.Literal(true),
  key: Type.String(),
  messageId: Type.String(),
  parent: Nullable(Type.String()),
  depth: Type.Integer(),
  position: Type.Integer(),
  author: Nullable(Mailbox),
  recovered: Type.Array(Type.Object({ text: Type.String(), from: Type.String(), lines: Lines })),
  section: Nullable(Type.String()),
  lore: Nullable(Type.String()),
});
export type GhostRow = Static<typeof GhostRow>;

/** Where a message stands: the line of bearings on top of it. */
export const Bearings = Type.Object({
  list: Nullable(Type.String()),
  threadId: Type.String(),
  threadTitle: Type.String(),
  threadMessages: Type.Integer(),
  /** The series and work that it belongs to, where it is (or answers) a patch. */
  patch: Nullable(
    Type.Object({
      messageId: Type.String(),
      seriesId: Type.String(),
      workId: Type.String(),
      title: Type.String(),
      seriesTitle: Type.String(),
      version: Type.Number(),
      number: Type.Number(),
      total: Type.Integer(),
      state: Type.String(),
      supersededBy: Type.Array(Type.String()),
      /** The version that went in, where it is another one. */
      wentIn: Nullable(Type.Object({ messageId: Type.String(), version: Type.Number() })),
    }),
  ),
});
export type Bearings = Static<typeof Bearings>;

export const MessageAnswer = Type.Object({
  ...MessageRow.properties,
  ...Body.properties,
  threadId: Type.String(),
  bearings: Bearings,
  fromHeader: Type.String(),
  to: Type.Array(Mailbox),
  cc: Type.Array(Mailbox),
  replyTo: Type.Array(Mailbox),
  references: Type.Array(Type.String()),
  inReplyTo: Type.Array(Type.String()),
  /** The Date header as sent. */
  dateHeader: Type.String(),
  /** Every header in order, decoded and unfolded. */
  headers: Type.Array(Type.Tuple([Type.String(), Type.String()])),
  replies: Type.Array(Type.String({ description: 'keys of the messages that answer this one' })),
  /** Distinct copies (one per list that changed it), the one shown first. */
  copies: Type.Array(Type.Object({ sha256: Type.String(), size: Type.Integer(), lists: Type.Array(Type.String()) })),
  /** Ready to use: how to answer, how to fetch. */
  reply: Type.Object({
    mailto: Type.String(),
    gitSendEmail: Type.String(),
    b4: Nullable(Type.String()),
  }),
  links: Type.Object({ raw: Type.String(), thread: Type.String(), mbox: Type.String(), lore: Nullable(Type.String()) }),
});
export type MessageAnswer = Static<typeof MessageAnswer>;
