/**
 * Search: messages in lore's language, and patches by name.
 * Version 2: `kind` of a snippet's block, `terms`, `revisions` with dates, facets that say how exact they are, suggestions.
 * GET /api/v1/search?q=&order=&collapse=&list=&facets=&cursor= · GET /api/v1/search/suggestions?q=&at=
 */
import { Type, type Static } from 'typebox';
import { BlockKind } from './block.ts';
import { Instant, Lines, Mailbox, Next, Nullable, PageQuery } from './common.ts';
import { Kind } from './message.ts';
import { PatchBrief } from './patch.ts';

export const SearchQuery = Type.Object({
  q: Type.String({ maxLength: 2000 }),
  order: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('oldest'), Type.Literal('best')])),
  collapse: Type.Optional(Type.Union([Type.Literal('thread'), Type.Literal('none')])),
  list: Type.Optional(Type.String({ maxLength: 200 })),
  /** 0: no facets, which are the dearest part of an answer. */
  facets: Type.Optional(Type.Union([Type.Literal('0'), Type.Literal('1')])),
  explain: Type.Optional(Type.Union([Type.Literal('0'), Type.Literal('1')])),
  ...PageQuery,
});
export type SearchQuery = Static<typeof SearchQuery>;

/** Words of a hit in place: pieces of text, those that matched marked; who said them and on which lines. */
export const Snippet = Type.Object({
  lines: Nullable(Lines),
  /** Who wrote these very words; null where nobody knows. */
  by: Nullable(Mailbox),
  quoted: Type.Boolean(),
  /** The block in which they stand; null for words of the subject or the headers. */
  kind: Nullable(BlockKind),
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
  /** Of the patch, where the message is one, else of its thread. */
  state: Nullable(Type.String()),
  version: Nullable(Type.Number()),
  snippet: Nullable(Snippet),
  /** With `collapse=thread`: further hits in the same thread, as far as they were looked at. */
  more: Type.Integer(),
});
export type SearchHit = Static<typeof SearchHit>;

/** A work whose name the query matches: one answer per work, newest revision first. */
export const NameMatch = Type.Object({
  patch: PatchBrief,
  /** Why it matched: "the same words", "one word written otherwise: clenaups", "an earlier title". */
  reason: Type.String(),
  /** How well, 0 to 1. */
  score: Type.Number(),
  /** All postings of the work, newest first. */
  revisions: Type.Array(
    Type.Object({
      messageId: Type.String(),
      version: Type.Number(),
      state: Type.String(),
      title: Type.String(),
      date: Nullable(Instant),
    }),
  ),
});
export type NameMatch = Static<typeof NameMatch>;

export const Facet = Type.Object({
  field: Type.String({ description: 'list, person, year, state, kind' }),
  /** False where only the first hits were counted: then each count is "at least". */
  exact: Type.Boolean(),
  values: Type.Array(
    Type.Object({
      value: Type.String(),
      count: Type.Integer(),
      query: Type.String({ description: 'the query narrowed to this value' }),
    }),
  ),
});
export type Facet = Static<typeof Facet>;

/** One part of the query, where it stands, and how it was understood. */
export const ExplainedTerm = Type.Object({ from: Type.Integer(), to: Type.Integer(), meaning: Type.String() });
export type ExplainedTerm = Static<typeof ExplainedTerm>;

export const SearchAnswer = Type.Object({
  query: Type.String(),
  /** How the query was understood, in words. */
  understood: Type.String(),
  /** The same part by part. */
  terms: Type.Array(ExplainedTerm),
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

export const SuggestQuery = Type.Object({
  q: Type.String({ maxLength: 2000 }),
  /** Where the cursor stands, counted from 0; the end where absent. */
  at: Type.Optional(Type.Integer({ minimum: 0, maximum: 2000 })),
});
export type SuggestQuery = Static<typeof SuggestQuery>;

/** What can be typed at the cursor: `query[from, to)` is replaced by `text`. */
export const Suggestion = Type.Object({ text: Type.String(), meaning: Type.String() });
export const SuggestAnswer = Type.Object({
  from: Type.Integer(),
  to: Type.Integer(),
  suggestions: Type.Array(Suggestion),
});
export type SuggestAnswer = Static<typeof SuggestAnswer>;
