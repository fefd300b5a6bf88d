import { Link } from 'react-router';
import type { SeriesAnswer, WorkRow } from '../../../server/contract/series.ts';
import { count, shortDate, versionName } from '../../lib/format.ts';
import { messagePath, seriesPath } from '../../lib/links.ts';
import { stateLook } from '../../lib/states.ts';
import { StateShape } from '../../ui/badge.tsx';
import css from './series-grid.module.css';

/** Patches as rows, revisions as columns; each cell says what the revision did to the patch. */
export function SeriesGrid({ answer: { works, revisions, series } }: { answer: SeriesAnswer }) {
  return (
    <div className={css['scroll']} tabIndex={0} role="region" aria-label="Patches through the revisions">
      <table className={css['grid']}>
        <thead>
          <tr>
            <th scope="col" className={css['title']}>
              Patch
            </th>
            {revisions.map((revision) => (
              <th
                key={revision.seriesId}
                scope="col"
                className={revision.seriesId === series.seriesId ? css['current'] : undefined}
              >
                <Link
                  to={seriesPath(revision.seriesId)}
                  aria-current={revision.seriesId === series.seriesId ? 'page' : undefined}
                  title={revision.title}
                >
                  {versionName(revision.version, revision.isRfc)}
                </Link>
                <small>
                  {shortDate(revision.date)}
                  <br />
                  {count(revision.total, 'patch', 'patches')}
                </small>
                <StateShape state={revision.state} label={stateLook(revision.state).word} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {works.map((work) => (
            <tr key={work.workId}>
              <th scope="row" className={css['title']}>
                {work.title}
              </th>
              {work.cells.map((cell, index) => (
                <td key={index} className={revisions[index]?.seriesId === series.seriesId ? css['current'] : undefined}>
                  {cell ? (
                    <Cell cell={cell} />
                  ) : (
                    <span className="faint">{wasThere(work, index) ? 'left out' : ''}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ cell }: { cell: NonNullable<WorkRow['cells'][number]> }) {
  const change = cell.change ?? 'new';
  return (
    <Link
      to={messagePath('all', cell.messageId, 'patch')}
      className={css['cell']}
      title={`${cell.title}. ${stateLook(cell.state).word}`}
    >
      <StateShape state={cell.state} label={stateLook(cell.state).word} />
      <span>{cell.number}</span>
      <span className={change === 'same' ? 'faint' : css['change']}>{WORDS[change] ?? change}</span>
    </Link>
  );
}

/** True where a patch stood in the revision before and is gone in this one. */
function wasThere(work: WorkRow, index: number): boolean {
  return index > 0 && work.cells[index - 1] !== null;
}

const WORDS: Record<string, string> = {
  same: 'same',
  changed: 'changed',
  renamed: 'renamed',
  reworded: 'reworded',
  new: 'new',
};
