/**
 * Pull requests: what somebody asks to be pulled, from where, and what became of it.
 * Version 1. The dump's `pull` row, and what a screen needs beside it.
 * GET /api/v1/pulls        (`?list=`, `?state=`, `?cursor=`: newest first)
 * GET /api/v1/pulls/:id    (one, with its points)
 */
import { Type, type Static } from 'typebox';
import { Instant, Mailbox, Next, Nullable } from './common.ts';
import { Basis, LastWord, StateChange, Turn } from './outcome.ts';
import { Point } from './point.ts';

export const PullState = Type.Union([
  Type.Literal('new'),
  Type.Literal('under-review'),
  Type.Literal('accepted'),
  Type.Literal('mainlined'),
  Type.Literal('rejected'),
  Type.Literal('withdrawn'),
  Type.Literal('superseded'),
  Type.Literal('deferred'),
]);
export type PullState = Static<typeof PullState>;

/** The dump's row. */
export const Pull = Type.Object({
  messageId: Type.String(),
  threadId: Type.String(),
  title: Type.String(),
  from: Mailbox,
  date: Instant,
  tree: Nullable(Type.String({ description: 'address and ref, as written' })),
  base: Nullable(Type.String()),
  head: Nullable(Type.String()),
  commits: Type.Array(
    Type.Object({
      title: Type.String(),
      author: Type.String(),
      patch: Nullable(Type.String({ description: 'Message-ID of the newest version in this archive' })),
    }),
  ),
  state: PullState,
  basis: Basis,
  turn: Nullable(Turn),
  lastWord: Nullable(LastWord),
  supersededBy: Nullable(Type.String()),
  history: Type.Array(StateChange),
});
export type Pull = Static<typeof Pull>;

/** One line of a list or of a thread's outline. */
export const PullBrief = Type.Object({
  messageId: Type.String(),
  threadId: Type.String(),
  title: Type.String(),
  from: Mailbox,
  date: Instant,
  tree: Nullable(Type.String()),
  commits: Type.Integer(),
  state: PullState,
  basis: Basis,
  turn: Nullable(Turn),
  /** The deciding sentence; null where nothing was said. */
  sentence: Nullable(Type.String()),
  by: Nullable(Mailbox),
  decided: Nullable(Instant),
});
export type PullBrief = Static<typeof PullBrief>;

export const PullsQuery = Type.Object({
  list: Type.Optional(Type.String({ maxLength: 200 })),
  state: Type.Optional(PullState),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
});
export type PullsQuery = Static<typeof PullsQuery>;

export const PullsAnswer = Type.Object({ pulls: Type.Array(PullBrief), next: Next });
export type PullsAnswer = Static<typeof PullsAnswer>;

export const PullAnswer = Type.Object({ pull: Pull, points: Type.Array(Point) });
export type PullAnswer = Static<typeof PullAnswer>;
