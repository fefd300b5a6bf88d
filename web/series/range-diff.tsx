import { useQuery } from '@tanstack/react-query';
import { useSearchParams, Link } from 'react-router';
import type { RangeDiffAnswer, SeriesBrief, SeriesGraph } from '../../server/contract/series.ts';
import { ask, segment } from '../lib/api.ts';
import { count, versionName } from '../lib/format.ts';
import { messagePath } from '../lib/links.ts';
import { Failure, Waiting } from '../ui/states.tsx';
import { Fold } from '../ui/fold.tsx';
import css from './range-diff.module.css';

/** What changed between two revisions, patch by patch. Which two stands in the link. */
export function RangeDiff({
  revisions,
  graph,
  current,
}: {
  revisions: readonly SeriesBrief[];
  graph: SeriesGraph;
  current: string;
}) {
  const [params, setParams] = useSearchParams();
  const at = revisions.findIndex(({ seriesId }) => seriesId === current);
  const from = params.get('from') ?? revisions[Math.max(0, at - 1)]?.seriesId ?? '';
  const to = params.get('to') ?? (at > 0 ? current : (revisions[1]?.seriesId ?? ''));
  const usable = revisions.length > 1 && from !== '' && to !== '' && from !== to;
  const { data, error, isFetching } = useQuery({
    queryKey: ['range-diff', from, to],
    queryFn: ({ signal }) => ask<RangeDiffAnswer>(`series/${segment(current)}/range-diff`, { from, to }, signal),
    enabled: usable,
  });
  if (revisions.length < 2) return null;
  const set = (name: string, value: string) =>
    setParams((old) => (old.set(name, value), old), { preventScrollReset: true });
  // "v5" of two lines of revisions is not one: each stands under its series.
  const lanes = new Map(graph.nodes.map(({ seriesId, lane }) => [seriesId, lane]));
  const lines = [...new Set(lanes.values())]
    .map((lane) => revisions.filter(({ seriesId }) => lanes.get(seriesId) === lane))
    .filter((line) => line.length > 0);
  const pick = (name: 'from' | 'to', value: string, label: string) => (
    <label>
      <span className="unseen">{label}</span>
      <select value={value} onChange={(event) => set(name, event.target.value)}>
        {lines.map((line) => (
          <optgroup key={line[0]!.seriesId} label={line.at(-1)!.title}>
            {line.map((revision) => (
              <option key={revision.seriesId} value={revision.seriesId}>
                {versionName(revision.version, revision.isRfc)} {revision.title.slice(0, 44)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
  return (
    <section className={css['part']} aria-label="What changed between two revisions">
      <h2 className={css['head']}>
        <span className="eyebrow">What changed from</span> {pick('from', from, 'From revision')}{' '}
        <span className="eyebrow">to</span> {pick('to', to, 'To revision')}
      </h2>
      {!usable && <p className="small quiet">Pick two different revisions.</p>}
      {error && <Failure error={error} />}
      {usable && !data && isFetching && <Waiting label="Comparing" />}
      {data && (
        <ul className={css['pairs']}>
          {data.pairs.map((pair, index) => (
            <li key={index} className={css['pair']}>
              <p className={css['title']}>
                <span className={css['numbers']}>
                  {pair.from ? pair.from.number : '–'} → {pair.to ? pair.to.number : '–'}
                </span>
                <span className={css[pair.status]}>{WORDS[pair.status]}</span>
                <Link to={messagePath('all', (pair.to ?? pair.from)!.messageId, 'patch')}>
                  {(pair.to ?? pair.from)!.title}
                </Link>
                {pair.from && pair.to && pair.from.title !== pair.to.title && (
                  <span className="faint"> was: {pair.from.title}</span>
                )}
              </p>
              {pair.lines.length > 0 && (
                <Fold
                  look="word"
                  heavy={pair.lines.length > 200}
                  summary={`${count(pair.lines.filter(({ mark }) => mark !== ' ' && mark !== '@').length, 'line differs', 'lines differ')}`}
                >
                  <pre className={css['diff']} tabIndex={0}>
                    {pair.lines.map((line, at) => (
                      <span key={at} className={MARKS[line.mark] ? css[MARKS[line.mark]!] : undefined}>
                        {`${line.mark === '@' ? '' : `${line.mark} `}${line.text}\n`}
                      </span>
                    ))}
                  </pre>
                </Fold>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const WORDS = {
  same: 'the same',
  changed: 'changed',
  'message-only': 'message changed',
  added: 'new',
  removed: 'left out',
} as const;
const MARKS: Record<string, string> = { '+': 'add', '-': 'del', '@': 'at' };
