import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { Paper } from '../summary/paper.tsx';
import { TakeAlong } from '../summary/take-along.tsx';
import { useKeys } from '../lib/keyboard.ts';
import { messagePath } from '../lib/links.ts';
import { fetchSummary, type SummaryLength, titleIn } from '../summary/summary-file.ts';
import { useTitle } from '../lib/title.ts';
import { useParam } from '../lib/url-state.ts';
import { Failure, Waiting } from '../ui/states.tsx';
import page from '../ui/page.module.css';
import css from './summary-screen.module.css';

/** The summary of a thread, to be read, copied, downloaded and printed: what one sees is what the files hold. */
export default function SummaryScreen() {
  const { list = 'all', id = '' } = useParams();
  const [written, setWritten] = useParam('length', 'normal');
  const length: SummaryLength = written === 'short' || written === 'full' ? written : 'normal';
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery({
    queryKey: ['summary', id, length],
    queryFn: ({ signal }) => fetchSummary(id, length, 'html', signal),
    placeholderData: (before) => before,
    retry: false,
  });
  const title = titleIn(data ?? '');
  useTitle(title ? `${title}: summary` : 'Summary');
  useKeys('Summary', [
    { keys: '1', label: 'a page', run: () => setWritten('short') },
    { keys: '2', label: 'three minutes', run: () => setWritten('normal') },
    { keys: '3', label: 'all that was said', run: () => setWritten('full') },
    { keys: 'p', label: 'print', run: () => window.print() },
    { keys: 'u', label: 'up to the thread', run: () => void navigate(messagePath(list, id)) },
  ]);
  return (
    <div className={page['page']}>
      <p className={css['back']}>
        <Link to={messagePath(list, id)}>← The thread</Link>
      </p>
      {error ? (
        <Failure page error={error} retry={() => void refetch()} />
      ) : (
        <>
          <TakeAlong id={id} title={title} length={length} onLength={setWritten} />
          {data === undefined ? <Waiting label="Summing up" lines={14} /> : <Paper html={data} list={list} />}
        </>
      )}
    </div>
  );
}
