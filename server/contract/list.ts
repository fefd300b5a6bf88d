/**
 * Lists and the threads of a list.
 * Version 1.
 * GET /api/v1/lists · GET /api/v1/lists/:list · GET /api/v1/lists/:list/threads (`all` is every list together)
 */
import { Type, type Static } from 'typebox';
import { Activity, Instant, ListName, Mailbox, Next, Nullable, PageQuery } from './common.ts';
import { Headline } from './outcome.ts';

/** A list with its figures. */
export const ListInfo = Type.Object({
  ...ListName.properties,
  messages: Type.Integer(),
  threads: Type.Integer(),
  people: Nullable(Type.Integer()),
  /** Date of the oldest and newest mail by `dateUsed`. */
  begins: Nullable(Instant),
  ends: Nullable(Instant),
  aliases: Type.Array(Type.String()),
  /** Messages by month (by week in the last year), oldest first: the sparkline. */
  activity: Type.Array(Activity),
  /** Threads by headline state; threads without patches are not counted. */
  states: Type.Record(Type.String(), Type.Integer()),
  unanswered: Type.Integer(),
});
export type ListInfo = Static<typeof ListInfo>;

export const ListsAnswer = Type.Object({ lists: Type.Array(ListInfo) });
export type ListsAnswer = Static<typeof ListsAnswer>;

/** One thread as a row. */
export const ThreadRow = Type.Object({
  threadId: Type.String(),
  /** Key of the thread's first message in the archive: what the row links to. */
  key: Type.String(),
  /** The subject as sent, and without `Re:`, brackets and list tags. */
  subject: Type.String(),
  title: Type.String(),
  from: Mailbox,
  started: Instant,
  last: Instant,
  lastFrom: Type.String({ description: 'who had the last word' }),
  messages: Type.Integer(),
  people: Type.Integer(),
  bots: Type.Integer({ description: 'messages by bots' }),
  ghosts: Type.Integer({ description: 'messages named and not in the archive' }),
  rootMissing: Type.Boolean(),
  /** Patches posted in it, covers not counted; 0 for a discussion. */
  patches: Type.Integer(),
  version: Nullable(Type.Number()),
  isPull: Type.Boolean(),
  isRfc: Type.Boolean(),
  unanswered: Type.Boolean(),
  lists: Type.Array(Type.String()),
  headline: Nullable(Headline),
});
export type ThreadRow = Static<typeof ThreadRow>;

export const ThreadSort = Type.Union([Type.Literal('activity'), Type.Literal('start'), Type.Literal('size')]);
export type ThreadSort = Static<typeof ThreadSort>;

export const ListThreadsQuery = Type.Object({
  sort: Type.Optional(ThreadSort),
  /** One or several states, separated by commas: `accepted,mainlined`; `decided` and `open` stand for groups. */
  state: Type.Optional(Type.String({ maxLength: 200 })),
  person: Type.Optional(Type.String({ maxLength: 200, description: 'name or address of somebody who wrote in it' })),
  hasPatch: Type.Optional(Type.Boolean()),
  unanswered: Type.Optional(Type.Boolean()),
  /** `off` leaves out threads in which bots alone wrote. */
  bots: Type.Optional(Type.Union([Type.Literal('on'), Type.Literal('off')])),
  /** Last activity on or after `from`, before `to`: `2020-03-01` or a full instant. */
  from: Type.Optional(Type.String({ maxLength: 40 })),
  to: Type.Optional(Type.String({ maxLength: 40 })),
  ...PageQuery,
});
export type ListThreadsQuery = Static<typeof ListThreadsQuery>;

export const ListThreadsAnswer = Type.Object({
  list: Nullable(ListName),
  sort: ThreadSort,
  threads: Type.Array(ThreadRow),
  next: Next,
});
export type ListThreadsAnswer = Static<typeof ListThreadsAnswer>;

/** Some threads as rows: those that any message of them is named of, at most 50; unknown ones are left out. GET /api/v1/threads?id=…&id=… */
export const ThreadRowsQuery = Type.Object({
  id: Type.Optional(
    Type.Union([Type.String({ maxLength: 1000 }), Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 50 })]),
  ),
});
export type ThreadRowsQuery = Static<typeof ThreadRowsQuery>;

export const ThreadRowsAnswer = Type.Object({ threads: Type.Array(ThreadRow) });
export type ThreadRowsAnswer = Static<typeof ThreadRowsAnswer>;

export const ListParams = Type.Object({ list: Type.String({ minLength: 1, maxLength: 200 }) });
export type ListParams = Static<typeof ListParams>;
