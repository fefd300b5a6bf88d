/**
 * Points: the one ledger of questions, requests, objections, doubts and test reports.
 * Version 1. The dump's `point` row, and what a screen needs beside it.
 * GET /api/v1/threads/:id/points   (`?status=open`, `?about=` a patch, cover letter, pull request or section's first message)
 */
import { Type, type Static } from 'typebox';
import { Instant, Lines, Mailbox, Nullable } from './common.ts';

/** What became of a point. */
export const PointStatus = Type.Union([
  Type.Literal('open'),
  Type.Literal('answered'),
  Type.Literal('agreed'),
  Type.Literal('done'),
  Type.Literal('declined'),
  Type.Literal('withdrawn'),
  Type.Literal('overtaken'),
  Type.Literal('moved'),
]);
export type PointStatus = Static<typeof PointStatus>;

/** What somebody asked, wanted, objected to or doubted, of whom, and what closed it. */
export const Point = Type.Object({
  threadId: Type.String(),
  about: Type.String({
    description: 'Message-ID of the patch, cover letter, pull request, or first message of the section',
  }),
  messageId: Type.String({ description: 'who says it first; of recovered words the absent message' }),
  /** Lines of that message; of recovered words those of the message that quotes them. */
  lines: Lines,
  text: Type.String(),
  by: Mailbox,
  /** Others who said the same. */
  also: Type.Array(Mailbox),
  raisedBy: Type.Array(Type.String(), { description: 'messages that say it' }),
  askedOf: Type.Array(Mailbox),
  byName: Type.Boolean({ description: 'somebody is called by name' }),
  date: Instant,
  kind: Type.Union([
    Type.Literal('question'),
    Type.Literal('request'),
    Type.Literal('objection'),
    Type.Literal('doubt'),
    Type.Literal('test-report'),
  ]),
  weight: Type.Union([Type.Literal('blocking'), Type.Literal('normal'), Type.Literal('nit')]),
  status: PointStatus,
  why: Type.String({ description: 'in words: "those lines changed in v4"' }),
  closedBy: Nullable(Type.Object({ messageId: Type.String(), lines: Lines })),
  answeredBy: Type.Array(Type.String()),
  changedIn: Nullable(Type.String({ description: 'patch of the next revision in which those lines changed' })),
  file: Nullable(Type.String()),
  /** Lines of the new file, counted from 1, half-open; null where it stands on no line. */
  fileLines: Nullable(Lines),
  /** Lines of the patch mail. */
  patchLines: Nullable(Lines),
  recovered: Type.Optional(Type.Literal(true)),
});
export type Point = Static<typeof Point>;

export const PointsQuery = Type.Object({
  status: Type.Optional(PointStatus),
  about: Type.Optional(Type.String({ maxLength: 1000 })),
});
export type PointsQuery = Static<typeof PointsQuery>;

export const PointsAnswer = Type.Object({
  threadId: Type.String(),
  /** By time. */
  points: Type.Array(Point),
  counts: Type.Record(Type.String(), Type.Integer(), { description: 'how many stand in which status' }),
});
export type PointsAnswer = Static<typeof PointsAnswer>;
