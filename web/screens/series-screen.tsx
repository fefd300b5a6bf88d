import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { SeriesAnswer } from '../../server/contract/series.ts';
import { Changelog } from '../series/changelog.tsx';
import { Points } from '../series/points.tsx';
import { SeriesGraph } from '../series/series-graph.tsx';
import { SeriesGrid } from '../series/series-grid.tsx';
import { Tags } from '../series/tags.tsx';
import { RangeDiff } from '../series/range-diff.tsx';
import { ask, segment } from '../lib/api.ts';
import { count, nameOf, versionName } from '../lib/format.ts';
import { messagePath } from '../lib/links.ts';
import { useHashPlace } from '../lib/scroll-memory.ts';
import { useTitle } from '../lib/title.ts';
import { Badge } from '../ui/badge.tsx';
import { CoverageGrid } from '../ui/coverage-grid.tsx';
import { Failure, Waiting } from '../ui/states.tsx';
import page from '../ui/page.module.css';
import css from './series-screen.module.css';

/** A series through its revisions: which patch became which, what changed, who reviewed, what is still open. */
export default function SeriesScreen() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['series', id],
    queryFn: ({ signal }) => ask<SeriesAnswer>(`series/${segment(id)}`, {}, signal),
  });
  useTitle(data?.series.title);
  return (
    <div className={`${page['page']} ${css['wide']}`}>
      {error && <Failure page error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting label="Loading the series" lines={10} />}
      {data && <Series answer={data} />}
    </div>
  );
}

function Series({ answer }: { answer: SeriesAnswer }) {
  const { series, revisions, coverage, points, changelog } = answer;
  const from = revisions.find(({ seriesId }) => seriesId === series.seriesId)?.from;
  const list = 'all';
  useHashPlace();
  const next = revisions.find(({ seriesId }) => series.supersededBy.includes(seriesId));
  return (
    <>
      <p className={css['line']}>
        <Badge state={series.state} version={next?.version} />
        <span>
          {versionName(series.version)} · {count(series.total, 'patch', 'patches')}
          {series.missing.length > 0 && ` · ${series.missing.length} of them not here`}
        </span>
        {from && <span>{nameOf(from)}</span>}
        <Link to={messagePath(list, series.cover ?? series.patches[0] ?? series.seriesId, 'conversation')}>
          Read the thread
        </Link>
        {answer.links.b4 && <code className="code">{answer.links.b4}</code>}
      </p>
      <h1 className={page['heading']}>{series.title}</h1>
      <section className={page['part']}>
        <h2 className="eyebrow">Revisions</h2>
        {answer.graph.nodes.length > 1 && <SeriesGraph answer={answer} />}
        <SeriesGrid answer={answer} />
      </section>
      <RangeDiff revisions={revisions} graph={answer.graph} current={series.seriesId} />
      {changelog.length > 0 && (
        <section className={page['part']}>
          <h2 className="eyebrow">What the changelog says, held against the difference</h2>
          <Changelog answer={answer} />
        </section>
      )}
      {coverage.length > 0 && (
        <section className={page['part']}>
          <h2 className="eyebrow">Tags</h2>
          <div className={css['coverage']}>
            <CoverageGrid coverage={coverage.filter(({ number }) => number > 0)} list={list} />
          </div>
          <Tags coverage={coverage} />
        </section>
      )}
      {points.length > 0 && (
        <section className={page['part']} id="points">
          <h2 className="eyebrow">What reviewers asked</h2>
          <Points points={points} />
        </section>
      )}
    </>
  );
}
