/**
 * A thread's verdict on one sheet, and the turning points that tell why.
 * Version 1.
 * GET /api/v1/threads/:id/verdict · GET /api/v1/threads/:id/why
 *
 * Words are quotations, titles and kinds. What explains a quotation is put together from what was read in the mails; nothing is
 * paraphrased.
 */
import { Type, type Static } from 'typebox';
import { Instant, Lines, Nullable } from './common.ts';
import { Basis, Headline, Role } from './outcome.ts';
import { Quote } from './summary.ts';

/** Words that count, with the sentences of the same paragraph around them and what they answer. */
export const MarkedQuote = Type.Object({
  messageId: Type.String({ description: 'key of the message' }),
  lines: Lines,
  part: Type.Optional(Type.Integer()),
  threadId: Nullable(Type.String()),
  list: Nullable(Type.String()),
  person: Type.String(),
  role: Role,
  date: Nullable(Instant),
  /** The sentences right before and after, `''` for none. */
  before: Type.String(),
  marked: Type.String(),
  after: Type.String(),
  /** The words that they stand below. */
  answers: Nullable(Quote),
});
export type MarkedQuote = Static<typeof MarkedQuote>;

/** One step of the path to the verdict: each a mail. */
export const PathStep = Type.Object({
  date: Instant,
  kind: Type.Union([
    Type.Literal('posted'),
    Type.Literal('review'),
    Type.Literal('good'),
    Type.Literal('bad'),
    Type.Literal('warn'),
    Type.Literal('back'),
    Type.Literal('quiet'),
  ]),
  /** What happened, in a kind and a title: "Posted as v3, 4 patches". */
  title: Type.String(),
  quote: Nullable(Type.String()),
  person: Nullable(Type.String()),
  messageId: Nullable(Type.String()),
  lines: Nullable(Lines),
  here: Type.Boolean({ description: 'the mail stands in this thread' }),
});
export type PathStep = Static<typeof PathStep>;

/** Something asked that nobody answered, or that was asked of somebody by name. */
export const OpenPoint = Type.Object({
  quote: Quote,
  on: Nullable(Type.String()),
  file: Nullable(Type.String()),
  status: Type.String(),
  /** In words: "line changed in v4". */
  why: Type.String(),
  patch: Nullable(Type.String({ description: 'the title of the patch that it is about' })),
});
export type OpenPoint = Static<typeof OpenPoint>;

export const VerdictAnswer = Type.Object({
  threadId: Type.String(),
  headline: Nullable(Headline),
  basis: Basis,
  /** The words that decide; null where no sentence does. */
  decides: Nullable(MarkedQuote),
  /** Why this sentence counts: each a sentence about its form, its speaker, its place. */
  counts: Type.Array(Type.String()),
  /** What nobody wrote here, each a sentence. */
  unsaid: Type.Array(Type.String()),
  /** Other sentences on which the same state rests. */
  further: Type.Integer(),
  path: Type.Array(PathStep),
  /** Where no sentence decides: the newest words of each who has the say here, newest first. */
  lastWords: Type.Array(Quote),
  /** Questions put to somebody in this thread. */
  questions: Type.Array(
    Type.Object({
      title: Type.String(),
      state: Type.String(),
      asked: Type.Array(Type.String()),
      silent: Type.Array(Type.String()),
      quote: Nullable(Quote),
      answers: Type.Array(Quote),
    }),
  ),
  open: Type.Array(OpenPoint),
  settled: Type.Integer({ description: 'points that were answered or mended' }),
});
export type VerdictAnswer = Static<typeof VerdictAnswer>;

export const TurningKind = Type.Union([
  Type.Literal('condition'),
  Type.Literal('blocker'),
  Type.Literal('objection'),
  Type.Literal('conflict'),
  Type.Literal('agreement'),
  Type.Literal('silence'),
  Type.Literal('collision'),
  Type.Literal('deed'),
]);
export type TurningKind = Static<typeof TurningKind>;

/** A point at which the story turned. */
export const TurningPoint = Type.Object({
  n: Type.Integer(),
  kind: TurningKind,
  date: Instant,
  threadId: Type.String(),
  quote: MarkedQuote,
  /** The other side of a conflict; the answer that somebody else gave. */
  beside: Nullable(MarkedQuote),
  /** Of a silence: who was asked. */
  asked: Type.Array(Type.String()),
});
export type TurningPoint = Static<typeof TurningPoint>;

export const WhyThread = Type.Object({
  threadId: Type.String(),
  title: Type.String(),
  list: Nullable(Type.String()),
  key: Type.String(),
  messages: Type.Integer(),
  /** Every mail, by its time. */
  dates: Type.Array(Instant),
});
export type WhyThread = Static<typeof WhyThread>;

export const WhyAnswer = Type.Object({
  threadId: Type.String(),
  title: Type.String(),
  headline: Nullable(Headline),
  from: Instant,
  to: Instant,
  threads: Type.Array(WhyThread),
  /** Five to seven where there are as many; fewer where less was said. */
  points: Type.Array(TurningPoint),
  /** What became of it in the end: quoted, or that nobody says it. */
  ends: Nullable(Quote),
  holes: Nullable(Type.String()),
});
export type WhyAnswer = Static<typeof WhyAnswer>;
