/**
 * What concerns one reader: what waits for their answer, what became of theirs.
 * Version 1.
 * GET /api/v1/me?who=&since= (names or addresses, repeated; without them those that the server's settings call `me`)
 */
import { Type, type Static } from 'typebox';
import { Instant, Nullable } from './common.ts';
import { PatchBrief } from './patch.ts';
import { Point } from './point.ts';

/** A point that is open and put to this reader, and the mail that puts it. */
export const AskedOfMe = Type.Intersect([
  Point,
  Type.Object({ subject: Type.String(), title: Type.String(), list: Nullable(Type.String()) }),
]);
export type AskedOfMe = Static<typeof AskedOfMe>;

/** A series that waits where this reader decides. */
export const DeskRow = Type.Object({
  patch: PatchBrief,
  /** The series' title; of a single patch its own. */
  title: Type.String(),
  list: Nullable(Type.String()),
  turn: Type.Union([Type.Literal('reader'), Type.Literal('author')]),
  since: Instant,
  /** Seconds that it waits, counted to the archive's newest mail. */
  waited: Type.Integer(),
  /** Seconds within which half of the list's threads had their first answer. */
  habit: Nullable(Type.Number()),
  why: Type.String(),
  /** Patches of it that wait so, with a review, and what is open on them. */
  patches: Type.Integer(),
  reviewed: Type.Integer(),
  openPoints: Type.Integer(),
});
export type DeskRow = Static<typeof DeskRow>;

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
  /** What others asked this reader and nobody settled, newest first. */
  asked: Type.Array(AskedOfMe),
  /** Newest revisions of their patches, what changed last first. */
  patches: Type.Array(PatchBrief),
  /** Open points by patch. */
  openPoints: Type.Array(Type.Object({ messageId: Type.String(), points: Type.Integer() })),
  /** Series of others that wait where this reader decides, the longest waiting first. */
  desk: Type.Array(DeskRow),
});
export type MeAnswer = Static<typeof MeAnswer>;
