import { Link } from 'react-router';
import type { AskedOfMe } from '../../server/contract/me.ts';
import { messagePath } from '../lib/links.ts';
import { count, nameOf } from '../lib/format.ts';
import { When } from '../ui/when.tsx';
import css from './for-me.module.css';

/** What others asked this reader: their words, which lead to where they stand, and the way to answer. */
export function AskedRows({ asked }: { asked: readonly AskedOfMe[] }) {
  return (
    <ul className={css['rows']}>
      {asked.map((one) => (
        <li key={one.key} className={css['row']}>
          <div>
            <p className={css['words']}>
              <Link to={messagePath(one.list, one.key, 'messages', one.lines)}>
                <q>{one.sentence}</q>
              </Link>
            </p>
            <p className={css['about']}>
              <b>{nameOf(one.from)}</b> on {one.title}
              {one.further > 0 && ` · ${count(one.further, 'more sentence')} like it`}
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
