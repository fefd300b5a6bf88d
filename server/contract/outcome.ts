/**
 * Outcomes: what was decided, the words that say so, whose turn it is.
 * Version 1. `Evidence`, `StateChange` and `Turn` are the dump's; `Headline` is what one line of a list shows.
 */
import { Type, type Static } from 'typebox';
import { Instant, Lines, Mailbox, Nullable } from './common.ts';
import type { PatchState as State } from '../../data/records/outcome.ts';
import { PATCH_STATES } from '../../data/rules/states.ts';

export const PatchState = Type.Unsafe<State>(Type.Union(PATCH_STATES.map((state) => Type.Literal(state))));
export type PatchState = State;

/** A series' or thread's state: a patch state, or `partly accepted` where its patches differ. */
export const SeriesState = Type.String({ description: 'a patch state, or "partly <state>" where patches differ' });

export const Basis = Type.Union([Type.Literal('stated'), Type.Literal('inferred'), Type.Literal('none')]);
export type Basis = Static<typeof Basis>;

export const Role = Type.Union([
  Type.Literal('author'),
  Type.Literal('maintainer'),
  Type.Literal('reviewer'),
  Type.Literal('bot'),
  Type.Literal('other'),
]);
export type Role = Static<typeof Role>;

/**
 * Somebody's own new words that bear on a decision. Two sorts stand in no mail, their `messageId` is the patch's and their lines
 * [0, 0]: a `commit` of a repository that was read, and what was `corrected` by hand.
 */
export const Evidence = Type.Object({
  messageId: Type.String(),
  lines: Lines,
  text: Type.String(),
  by: Mailbox,
  role: Role,
  signal: Type.String(),
  mode: Type.Union([
    Type.Literal('done'),
    Type.Literal('announced'),
    Type.Literal('reported'),
    Type.Literal('retracted'),
    Type.Literal('conditional'),
  ]),
  where: Type.Union([Type.Literal('here'), Type.Literal('elsewhere')]),
  tree: Nullable(Type.String()),
  answers: Nullable(Type.Object({ messageId: Type.String(), lines: Lines, text: Type.Optional(Type.String()) })),
  part: Type.Optional(Type.Integer()),
  date: Type.Optional(Instant),
  /** Where the text is no sentence of somebody's: what it shows. */
  shows: Type.Optional(Type.String()),
  /** The sentence is one that this person says of patches that were taken: its record in this archive. */
  formula: Type.Optional(
    Type.Object({ text: Type.String(), said: Type.Integer(), followedByNewVersion: Type.Integer() }),
  ),
  commit: Type.Optional(
    Type.Object({
      commit: Type.String(),
      title: Type.String(),
      branch: Nullable(Type.String({ description: 'where the default branch does not hold it' })),
      release: Nullable(Type.String({ description: 'first release tag that holds it' })),
    }),
  ),
  corrected: Type.Optional(Type.Object({ from: PatchState })),
  /** Of those two sorts: what it is, in words. Nobody's sentence. */
  note: Type.Optional(Type.String()),
});
export type Evidence = Static<typeof Evidence>;

/** One change of state and why. */
export const StateChange = Type.Object({
  state: Type.String(),
  date: Instant,
  confidence: Type.Number(),
  evidence: Type.Array(Evidence),
});
export type StateChange = Static<typeof StateChange>;

/** The last mail in this thread by somebody with the say, and what it does. */
export const LastWord = Type.Object({
  messageId: Type.String(),
  lines: Lines,
  by: Mailbox,
  says: Type.Union([
    Type.Literal('accept'),
    Type.Literal('refuse'),
    Type.Literal('ask-changes'),
    Type.Literal('approve'),
    Type.Literal('defer'),
    Type.Literal('withdraw'),
    Type.Literal('question'),
    Type.Literal('answer'),
    Type.Literal('none'),
  ]),
  /** Applies patches here, signs as maintainer, stands in MAINTAINERS, answers the patches of many others. */
  standing: Type.Union([
    Type.Literal('applies'),
    Type.Literal('signs'),
    Type.Literal('listed'),
    Type.Literal('speaks'),
  ]),
});
export type LastWord = Static<typeof LastWord>;

/** Whose turn it is, since when, and why. */
export const Turn = Type.Object({
  whose: Type.Union([
    Type.Literal('author'),
    Type.Literal('reviewer'),
    Type.Literal('maintainer'),
    Type.Literal('nobody'),
  ]),
  who: Nullable(Mailbox),
  since: Instant,
  why: Type.String(),
});
export type Turn = Static<typeof Turn>;

/** The outcome in one line, as list rows, bearings and cards show it. */
export const Headline = Type.Object({
  state: SeriesState,
  basis: Basis,
  /** The deciding sentence in its author's words; null where nothing was said. */
  sentence: Nullable(Type.String()),
  /** What decided it where that is no mail: a commit of a repository that was read, a correction by hand. */
  note: Nullable(Type.String()),
  by: Nullable(Mailbox),
  role: Nullable(Role),
  /** Where the sentence stands. */
  messageId: Nullable(Type.String()),
  lines: Nullable(Lines),
  date: Nullable(Instant),
  turn: Nullable(Turn),
  version: Nullable(Type.Number()),
  isRfc: Type.Boolean(),
  /** Patches that it speaks of, covers not counted, and how many of them carry somebody's review. */
  patches: Type.Integer(),
  reviewed: Type.Integer(),
  /** How many patches stand in which state. */
  counts: Type.Record(Type.String(), Type.Integer()),
  /** What replaced it; the version is null where a row does not know it. */
  supersededBy: Type.Array(Type.Object({ messageId: Type.String(), version: Nullable(Type.Number()) })),
});
export type Headline = Static<typeof Headline>;
