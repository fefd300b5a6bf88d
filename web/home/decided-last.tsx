import { Link } from 'react-router';
import type { HomeAnswer } from '../../server/contract/home.ts';
import { count, inShort, nameOf, shortDate } from '../lib/format.ts';
import { messagePath } from '../lib/links.ts';
import { colourOf } from '../lib/people-colours.ts';
import { Badge } from '../ui/badge.tsx';
import { partOf } from '../list/thread-row.tsx';
import css from './decided-last.module.css';

/** What was decided last, each with the sentence that says so; at most two a list, thank-yous counted. */
export function DecidedLast({ rows, thanked }: { rows: HomeAnswer['toldLately']; thanked: HomeAnswer['thanked'] }) {
  const more = thanked.reduce((sum, { count: some }) => sum + some, 0);
  return (
    <section aria-label="Decided last">
      <h2 className="eyebrow">
        Decided last{' '}
        <small className={css['note']}>at most two a list, so that busy lists don’t drown the others</small>
      </h2>
      {rows.length === 0 && <p className="quiet">Nothing was decided in so many words.</p>}
      <ol className={css['rows']}>
        {rows.map((row) => {
          const headline = row.headline!;
          return (
            <li key={row.threadId} className={`row thin ${css['row']}`} data-row={row.threadId}>
              <p className={css['meta']}>
                <b>{row.lists[0]}</b>
                <Badge state={headline.state} version={headline.supersededBy[0]?.version} part={partOf(headline)} />
                <span>
                  {row.version !== null && row.version > 1 && `v${row.version} · `}
                  {count(row.patches, 'patch', 'patches')}
                </span>
                <time dateTime={headline.date ?? row.last}>{shortDate(headline.date ?? row.last)}</time>
              </p>
              <h3>
                <Link className="whole" to={messagePath(row.lists[0], row.key)}>
                  {row.title || row.subject}
                </Link>
              </h3>
              {headline.sentence && (
                <blockquote className={css['words']}>
                  <mark>{inShort(headline.sentence)}</mark>
                </blockquote>
              )}
              <p className={`${css['by']} ${colourOf(nameOf(headline.by))}`}>
                <b>{nameOf(headline.by)}</b>
                {headline.role === 'maintainer' && ', decides here'}
                {headline.role === 'author' && ', author'}
              </p>
            </li>
          );
        })}
      </ol>
      {more > 0 && (
        <p className={css['more']}>
          {more} more with no more than a thank-you or a tag:{' '}
          {thanked
            .slice(0, 4)
            .map(({ list, count: some }) => `${some} on ${list}`)
            .join(', ')}
        </p>
      )}
    </section>
  );
}
