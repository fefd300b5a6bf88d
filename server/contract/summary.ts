/**
 * The summary of a thread: what a reader with three minutes needs, in the words of those who wrote it.
 * Version 2: the newest versions, the last word, mentions in later threads, commits. Every quote names its message; `sources` lists each message that is quoted with the SHA-256 of its bytes, so that a
 * summary can be checked years later. What the program concluded itself stands in fields of its own (`state`, `likely`, `turn`).
 * GET /api/v1/threads/:id/summary?length=short|normal|full&format=json|md|html|txt
 */
import { Type, type Static } from 'typebox';
import { Instant, Lines, Nullable } from './common.ts';
import { Basis, Role, SeriesState, Turn } from './outcome.ts';
import { PointStatus } from './point.ts';

export const SummaryLength = Type.Union([Type.Literal('short'), Type.Literal('normal'), Type.Literal('full')]);
export type SummaryLength = Static<typeof SummaryLength>;

export const SummaryFormat = Type.Union([
  Type.Literal('json'),
  Type.Literal('md'),
  Type.Literal('html'),
  Type.Literal('txt'),
]);
export type SummaryFormat = Static<typeof SummaryFormat>;

/** Words of one message, as newly written there. White space is folded, ` […] ` stands where words were left out. */
export const Quote = Type.Object({
  messageId: Type.String(),
  lines: Lines,
  part: Type.Optional(Type.Integer({ description: 'the attachment that holds the lines' })),
  text: Type.String(),
  /** True where the lines stand as they are (code, diffs, the full conversation): white space counts. */
  verbatim: Type.Boolean(),
  person: Type.String(),
  role: Role,
  date: Nullable(Instant),
  /** For words of a message that the archive lacks: the message whose quote kept them. */
  keptBy: Nullable(Type.String()),
});
export type Quote = Static<typeof Quote>;

/** What became of one patch or cover letter. */
export const SummaryPatch = Type.Object({
  messageId: Type.String(),
  seriesId: Type.String(),
  title: Type.String(),
  version: Type.Number(),
  number: Type.Number(),
  total: Type.Integer(),
  ghost: Type.Boolean(),
  state: SeriesState,
  basis: Basis,
  /** Since when it stands so; null where nothing says so. */
  since: Nullable(Instant),
  /** The sentences that say so, newest last. */
  evidence: Type.Array(
    Type.Object({
      quote: Quote,
      mode: Type.String({ description: 'done, announced, reported, retracted, conditional' }),
      where: Type.Union([Type.Literal('here'), Type.Literal('elsewhere')]),
      tree: Nullable(Type.String()),
    }),
  ),
  /** Of what a later version replaced: what had been decided of it before, in whose words. */
  before: Type.Array(Type.Object({ state: Type.String(), quote: Quote, mode: Type.String() })),
  /** What was corrected by hand, in words. */
  corrections: Type.Array(Type.String()),
  supersededBy: Type.Array(Type.Object({ messageId: Type.String(), version: Nullable(Type.Number()) })),
  /** The commit in a repository that was read; evidence that is no mail. */
  commit: Nullable(Type.Object({ hash: Type.String(), what: Type.String() })),
  /** Sentences that say otherwise, side by side. */
  conflicts: Type.Array(Quote),
  /** Concluded, not said by anybody: how likely it landed, in words; null where it is settled or the archive has holes. */
  likely: Nullable(Type.String()),
  turn: Nullable(Turn),
});
export type SummaryPatch = Static<typeof SummaryPatch>;

/** What became of the works whose patches are posted here, in their newest version wherever that was posted: those of one state. */
export const SummaryNewest = Type.Object({
  state: SeriesState,
  count: Type.Integer(),
  version: Type.Number(),
  /** The first of them. */
  messageId: Type.String(),
  date: Instant,
  here: Type.Boolean({ description: 'posted in this very thread' }),
  /** What the state of those that were posted elsewhere rests on: the newest sentence, or a commit. */
  evidence: Nullable(Quote),
  commit: Nullable(Type.String()),
});
export type SummaryNewest = Static<typeof SummaryNewest>;

/** New words of a message in another thread that name this one: by the title of its series or a patch, or by Message-ID. */
export const SummaryMention = Type.Object({ quote: Quote, subject: Type.String(), names: Type.String() });
export type SummaryMention = Static<typeof SummaryMention>;

export const SummaryRevision = Type.Object({
  seriesId: Type.String(),
  messageId: Type.String(),
  threadId: Type.String(),
  version: Type.Number(),
  isRfc: Type.Boolean(),
  title: Type.String(),
  date: Instant,
  patches: Type.Integer({ description: 'of which mails are here' }),
  total: Type.Integer(),
  state: SeriesState,
  here: Type.Boolean({ description: 'posted in this very thread' }),
  /** What its author says changed. */
  changes: Type.Array(Quote),
  /** More lines of the changelog that are not shown. */
  moreChanges: Type.Integer(),
});
export type SummaryRevision = Static<typeof SummaryRevision>;

/** One voice of an exchange. `answers` is the index of the turn that it answers. */
export const SummaryTurn = Type.Object({ quote: Quote, answers: Nullable(Type.Integer()) });
export type SummaryTurn = Static<typeof SummaryTurn>;

/** Words that ask for something, and what was said to them. */
export const SummaryPoint = Type.Object({
  quote: Quote,
  /** The patch it is about: its message; null where it is about the thread. */
  on: Nullable(Type.String()),
  file: Nullable(Type.String()),
  /** What became of it, and why, in words. */
  status: PointStatus,
  why: Type.String(),
  answers: Type.Array(Quote),
  /** Who replied to that message at all: words can be answered without being quoted. */
  replies: Type.Array(Type.Object({ messageId: Type.String(), person: Type.String() })),
});
export type SummaryPoint = Static<typeof SummaryPoint>;

/** A turning point: its kind in a word, what it answers, the words, and the other side of a conflict. */
export const SummaryTurning = Type.Object({
  kind: Type.String(),
  date: Instant,
  answers: Nullable(Quote),
  quote: Quote,
  beside: Nullable(Quote),
  asked: Type.Array(Type.String()),
});
export type SummaryTurning = Static<typeof SummaryTurning>;

export const SummarySource = Type.Object({
  /** The number by which the text cites it. */
  n: Type.Integer(),
  messageId: Type.String(),
  subject: Nullable(Type.String()),
  person: Nullable(Type.String()),
  date: Nullable(Instant),
  /** Of the bytes as read; null for a message that the archive lacks. */
  sha256: Nullable(Type.String()),
  lore: Nullable(Type.String()),
  thread: Type.Union([Type.Literal('here'), Type.Literal('elsewhere')]),
});
export type SummarySource = Static<typeof SummarySource>;

export const SummaryAnswer = Type.Object({
  title: Type.String(),
  length: SummaryLength,
  threadId: Type.String(),
  lists: Type.Array(Type.String()),
  started: Instant,
  last: Instant,
  messages: Type.Integer(),
  people: Type.Integer(),
  programs: Type.Integer(),
  archiveBegins: Nullable(Instant),
  holes: Nullable(Type.String()),
  links: Type.Object({ thread: Type.String(), lore: Nullable(Type.String()), mbox: Type.String() }),
  /** With `length=short`: the turning points of its story, oldest first; the page is made of them. */
  turning: Type.Array(SummaryTurning),
  about: Type.Array(Type.Object({ title: Nullable(Type.String()), quote: Quote })),
  standing: Type.Object({
    state: Nullable(SeriesState),
    counts: Type.Record(Type.String(), Type.Integer()),
    /** Patches of which there is one posting or several, each counted once. */
    newest: Type.Array(SummaryNewest),
    patches: Type.Array(SummaryPatch),
    discussions: Type.Array(
      Type.Object({
        title: Type.String(),
        isMain: Type.Boolean(),
        state: Type.String(),
        asked: Type.Array(Type.String()),
        /** Those asked who said nothing that was found here. */
        silent: Type.Array(Type.String()),
        evidence: Type.Array(Quote),
      }),
    ),
  }),
  /** The last words that a person newly wrote here. */
  lastWord: Nullable(Quote),
  revisions: Type.Array(SummaryRevision),
  exchanges: Type.Array(Type.Object({ title: Nullable(Type.String()), turns: Type.Array(SummaryTurn) })),
  objections: Type.Array(SummaryPoint),
  open: Type.Array(SummaryPoint),
  points: Type.Record(Type.String(), Type.Integer(), {
    description: 'how many points of the ledger stand in which status',
  }),
  /** What later threads say of this one; postings of the same works stand in `revisions`. */
  later: Type.Array(SummaryMention),
  reviews: Type.Array(
    Type.Object({
      on: Type.String(),
      title: Type.String(),
      quote: Quote,
      name: Type.String(),
      /** Whose tag it is, where that is not the sender of the mail. */
      ofAnother: Type.Boolean(),
      conditional: Type.Boolean(),
    }),
  ),
  participants: Type.Array(
    Type.Object({
      person: Type.String(),
      email: Type.String(),
      role: Role,
      bot: Type.Boolean(),
      messages: Type.Integer(),
      newLines: Type.Integer(),
      /** Patches here whose state rests on their words. */
      decided: Type.Integer(),
      first: Type.String({ description: 'Message-ID of the first message here' }),
    }),
  ),
  /** With `length=full`: everything that people newly wrote, each passage below the one that it answers. */
  conversation: Type.Array(Type.Object({ depth: Type.Integer(), quote: Quote })),
  sources: Type.Array(SummarySource),
  /** SHA-256 of the thread: of the lines `<sha256>  <key>` of all its messages, sorted. */
  threadSha256: Type.String(),
  analysisVersion: Type.Integer(),
});
export type SummaryAnswer = Static<typeof SummaryAnswer>;

export const SummaryQuery = Type.Object({
  length: Type.Optional(SummaryLength),
  format: Type.Optional(SummaryFormat),
});
export type SummaryQuery = Static<typeof SummaryQuery>;
