import { Fragment, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { count, dateSpan, versionName } from '../../lib/format.ts';
import { messagePath, seriesPath, summaryPath, type View } from '../../lib/links.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { Badge } from '../../ui/badge.tsx';
import { Term } from '../../ui/term.tsx';
import css from './thread-head.module.css';

interface ThreadHeadProps {
  starred: boolean;
  /** The patch that the third way of looking shows. */
  patch: string | null;
  mapOpen: boolean;
  onMap: () => void;
}

/** The line of bearings, the title, and the ways to look at the thread. */
export function ThreadHead({ starred, patch, mapOpen, onMap }: ThreadHeadProps) {
  const { model, view, target, path } = useThreadPlace();
  const { thread } = model;
  const ways = useRef<HTMLElement>(null);
  useEffect(() => {
    const here = ways.current?.querySelector<HTMLElement>('[aria-current]');
    if (ways.current && here) ways.current.scrollLeft = here.offsetLeft - ways.current.offsetLeft - 40;
  }, [view]);
  const headline = thread.headline;
  const people = thread.people.filter(({ bot }) => !bot).length;
  const bots = thread.people.length - people;
  const patches = thread.patches.filter(({ isCover, ghost }) => !isCover && !ghost);
  const series = thread.series.at(-1);
  const facts = [
    <Fragment key="size">
      {count(thread.messages, 'message')} · {count(people, 'person', 'people')}
      {bots > 0 && (
        <>
          {' · '}
          {bots} <Term word="bot">{bots === 1 ? 'bot' : 'bots'}</Term>
        </>
      )}
    </Fragment>,
    <Fragment key="when">{dateSpan(thread.started, thread.last)}</Fragment>,
    <Fragment key="lists">
      {thread.lists.slice(0, 3).join(', ')}
      {thread.lists.length > 3 && ` and ${thread.lists.length - 3} more`}
    </Fragment>,
  ];
  if (patches.length > 0) {
    facts.unshift(
      <Fragment key="patches">
        {count(patches.length, 'patch', 'patches')}
        {series && (
          <>
            {' · '}
            <Link to={seriesPath(series.seriesId)}>{versionName(series.version)} and its revisions</Link>
          </>
        )}
      </Fragment>,
    );
  }

  return (
    <header className={css['bearing']}>
      <div className={css['line']}>
        {headline && <Badge state={headline.state} version={headline.supersededBy[0]?.version} explained />}
        {headline?.supersededBy.map(({ messageId, version }) => (
          <Link key={messageId} className={css['newer']} to={messagePath('all', messageId)}>
            {version === null ? 'the newer version' : `read v${version}`} →
          </Link>
        ))}
        {facts.map((fact, index) => (
          <span key={index}>{fact}</span>
        ))}
        {thread.holes && <span className={css['holes']}>{thread.holes}</span>}
        {starred && <span className={css['star']}>★ starred</span>}
      </div>
      <h1 className={css['title']}>{thread.title || thread.subject || '(no subject)'}</h1>
      <div className={css['bar']}>
        <nav ref={ways} className={css['ways']} aria-label="Ways to look at this thread">
          {waysOf(thread.messages, patches.length, people).map(([way, word, number]) =>
            way === 'patch' && !patch ? null : (
              <Link
                key={way}
                to={path(way === 'patch' ? patch! : target, { view: way })}
                aria-current={view === way ? 'page' : undefined}
                preventScrollReset
              >
                {word} {number !== null && <span className={css['number']}>{number}</span>}
              </Link>
            ),
          )}
        </nav>
        <span className={css['tools']}>
          <button type="button" className={css['mapButton']} aria-expanded={mapOpen} onClick={onMap}>
            Map
          </button>
          <Link data-summary="" to={summaryPath(thread.lists[0] ?? 'all', thread.threadId)}>
            summary
          </Link>
          <a href={thread.links.mbox} download>
            mbox
          </a>
          {thread.links.lore && (
            <a href={thread.links.lore} rel="noreferrer noopener" target="_blank">
              lore
            </a>
          )}
        </span>
      </div>
      {thread.rootMissing && (
        <p className={css['note']}>
          The beginning of this thread is not in this archive
          {thread.archiveBegins ? `, which starts in ${new Date(thread.archiveBegins).getUTCFullYear()}` : ''}. What is
          missing shows as <Term word="ghost">ghosts</Term>, with the words that others quoted of it.
        </p>
      )}
    </header>
  );
}

const waysOf = (messages: number, patches: number, people: number): [View, string, number | null][] => [
  ['conversation', 'Conversation', null],
  ['messages', 'Messages', messages],
  ['patch', patches > 1 ? 'Patches' : 'Patch', patches > 1 ? patches : null],
  ['timeline', 'Timeline', null],
  ['people', 'People', people],
];
