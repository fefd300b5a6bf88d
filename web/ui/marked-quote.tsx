import { Link } from 'react-router';
import type { MarkedQuote as Marked } from '../../server/contract/verdict.ts';
import { inShort, longDate, shortDate } from '../lib/format.ts';
import { messagePath, personPath } from '../lib/links.ts';
import { colourOf } from '../lib/people-colours.ts';
import { Disc } from './disc.tsx';
import css from './marked-quote.module.css';

/** Words that count, marked, between what they answer and the lines around them; who spoke, with what standing, when. */
export function MarkedQuote({
  quote,
  big = false,
  colour = colourOf,
  withAnswered = true,
}: {
  quote: Marked;
  big?: boolean;
  colour?: (person: string) => string;
  /** What is answered stands above as a speaker of its own; else in one line. */
  withAnswered?: boolean;
}) {
  const { answers } = quote;
  return (
    <div className={`${css['talk']} ${big ? css['big'] : ''}`}>
      {answers && withAnswered && (
        <>
          <Speaker person={answers.person} role={answers.role} date={answers.date} colour={colour(answers.person)}>
            this is what gets answered
          </Speaker>
          <blockquote className={`${css['words']} ${css['answered']}`}>
            <p>{inShort(answers.text)}</p>
          </blockquote>
          {answers.date && quote.date && <p className={css['gap']}>{later(answers.date, quote.date)}</p>}
        </>
      )}
      <Speaker person={quote.person} role={quote.role} date={quote.date} colour={colour(quote.person)} />
      <blockquote className={css['words']}>
        <p>
          {quote.before && <span className={css['near']}>{quote.before} </span>}
          <Link to={messagePath(quote.list, quote.messageId, 'messages', quote.lines)} className={css['deciding']}>
            <mark>{quote.marked}</mark>
          </Link>
          {quote.after && <span className={css['near']}> {quote.after}</span>}
        </p>
      </blockquote>
    </div>
  );
}

function Speaker({
  person,
  role,
  date,
  colour,
  children,
}: {
  person: string;
  role: string;
  date: string | null;
  colour: string;
  children?: React.ReactNode;
}) {
  return (
    <p className={`${css['speaker']} ${colour}`}>
      <Disc person={person} />
      <span>
        <Link className={css['who']} to={personPath(person)}>
          {person}
        </Link>
        {STANDING[role] && <> · {STANDING[role]}</>}
        {date && (
          <>
            {' · '}
            <time dateTime={date} title={`${longDate(date)} UTC`}>
              {shortDate(date)}
            </time>
          </>
        )}
        {children && <> · {children}</>}
      </span>
    </p>
  );
}

/** `19 minutes later`, `3 days later`. */
function later(from: string, to: string): string {
  const minutes = Math.round((Date.parse(to) - Date.parse(from)) / 60_000);
  if (minutes < 1) return 'in the same minute';
  const [n, unit] =
    minutes < 90 ? [minutes, 'minute'] : minutes < 36 * 60 ? [Math.round(minutes / 60), 'hour'] : [Math.round(minutes / 1440), 'day']; // prettier-ignore
  return `${n} ${unit}${n === 1 ? '' : 's'} later`;
}

/** What somebody is in a thread, in words; nothing for most. */
export const STANDING: Record<string, string> = {
  author: 'author',
  maintainer: 'decides here',
  reviewer: 'reviewer',
  bot: 'a program',
};
