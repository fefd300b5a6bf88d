import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link } from 'react-router';
import type { ThreadRow as Row } from '../../server/contract/list.ts';
import { count, versionName } from '../lib/format.ts';
import { messagePath } from '../lib/links.ts';
import { threadQuery } from '../thread/model/thread-query.ts';
import { Badge } from '../ui/badge.tsx';
import { When } from '../ui/when.tsx';
import { secondLine } from './second-line.tsx';
import css from './thread-row.module.css';
import { patchStateOf } from '../../data/rules/states.ts';

interface ThreadRowProps {
  row: Row;
  list: string;
  at?: boolean;
  unread?: boolean;
  starred?: boolean;
  /** Shows the lists that carried it, where rows of several stand together. */
  showList?: boolean;
  /** The heading level that fits the page. */
  heading?: 'h2' | 'h3';
  /** The date that matters where it stands; the last word's otherwise. */
  when?: string | null;
}

/** One thread in a list: what it is called, what was decided or whose turn it is, how much was said and when. */
export function ThreadRow({
  row,
  list,
  at = false,
  unread = false,
  starred = false,
  showList = false,
  heading: Heading = 'h3',
  when = null,
}: ThreadRowProps) {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const prefetch = () => {
    timer.current = setTimeout(() => {
      void client.prefetchQuery(threadQuery(client, row.key));
    }, 90);
  };
  const headline = row.headline;
  return (
    <article
      className={`row ${css['row']} ${at ? css['at'] : ''} ${unread ? css['unread'] : ''}`}
      data-row={row.threadId}
      onPointerEnter={prefetch}
      onPointerLeave={() => clearTimeout(timer.current)}
    >
      <span className={css['state']}>
        {headline ? (
          <Badge state={headline.state} version={headline.supersededBy[0]?.version} part={partOf(headline)} />
        ) : (
          <Kind row={row} />
        )}
      </span>
      <div className={css['what']}>
        <Heading className={css['title']}>
          {unread && <span className={css['dot']} role="img" aria-label="unread" />}
          {starred && (
            <span className={css['star']} role="img" aria-label="starred">
              ★
            </span>
          )}
          <Link className="whole" to={messagePath(showList ? row.lists[0] : list, row.key)}>
            {row.title || row.subject || '(no subject)'}
          </Link>
        </Heading>
        <p className={css['second']}>{secondLine(row)}</p>
      </div>
      <span className={css['work']}>
        {showList && <span className={css['lists']}>{listsOf(row)}</span>}
        {workOf(row)}
      </span>
      <span className={css['count']} title={count(row.messages, 'message')}>
        {row.messages}
        <span className="unseen"> messages</span>
      </span>
      <span className={css['when']}>
        <When iso={when ?? row.last} />
      </span>
    </article>
  );
}

function Kind({ row }: { row: Row }) {
  const word = row.isPull
    ? 'Pull request'
    : row.patches > 0
      ? 'Patch'
      : row.bots === row.messages
        ? 'Automatic'
        : 'Discussion';
  return <span className={css['chip']}>{word}</span>;
}

/** `3/8`: how many patches the state of a series speaks of. */
export function partOf({ state, counts, patches }: NonNullable<Row['headline']>): string | null {
  const n = counts[patchStateOf(state)];
  return n && patches ? `${n}/${patches}` : null;
}

/** `v4 · 10 patches · 5 reviewed`; for talk, how many took part. */
function workOf(row: Row): string {
  const parts: string[] = [];
  if (row.isRfc || (row.version ?? 1) !== 1) parts.push(versionName(row.version, row.isRfc));
  if (row.patches > 0) parts.push(count(row.patches, 'patch', 'patches'));
  else if (row.people > 1) parts.push(count(row.people, 'person', 'people'));
  if (row.headline && row.headline.reviewed > 0) parts.push(`${row.headline.reviewed} reviewed`);
  return parts.join(' · ');
}

const listsOf = ({ lists }: Row): string =>
  lists.slice(0, 2).join(', ') + (lists.length > 2 ? ` and ${lists.length - 2} more` : '');
