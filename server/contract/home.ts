/**
 * Home: the archive at a glance.
 * Version 1.
 * GET /api/v1/home
 */
import { Type, type Static } from 'typebox';
import { Instant, Nullable } from './common.ts';
import { ListInfo, ThreadRow } from './list.ts';

export const HomeAnswer = Type.Object({
  lists: Type.Array(ListInfo),
  /** Threads whose headline was decided last, newest first. */
  decidedLately: Type.Array(ThreadRow),
  /** Of those decided last at most two a list, each with a sentence that says more than its state. */
  toldLately: Type.Array(ThreadRow),
  /** How many more were decided with no more than a thank-you or a tag, by list. */
  thanked: Type.Array(Type.Object({ list: Type.String(), count: Type.Integer() })),
  /** Ways in for a newcomer, chosen by rule: a story over several threads, a verdict in plain words, a work of many versions. */
  waysIn: Type.Array(
    Type.Object({
      what: Type.Union([Type.Literal('story'), Type.Literal('verdict'), Type.Literal('versions')]),
      row: ThreadRow,
      seriesId: Nullable(Type.String()),
    }),
  ),
  /** Open works by how long somebody's answer is due, longest first. */
  waitingLongest: Type.Array(ThreadRow),
  /** Threads with most messages in the last 30 days of the archive. */
  busiest: Type.Array(ThreadRow),
  counts: Type.Object({
    messages: Type.Integer(),
    threads: Type.Integer(),
    people: Type.Integer(),
    patches: Type.Integer(),
    lists: Type.Integer(),
  }),
  /** The newest credible date in the archive: what "lately" is measured from. */
  asOf: Nullable(Instant),
  /** True while the made-up sample is served. */
  isSample: Type.Boolean(),
  /** How to add a real archive: sentences and the commands, for the first screen. */
  howToAdd: Type.Array(Type.Object({ what: Type.String(), command: Type.String() })),
});
export type HomeAnswer = Static<typeof HomeAnswer>;
