/**
 * Search.
 * Version 1.
 * GET /api/v1/search?q=&order=&collapse=&list=&cursor=
 */
import { Type, type Static } from 'typebox';
import { Instant, Lines, Mailbox, Next, Nullable, PageQuery } from './common.ts';
import { Kind } from './message.ts';
import { PatchBrief } from './patch.ts';

export const SearchQuery = Type.Object({
  q: Type.String({ maxLength: 2000 }),
  order: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('oldest'), Type.Literal('best')])),
  collapse: Type.Optional(Type.Union([Type.Literal('thread'), Type.Literal('none')])),
  list: Type.Optional(Type.String({ maxLength: 200 })),
  explain: Type.Optional(Type.Union([Type.Literal('0'), Type.Literal('1')])),
  ...PageQuery,
});
export type SearchQuery = Static<typeof SearchQuery>;

/** Words of a hit in place: pieces of text, those that matched marked; who said them and on which lines. */
export const Snippet = Type.Object({
  lines: Nullable(Lines),
  by: Nullable(Mailbox),
  quoted: Type.Boolean(),
  parts: Type.Array(Type.Object({ text: Type.String(), hit: Type.Boolean() })),
});
export type Snippet = Static<typeof Snippet>;

export const SearchHit = Type.Object({
  key: Type.String(),
  threadId: Type.String(),
  subject: Type.String(),
  from: Mailbox,
  person: Type.String(),
  dateUsed: Instant,
  lists: Type.Array(Type.String()),
  kind: Kind,
  state: Nullable(Type.String()),
  version: Nullable(Type.Number()),
  snippet: Nullable(Snippet),
  /** With `collapse=thread`: further hits in the same thread. */
  more: Type.Integer(),
});
export type SearchHit = Static<typeof SearchHit>;

/** A work whose name the query matches: one answer per work, newest revision first. */
export const NameMatch = Type.Object({
  patch: PatchBrief,
  /** Why it matched: "title without its prefix", "two letters differ". */
  reason: Type.String(),
  revisions: Type.Array(Type.Object({ messageId: Type.String(), version: Type.Number(), state: Type.String() })),
});
export type NameMatch = Static<typeof NameMatch>;

export const Facet = Type.Object({
  field: Type.String({ description: 'list, person, year, state, kind' }),
  values: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer(), query: Type.String() })),
});
export type Facet = Static<typeof Facet>;

export const SearchAnswer = Type.Object({
  query: Type.String(),
  /** How the query was understood, in words. */
  understood: Type.String(),
  order: Type.String(),
  total: Type.Object({ count: Type.Integer(), exact: Type.Boolean({ description: 'false: more than this' }) }),
  /** A Message-ID or URL that is one message: where to go at once. */
  goTo: Nullable(Type.String()),
  names: Type.Array(NameMatch),
  hits: Type.Array(SearchHit),
  facets: Type.Array(Facet),
  next: Next,
});
export type SearchAnswer = Static<typeof SearchAnswer>;
