import { Link } from 'react-router';
import type { Turn } from '../../../server/contract/outcome.ts';
import type { VerdictAnswer } from '../../../server/contract/verdict.ts';
import { count, nameOf, shortDate, versionName } from '../../lib/format.ts';
import { messagePath, seriesPath } from '../../lib/links.ts';
import { Fold } from '../../ui/fold.tsx';
import { STANDING } from '../../ui/marked-quote.tsx';
import { useThreadPlace } from '../model/thread-context.ts';
import css from './thread-side.module.css';

/** Beside the words: whose turn it is, open points, revisions; the map of who wrote stands below. */
export function ThreadSide({ verdict }: { verdict: VerdictAnswer | undefined }) {
  const { model, path } = useThreadPlace();
  const { thread } = model;
  const turn = thread.headline?.turn ?? thread.pulls[0]?.turn;
  const series = thread.series;
  return (
    <div className={css['side']}>
      {(turn || thread.holes) && (
        <section>
          <h2 className="eyebrow">Where it stands</h2>
          {turn && <TurnLine turn={turn} />}
          {thread.holes && <p className={css['holes']}>This archive has {thread.holes}.</p>}
        </section>
      )}
      {verdict && verdict.open.length + verdict.settled > 0 && (
        <section id="open-points">
          <h2 className="eyebrow">
            Open points{' '}
            <small>
              {verdict.open.length} of {verdict.open.length + verdict.settled}
            </small>
          </h2>
          {verdict.open.slice(0, FEW).map((point) => {
            const key = model.keyOf(point.quote.messageId);
            const to = key
              ? path(key, { view: 'messages', lines: point.quote.lines })
              : messagePath('all', point.quote.messageId, 'messages', point.quote.lines);
            return (
              <p key={`${point.quote.messageId}:${point.quote.lines[0]}`} className={css['point']} data-open-point="">
                <Link to={to}>{point.quote.text}</Link>
                <small>
                  {point.quote.person}
                  {STANDING[point.quote.role] && `, ${STANDING[point.quote.role]}`}
                  {point.quote.date && `, ${shortDate(point.quote.date)}`}
                  {point.patch && ` · on ${point.patch}`}
                </small>
              </p>
            );
          })}
          {thread.patches[0] && (
            <p className={css['more']}>
              <Link to={`${seriesPath(thread.patches[0].seriesId)}#points`}>
                All {count(verdict.open.length + verdict.settled, 'point')}
              </Link>
              {verdict.settled > 0 && `, ${verdict.settled} settled`}
            </p>
          )}
        </section>
      )}
      {series.length > 1 && (
        <section>
          <Fold look="word" summary={`${series.length} postings in this thread`}>
            <ol className={css['revisions']}>
              {series.map((one) => (
                <li key={one.seriesId}>
                  <Link to={seriesPath(one.seriesId)}>{versionName(one.version, one.isRfc) || 'v1'}</Link> {one.title}
                </li>
              ))}
            </ol>
          </Fold>
        </section>
      )}
    </div>
  );
}

/** `Jason Gunthorpe’s turn since 5 Jul 2019`, and why. */
function TurnLine({ turn }: { turn: Turn }) {
  const whose = turn.who ? nameOf(turn.who) : turn.whose === 'nobody' ? null : `The ${turn.whose}`;
  return (
    <p className={css['turn']}>
      {whose ? (
        <>
          <strong>{whose}’s turn</strong> since {shortDate(turn.since)}
        </>
      ) : (
        'Nobody’s turn.'
      )}
      {turn.why && <span className={css['why']}>{turn.why}</span>}
    </p>
  );
}

/** Points that stand here before they are counted. */
const FEW = 5;
