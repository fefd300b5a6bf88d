import { useQuery } from '@tanstack/react-query';
import type { PeopleAnswer } from '../../server/contract/person.ts';
import type { NameMatch, SearchAnswer, SearchHit } from '../../server/contract/search.ts';
import { ask } from '../lib/api.ts';

interface Found {
  /** The message that the words are the id of, or a link to. */
  goTo: string | null;
  names: readonly NameMatch[];
  /** One hit a thread. */
  hits: readonly SearchHit[];
  people: PeopleAnswer['people'];
}

/** What the words of the palette may mean: answers without facets, which are the dear part. */
export function useFound(words: string): Found {
  const enabled = words.length >= SHORTEST;
  const found = useQuery({
    queryKey: ['palette', words],
    queryFn: ({ signal }) =>
      ask<SearchAnswer>('search', { q: words, limit: MOST, facets: '0', collapse: 'thread' }, signal),
    enabled,
    retry: false,
    placeholderData: (before) => before,
  });
  const people = useQuery({
    queryKey: ['palette people', words],
    queryFn: ({ signal }) => ask<PeopleAnswer>('people', { q: words, limit: 4, bots: 'off' }, signal),
    enabled: enabled && !/[:"()]/.test(words),
    retry: false,
    placeholderData: (before) => before,
  });
  if (!enabled) return NOTHING;
  return {
    goTo: found.data?.goTo ?? null,
    names: found.data?.names ?? [],
    hits: found.data?.hits ?? [],
    people: people.data?.people ?? [],
  };
}

const SHORTEST = 3;
const MOST = 5;
const NOTHING: Found = { goTo: null, names: [], hits: [], people: [] };
