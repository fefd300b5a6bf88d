import { useQuery } from '@tanstack/react-query';
import type { ListThreadsAnswer, ThreadRow as Row } from '../../server/contract/list.ts';
import { ask } from '../lib/api.ts';
import { count } from '../lib/format.ts';
import { isUnread, readMark, useMarks } from '../lib/read-marks.ts';
import { ThreadRow } from '../list/thread-row.tsx';
import { Failure, Waiting } from '../ui/states.tsx';
import page from '../ui/page.module.css';
import css from './watched.module.css';

/** Starred threads, those with new words first. */
export function Watched() {
  const marks = useMarks();
  const ids = Object.keys(marks.stars);
  const { data, error } = useQuery({
    queryKey: ['watched', ids],
    queryFn: ({ signal }) => loadRows(ids, signal),
    enabled: ids.length > 0,
  });
  const rows = [...(data ?? [])].sort(
    (a, b) => Number(isUnread(marks, b, null)) - Number(isUnread(marks, a, null)) || (a.last < b.last ? 1 : -1),
  );
  const gone = data ? ids.length - rows.length : 0;
  return (
    <section className={page['part']} aria-labelledby="watched">
      <h2 id="watched" className="eyebrow">
        What you watch
      </h2>
      {ids.length === 0 && (
        <p className="quiet">
          Press <kbd>x</kbd> on a thread to star it: what is new in it will stand here. Stars stay in this browser.
        </p>
      )}
      {ids.length > 0 && !data && !error && <Waiting label="Loading what you watch" lines={4} />}
      {error && <Failure error={error} />}
      {rows.map((row) => {
        const mark = readMark(row.threadId, marks);
        const more = mark?.messages != null ? row.messages - mark.messages : 0;
        const unread = isUnread(marks, row, null);
        return (
          <div key={row.threadId} className={css['watched']}>
            <ThreadRow row={row} list={row.lists[0] ?? 'all'} showList starred unread={unread} />
            {unread && <p className={css['new']}>{more > 0 ? `${count(more, 'new message')}` : 'something new'}</p>}
          </div>
        );
      })}
      {gone > 0 && <p className="small faint">{count(gone, 'starred thread')} left the archive.</p>}
    </section>
  );
}

/** Rows of some threads, as many at a time as the server takes. */
async function loadRows(ids: readonly string[], signal: AbortSignal): Promise<Row[]> {
  const rows: Row[] = [];
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = await ask<Pick<ListThreadsAnswer, 'threads'>>('threads', { id: ids.slice(from, from + PAGE) }, signal);
    rows.push(...page.threads);
  }
  return rows;
}

/** The server takes 50; addresses stay short with fewer. */
const PAGE = 25;
