import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { threadDate } from '../../lib/format.ts';
import { whyPath, type View } from '../../lib/links.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import css from './thread-head.module.css';

/** The ways to look at the thread and the place that is kept between them; always in view. */
export function ThreadWays({ patch, current }: { patch: string | null; current: string }) {
  const { model, view, path } = useThreadPlace();
  const ways = useRef<HTMLElement>(null);
  useEffect(() => {
    const here = ways.current?.querySelector<HTMLElement>('[aria-current]');
    if (ways.current && here) ways.current.scrollLeft = here.offsetLeft - ways.current.offsetLeft - 40;
  }, [view]);
  const people = model.thread.people.filter(({ bot }) => !bot).length;
  const patches = model.thread.patches.filter(({ isCover, ghost }) => !isCover && !ghost).length;
  const row = model.byKey.get(current);
  const at = row && !row.ghost ? row : null;
  const position = model.messages.findIndex(({ key }) => key === current) + 1;
  return (
    <div className={css['bar']} data-ways="">
      <nav ref={ways} className={css['ways']} aria-label="Ways to look at this thread">
        {WAYS.map(([way, word]) =>
          way === 'patch' && !patch ? null : (
            <Link
              key={way}
              to={path(way === 'patch' ? patch! : current, { view: way })}
              aria-current={view === way ? 'page' : undefined}
              preventScrollReset
            >
              {way === 'patch' && patches > 1 ? 'Patches' : word}
              {way === 'messages' && <span className={css['number']}> {model.thread.messages}</span>}
              {way === 'patch' && patches > 1 && <span className={css['number']}> {patches}</span>}
              {way === 'people' && <span className={css['number']}> {people}</span>}
            </Link>
          ),
        )}
        <Link to={whyPath(model.list, model.thread.threadId)} data-why="">
          Why?
        </Link>
      </nav>
      {at && (
        <p className={css['place']} title="Every view, Back and a shared link open here">
          <span className={css['wide']}>You are at</span>
          <b>
            {at.person}, {threadDate(at.dateUsed)}
          </b>
          <span className={css['of']}>
            {position} of {model.messages.length}
          </span>
        </p>
      )}
    </div>
  );
}

const WAYS: [View, string][] = [
  ['conversation', 'Read'],
  ['messages', 'By date'],
  ['patch', 'Patch'],
  ['people', 'People'],
  ['timeline', 'Steps'],
];
