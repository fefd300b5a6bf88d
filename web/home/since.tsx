import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ListThreadsAnswer } from '../../server/contract/list.ts';
import { ask } from '../lib/api.ts';
import { count } from '../lib/format.ts';
import { isUnread, readMark, useMarks } from '../lib/read-marks.ts';
import css from './since.module.css';

/** What is new in the threads that this reader follows; nothing where nothing is. */
export function Since() {
  const marks = useMarks();
  const ids = Object.keys(marks.stars).slice(-50);
  const { data } = useQuery({
    queryKey: ['since', ids],
    queryFn: ({ signal }) => ask<Pick<ListThreadsAnswer, 'threads'>>('threads', { id: ids }, signal),
    enabled: ids.length > 0,
  });
  const unread = (data?.threads ?? []).filter((row) => isUnread(marks, row, null));
  if (unread.length === 0) return null;
  const mails = unread.reduce(
    (sum, row) => sum + Math.max(1, row.messages - (readMark(row.threadId, marks)?.messages ?? row.messages)),
    0,
  );
  return (
    <p className={css['since']}>
      <span>
        <b>Since you looked:</b> {count(mails, 'new mail')} in {count(unread.length, 'thread')} that you follow.
      </span>
      <Link className="button" to="/me#watched">
        Read them <kbd aria-hidden>u</kbd>
      </Link>
    </p>
  );
}
