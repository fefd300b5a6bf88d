import { Link } from 'react-router';
import type { Headline } from '../../../server/contract/outcome.ts';
import type { PathStep, VerdictAnswer } from '../../../server/contract/verdict.ts';
import { patchStateOf, stateLook } from '../../../data/rules/states.ts';
import { count, nameOf, shortDate } from '../../lib/format.ts';
import { messagePath, personPath } from '../../lib/links.ts';
import { Badge, StateShape } from '../../ui/badge.tsx';
import { Copy } from '../../ui/copy.tsx';
import { Fold } from '../../ui/fold.tsx';
import { MarkedQuote, STANDING } from '../../ui/marked-quote.tsx';
import { useThreadPlace } from '../model/thread-context.ts';
import { Correct } from './correct.tsx';
import css from './verdict-sheet.module.css';

/** What was decided, on one sheet: the words, what they answer, why they count, what nobody wrote; then the path to them. */
export function VerdictSheet({ verdict }: { verdict: VerdictAnswer }) {
  const { model, path } = useThreadPlace();
  const { headline, decides } = verdict;
  if (!headline && verdict.questions.length === 0) return null;
  const here = decides ? model.keyOf(decides.messageId) : undefined;
  return (
    <section className={css['verdict']} aria-label="What was decided" data-verdict="">
      {headline && (
        <div className={css['sheet']}>
          <div className={css['top']}>
            <Badge state={headline.state} version={headline.supersededBy[0]?.version} explained />
            <Counts headline={headline} />
            {headline.supersededBy.map(({ messageId, version }) => (
              <Link key={messageId} className={css['newer']} to={messagePath('all', messageId)}>
                {version === null ? 'the newer version' : `read v${version}`} →
              </Link>
            ))}
            {verdict.path.length > 1 && (
              <a className={css['more']} href="#path" onClick={toPath}>
                {verdict.further > 0 ? `read from ${verdict.further + 1} sentences · ` : ''}the path ↓
              </a>
            )}
          </div>
          <div className={css['body']}>
            {decides ? (
              <>
                <MarkedQuote quote={decides} big colour={model.colour} />
                <p className={css['buttons']}>
                  {here && (
                    <Link
                      className="button"
                      data-place=""
                      to={path(here, { view: 'messages', lines: decides.lines })}
                      preventScrollReset
                    >
                      Show it in its place <kbd aria-hidden>d</kbd>
                    </Link>
                  )}
                  <Copy look="button" text={withSource(decides, headline)} word="Copy with source" />
                </p>
              </>
            ) : (
              <NoSentence verdict={verdict} headline={headline} />
            )}
          </div>
          {(verdict.counts.length > 0 || verdict.unsaid.length > 0) && (
            <div className={css['notes']}>
              {verdict.counts.length > 0 && (
                <div>
                  <h2>Why this sentence counts</h2>
                  {verdict.counts.map((words) => (
                    <p key={words}>{words}</p>
                  ))}
                </div>
              )}
              {verdict.unsaid.length > 0 && (
                <div>
                  <h2>What nobody wrote here</h2>
                  {verdict.unsaid.map((words) => (
                    <p key={words}>{words}</p>
                  ))}
                </div>
              )}
              <Correct messageId={model.thread.patches[0]?.messageId ?? null} state={headline.state} />
            </div>
          )}
        </div>
      )}
      {verdict.questions.map((question) => (
        <Question key={question.title} question={question} />
      ))}
      <Path steps={verdict.path} />
    </section>
  );
}

/** How many patches stand where; said only where they differ. */
function Counts({ headline }: { headline: Headline }) {
  const entries = Object.entries(headline.counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (entries.length < 2)
    return headline.basis === 'inferred' ? <span className={css['soft']}>concluded, not stated</span> : null;
  return (
    <span className={css['counts']}>
      {entries.map(([state, number]) => (
        <span key={state}>
          <StateShape state={state} /> {number} {stateLook(state).word.toLowerCase()}
        </span>
      ))}
    </span>
  );
}

/** Said plainly where it is so: no sentence decides it; and what those who have the say wrote last. */
function NoSentence({ verdict, headline }: { verdict: VerdictAnswer; headline: Headline }) {
  const { model, path } = useThreadPlace();
  const replaced = patchStateOf(headline.state) === 'superseded';
  return (
    <>
      <p className={css['none']}>
        {headline.note ??
          (replaced
            ? 'A newer version was posted; what became of the work is told there.'
            : 'No sentence here decides this.')}
      </p>
      {verdict.lastWords.map((quote) => {
        const key = model.keyOf(quote.messageId);
        return (
          <blockquote key={quote.messageId} className={css['last']}>
            <p>
              {key ? <Link to={path(key, { view: 'messages', lines: quote.lines })}>{quote.text}</Link> : quote.text}
            </p>
            <footer>
              <Link to={personPath(quote.person)} className={`${css['who']} ${model.colour(quote.person)}`}>
                {quote.person}
              </Link>
              {STANDING[quote.role] && <> · {STANDING[quote.role]}</>} · last word here
              {quote.date && `, ${shortDate(quote.date)}`}
            </footer>
          </blockquote>
        );
      })}
    </>
  );
}

function Question({ question }: { question: VerdictAnswer['questions'][number] }) {
  const { model, path } = useThreadPlace();
  const answered = question.answers.length > 0;
  const line = (quote: VerdictAnswer['lastWords'][number]) => {
    const key = model.keyOf(quote.messageId);
    return (
      <blockquote key={`${quote.messageId}:${quote.lines[0]}`} className={css['last']}>
        <p>{key ? <Link to={path(key, { view: 'messages', lines: quote.lines })}>{quote.text}</Link> : quote.text}</p>
        <footer>
          <Link to={personPath(quote.person)} className={`${css['who']} ${model.colour(quote.person)}`}>
            {quote.person}
          </Link>
          {quote.date && ` · ${shortDate(quote.date)}`}
        </footer>
      </blockquote>
    );
  };
  return (
    <section className={css['question']}>
      <p className={css['top']}>
        <Badge state={question.state} explained />
        <span className={css['soft']}>asked of {question.asked.join(', ') || 'nobody by name'}</span>
      </p>
      <h2 className={css['asked']}>{question.title}</h2>
      {question.quote && line(question.quote)}
      {answered && (
        <Fold look="word" open={question.answers.length < 3} summary={count(question.answers.length, 'answer')}>
          {question.answers.map(line)}
        </Fold>
      )}
      {question.silent.length > 0 && (
        <p className={css['soft']}>No answer by {question.silent.join(', ')} was found here.</p>
      )}
    </section>
  );
}

/** Step by step, each a mail; what lies between two steps is told where it is long. */
function Path({ steps }: { steps: readonly PathStep[] }) {
  const { model, path } = useThreadPlace();
  if (steps.length < 2) return null;
  return (
    <section className={css['path']} id="path">
      <h2 className="eyebrow">
        The path <small>{count(steps.filter(({ kind }) => kind !== 'quiet').length, 'step')}, each a mail</small>
      </h2>
      <ol>
        {steps.map((step, n) => {
          const key = step.messageId ? model.keyOf(step.messageId) : undefined;
          const to = !step.messageId
            ? null
            : key
              ? path(key, { view: 'messages', lines: step.lines })
              : messagePath('all', step.messageId, 'messages', step.lines);
          const before = steps[n - 1];
          const day = shortDate(step.date);
          return (
            <li key={n} className={css[step.kind]} data-step={step.kind}>
              <time dateTime={step.date}>
                {step.kind !== 'quiet' && (!before || shortDate(before.date) !== day) ? day : ''}
              </time>
              <span className={css['dot']} aria-hidden>
                {MARKS[step.kind]}
              </span>
              <p>
                {step.title}
                {step.quote && (
                  <>
                    {': '}
                    {to ? (
                      <Link to={to}>
                        <q>{step.quote}</q>
                      </Link>
                    ) : (
                      <q>{step.quote}</q>
                    )}
                  </>
                )}
                {step.person && (
                  <>
                    {' '}
                    <Link to={to ?? personPath(step.person)} className={`${css['who']} ${model.colour(step.person)}`}>
                      {step.person}
                    </Link>
                  </>
                )}
                {!step.here && step.kind !== 'quiet' && <span className={css['soft']}> · in another thread</span>}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function toPath(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('path')?.scrollIntoView({ block: 'start', behavior: 'instant' });
}

function withSource(quote: NonNullable<VerdictAnswer['decides']>, headline: Headline): string {
  const link = new URL(messagePath(quote.list, quote.messageId, undefined, quote.lines), document.baseURI).toString();
  return `“${quote.marked}” (${quote.person || nameOf(headline.by)}${quote.date ? `, ${shortDate(quote.date)}` : ''})\n${link}`;
}

const MARKS: Record<PathStep['kind'], string> = {
  posted: '',
  review: '✓',
  good: '✓',
  bad: '✕',
  warn: '!',
  back: '↺',
  quiet: '',
};
