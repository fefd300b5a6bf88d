/**
 * People.
 * Version 1.
 * GET /api/v1/people?q=&list= · GET /api/v1/people/:id (the name shown, or an address) · GET /api/v1/people/:id/messages
 */
import { Type, type Static } from 'typebox';
import { Activity, Instant, Next, Nullable, PageQuery } from './common.ts';
import { PatchBrief } from './patch.ts';
import { Habit } from './stats.ts';

export const PersonBrief = Type.Object({
  person: Type.String({ description: 'the name shown; unique' }),
  bot: Type.Boolean(),
  messages: Type.Integer(),
  addresses: Type.Array(Type.Object({ email: Type.String(), name: Type.String(), messages: Type.Integer() })),
});
export type PersonBrief = Static<typeof PersonBrief>;

/** A message as a row of a person's page. */
export const PersonMessage = Type.Object({
  key: Type.String(),
  threadId: Type.String(),
  subject: Type.String(),
  dateUsed: Instant,
  newLines: Type.Integer(),
  lists: Type.Array(Type.String()),
});
export type PersonMessage = Static<typeof PersonMessage>;

export const PersonAnswer = Type.Object({
  ...PersonBrief.properties,
  first: Nullable(Instant),
  last: Nullable(Instant),
  lists: Type.Array(Type.Object({ name: Type.String(), messages: Type.Integer() })),
  activity: Type.Array(Activity),
  /** Newest works first. */
  patches: Type.Array(PatchBrief),
  /** Their patches by state. */
  states: Type.Record(Type.String(), Type.Integer()),
  reviewed: Type.Integer({ description: 'patches and covers of others that they reviewed' }),
  /** From a message of somebody else to their answer, in seconds. */
  toAnswer: Habit,
  /** Tags given by them: `{"Reviewed-by": 12}`. */
  given: Type.Record(Type.String(), Type.Integer()),
  messagesPage: Type.Array(PersonMessage),
  next: Next,
});
export type PersonAnswer = Static<typeof PersonAnswer>;

export const PeopleQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 200 })),
  bots: Type.Optional(Type.Union([Type.Literal('on'), Type.Literal('off')])),
  ...PageQuery,
});
export type PeopleQuery = Static<typeof PeopleQuery>;

export const PeopleAnswer = Type.Object({ people: Type.Array(PersonBrief), next: Next });
export type PeopleAnswer = Static<typeof PeopleAnswer>;

export const PersonMessagesQuery = Type.Object({ ...PageQuery });
export type PersonMessagesQuery = Static<typeof PersonMessagesQuery>;

export const PersonMessagesAnswer = Type.Object({ messages: Type.Array(PersonMessage), next: Next });
export type PersonMessagesAnswer = Static<typeof PersonMessagesAnswer>;
