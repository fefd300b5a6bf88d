import type { WhyAnswer } from '../../server/contract/verdict.ts';
import { count, shortDate } from '../lib/format.ts';
import { KINDS } from './kinds.ts';
import css from './lanes.module.css';

/** Every mail a dot, a lane for each thread, the turning points above their mails; time to scale. */
export function Lanes({ why }: { why: WhyAnswer }) {
  const from = Date.parse(why.from);
  const span = Math.max(1, Date.parse(why.to) - from);
  const at = (date: string) => ((Date.parse(date) - from) / span) * 100;
  const ticks = Array.from({ length: TICKS }, (_, n) => new Date(from + (span * n) / (TICKS - 1)).toISOString());
  return (
    <figure className={css['lanes']} aria-label="When it was written">
      {why.threads.map((thread) => (
        <div key={thread.threadId} className={css['lane']}>
          <p className={css['name']}>
            <b>{thread.title}</b>
            <span>
              {thread.list && `${thread.list} · `}
              {count(thread.messages, 'mail')}
            </span>
          </p>
          <div className={css['line']}>
            {thread.dates.map((date, n) => (
              <i key={n} className={css['dot']} style={{ left: `${at(date)}%` }} />
            ))}
            {why.points
              .filter(({ threadId }) => threadId === thread.threadId)
              .map((point, n) => (
                <a
                  key={point.n}
                  href={`#turn-${point.n}`}
                  className={`${css['point']} ${css[KINDS[point.kind].tone]}`}
                  style={{ left: `${at(point.date)}%`, top: n % 2 ? 20 : -30 }}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(`turn-${point.n}`)?.scrollIntoView({ block: 'start', behavior: 'instant' });
                  }}
                  title={`${KINDS[point.kind].word}: ${point.quote.marked}`}
                  aria-label={`Turning point ${point.n}, ${KINDS[point.kind].word}`}
                >
                  {point.n}
                </a>
              ))}
          </div>
        </div>
      ))}
      <p className={css['ticks']} aria-hidden>
        {ticks.map((tick) => (
          <span key={tick}>{shortDate(tick)}</span>
        ))}
      </p>
    </figure>
  );
}

const TICKS = 4;
