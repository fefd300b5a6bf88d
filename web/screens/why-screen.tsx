import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import type { WhyAnswer } from '../../server/contract/verdict.ts';
import { ask, segment } from '../lib/api.ts';
import { count } from '../lib/format.ts';
import { useKeys } from '../lib/keyboard.ts';
import { messagePath, summaryPath } from '../lib/links.ts';
import { useTitle } from '../lib/title.ts';
import { Badge } from '../ui/badge.tsx';
import { Empty, Failure, Waiting } from '../ui/states.tsx';
import { showToast } from '../ui/toast.tsx';
import { TurningPoints } from '../why/turning-points.tsx';
import { Lanes } from '../why/lanes.tsx';
import page from '../ui/page.module.css';
import css from './why-screen.module.css';

/** Why it came to this: five to seven turning points by kind, in the words of the mails, the gaps between them to scale. */
export default function WhyScreen() {
  const { list = 'all', id = '' } = useParams();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery({
    queryKey: ['why', id],
    queryFn: ({ signal }) => ask<WhyAnswer>(`threads/${segment(id)}/why`, {}, signal),
  });
  useTitle(data ? `Why? ${data.title}` : 'Why?');
  const step = (by: number) => {
    const points = [...document.querySelectorAll<HTMLElement>('[data-turning]')];
    const tops = points.map((point) => point.getBoundingClientRect().top);
    const at = by > 0 ? tops.findIndex((top) => top > 130) : tops.findLastIndex((top) => top < 90);
    points[at]?.scrollIntoView({ block: 'start', behavior: 'instant' });
  };
  useKeys('Why?', [
    { keys: 'n', label: 'next turning point', run: () => step(1) },
    { keys: 'p', label: 'turning point before', run: () => step(-1) },
    { keys: 'c', label: 'copy with links', run: () => data && void copy(data) },
    { keys: 'e', label: 'export as the first page', run: () => void navigate(summaryPath(list, id, 'short')) },
    { keys: 'u', label: 'up to the thread', run: () => void navigate(messagePath(list, id)) },
  ]);
  return (
    <div className={`${page['page']} ${css['why']}`}>
      {error && <Failure page error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting label="Looking for the turning points" lines={14} />}
      {data && (
        <>
          <header className={css['head']}>
            <div>
              <p className={css['crumb']}>
                <b>Why?</b> › <Link to={messagePath(list, id)}>the thread</Link>
              </p>
              <h1 className={css['title']}>{data.title}</h1>
              <p className={css['state']}>
                {data.headline && (
                  <Badge state={data.headline.state} version={data.headline.supersededBy[0]?.version} explained />
                )}
                <span>
                  {count(data.points.length, 'turning point')} from {count(data.threads.length, 'thread')}
                  {listsOf(data)}, each with its mail
                </span>
              </p>
            </div>
            <p className={css['deeds']}>
              <Link className="button first" to={summaryPath(list, id, 'short')}>
                Export as first page <kbd aria-hidden>e</kbd>
              </Link>
              <button type="button" className="button" onClick={() => void copy(data)}>
                Copy with links <kbd aria-hidden>c</kbd>
              </button>
            </p>
          </header>
          {data.points.length === 0 ? (
            <Empty title="No sentence here turned anything.">
              Nobody set a condition, objected, agreed or decided in words that could be found. The thread has all that
              was said.
            </Empty>
          ) : (
            <>
              <Lanes why={data} />
              <TurningPoints why={data} />
            </>
          )}
          {data.ends && (
            <section className={css['ends']}>
              <h2 className="eyebrow">And how does it end here?</h2>
              <blockquote>
                <p>{data.ends.text}</p>
                <footer>
                  <b>{data.ends.person}</b>, the last mail of the story in this archive
                </footer>
              </blockquote>
            </section>
          )}
          <p className={css['note']}>
            Quotations are as sent, cuts are marked […], times are UTC. Kinds are Lorescope’s, words are not.
            {data.holes && ` This archive has ${data.holes}; what is not here is not told.`}
          </p>
        </>
      )}
    </div>
  );
}

function listsOf({ threads }: WhyAnswer): string {
  const lists = new Set(threads.flatMap(({ list }) => list ?? []));
  return lists.size > 1 ? ` on ${lists.size} lists` : '';
}

/** The turning points as text, each with its link. */
async function copy(why: WhyAnswer): Promise<void> {
  const lines = why.points.map(({ n, kind, date, quote }) => {
    const link = new URL(messagePath(quote.list, quote.messageId, undefined, quote.lines), document.baseURI).toString();
    return `${n}. ${date.slice(0, 10)}, ${kind}: “${quote.marked}” (${quote.person})\n   ${link}`;
  });
  try {
    await navigator.clipboard.writeText(`${why.title}\n\n${lines.join('\n')}\n`);
    showToast('Copied with its links.');
  } catch {
    showToast('The browser keeps its clipboard closed.');
  }
}
