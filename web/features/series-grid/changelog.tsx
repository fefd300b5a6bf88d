import { Link } from 'react-router';
import type { ChangelogEntry } from '../../../server/contract/series.ts';
import { messagePath } from '../../lib/links.ts';
import css from './parts.module.css';

/** Each claim of a changelog, and whether the difference bears it out. */
export function Changelog({ entries }: { entries: readonly ChangelogEntry[] }) {
  return (
    <ul className={css['rows']}>
      {entries.map((entry) => (
        <li key={`${entry.messageId}:${entry.lines[0]}`} className={css['entry']}>
          <span className={css[entry.found]}>{FOUND[entry.found]}</span>
          <Link to={messagePath('all', entry.messageId, 'messages', entry.lines)} className={css['words']}>
            {entry.text}
          </Link>
        </li>
      ))}
    </ul>
  );
}

const FOUND = { found: '✓ found', 'not-found': '○ not found', 'not-checkable': '· not checkable' } as const;
