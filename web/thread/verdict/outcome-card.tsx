import { Link } from 'react-router';
import type { Evidence, Headline, StateChange, Turn } from '../../../server/contract/outcome.ts';
import { nameOf, shortDate } from '../../lib/format.ts';
import { messagePath, personPath } from '../../lib/links.ts';
import { isDecided, patchStateOf, stateLook } from '../../../data/rules/states.ts';
import { Badge, StateShape } from '../../ui/badge.tsx';
import { Copy } from '../../ui/copy.tsx';
import { Fold } from '../../ui/fold.tsx';
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
  /** The patch or cover letter that it is about: what a correction names. */
  subject?: string | null;
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
  subject = null,
}: OutcomeCardProps) {
  const steps = history.filter(({ state, evidence }) => state !== 'new' || evidence.length > 0);
  const replaced = headline.state.endsWith('superseded') && headline.supersededBy.length > 0;
  // That a newer version was posted is no sentence; the last thing that somebody said of this one is.
  const spoken = history.findLast((change) => change.evidence.some(isSaid));
  const deciding = replaced ? spoken : history.findLast(({ state }) => state === headline.state);
  const words = deciding?.evidence.filter(isSaid) ?? [];
  const evidence =
    words.find(({ messageId, text }) => messageId === headline.messageId && text === headline.sentence) ??
    words[0] ??
    null;
  const said = replaced ? (evidence ? fromEvidence(evidence, deciding!.date) : null) : fromHeadline(headline, evidence);
  return (
    <section className={css['card']}>
      <h2 className="eyebrow">{title}</h2>
      <p className={css['state']}>
        <Badge state={headline.state} version={headline.supersededBy[0]?.version} />
        {headline.basis === 'inferred' && <span className={css['basis']}>probable, not stated</span>}
      </p>
      <Counts counts={headline.counts} />
      {replaced && <Replaced headline={headline} list={list} />}
      {replaced && said && (
        <p className={css['before']}>Before that, {stateLook(deciding!.state).word.toLowerCase()}:</p>
      )}
      {headline.note && (
        <p className={css['note']}>
          {sentence(headline.note)}
          {headline.date && <span className="faint"> {shortDate(headline.date)}</span>}
        </p>
      )}
      {said && <Sentence said={said} list={list} />}
      {!said && !replaced && !headline.note && (
        <p className={css['none']}>{NOTHING_SAID[headline.state] ?? 'No sentence in this archive decides it.'}</p>
      )}
      {conflicts.length > 0 && <Conflicts sides={conflicts} list={list} />}
      {headline.turn && <TurnLine turn={headline.turn} />}
      {likely && !isDecided(headline.state) && <p className={css['likely']}>{likely}</p>}
      {steps.length > 1 && <History history={steps} headline={headline} list={list} />}
      {holes && <p className={css['holes']}>{holes}</p>}
      {subject !== null && <Correct messageId={subject} state={headline.state} />}
    </section>
  );
}

/** How to set right what is wrong here: the line for the file of corrections, which outlives every rebuild. */
function Correct({ messageId, state }: { messageId: string; state: string }) {
  const line = JSON.stringify({ messageId, state: patchStateOf(state), why: '', by: '' });
  return (
    <div className={css['correct']}>
      <Fold look="word" heavy summary="This is wrong">
        <p>
          Whoever keeps this archive can correct it: put this line into the list <code>outcomes</code> of{' '}
          <code>corrections.json</code>, with the right state, why, and who says so, and run{' '}
          <code>lorescope ingest</code> again. It is then shown as a correction.
        </p>
        <pre tabIndex={0}>{line}</pre>
        <Copy text={line} word="Copy the line" />
      </Fold>
    </div>
  );
}

/** What somebody said, as the card shows it. */
interface Said {
  text: string;
  asked: string | null;
  by: string;
  role: string | null;
  date: string | null;
  elsewhere: boolean;
  tree: string | null;
  messageId: string | null;
  lines: readonly [number, number] | null;
}

function fromEvidence(evidence: Evidence, date: string): Said {
  return {
    text: evidence.text,
    asked: evidence.answers?.text ?? null,
    by: nameOf(evidence.by),
    role: evidence.role,
    date,
    elsewhere: evidence.where === 'elsewhere',
    tree: evidence.tree,
    messageId: evidence.messageId,
    lines: evidence.lines,
  };
}

function fromHeadline(headline: Headline, evidence: Evidence | null): Said | null {
  if (!headline.sentence) return null;
  return {
    text: headline.sentence,
    asked: evidence?.answers?.text ?? null,
    by: nameOf(headline.by),
    role: headline.role,
    date: headline.date,
    elsewhere: evidence?.where === 'elsewhere',
    tree: evidence?.tree ?? null,
    messageId: headline.messageId,
    lines: headline.lines,
  };
}

function Sentence({ said, list }: { said: Said; list: string }) {
  return (
    <>
      <blockquote className={css['sentence']}>
        {said.asked && <span className={css['asked']}>after “{shortened(said.asked, 120)}”</span>}
        {said.messageId ? (
          <Link to={messagePath(list, said.messageId, 'messages', said.lines)}>{said.text}</Link>
        ) : (
          said.text
        )}
      </blockquote>
      <p className={css['by']}>
        <Link to={personPath(said.by)}>{said.by}</Link>
        {said.role && said.role !== 'other' && `, ${said.role}`}
        {said.date && ` · ${shortDate(said.date)}`}
        {said.tree && ` · tree ${said.tree}`}
        {said.elsewhere ? ' · in another thread' : ''}
      </p>
    </>
  );
}

/** The newer version, and when it came. */
function Replaced({ headline, list }: { headline: Headline; list: string }) {
  return (
    <p className={css['replaced']}>
      {headline.supersededBy.map(({ messageId, version }) => (
        <Link key={messageId} to={messagePath(list, messageId)}>
          {version === null ? 'A newer version' : `v${version}`}
        </Link>
      ))}{' '}
      took its place{headline.date && ` on ${shortDate(headline.date)}`}.
    </p>
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

function History({ history, headline, list }: { history: readonly StateChange[]; headline: Headline; list: string }) {
  return (
    <ol className={css['history']}>
      {history.map((change, index) => {
        const evidence = change.evidence.find(isTold);
        const newer = change.state === 'superseded' && !evidence ? headline.supersededBy[0] : null;
        return (
          <li key={index}>
            <span>{shortDate(change.date)}</span>
            <span>
              {newer ? (
                <>
                  <Link to={messagePath(list, newer.messageId)}>
                    {newer.version === null ? 'A newer version' : `v${newer.version}`}
                  </Link>{' '}
                  posted
                </>
              ) : (
                stateLook(change.state).word
              )}
              {evidence?.note && <>: {evidence.note}</>}
              {evidence && !evidence.note && (
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

/** True where somebody said something of the matter; a newer version alone is no word. */
const isTold = (evidence: Evidence): boolean => evidence.signal !== 'newer-version';
const isSaid = (evidence: Evidence): boolean => isTold(evidence) && evidence.note === undefined;
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
