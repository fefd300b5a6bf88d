/**
 * Patches: the diff, the comments on its lines, what became of it; and patches by name and state.
 * Version 1. `PatchRecord` is the dump's patch row.
 * GET /api/v1/patches/:id · GET /api/v1/patches?q=&state=&list=&waiting=
 */
import { Type, type Static } from 'typebox';
import { Instant, Lines, Mailbox, Next, Nullable, PageQuery } from './common.ts';
import { Bearings } from './message.ts';
import { Basis, Evidence, Headline, LastWord, PatchState, StateChange, Turn } from './outcome.ts';
import { PointStatus } from './point.ts';

/** A patch as rows and cards show it. */
export const PatchBrief = Type.Object({
  messageId: Type.String(),
  threadId: Type.String(),
  seriesId: Type.String(),
  workId: Type.String(),
  title: Type.String(),
  version: Type.Number(),
  number: Type.Number(),
  total: Type.Integer(),
  isCover: Type.Boolean(),
  ghost: Type.Boolean(),
  from: Nullable(Mailbox),
  date: Nullable(Instant),
  newest: Type.Boolean({ description: 'no later revision is known' }),
  headline: Headline,
});
export type PatchBrief = Static<typeof PatchBrief>;

/** The dump's patch row. */
export const PatchRecord = Type.Object({
  messageId: Type.String(),
  seriesId: Type.String(),
  workId: Type.String(),
  version: Type.Number(),
  number: Type.Number(),
  total: Type.Integer(),
  isCover: Type.Boolean(),
  isResend: Type.Boolean(),
  ghost: Type.Boolean(),
  title: Type.String(),
  files: Type.Array(Type.String()),
  patchId: Nullable(Type.String()),
  state: PatchState,
  basis: Basis,
  confidence: Type.Number(),
  landedProbability: Type.Number(),
  supersededBy: Type.Array(Type.String()),
  commit: Nullable(Type.String()),
  commitBasis: Nullable(Type.Union([Type.Literal('mail'), Type.Literal('repository')])),
  turn: Nullable(Turn),
  lastWord: Nullable(LastWord),
  conflicts: Type.Array(Type.Array(Evidence)),
  history: Type.Array(StateChange),
  links: Type.Array(
    Type.Object({
      to: Type.String(),
      kind: Type.Union([Type.Literal('same'), Type.Literal('successor'), Type.Literal('part')]),
      reason: Type.String(),
      confidence: Type.Number(),
    }),
  ),
});
export type PatchRecord = Static<typeof PatchRecord>;

/** One line of a hunk. `line` is its place in the message's text; numbers are those of the files. */
export const DiffLine = Type.Object({
  kind: Type.Union([Type.Literal(' '), Type.Literal('+'), Type.Literal('-'), Type.Literal('\\'), Type.Literal('~')]),
  old: Nullable(Type.Integer()),
  new: Nullable(Type.Integer()),
  line: Type.Integer(),
  text: Type.String({ description: 'without the mark' }),
});
export type DiffLine = Static<typeof DiffLine>;

export const DiffFile = Type.Object({
  path: Type.String(),
  oldPath: Nullable(Type.String()),
  newPath: Nullable(Type.String()),
  isNew: Type.Boolean(),
  isDeleted: Type.Boolean(),
  isRename: Type.Boolean(),
  isBinary: Type.Boolean(),
  added: Type.Integer(),
  removed: Type.Integer(),
  /** Attachment that holds the diff; absent for the message's own text. */
  part: Type.Optional(Type.Integer()),
  lines: Lines,
  hunks: Type.Array(
    Type.Object({
      oldStart: Type.Integer(),
      oldLines: Type.Integer(),
      newStart: Type.Integer(),
      newLines: Type.Integer(),
      heading: Type.String(),
      rows: Type.Array(DiffLine),
    }),
  ),
});
export type DiffFile = Static<typeof DiffFile>;

/** A reply's words on lines of this patch. `answers` nests what others said to it. */
export const Comment = Type.Object({
  id: Type.String({ description: 'key of the message and its first line: stable for links' }),
  messageId: Type.String(),
  from: Mailbox,
  person: Type.String(),
  date: Instant,
  /** The words: lines of that message, and their text. */
  words: Lines,
  text: Type.String(),
  /** Lines of the patch mail that it quotes; null for words about the patch as a whole. */
  on: Nullable(Type.Object({ file: Nullable(Type.String()), lines: Lines, part: Type.Optional(Type.Integer()) })),
  /** Id of the comment that it answers; null for words on the patch itself. */
  parent: Nullable(Type.String()),
  depth: Type.Integer(),
  status: Nullable(PointStatus),
  why: Nullable(Type.String()),
  changedIn: Nullable(Type.Object({ messageId: Type.String(), version: Type.Number() })),
});
export type Comment = Static<typeof Comment>;

/** A trailer of the patch or given to it in a reply. */
export const TrailerGiven = Type.Object({
  name: Type.String(),
  value: Type.String(),
  person: Nullable(Mailbox),
  /** Where it stands: the patch mail itself or a reply. */
  messageId: Type.String(),
  line: Type.Integer(),
  given: Type.Union([Type.Literal('in-patch'), Type.Literal('in-reply'), Type.Literal('on-cover')]),
  verified: Type.Boolean(),
  conditional: Type.Boolean(),
  /** Spoken of in a reply without its trailer, where not `written`. */
  how: Type.Union([
    Type.Literal('written'),
    Type.Literal('in-words'),
    Type.Literal('promised'),
    Type.Literal('withdrawn'),
  ]),
  said: Nullable(Type.String({ description: 'the condition, the promise, or the words that stand for the trailer' })),
  changedSince: Type.Boolean({ description: 'the patch changed after this was given' }),
});
export type TrailerGiven = Static<typeof TrailerGiven>;

/** One revision of the same work. */
export const RevisionBrief = Type.Object({
  messageId: Type.String(),
  seriesId: Type.String(),
  /** Of the series that it was sent in: "v7" says nothing without it. */
  seriesTitle: Type.String(),
  version: Type.Number(),
  number: Type.Number(),
  total: Type.Integer(),
  title: Type.String(),
  date: Instant,
  state: Type.String(),
  isRfc: Type.Boolean(),
  /** What it did to the revision before: null for the first. */
  change: Nullable(
    Type.Union([Type.Literal('same'), Type.Literal('changed'), Type.Literal('renamed'), Type.Literal('reworded')]),
  ),
  reason: Nullable(Type.String({ description: 'why it is held for the same work' })),
});
export type RevisionBrief = Static<typeof RevisionBrief>;

export const PatchAnswer = Type.Object({
  patch: PatchRecord,
  bearings: Bearings,
  headline: Headline,
  /** Probability in words with its reason: "likely: three reviews and no objection". */
  likely: Nullable(Type.String()),
  from: Nullable(Mailbox),
  date: Nullable(Instant),
  lists: Type.Array(Type.String()),
  /** The commit message: lines of the mail before the diff, trailers not included. */
  message: Nullable(Type.Object({ lines: Lines, text: Type.String() })),
  files: Type.Array(DiffFile),
  comments: Type.Array(Comment),
  trailers: Type.Array(TrailerGiven),
  /** Diffs that answers below it bring: to be folded in (no title), or a patch with a title of its own. */
  diffsBelow: Type.Array(
    Type.Object({
      messageId: Type.String(),
      from: Mailbox,
      date: Instant,
      title: Nullable(Type.String()),
    }),
  ),
  revisions: Type.Array(RevisionBrief),
  points: Type.Object({ open: Type.Integer(), answered: Type.Integer(), done: Type.Integer(), total: Type.Integer() }),
  links: Type.Object({
    raw: Type.String(),
    thread: Type.String(),
    lore: Nullable(Type.String()),
    b4: Nullable(Type.String()),
  }),
});
export type PatchAnswer = Static<typeof PatchAnswer>;

export const PatchesQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 400, description: 'part of a title' })),
  state: Type.Optional(Type.String({ maxLength: 200 })),
  list: Type.Optional(Type.String({ maxLength: 200 })),
  person: Type.Optional(Type.String({ maxLength: 200 })),
  /** Whose turn it is; sorts by waiting longest. */
  waiting: Type.Optional(
    Type.Union([Type.Literal('author'), Type.Literal('reviewer'), Type.Literal('maintainer'), Type.Literal('anybody')]),
  ),
  ...PageQuery,
});
export type PatchesQuery = Static<typeof PatchesQuery>;

export const PatchesAnswer = Type.Object({ patches: Type.Array(PatchBrief), next: Next });
export type PatchesAnswer = Static<typeof PatchesAnswer>;
