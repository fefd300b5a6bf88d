/**
 * Statistics of a list or of the whole archive.
 * Version 1.
 * GET /api/v1/stats?list=
 */
import { Type, type Static } from 'typebox';
import { Instant, Nullable } from './common.ts';

export const StatsQuery = Type.Object({ list: Type.Optional(Type.String({ maxLength: 200 })) });
export type StatsQuery = Static<typeof StatsQuery>;

/** How long something takes here: medians and ninth deciles in seconds. */
export const Habit = Type.Object({
  count: Type.Integer(),
  median: Nullable(Type.Number()),
  p90: Nullable(Type.Number()),
});
export type Habit = Static<typeof Habit>;

export const StatsAnswer = Type.Object({
  list: Nullable(Type.String()),
  messages: Type.Integer(),
  threads: Type.Integer(),
  people: Type.Integer(),
  botMessages: Type.Integer(),
  ghosts: Type.Integer(),
  patches: Type.Integer(),
  begins: Nullable(Instant),
  ends: Nullable(Instant),
  /** By month, oldest first. */
  months: Type.Array(
    Type.Object({
      from: Instant,
      messages: Type.Integer(),
      bots: Type.Integer(),
      threads: Type.Integer(),
      patches: Type.Integer(),
      people: Type.Integer(),
    }),
  ),
  states: Type.Record(Type.String(), Type.Integer()),
  topPeople: Type.Array(
    Type.Object({ person: Type.String(), messages: Type.Integer(), newLines: Type.Integer(), patches: Type.Integer() }),
  ),
  threadSizes: Type.Array(Type.Object({ from: Type.Integer(), to: Nullable(Type.Integer()), threads: Type.Integer() })),
  toFirstAnswer: Habit,
  toDecision: Habit,
  defects: Type.Array(Type.Object({ defect: Type.String(), messages: Type.Integer() })),
});
export type StatsAnswer = Static<typeof StatsAnswer>;
