import { useEffect, useRef } from 'react';
import { stateLook } from '../../data/rules/states.ts';
import { Link } from 'react-router';
import type { SeriesAnswer, WorkLink, WorkRow } from '../../server/contract/series.ts';
import { count, shortDate, versionName } from '../lib/format.ts';
import { messagePath, seriesPath } from '../lib/links.ts';
import { StateShape } from '../ui/badge.tsx';
import css from './series-grid.module.css';

/** Patches as rows, revisions as columns; each cell says what the revision did to the patch. */
export function SeriesGrid({ answer }: { answer: SeriesAnswer }) {
  const { works, revisions, series, workLinks } = answer;
  const groups = groupsOf(answer);
  const links = new Map(workLinks.map((link) => [link.from, link]));
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const here = box.current?.querySelector<HTMLElement>('thead [aria-current]')?.closest('th');
    // This revision and those before it are what is read first.
    if (box.current && here) box.current.scrollLeft = here.offsetLeft + here.offsetWidth - box.current.clientWidth;
  }, [series.seriesId]);
  return (
    <>
      <div ref={box} className={css['scroll']} tabIndex={0} role="region" aria-label="Patches through the revisions">
        <table className={css['grid']}>
          <thead>
            {groups.length > 1 && (
              <tr className={css['groups']}>
                <td className={css['title']} />
                {groups.map(({ title, columns, first }) => (
                  <th key={first} scope="colgroup" colSpan={columns}>
                    {title}
                  </th>
                ))}
              </tr>
            )}
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
                  <td
                    key={index}
                    className={revisions[index]?.seriesId === series.seriesId ? css['current'] : undefined}
                  >
                    {cell ? (
                      <Cell cell={cell} link={links.get(cell.messageId)} />
                    ) : (
                      <span className="faint">{absence(work, index, answer)}</span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Moves answer={answer} />
    </>
  );
}

/** What was written anew, split or merged: ties between rows of the table, each with its reason. */
function Moves({ answer: { workLinks, works, revisions } }: { answer: SeriesAnswer }) {
  const moves = workLinks.filter(({ kind }) => kind !== 'same');
  if (moves.length === 0) return null;
  const names = new Map(
    works.flatMap(({ cells }) =>
      cells.flatMap((cell, index) => {
        const revision = revisions[index];
        if (!cell || !revision) return [];
        const name = `${versionName(revision.version, revision.isRfc)} ${cell.number}/${revision.total}`;
        return [[cell.messageId, { name, title: cell.title }] as const];
      }),
    ),
  );
  const patch = (id: string) => {
    const { name, title } = names.get(id) ?? { name: '', title: id };
    return (
      <Link to={messagePath('all', id, 'patch')}>
        {name} {title}
      </Link>
    );
  };
  return (
    <ul className={css['moves']}>
      {moves.map((link) => (
        <li key={`${link.from} ${link.to}`}>
          {patch(link.from)} {MOVES[moveOf(link)]} {patch(link.to)} <small>{link.reason}</small>
        </li>
      ))}
    </ul>
  );
}

/** Columns by the line of revisions that they belong to, which share a title: "v5" of two series is not one. */
function groupsOf({ revisions, graph }: SeriesAnswer): { title: string; columns: number; first: string }[] {
  const lanes = new Map(graph.nodes.map(({ seriesId, lane }) => [seriesId, lane]));
  const groups: { title: string; columns: number; first: string; lane: number | undefined }[] = [];
  for (const { seriesId, title } of revisions) {
    const lane = lanes.get(seriesId);
    const last = groups.at(-1);
    if (last && last.lane === lane) {
      last.columns += 1;
      last.title = title;
    } else groups.push({ title, columns: 1, first: seriesId, lane });
  }
  return groups;
}

function Cell({ cell, link }: { cell: NonNullable<WorkRow['cells'][number]>; link: WorkLink | undefined }) {
  const change = cell.change === 'new' && link && link.kind !== 'same' ? moveOf(link) : (cell.change ?? 'new');
  return (
    <Link
      to={messagePath('all', cell.messageId, 'patch')}
      className={css['cell']}
      title={`${cell.title}. ${stateLook(cell.state).word}${link ? `. Held for the same: ${link.reason}` : ''}`}
    >
      <StateShape state={cell.state} label={stateLook(cell.state).word} />
      <span>{cell.number}</span>
      <span className={change === 'same' ? 'faint' : css['change']}>{WORDS[change] ?? change}</span>
    </Link>
  );
}

type Move = 'rewritten' | 'split off' | 'merged';

function moveOf({ kind, reason }: WorkLink): Move {
  if (kind === 'successor') return 'rewritten';
  return reason.startsWith('takes') ? 'merged' : 'split off';
}

const MOVES: Record<Move, string> = {
  rewritten: 'was written anew for',
  'split off': 'was split from',
  merged: 'takes in a part of',
};

/** What became of a patch that the revision before had and this one has not. */
function absence(work: WorkRow, index: number, { revisions, graph }: SeriesAnswer): string {
  const id = revisions[index]?.seriesId;
  const before = graph.edges.filter(({ to }) => to === id).map(({ from }) => from);
  const place = revisions.findIndex(({ seriesId }, at) => before.includes(seriesId) && work.cells[at]);
  if (place < 0) return '';
  return work.goesOn !== null || work.cells.some((cell, at) => cell && at > place) ? 'other series' : 'left out';
}

const WORDS: Record<string, string> = {
  same: 'same',
  changed: 'changed',
  renamed: 'renamed',
  reworded: 'reworded',
  new: 'new',
};
