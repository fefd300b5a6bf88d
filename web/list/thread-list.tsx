import { useQueryClient } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { ThreadRow as Row } from '../../server/contract/list.ts';
import { useKeys } from '../lib/keyboard.ts';
import { messagePath } from '../lib/links.ts';
import { isUnread, toggleStar, useMarks } from '../lib/read-marks.ts';
import { useRememberedPlace } from '../lib/scroll-memory.ts';
import { threadQuery } from '../thread/model/thread-query.ts';
import { ThreadRow } from './thread-row.tsx';
import css from './thread-list.module.css';

interface ThreadListProps {
  rows: readonly Row[];
  list: string;
  hasMore: boolean;
  loadMore: () => void;
  loading: boolean;
  /** The newest word of the visit before: what is newer is unread. */
  since?: string | null;
}

/** Any number of threads: only the rows in view are built; the next page is asked for before its place is reached. */
export function ThreadList({ rows, list, hasMore, loadMore, loading, since = null }: ThreadListProps) {
  const top = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  const { key } = useLocation();
  const navigate = useNavigate();
  const marks = useMarks();
  const [at, setAt] = useState(() => atPlaces.get(key) ?? -1);
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (window.innerWidth < 760 ? 104 : 64),
    getItemKey: (index) => rows[index]?.threadId ?? index,
    overscan: 12,
    scrollMargin: margin,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;

  const hasRows = rows.length > 0;
  useLayoutEffect(() => setMargin(top.current?.offsetTop ?? 0), [hasRows]);
  useRememberedPlace(rows.length > 0 && margin > 0);
  useEffect(() => {
    if (hasMore && !loading && lastShown > rows.length - 30) loadMore();
  }, [hasMore, loading, lastShown, rows.length, loadMore]);
  useEffect(() => {
    atPlaces.set(key, at);
  }, [key, at]);

  const move = (step: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, at + step));
    setAt(next);
    // Enter is for this row now, not for the button that was pressed before.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    virtual.scrollToIndex(next, { align: 'auto' });
    // Whoever rests on a row will likely open it.
    clearTimeout(timer.current);
    const row = rows[next];
    if (row) timer.current = setTimeout(() => void client.prefetchQuery(threadQuery(client, row.key)), 120);
  };
  const open = () => {
    const row = rows[at];
    if (row) void navigate(messagePath(list === 'all' ? row.lists[0] : list, row.key));
  };
  useKeys('Threads', [
    { keys: 'j', label: 'next thread', run: () => move(1) },
    { keys: 'k', label: 'thread before', run: () => move(-1) },
    { keys: 'o', label: 'open', run: open },
    {
      keys: 'Enter',
      label: 'open',
      run: (event) =>
        !(event.target instanceof HTMLElement && event.target.closest('a,button,summary'))
          ? open()
          : (event.target as HTMLElement).click(),
    },
    {
      keys: 'x',
      label: 'star, or take the star away',
      run: () => rows[at] && toggleStar(rows[at].threadId, starOf(rows[at], list)),
    },
    {
      keys: 'Shift+G',
      label: 'last row loaded',
      run: () => (setAt(rows.length - 1), virtual.scrollToIndex(rows.length - 1)),
    },
    { keys: 'g g', label: 'first row', run: () => (setAt(0), window.scrollTo(0, 0)) },
  ]);

  return (
    <div
      ref={top}
      className={css['list']}
      style={{ height: virtual.getTotalSize() }}
      role="feed"
      aria-label="Threads"
      aria-busy={loading}
    >
      {items.map((item) => {
        const row = rows[item.index]!;
        return (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className={css['place']}
            style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
          >
            <ThreadRow
              row={row}
              heading="h2"
              list={list}
              showList={list === 'all'}
              at={item.index === at}
              unread={isUnread(marks, row, since)}
              starred={!!marks.stars[row.threadId]}
            />
          </div>
        );
      })}
    </div>
  );
}

const starOf = (row: Row, list: string) => ({
  title: row.title || row.subject,
  path: messagePath(list === 'all' ? row.lists[0] : list, row.key),
  list: row.lists[0] ?? list,
});

/** The row that the keys were on, for each page of this visit. */
const atPlaces = new Map<string, number>();
