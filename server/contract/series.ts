/**
 * A series with all its revisions: patches as rows, revisions as columns.
 * Version 1. `SeriesRecord` is the dump's series row.
 * GET /api/v1/series/:id (a seriesId or any message of it) · GET /api/v1/series/:id/range-diff?from=<seriesId>&to=<seriesId>
 */
import { Type, type Static } from 'typebox';
import { Instant, Lines, Mailbox, Nullable } from './common.ts';
import { LastWord, SeriesState, StateChange } from './outcome.ts';
import { Point } from './point.ts';

/** The dump's series row. */
export const SeriesRecord = Type.Object({
  seriesId: Type.String(),
  workIds: Type.Array(Type.String()),
  version: Type.Number(),
  cover: Nullable(Type.String()),
  patches: Type.Array(Type.String()),
  total: Type.Integer(),
  missing: Type.Array(Type.Integer()),
  title: Type.String(),
  state: SeriesState,
  counts: Type.Record(Type.String(), Type.Integer()),
  supersededBy: Type.Array(Type.String()),
  lastWord: Nullable(LastWord),
  history: Type.Array(StateChange),
});
export type SeriesRecord = Static<typeof SeriesRecord>;

/** A series as a thread or a row of revisions shows it. */
export const SeriesBrief = Type.Object({
  seriesId: Type.String(),
  threadId: Type.String(),
  title: Type.String(),
  version: Type.Number(),
  isRfc: Type.Boolean(),
  cover: Nullable(Type.String()),
  patches: Type.Array(Type.String()),
  total: Type.Integer(),
  missing: Type.Array(Type.Integer()),
  date: Instant,
  from: Nullable(Mailbox),
  state: SeriesState,
  counts: Type.Record(Type.String(), Type.Integer()),
  supersededBy: Type.Array(Type.String()),
});
export type SeriesBrief = Static<typeof SeriesBrief>;

/** All postings that came of one work, in lanes: a line of revisions each. `patches` are those that go on along an edge. */
export const SeriesGraph = Type.Object({
  nodes: Type.Array(Type.Intersect([SeriesBrief, Type.Object({ lane: Type.Integer({ minimum: 0 }) })])),
  edges: Type.Array(Type.Object({ from: Type.String(), to: Type.String(), patches: Type.Integer() })),
});
export type SeriesGraph = Static<typeof SeriesGraph>;

/** Why a patch is held for one with, or made of, an earlier one. */
export const WorkLink = Type.Object({
  from: Type.String({ description: 'Message-ID of the later posting' }),
  to: Type.String({ description: 'Message-ID of the earlier one' }),
  kind: Type.Union([Type.Literal('same'), Type.Literal('successor'), Type.Literal('part')], {
    description: 'same work; written anew in its place; a part that moved from one patch to another',
  }),
  reason: Type.String(),
  confidence: Type.Number(),
});
export type WorkLink = Static<typeof WorkLink>;

/** One work through the revisions: a row of the table. `cells` goes with `revisions`, null where it was left out. */
export const WorkRow = Type.Object({
  workId: Type.String(),
  title: Type.String({ description: 'of its newest version' }),
  /** Message-ID of the next posting where it goes on in a series that is no column here. */
  goesOn: Nullable(Type.String()),
  cells: Type.Array(
    Nullable(
      Type.Object({
        messageId: Type.String(),
        number: Type.Number(),
        title: Type.String(),
        state: Type.String(),
        change: Nullable(
          Type.Union([
            Type.Literal('same'),
            Type.Literal('changed'),
            Type.Literal('renamed'),
            Type.Literal('reworded'),
            Type.Literal('new'),
          ]),
        ),
      }),
    ),
  ),
});
export type WorkRow = Static<typeof WorkRow>;

/** Tags of one patch of the series. */
export const Coverage = Type.Object({
  messageId: Type.String(),
  number: Type.Number(),
  title: Type.String(),
  tags: Type.Array(
    Type.Object({
      name: Type.String(),
      person: Nullable(Mailbox),
      messageId: Type.String(),
      how: Type.Union([
        Type.Literal('given'),
        Type.Literal('conditional'),
        Type.Literal('carried'),
        Type.Literal('lost'),
        Type.Literal('changed-since'),
        Type.Literal('promised'),
        /** Given outright after it was promised or given on a condition. */
        Type.Literal('confirmed'),
        Type.Literal('withdrawn'),
      ]),
      said: Nullable(
        Type.String({ description: 'the condition, the promise, or the words that stand for the trailer' }),
      ),
    }),
  ),
  /** Approval in words without a tag, and the quoted lines (at their source) that it answers. */
  words: Type.Array(
    Type.Object({
      by: Mailbox,
      messageId: Type.String(),
      text: Type.String(),
      lines: Lines,
      answers: Nullable(Type.Object({ messageId: Type.String(), lines: Lines })),
    }),
  ),
});
export type Coverage = Static<typeof Coverage>;

/** A claim of a changelog held against the difference that was found. */
export const ChangelogEntry = Type.Object({
  text: Type.String(),
  messageId: Type.String(),
  lines: Lines,
  found: Type.Union([Type.Literal('found'), Type.Literal('not-found'), Type.Literal('not-checkable')]),
  /** Patches in which it was found: of the new version, where removed of the old one. */
  patches: Type.Array(Type.String()),
});
export type ChangelogEntry = Static<typeof ChangelogEntry>;

export const SeriesAnswer = Type.Object({
  series: SeriesRecord,
  threadId: Type.String(),
  revisions: Type.Array(SeriesBrief),
  graph: SeriesGraph,
  works: Type.Array(WorkRow),
  /** Between postings of these revisions, with reasons. */
  workLinks: Type.Array(WorkLink),
  coverage: Type.Array(Coverage),
  points: Type.Array(Point),
  changelog: Type.Array(ChangelogEntry),
  /** Changes that no line of the changelog speaks of. */
  unmentioned: Type.Array(
    Type.Object({
      messageId: Type.String(),
      status: Type.Union([Type.Literal('changed'), Type.Literal('added'), Type.Literal('removed')]),
    }),
  ),
  links: Type.Object({
    thread: Type.String(),
    mbox: Type.String(),
    lore: Nullable(Type.String()),
    b4: Nullable(Type.String()),
  }),
});
export type SeriesAnswer = Static<typeof SeriesAnswer>;

export const RangeDiffQuery = Type.Object({
  from: Type.String({ minLength: 1, maxLength: 1000 }),
  to: Type.String({ minLength: 1, maxLength: 1000 }),
});
export type RangeDiffQuery = Static<typeof RangeDiffQuery>;

const PatchRef = Type.Object({ messageId: Type.String(), number: Type.Number(), title: Type.String() });

/** One pair of patches. `lines` is a diff of the two patches: mark of the outer diff, then the line itself. */
export const RangeDiffPair = Type.Object({
  from: Nullable(PatchRef),
  to: Nullable(PatchRef),
  status: Type.Union([
    Type.Literal('same'),
    Type.Literal('changed'),
    Type.Literal('message-only'),
    Type.Literal('added'),
    Type.Literal('removed'),
  ]),
  /** Share of lines in common, 0 to 1. */
  likeness: Type.Number(),
  lines: Type.Array(
    Type.Object({
      mark: Type.Union([Type.Literal(' '), Type.Literal('+'), Type.Literal('-'), Type.Literal('@')]),
      text: Type.String(),
      /** Line of the mail (of `to` for ' ' and '+', of `from` for '-'); null on '@'. */
      line: Nullable(Type.Integer()),
    }),
  ),
});
export type RangeDiffPair = Static<typeof RangeDiffPair>;

export const RangeDiffAnswer = Type.Object({
  from: SeriesBrief,
  to: SeriesBrief,
  pairs: Type.Array(RangeDiffPair),
});
export type RangeDiffAnswer = Static<typeof RangeDiffAnswer>;
