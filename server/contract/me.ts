/**
 * What concerns one reader: what waits for their answer, what became of theirs.
 * Version 1.
 * GET /api/v1/me?who=&since= (names or addresses, repeated; without them those that the server's settings call `me`)
 */
import { Type, type Static } from 'typebox';
import { Instant, Lines, Mailbox, Nullable } from './common.ts';
import { PatchBrief } from './patch.ts';

/** A reply to this reader that asks or objects, after which they said nothing more in that thread. */
export const AskedOfMe = Type.Object({
  key: Type.String(),
  threadId: Type.String(),
  subject: Type.String(),
  title: Type.String(),
  from: Mailbox,
  date: Instant,
  list: Nullable(Type.String()),
  /** The words that ask, in their author's words, and their lines. */
  sentence: Type.String(),
  lines: Lines,
  further: Type.Integer({ description: 'how many more sentences of it ask or object' }),
});
export type AskedOfMe = Static<typeof AskedOfMe>;

export const MeQuery = Type.Object({
  who: Type.Optional(
    Type.Union([Type.String({ maxLength: 200 }), Type.Array(Type.String({ maxLength: 200 }), { maxItems: 20 })]),
  ),
  since: Type.Optional(
    Type.String({ maxLength: 40, description: 'of their patches those alone whose state is of this day or later' }),
  ),
});
export type MeQuery = Static<typeof MeQuery>;

export const MeAnswer = Type.Object({
  /** Names and addresses asked for; of the server's settings where none were. */
  who: Type.Array(Type.String()),
  /** Where they came from. */
  from: Type.Union([Type.Literal('query'), Type.Literal('settings'), Type.Literal('nobody')]),
  /** Those of them who wrote here, by the name shown. */
  people: Type.Array(Type.String()),
  /** Open patches whose next word is this reader's, newest first. */
  turns: Type.Array(PatchBrief),
  /** Replies that ask this reader something, newest first. */
  asked: Type.Array(AskedOfMe),
  /** Newest revisions of their patches, what changed last first. */
  patches: Type.Array(PatchBrief),
  /** Review points that nobody answered, by patch. */
  openPoints: Type.Array(Type.Object({ messageId: Type.String(), points: Type.Integer() })),
});
export type MeAnswer = Static<typeof MeAnswer>;
