import { useState } from 'react';
import { Link } from 'react-router';
import type { ListInfo } from '../../server/contract/list.ts';
import { count } from '../lib/format.ts';
import { listPath } from '../lib/links.ts';
import { Spark } from '../ui/spark.tsx';
import css from './list-pills.module.css';

/** The lists in one line, the small ones folded. */
export function ListPills({ lists }: { lists: readonly ListInfo[] }) {
  const [all, setAll] = useState(false);
  const sorted = [...lists].sort((a, b) => b.messages - a.messages || (a.name < b.name ? -1 : 1));
  const most = sorted[0]?.messages ?? 0;
  const big = sorted.filter(({ messages }, n) => n < FEWEST || (n < MOST && messages * SMALL > most));
  const small = sorted.filter((list) => !big.includes(list));
  return (
    <ul className={css['pills']} aria-label="Lists">
      {(all ? sorted : big).map((list) => (
        <li key={list.name}>
          <Link className={css['pill']} to={listPath(list.name)}>
            <b>{list.name}</b> {list.threads.toLocaleString('en')}
            <span className="unseen"> threads</span>
            <span className={css['spark']}>
              <Spark
                values={list.activity.slice(-24).map(({ messages }) => messages)}
                label={`Messages to ${list.name} over time`}
                height={16}
              />
            </span>
          </Link>
        </li>
      ))}
      {small.length > 0 && !all && (
        <li>
          <button type="button" className={css['pill']} onClick={() => setAll(true)}>
            {count(small.length, 'small list')},{' '}
            {count(
              small.reduce((sum, { threads }) => sum + threads, 0),
              'thread',
            )}{' '}
            ▾
          </button>
        </li>
      )}
      {lists.length > 1 && (
        <li>
          <Link className={css['pill']} to="/all/">
            all together
          </Link>
        </li>
      )}
    </ul>
  );
}

/** Lists that always stand, and at most; a list with less than a so many-th of the largest is small. */
const FEWEST = 2;
const MOST = 6;
const SMALL = 40;
