/**
 * A thread: one outline, its words, its conversation, its people, what was decided.
 * Version 1.
 * GET /api/v1/threads/:id            (id: any message of the thread; `?bodies=0` for the outline alone)
 * GET /api/v1/threads/:id/bodies     (`?cursor=`: further words of a long thread)
 *
 * `rows` is always complete: a thousand messages are a few hundred kilobytes before compression. Words come in `bodies`, in the
 * order of `rows`, up to about a million characters; `next` fetches the following ones. So the map, keys and
 * links of a long thread work at once and its words arrive as they are scrolled to.
 */
import { Type, type Static } from 'typebox';
import { Instant, Lines, LineSource, Mailbox, Next, Nullable } from './common.ts';
import { Body, GhostRow, MessageRow } from './message.ts';
import { Headline, LastWord, Role, StateChange } from './outcome.ts';
import { PatchBrief } from './patch.ts';
import { PullBrief } from './pull.ts';
import { SeriesBrief } from './series.ts';

/** Somebody who wrote in the thread. */
export const Participant = Type.Object({
  person: Type.String(),
  email: Type.String({ description: 'the address used most here' }),
  role: Role,
  bot: Type.Boolean(),
  messages: Type.Integer(),
  newLines: Type.Integer(),
  first: Instant,
  last: Instant,
});
export type Participant = Static<typeof Participant>;

/** A part of the thread with a subject of its own. */
export const Section = Type.Object({
  root: Type.String({ description: 'key of its first message' }),
  title: Type.String(),
  why: Type.Union([Type.Literal('subject'), Type.Literal('foreign-patch'), Type.Literal('attached-patch')]),
  grewOutOf: Type.String(),
});
export type Section = Static<typeof Section>;

/** A question, request, proposal, report or vote of a thread or section, and what became of it. */
export const Discussion = Type.Object({
  section: Type.String(),
  title: Type.String(),
  /** Where it is put. */
  question: Type.Object({ messageId: Type.String(), lines: Lines }),
  isMain: Type.Boolean({ description: 'what the section is about, rather than a question put on the way' }),
  asked: Type.Array(Mailbox),
  /** Those asked who wrote nothing in this thread once they were asked, as far as it is here. */
  silent: Type.Array(Mailbox),
  state: Type.Union([
    Type.Literal('open'),
    Type.Literal('answered'),
    Type.Literal('agreed'),
    Type.Literal('agreed-with-condition'),
    Type.Literal('refused'),
    Type.Literal('unanswered'),
    Type.Literal('done'),
  ]),
  basis: Type.String(),
  lastWord: Nullable(LastWord),
  /** Votes cast, where something was put to the vote. */
  votes: Nullable(
    Type.Object({
      for: Type.Integer(),
      against: Type.Integer(),
      abstained: Type.Integer(),
      binding: Type.Integer({ description: 'of those for it that are marked as binding' }),
    }),
  ),
  history: Type.Array(StateChange),
});
export type Discussion = Static<typeof Discussion>;

/**
 * One passage of the conversation: own words of one message. Flat, in the order in which to read; an answer stands
 * right below the passage that it answers, one deeper. Every line of own words is in exactly one piece.
 */
export const Passage = Type.Object({
  key: Type.String({ description: 'the message' }),
  lines: Lines,
  depth: Type.Integer(),
  /** Index in this array of the piece that it answers; null at the top. */
  parent: Nullable(Type.Integer()),
  /** What it answers: the lines that it quotes, where they first stood. */
  answers: Nullable(LineSource),
  /** True where somebody answered these very lines. */
  answered: Type.Boolean(),
});
export type Passage = Static<typeof Passage>;

export const ThreadAnswer = Type.Object({
  threadId: Type.String(),
  /** The message that was asked for, where `:id` is not the thread's own. */
  target: Type.String(),
  subject: Type.String(),
  title: Type.String(),
  lists: Type.Array(Type.String()),
  started: Instant,
  last: Instant,
  messages: Type.Integer(),
  namedMissing: Type.Integer(),
  rootMissing: Type.Boolean(),
  /** Where the lists' archives begin here: what came before can't be known. */
  archiveBegins: Nullable(Instant),
  /** Holes in a sentence: "5 of at least 9 messages, root missing"; null where nothing is missing. */
  holes: Nullable(Type.String()),
  headline: Nullable(Headline),
  rows: Type.Array(Type.Union([MessageRow, GhostRow])),
  bodies: Type.Array(Body),
  next: Next,
  conversation: Type.Array(Passage),
  people: Type.Array(Participant),
  sections: Type.Array(Section),
  discussions: Type.Array(Discussion),
  pulls: Type.Array(PullBrief),
  /** How many points of its ledger stand in which status; the points themselves: `/threads/:id/points`. */
  points: Type.Record(Type.String(), Type.Integer()),
  patches: Type.Array(PatchBrief),
  series: Type.Array(SeriesBrief),
  /** Decisions and postings on one axis, oldest first. */
  timeline: Type.Array(
    Type.Object({
      date: Instant,
      what: Type.Union([Type.Literal('posted'), Type.Literal('reviewed'), Type.Literal('state')]),
      key: Type.String(),
      title: Type.String(),
      /** How many patches or tags it stands for. */
      count: Type.Integer(),
      state: Nullable(Type.String()),
      by: Nullable(Mailbox),
      text: Nullable(Type.String()),
      lines: Nullable(Lines),
    }),
  ),
  links: Type.Object({
    mbox: Type.String(),
    atom: Type.String(),
    lore: Nullable(Type.String()),
    b4: Nullable(Type.String()),
  }),
});
export type ThreadAnswer = Static<typeof ThreadAnswer>;
export type ThreadEntry = ThreadAnswer['rows'][number];

export const ThreadQuery = Type.Object({
  bodies: Type.Optional(Type.Union([Type.Literal('0'), Type.Literal('1')])),
});
export type ThreadQuery = Static<typeof ThreadQuery>;

export const BodiesQuery = Type.Object({ cursor: Type.Optional(Type.String({ maxLength: 40 })) });
export type BodiesQuery = Static<typeof BodiesQuery>;

export const BodiesAnswer = Type.Object({ bodies: Type.Array(Body), next: Next });
export type BodiesAnswer = Static<typeof BodiesAnswer>;
