import { Link } from 'react-router';
import type { AskedOfMe } from '../../server/contract/me.ts';
import { messagePath } from '../lib/links.ts';
import { nameOf } from '../lib/format.ts';
import { When } from '../ui/when.tsx';
import css from './for-me.module.css';

/** What others asked this reader: their words, which lead to where they stand, and the way to answer. */
export function AskedRows({ asked }: { asked: readonly AskedOfMe[] }) {
  return (
    <ul className={css['rows']}>
      {asked.map((one) => (
        <li key={`${one.messageId}:${one.lines[0]}`} className={css['row']}>
          <div>
            <p className={css['words']}>
              <Link to={messagePath(one.list, one.raisedBy[0] ?? one.messageId, 'messages', one.lines)}>
                <q>{one.text}</q>
              </Link>
            </p>
            <p className={css['about']}>
              <b>{nameOf(one.by)}</b> on {one.title}
            </p>
          </div>
          <span className={css['when']}>
            <When iso={one.date} />
          </span>
        </li>
      ))}
    </ul>
  );
}
