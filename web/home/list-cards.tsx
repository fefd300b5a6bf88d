import { Link } from 'react-router';
import { patchStateOf, stateLook } from '../../data/rules/states.ts';
import type { ListInfo } from '../../server/contract/list.ts';
import { count, monthName } from '../lib/format.ts';
import { listPath } from '../lib/links.ts';
import { StateShape } from '../ui/badge.tsx';
import { Spark } from '../ui/spark.tsx';
import css from './list-cards.module.css';

/** The lists of the archive with their activity and how their patches stand. */
export function ListCards({ lists }: { lists: readonly ListInfo[] }) {
  return (
    <ul className={css['cards']}>
      {[...lists]
        .sort((a, b) => b.messages - a.messages || (a.name < b.name ? -1 : 1))
        .map((list) => (
          <li key={list.name} className={css['card']}>
            <h3 className={css['name']}>
              <Link to={listPath(list.name)}>{list.name}</Link>
            </h3>
            <Spark
              values={list.activity.slice(-60).map(({ messages }) => messages)}
              label={`Messages to ${list.name} over time`}
              height={28}
            />
            <p className="small quiet">
              {count(list.messages, 'message')} in {count(list.threads, 'thread')}
            </p>
            <p className="small faint">
              {list.begins && list.ends ? `${monthName(list.begins)} – ${monthName(list.ends)}` : ''}
            </p>
            <p className={css['states']}>
              {Object.entries(wholeStates(list.states))
                .sort((a, b) => b[1] - a[1])
                .slice(0, 4)
                .map(([state, number]) => (
                  <Link
                    key={state}
                    to={`${listPath(list.name)}?state=${encodeURIComponent(state)}`}
                    title={stateLook(state).meaning}
                  >
                    <StateShape state={state} /> {number} {stateLook(state).word.toLowerCase()}
                  </Link>
                ))}
            </p>
          </li>
        ))}
    </ul>
  );
}

/** `partly accepted` counts as accepted: the link leads to both. */
function wholeStates(states: Record<string, number>): Record<string, number> {
  const whole: Record<string, number> = {};
  for (const [state, number] of Object.entries(states)) {
    const name = patchStateOf(state);
    whole[name] = (whole[name] ?? 0) + number;
  }
  return whole;
}
