/**
 * Blocks: what each line of a message is, who first wrote it, and where.
 * Version 1. Exactly the dump's `blocks`.
 */
import { Type, type Static } from 'typebox';
import { Lines, LineSource, Mailbox, Nullable } from './common.ts';

export const BlockKind = Type.Union([
  Type.Literal('text'),
  Type.Literal('quote'),
  Type.Literal('attribution'),
  Type.Literal('headers'),
  Type.Literal('greeting'),
  Type.Literal('closing'),
  Type.Literal('signature'),
  Type.Literal('footer'),
  Type.Literal('separator'),
  Type.Literal('snip'),
  Type.Literal('trailers'),
  Type.Literal('changelog'),
  Type.Literal('diffstat'),
  Type.Literal('diff'),
  Type.Literal('code'),
  Type.Literal('forwarded'),
]);
export type BlockKind = Static<typeof BlockKind>;

/** How a quote was tied to its source; null for own words. */
export const Match = Type.Union([
  Type.Literal('exact'),
  Type.Literal('rewrapped'),
  Type.Literal('edited'),
  Type.Literal('inferred'),
  Type.Literal('none'),
]);
export type Match = Static<typeof Match>;

/** One change that an edited quote made: the source's words and what stands there instead. */
export const Edit = Type.Object({ line: Type.Integer(), was: Type.String(), is: Type.String() });
export type Edit = Static<typeof Edit>;

/** A run of lines of one kind. Blocks are ascending and cover the text without gap or overlap. */
export const Block = Type.Object({
  kind: BlockKind,
  lines: Lines,
  depth: Type.Integer({ minimum: 0 }),
  author: Nullable(Mailbox),
  source: Nullable(LineSource),
  match: Nullable(Match),
  edits: Type.Optional(Type.Array(Edit)),
  attributedTo: Type.Optional(Mailbox),
});
export type Block = Static<typeof Block>;
