import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SuggestAnswer } from '../../server/contract/search.ts';
import { ask } from '../lib/api.ts';

/** What can be typed at the cursor; asked once the fingers rest. */
export function useSuggestions(words: string, cursor: number): SuggestAnswer {
  const [settled, setSettled] = useState({ words: '', cursor: 0 });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ words, cursor }), PAUSE);
    return () => clearTimeout(timer);
  }, [words, cursor]);
  const { data } = useQuery({
    queryKey: ['suggestions', settled.words, settled.cursor],
    queryFn: ({ signal }) => ask<SuggestAnswer>('search/suggestions', { q: settled.words, at: settled.cursor }, signal),
    enabled: settled.words.trim() !== '',
    retry: false,
  });
  return data && settled.words === words && words.trim() !== '' ? data : NONE;
}

const NONE: SuggestAnswer = { from: 0, to: 0, suggestions: [] };
/** Milliseconds. */
const PAUSE = 140;
