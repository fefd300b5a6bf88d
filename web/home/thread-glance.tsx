import { Link } from 'react-router';
import type { ThreadRow } from '../../server/contract/list.ts';
import { messagePath } from '../lib/links.ts';
import css from './thread-glance.module.css';

interface ThreadGlanceProps {
  title: string;
  rows: readonly ThreadRow[];
  none: string;
  tell: (row: ThreadRow) => { strong: string; words: string } | null;
}

/** A few threads at a glance: their title, list, and the one figure for which they stand here. */
export function ThreadGlance({ title, rows, none, tell }: ThreadGlanceProps) {
  return (
    <section aria-label={title}>
      <h2 className="eyebrow">{title}</h2>
      {rows.length === 0 && <p className="quiet">{none}</p>}
      <ol className={css['rows']}>
        {rows.slice(0, SHOWN).map((row) => {
          const told = tell(row);
          return (
            <li key={row.threadId} className={`row ${css['row']}`} data-row={row.threadId}>
              <h3>
                <Link className="whole" to={messagePath(row.lists[0], row.key)}>
                  {row.title || row.subject}
                </Link>
              </h3>
              <p>
                <b>{row.lists[0]}</b>
                {told && (
                  <>
                    <strong>{told.strong}</strong>
                    {told.words}
                  </>
                )}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const SHOWN = 4;
