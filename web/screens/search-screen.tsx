import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { SearchAnswer } from '../../server/contract/search.ts';
import { Explained } from '../search/explained.tsx';
import { Facets } from '../search/facets.tsx';
import { Hit } from '../search/hit.tsx';
import { KeepSearch } from '../search/keep-search.tsx';
import { NameMatches } from '../search/name-matches.tsx';
import { QueryFailure } from '../search/query-failure.tsx';
import { SavedSearches } from '../search/saved-searches.tsx';
import { SearchHelp } from '../search/search-help.tsx';
import { ask } from '../lib/api.ts';
import { count } from '../lib/format.ts';
import { useKeys } from '../lib/keyboard.ts';
import { messagePath } from '../lib/links.ts';
import { useTitle } from '../lib/title.ts';
import { Empty, Waiting } from '../ui/states.tsx';
import page from '../ui/page.module.css';
import css from './search-screen.module.css';

/** What fits a query: patches by name first, then messages with the words in place. */
export default function SearchScreen() {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const words = params.get('q') ?? '';
  const order = params.get('order') ?? '';
  const list = params.get('list') ?? '';
  useTitle(words ? `${words} · Search` : 'Search');
  const query = useInfiniteQuery({
    queryKey: ['search', words, order, list],
    queryFn: ({ pageParam, signal }) =>
      ask<SearchAnswer>('search', { q: words, order, list, collapse: 'thread', limit: 40, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (answer) => answer.next,
    enabled: words.trim() !== '',
    retry: false,
  });
  const first = query.data?.pages[0];
  const hits = query.data?.pages.flatMap((answer) => answer.hits) ?? [];
  const goTo = first?.goTo;
  useEffect(() => {
    if (goTo) void navigate(messagePath('all', goTo), { replace: true });
  }, [goTo, navigate]);
  const focusHit = (by: number) => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>('main [data-hit] a[data-main]')];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
  };
  useKeys('Results', [
    { keys: 'j', label: 'next result', run: () => focusHit(1) },
    { keys: 'k', label: 'result before', run: () => focusHit(-1) },
  ]);

  if (!words.trim()) {
    return (
      <div className={page['page']}>
        <h1 className={page['heading']}>Search</h1>
        <SavedSearches />
        <SearchHelp />
      </div>
    );
  }
  return (
    <div className={page['page']}>
      <h1 className="unseen">Results for {words}</h1>
      {query.isPending && <Waiting label="Searching" lines={10} />}
      {query.isError && <QueryFailure error={query.error} query={words} retry={() => void query.refetch()} />}
      {first && (
        <div className={css['cols']}>
          <div className={css['results']}>
            <p className={css['understood']}>
              {first.total.exact
                ? count(first.total.count, 'message')
                : `More than ${count(first.total.count, 'message')}`}
              {list && (
                <>
                  {' · in '}
                  {list}{' '}
                  <button
                    type="button"
                    className={css['link']}
                    onClick={() => setParams((old) => (old.delete('list'), old))}
                  >
                    search every list
                  </button>
                </>
              )}
              <KeepSearch query={words} list={list} />
              <label className={css['order']}>
                <span className="unseen">Order</span>
                <select
                  value={order || first.order}
                  onChange={(event) => setParams((old) => (old.set('order', event.target.value), old))}
                >
                  <option value="best">best first</option>
                  <option value="newest">newest first</option>
                  <option value="oldest">oldest first</option>
                </select>
              </label>
            </p>
            <Explained answer={first} />
            <NameMatches names={first.names} />
            {hits.length === 0 && first.names.length === 0 && (
              <Empty title="Nothing here fits.">
                Try fewer words, a part of the patch’s title, or <code className="code">f:</code> with a name.{' '}
                <SearchHelp />
              </Empty>
            )}
            {hits.map((hit) => (
              <Hit key={hit.key} hit={hit} />
            ))}
            {query.hasNextPage && (
              <button
                type="button"
                className={css['more']}
                onClick={() => void query.fetchNextPage()}
                disabled={query.isFetchingNextPage}
              >
                {query.isFetchingNextPage ? 'Loading…' : 'More'}
              </button>
            )}
          </div>
          <Facets facets={first.facets} list={list} />
        </div>
      )}
    </div>
  );
}
