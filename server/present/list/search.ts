import type { FoundFacet, FoundMessage, SearchResult, StoredPatch } from '../../../data/records/index.ts';
import type { Facet, NameMatch, SearchAnswer, SearchHit } from '../../contract/index.ts';
import type { Marker } from '../../query/highlight.ts';
import { PATCH_STATES } from '../../../data/rules/states.ts';
import { presentKind } from '../brief/kind.ts';
import { briefPatch } from '../brief/patch-brief.ts';
import { presentSnippet, type SnippetText } from './snippet.ts';
import { instant, instantOrNull } from '../brief/time.ts';

/** A work whose name was typed: its patches, how well they fit, and why. */
export interface FoundName {
  patches: StoredPatch[];
  score: number;
  reason: string;
}

/** Everything that a search answer is made of. */
export interface SearchParts {
  query: string;
  understood: string;
  terms: SearchAnswer['terms'];
  order: string;
  goTo: string | null;
  names: NameMatch[];
  result: SearchResult;
  marker: Marker;
  texts: ReadonlyMap<number, SnippetText>;
  next: string | null;
}

/** An answer as its resource. */
export function presentSearch(parts: SearchParts): SearchAnswer {
  const { query, understood, terms, order, goTo, names, result, marker, texts, next } = parts;
  return {
    query,
    understood,
    terms,
    order,
    total: result.total,
    goTo,
    names,
    hits: result.hits.map((hit) => presentHit(hit, texts.get(hit.id), marker)),
    facets: result.facets.map((facet) => presentFacet(facet, query, result.facetsExact)),
    next,
  };
}

/** A work found by name: its newest revision first. */
export function presentName(
  { patches, score, reason }: FoundName,
  versionOf: (key: string) => number | null,
): NameMatch {
  const ordered = [...patches].sort(
    (a, b) =>
      Number(a.record.ghost) - Number(b.record.ghost) ||
      b.record.version - a.record.version ||
      b.record.dateUsed - a.record.dateUsed ||
      (a.record.key < b.record.key ? -1 : 1),
  );
  return {
    patch: briefPatch(ordered[0]!, versionOf),
    reason,
    score: Math.round(score * 1000) / 1000,
    revisions: ordered.slice(0, MOST_REVISIONS).map(({ record, outcome }) => ({
      messageId: record.messageId,
      version: record.version,
      state: outcome.state,
      title: record.title,
      date: record.ghost ? null : instantOrNull(record.dateUsed),
    })),
  };
}

function presentHit(hit: FoundMessage, text: SnippetText | undefined, marker: Marker): SearchHit {
  return {
    key: hit.key,
    threadId: hit.threadId,
    subject: hit.subject,
    from: hit.from,
    person: hit.person ?? (hit.from.name || hit.from.email),
    dateUsed: instant(hit.dateUsed),
    lists: hit.lists,
    kind: presentKind(hit.kind),
    state: hit.state,
    version: hit.version,
    snippet: text ? presentSnippet(text, marker) : null,
    more: hit.more,
  };
}

/** Each value with the query that asks for it too. */
function presentFacet({ field, values }: FoundFacet, query: string, exact: boolean): Facet {
  const known: readonly string[] = PATCH_STATES;
  const asked = /\b(?:OR|XOR|NOT)\b/.test(query) ? `(${query})` : query;
  return {
    field,
    exact,
    values: values
      .filter(({ value }) => field !== 'state' || known.includes(value))
      .map(({ value, count }) => ({ value, count, query: `${asked} ${termOf(field, value)}`.trim() })),
  };
}

function termOf(field: FoundFacet['field'], value: string): string {
  switch (field) {
    case 'list':
      return `l:${value}`;
    case 'person':
      return `person:"${value.replace(/["\u201c\u201d]/g, ' ')}"`;
    case 'year':
      return `d:${value}`;
    case 'state':
      return `state:${value}`;
    default:
      return value === 'diff' || value === 'attachment' ? `has:${value}` : `is:${value}`;
  }
}

const MOST_REVISIONS = 30;
