import { Fragment } from 'react';
import { Link } from 'react-router';
import type { MarkedQuote, TurningPoint, WhyAnswer } from '../../server/contract/verdict.ts';
import { count, inShort, shortDate } from '../lib/format.ts';
import { messagePath, personPath } from '../lib/links.ts';
import { colourOf } from '../lib/people-colours.ts';
import { STANDING } from '../ui/marked-quote.tsx';
import { KINDS } from './kinds.ts';
import css from './turning-points.module.css';

/** The turning points below each other; a tick is a day, so that silence has its length. */
export function TurningPoints({ why }: { why: WhyAnswer }) {
  const titles = new Map(why.threads.map((thread) => [thread.threadId, thread]));
  return (
    <>
      <p className={css['scale']}>One tick is one day.</p>
      <ol className={css['points']}>
        {why.points.map((point, n) => {
          const before = why.points[n - 1];
          const thread = titles.get(point.threadId);
          return (
            <Fragment key={point.n}>
              {before && <Gap from={before.date} to={point.date} why={why} />}
              <li className={css['point']} data-turning={point.kind} id={`turn-${point.n}`}>
                <p className={css['when']}>
                  <b>{shortDate(point.date)}</b>
                  <span>{point.date.slice(11, 16)}</span>
                </p>
                <span className={`${css['number']} ${css[KINDS[point.kind].tone]}`} aria-hidden>
                  {point.n}
                </span>
                <Words point={point} />
                <p className={css['source']}>
                  <b>{thread?.title ?? 'another thread'}</b>
                  {point.quote.list && <span>{point.quote.list}</span>}
                  <Link to={messagePath(point.quote.list, point.quote.messageId, 'messages', point.quote.lines)}>
                    {point.quote.messageId.slice(0, 28)}
                    {point.quote.messageId.length > 28 && '…'}
                  </Link>
                </p>
              </li>
            </Fragment>
          );
        })}
      </ol>
    </>
  );
}

function Words({ point }: { point: TurningPoint }) {
  const kind = KINDS[point.kind];
  return (
    <div className={css['words']}>
      <h2 className={`${css['kind']} ${css[`ink-${kind.tone}`]}`}>
        {kind.word}
        {point.asked.length > 0 && <span>: no answer by {point.asked.join(', ')} in this thread</span>}
      </h2>
      <div className={point.beside ? css['sides'] : ''}>
        <Quoted quote={point.quote} />
        {point.beside && <Quoted quote={point.beside} />}
      </div>
    </div>
  );
}

function Quoted({ quote }: { quote: MarkedQuote }) {
  const { answers } = quote;
  return (
    <blockquote className={css['quote']}>
      {answers && !answers.verbatim && (
        <p className={css['to']}>
          to “{inShort(answers.text)}”, {answers.person}
        </p>
      )}
      {answers?.verbatim && (
        <pre className={css['code']} tabIndex={0}>
          {answers.text}
        </pre>
      )}
      <p>
        {quote.before && <span className={css['near']}>{quote.before} </span>}
        <mark>{quote.marked}</mark>
        {quote.after && <span className={css['near']}> {quote.after}</span>}
      </p>
      <footer>
        <Link to={personPath(quote.person)} className={`${css['who']} ${colourOf(quote.person)}`}>
          {quote.person}
        </Link>
        {STANDING[quote.role] && <> · {STANDING[quote.role]}</>}
      </footer>
    </blockquote>
  );
}

/** What lies between two points: as many ticks as days, and how many mails. */
function Gap({ from, to, why }: { from: string; to: string; why: WhyAnswer }) {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  const mails = why.threads.reduce(
    (sum, { dates }) => sum + dates.filter((date) => date > from && date < to).length,
    0,
  );
  if (days < 1 && mails < 5) return null;
  return (
    <li className={css['gap']} style={{ minHeight: Math.min(MOST, days) * TICK }}>
      <span className={css['ticks']} style={{ height: Math.min(MOST, days) * TICK }} aria-hidden />
      <span>
        {days >= 1 && <b>{count(days, 'day')}</b>}
        {days >= 1 && mails > 0 && ' · '}
        {mails > 0 && count(mails, 'mail')}
      </span>
    </li>
  );
}

/** Pixels for a day, and days after which a gap grows no longer. */
const TICK = 5;
const MOST = 60;
