/**
 * Shapes that every resource shares.
 * Version 1. Names are those of the dump; times are UTC, ISO 8601; Message-IDs stand without angle brackets.
 */
import { Type, type Static, type TSchema } from 'typebox';

/** A value or null: JSON has no other way to say "not known". */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** `2021-07-14T19:35:00Z`. */
export const Instant = Type.String({ description: 'UTC, ISO 8601' });

/** Half-open range of lines, counted from 0. */
export const Lines = Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ minimum: 0 })], {
  description: 'half-open range of lines, counted from 0',
});
export type Lines = Static<typeof Lines>;

/** A name and address as mail uses them; `name` is '' where the mail has none. */
export const Mailbox = Type.Object({ name: Type.String(), email: Type.String() });
export type Mailbox = Static<typeof Mailbox>;

/** Lines of a message (of attachment `part`, where given) in which words first stood. */
export const LineSource = Type.Object({
  messageId: Type.String(),
  lines: Lines,
  part: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type LineSource = Static<typeof LineSource>;

/** A list as a row names it. */
export const ListName = Type.Object({
  name: Type.String({ description: "short name, as in lore's links" }),
  address: Nullable(Type.String()),
  listId: Nullable(Type.String()),
});
export type ListName = Static<typeof ListName>;

/** Every error has this shape: `message` says what is wrong, `hint` what to do about it. */
export const ErrorAnswer = Type.Object({
  error: Type.Object({
    code: Type.String({
      description: 'stable word for programs: not-found, bad-request, bad-query, too-busy, internal',
    }),
    message: Type.String(),
    hint: Type.Optional(Type.String()),
    at: Type.Optional(Type.Integer({ description: 'place in the query, counted from 0' })),
  }),
});
export type ErrorAnswer = Static<typeof ErrorAnswer>;

/** Pages go by key: hand `next` back as `cursor`; null on the last page. */
export const Next = Nullable(Type.String({ description: 'hand back as ?cursor=; null on the last page' }));
export const PageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
};

/** Any Message-ID, message key, or (for threads) the id of any message of the thread. */
export const IdParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 1000 }) });
export type IdParams = Static<typeof IdParams>;

/** Messages in one span of time: a point of a sparkline or plot. */
export const Activity = Type.Object({ from: Instant, messages: Type.Integer(), threads: Type.Integer() });
export type Activity = Static<typeof Activity>;
