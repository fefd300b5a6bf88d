import { Link } from 'react-router';
import type { SeriesAnswer } from '../../server/contract/series.ts';
import { messagePath } from '../lib/links.ts';
import css from './parts.module.css';

/** Each claim of a changelog, and whether the difference bears it out; then what changed and no line speaks of. */
export function Changelog({ answer: { changelog, unmentioned, works } }: { answer: SeriesAnswer }) {
  const numbers = new Map(
    works.flatMap(({ cells }) =>
      cells.flatMap((cell) => (cell ? [[cell.messageId, { number: cell.number, title: cell.title }] as const] : [])),
    ),
  );
  return (
    <ul className={css['rows']}>
      {changelog.map((entry) => (
        <li key={`${entry.messageId}:${entry.lines[0]}`} className={css['entry']}>
          <span className={css[entry.found]}>
            {FOUND[entry.found]}
            {entry.patches.length > 0 && entry.patches.length <= MOST_NUMBERS && (
              <> in {entry.patches.map((id) => numbers.get(id)?.number).join(', ')}</>
            )}
          </span>
          <Link to={messagePath('all', entry.messageId, 'messages', entry.lines)} className={css['words']}>
            {entry.text}
          </Link>
        </li>
      ))}
      {unmentioned.map(({ messageId, status }) => (
        <li key={messageId} className={css['entry']}>
          <span className={css['not-found']}>○ not mentioned</span>
          <Link to={messagePath('all', messageId, 'patch')} className={css['words']}>
            {STATUS[status]}: {numbers.get(messageId)?.number} {numbers.get(messageId)?.title}
          </Link>
        </li>
      ))}
    </ul>
  );
}

const FOUND = { found: '✓ found', 'not-found': '○ not found', 'not-checkable': '· not checkable' } as const;
const STATUS = { changed: 'changed', added: 'new', removed: 'left out' } as const;
/** Patches that are named beside a claim; more of them say "all over". */
const MOST_NUMBERS = 6;
