import { Fragment } from 'react';
import { Link } from 'react-router';
import { count, dateSpan, versionName } from '../../lib/format.ts';
import { listPath, seriesPath, summaryPath } from '../../lib/links.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { Term } from '../../ui/term.tsx';
import css from './thread-head.module.css';

/** Where the thread stands, its title, how much it is. */
export function ThreadHead({ starred }: { starred: boolean }) {
  const { model } = useThreadPlace();
  const { thread } = model;
  const people = thread.people.filter(({ bot }) => !bot).length;
  const bots = thread.people.length - people;
  const patches = thread.patches.filter(({ isCover, ghost }) => !isCover && !ghost);
  const series = thread.series.at(-1);
  const facts = [
    <Fragment key="size">
      {count(thread.messages, 'mail')} by {count(people, 'person', 'people')}
      {bots > 0 && (
        <>
          {' · '}
          {bots} <Term word="bot">{bots === 1 ? 'bot' : 'bots'}</Term>
        </>
      )}
    </Fragment>,
    <Fragment key="when">{dateSpan(thread.started, thread.last)}</Fragment>,
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
      <p className={css['crumb']}>
        <Link to={listPath(model.list)}>{model.list === 'all' ? 'all lists' : model.list}</Link>
        {thread.lists.length > 1 && (
          <span>
            {' '}
            and{' '}
            {thread.lists
              .filter((name) => name !== model.list)
              .slice(0, 2)
              .join(', ')}
            {thread.lists.length > 3 && ` and ${thread.lists.length - 3} more`}
          </span>
        )}
        {starred && <span className={css['star']}>★ starred</span>}
      </p>
      <h1 className={css['title']}>{thread.title || thread.subject || '(no subject)'}</h1>
      <div className={css['line']}>
        {facts.map((fact, index) => (
          <span key={index}>{fact}</span>
        ))}
        <span className={css['tools']}>
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
          The first mail isn’t in this archive
          {thread.archiveBegins ? `, which starts in ${new Date(thread.archiveBegins).getUTCFullYear()}` : ''}. What is
          missing is shown by the words that others quoted of it.
        </p>
      )}
    </header>
  );
}
