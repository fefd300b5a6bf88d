import { useEffect, useRef } from 'react';
import { stateLook } from '../../data/rules/states.ts';
import { Link } from 'react-router';
import type { SeriesAnswer, SeriesGraph as Graph } from '../../server/contract/series.ts';
import { count, shortDate, versionName } from '../lib/format.ts';
import { seriesPath } from '../lib/links.ts';
import { StateShape } from '../ui/badge.tsx';
import css from './series-graph.module.css';

/** What came of what: each line of revisions on a lane of its own, joined where it was split off or taken in. */
export function SeriesGraph({ answer: { graph, series } }: { answer: SeriesAnswer }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const here = box.current?.querySelector<HTMLElement>('[aria-current]');
    if (box.current && here) box.current.scrollLeft = here.offsetLeft - box.current.clientWidth / 2;
  }, [series.seriesId]);
  const lanes = Math.max(...graph.nodes.map(({ lane }) => lane)) + 1;
  const places = placesOf(graph);
  const columns = Math.max(...graph.nodes.map(({ seriesId }) => places.get(seriesId) ?? 0)) + 1;
  const laneOf = new Map(graph.nodes.map(({ seriesId, lane }) => [seriesId, lane]));
  const x = (id: string) => (places.get(id) ?? 0) * COLUMN;
  const y = (id: string) => (laneOf.get(id) ?? 0) * ROW + TITLE;
  return (
    <div ref={box} className={css['scroll']} tabIndex={0} role="region" aria-label="Revisions as a graph">
      <div className={css['graph']} style={{ width: columns * COLUMN, height: lanes * ROW }}>
        <svg width={columns * COLUMN} height={lanes * ROW} aria-hidden="true">
          {graph.edges.map(({ from, to, patches }) => (
            <path key={`${from} ${to}`} d={curve(x(from) + NODE, y(from) + MIDDLE, x(to), y(to) + MIDDLE)}>
              <title>{count(patches, 'patch goes on', 'patches go on')}</title>
            </path>
          ))}
        </svg>
        {Array.from({ length: lanes }, (_, lane) => {
          const own = graph.nodes.filter((node) => node.lane === lane);
          return (
            <p key={lane} className={css['lane']} style={{ left: x(own[0]!.seriesId), top: lane * ROW }}>
              {own.at(-1)!.title}
            </p>
          );
        })}
        {graph.nodes.map((node) => (
          <Link
            key={node.seriesId}
            to={seriesPath(node.seriesId)}
            className={css['node']}
            style={{ left: x(node.seriesId), top: y(node.seriesId), width: NODE }}
            aria-current={node.seriesId === series.seriesId ? 'page' : undefined}
            title={`${node.title}. ${count(node.total, 'patch', 'patches')}, ${stateLook(node.state).word}`}
          >
            <b>
              {versionName(node.version, node.isRfc)}{' '}
              <StateShape state={node.state} label={stateLook(node.state).word} />
            </b>
            <small>{shortDate(node.date)}</small>
          </Link>
        ))}
      </div>
    </div>
  );
}

/** The column of each posting: one behind the last that it comes from. */
function placesOf({ nodes, edges }: Graph): Map<string, number> {
  const places = new Map<string, number>();
  // Nodes stand in time, so that what a posting comes from has its place already.
  for (const { seriesId } of nodes) {
    const before = edges.filter(({ to }) => to === seriesId).map(({ from }) => places.get(from) ?? -1);
    places.set(seriesId, Math.max(-1, ...before) + 1);
  }
  return places;
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const half = (x1 + x2) / 2;
  return y1 === y2 ? `M${x1} ${y1}H${x2}` : `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}`;
}

/** In pixels. */
const COLUMN = 108;
const NODE = 84;
const TITLE = 22;
const MIDDLE = 22;
const ROW = 78;
