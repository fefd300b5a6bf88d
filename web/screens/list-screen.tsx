import { useCallback, useEffect } from 'react';
import { Navigate, useNavigate, useParams, useSearchParams } from 'react-router';
import { filtersOf, ListFilters } from '../list/list-filters.tsx';
import { ListHead } from '../list/list-head.tsx';
import { useListInfo } from '../list/use-list-info.ts';
import { ThreadList } from '../list/thread-list.tsx';
import { useListThreads } from '../list/use-list-threads.ts';
import { ApiError } from '../lib/api.ts';
import { useKeys } from '../lib/keyboard.ts';
import { noteVisit, useMarks } from '../lib/read-marks.ts';
import { useTitle } from '../lib/title.ts';
import { Empty, Failure, Waiting } from '../ui/states.tsx';
import css from '../ui/page.module.css';

/** The threads of a list, newest word first unless the link says otherwise. */
export default function ListScreen() {
  const { list = 'all' } = useParams();
  return <Threads key={list} list={list} />;
}

function Threads({ list }: { list: string }) {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  useTitle(list === 'all' ? 'All lists' : list);
  useKeys('Way up', [{ keys: 'u', label: 'home', run: () => void navigate('/') }]);
  const query = useListThreads(list, filtersOf(params));
  const { fetchNextPage } = query;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  // The newest word of the list as its head tells it, whatever is filtered here.
  const info = useListInfo(list);
  const first = query.data?.pages[0]?.threads[0];
  const newest = info?.ends ?? (params.size === 0 && first ? first.last : null);
  const since = useMarks().visits[list]?.before ?? null;
  useEffect(() => {
    if (newest) noteVisit(list, newest);
  }, [list, newest]);
  // lore's search links: /<list>/?q=…
  const words = params.get('q');
  if (words)
    return (
      <Navigate
        replace
        to={`/search?q=${encodeURIComponent(words)}${list === 'all' ? '' : `&list=${encodeURIComponent(list)}`}`}
      />
    );

  if (query.error instanceof ApiError && query.error.status === 404)
    return (
      <div className={css['page']}>
        <Failure page error={query.error} />
      </div>
    );

  const rows = query.data?.pages.flatMap((page) => page.threads) ?? [];
  return (
    <div className={css['page']}>
      <ListHead list={list} />
      <ListFilters since={since !== null && newest !== null && since < newest ? since : null} />
      {query.isPending && <Waiting label="Loading threads" lines={12} />}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && (
        <Empty title="No thread fits these filters.">
          Take a filter away, or search over every list with the field above.
        </Empty>
      )}
      {rows.length > 0 && (
        <ThreadList
          rows={rows}
          list={list}
          since={since}
          hasMore={query.hasNextPage}
          loading={query.isFetching}
          loadMore={loadMore}
        />
      )}
    </div>
  );
}
