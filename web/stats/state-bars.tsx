import { Link } from 'react-router';
import { stateLook } from '../../data/rules/states.ts';
import { countedPath } from '../lib/archive-query.ts';
import { listPath } from '../lib/links.ts';
import { StateShape } from '../ui/badge.tsx';
import css from './stats.module.css';

/** How many patches stand in which state, each a bar with its number and a link to its threads. */
export function StateBars({ states, list }: { states: Record<string, number>; list: string }) {
  const entries = Object.entries(states).sort((a, b) => b[1] - a[1]);
  const most = Math.max(1, ...entries.map(([, number]) => number));
  if (entries.length === 0) return <p className="quiet">No patches in this archive.</p>;
  return (
    <ul className={css['bars']}>
      {entries.map(([state, number]) => (
        <li key={state}>
          <Link to={`${listPath(list)}?state=${encodeURIComponent(state)}`} title={stateLook(state).meaning}>
            <StateShape state={state} /> {stateLook(state).word}
          </Link>
          <span className={css['bar']} aria-hidden style={{ width: `${(number / most) * 100}%` }} />
          <span className={css['number']}>
            <Link to={countedPath({ list, also: `state:${state}` })}>{number.toLocaleString('en')}</Link>
          </span>
        </li>
      ))}
    </ul>
  );
}
