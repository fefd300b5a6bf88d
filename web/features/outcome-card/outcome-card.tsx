import { Link } from 'react-router';
import type { Evidence, Headline, StateChange, Turn } from '../../../server/contract/outcome.ts';
import { nameOf, shortDate } from '../../lib/format.ts';
import { lineHash, messagePath, personPath } from '../../lib/links.ts';
import { stateLook } from '../../lib/states.ts';
import { Badge, StateShape } from '../../ui/badge.tsx';
import css from './outcome-card.module.css';

interface OutcomeCardProps {
  headline: Headline;
  history?: readonly StateChange[];
  conflicts?: readonly (readonly Evidence[])[];
  /** What is likely, in words with their reason. */
  likely?: string | null;
  /** What this archive lacks, in a sentence. */
  holes?: string | null;
  list: string;
  title?: string;
}

/** What was decided, and the words that say so. A click lands on them. It never says more than the mails do. */
export function OutcomeCard({
  headline,
  history = [],
  conflicts = [],
  likely,
  holes,
  list,
  title = 'What was decided',
}: OutcomeCardProps) {
  const deciding = history.findLast(({ state }) => state === headline.state)?.evidence[0] ?? null;
  return (
    <section className={css['card']}>
      <h2 className="eyebrow">{title}</h2>
      <p className={css['state']}>
        <Badge state={headline.state} version={headline.supersededBy[0]?.version} />
        {headline.basis === 'inferred' && <span className={css['basis']}>probable, not stated</span>}
      </p>
      <Counts counts={headline.counts} />
      {headline.sentence ? (
        <Sentence
          text={headline.sentence}
          asked={deciding?.answers?.text ?? null}
          by={nameOf(headline.by)}
          role={headline.role}
          date={headline.date}
          elsewhere={deciding?.where === 'elsewhere'}
          tree={deciding?.tree ?? null}
          path={
            headline.messageId
              ? `${messagePath(list, headline.messageId, 'messages')}${headline.lines ? lineHash(headline.lines) : ''}`
              : null
          }
        />
      ) : (
        <p className={css['none']}>{NOTHING_SAID[headline.state] ?? 'No sentence in this archive decides it.'}</p>
      )}
      {conflicts.length > 0 && <Conflicts sides={conflicts} list={list} />}
      {headline.turn && <TurnLine turn={headline.turn} />}
      {likely && <p className={css['likely']}>{likely}</p>}
      {history.length > 1 && <History history={history} list={list} />}
      {holes && <p className={css['holes']}>{holes}</p>}
    </section>
  );
}

interface SentenceProps {
  text: string;
  asked: string | null;
  by: string;
  role: string | null;
  date: string | null;
  elsewhere: boolean;
  tree: string | null;
  path: string | null;
}

function Sentence({ text, asked, by, role, date, elsewhere, tree, path }: SentenceProps) {
  return (
    <>
      <blockquote className={css['sentence']}>
        {asked && <span className={css['asked']}>after “{shortened(asked, 120)}”</span>}
        {path ? <Link to={path}>{text}</Link> : text}
      </blockquote>
      <p className={css['by']}>
        <Link to={personPath(by)}>{by}</Link>
        {role && role !== 'other' && `, ${role}`}
        {date && ` · ${shortDate(date)}`}
        {tree && ` · tree ${tree}`}
        {elsewhere ? ' · in another thread' : ''}
      </p>
    </>
  );
}

/** How many patches stand where; said only where they differ. */
function Counts({ counts }: { counts: Record<string, number> }) {
  const entries = Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (entries.length < 2) return null;
  return (
    <p className={css['counts']}>
      {entries.map(([state, number]) => (
        <span key={state}>
          <StateShape state={state} /> {number} {stateLook(state).word.toLowerCase()}
        </span>
      ))}
    </p>
  );
}

function Conflicts({ sides, list }: { sides: readonly (readonly Evidence[])[]; list: string }) {
  return (
    <div className={css['conflict']}>
      <p className={css['basis']}>These stand against each other:</p>
      {sides.flat().map((evidence) => (
        <p key={`${evidence.messageId}-${evidence.lines[0]}`}>
          <Link to={messagePath(list, evidence.messageId, 'messages', evidence.lines)}>“{evidence.text}”</Link>{' '}
          <span className="faint">{nameOf(evidence.by)}</span>
        </p>
      ))}
    </div>
  );
}

function TurnLine({ turn }: { turn: Turn }) {
  if (turn.whose === 'nobody') return null;
  return (
    <p className={css['turn']}>
      <strong>{turn.who ? nameOf(turn.who) : TURN_WORDS[turn.whose]}</strong> is to act, since {shortDate(turn.since)}.{' '}
      {sentence(turn.why)}
    </p>
  );
}

function History({ history, list }: { history: readonly StateChange[]; list: string }) {
  return (
    <ol className={css['history']}>
      {history.map((change, index) => {
        const evidence = change.evidence[0];
        return (
          <li key={index}>
            <span>{shortDate(change.date)}</span>
            <span>
              {stateLook(change.state).word}
              {evidence && (
                <>
                  {' '}
                  <Link to={messagePath(list, evidence.messageId, 'messages', evidence.lines)} title={evidence.text}>
                    {nameOf(evidence.by)}
                  </Link>
                  {evidence.mode !== 'done' && ` (${evidence.mode})`}
                  {evidence.where === 'elsewhere' && ', elsewhere'}
                </>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** At most `most` characters, cut at a word. */
function shortened(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, line.lastIndexOf(' ', most))}…`;
}

const sentence = (text: string): string =>
  text ? `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}` : '';
const TURN_WORDS: Record<string, string> = {
  author: 'The author',
  reviewer: 'A reviewer',
  maintainer: 'The maintainer',
};
const NOTHING_SAID: Record<string, string> = {
  new: 'No decision is found in this archive.',
  'under-review': 'People answered; no sentence decides it.',
  reviewed: 'Reviewed; no verdict is in this archive.',
  superseded: 'A newer version was posted; nobody said more about this one.',
  rfc: 'Posted to be talked about, not to be applied.',
};
