import { memo, useMemo } from 'react';
import { Link } from 'react-router';
import type { MessageRow } from '../../../server/contract/message.ts';
import { firstName, nameOf } from '../../lib/format.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import { bareSubject, patchNumber, type ThreadModel, type Words as Body } from '../model/thread-model.ts';
import { Fold } from '../../ui/fold.tsx';
import { PersonName } from '../../ui/person-name.tsx';
import { Term } from '../../ui/term.tsx';
import { When } from '../../ui/when.tsx';
import { FixedText } from '../../ui/message-body/fixed-text.tsx';
import { MessageBody } from '../../ui/message-body/message-body.tsx';
import { cutMessage, type Part } from './cut-message.ts';
import css from './messages.module.css';
import { QuoteRun } from './quote-run.tsx';

/** One message: who, when, to whom; its words, with quotes folded where they stand. */
export const MessageCard = memo(function MessageCard({ row }: { row: MessageRow }) {
  const { model, path, showDetails, target, readUntil } = useThreadPlace();
  const words = model.words(row.key);
  const parent = row.parent ? model.byKey.get(row.parent) : undefined;
  const subject = bareSubject(row.subject);
  const number = patchNumber(model, row);
  const showSubject = subject !== bareSubject(model.thread.subject);
  return (
    <article
      className={`${css['card']} ${model.colour(row.person)} ${row.key === target ? css['target'] : ''}`}
      aria-label={`${row.person}, ${row.dateUsed.slice(0, 10)}`}
    >
      <header className={css['head']}>
        <PersonName name={row.person} colour={model.colour(row.person)} linked />
        {row.role === 'maintainer' && <Term word="maintainer" />}
        {row.bot && <Term word="bot" />}
        {row.kind.cover && <Term word="cover letter" />}
        {number && !row.kind.cover && <span>patch {number}</span>}
        {row.salvaged && <Term word="salvaged" />}
        {readUntil && row.dateUsed > readUntil && <span className={css['new']}>new</span>}
        {parent && (
          <span>
            answers{' '}
            <Link to={path(parent.key, { view: 'messages' })} preventScrollReset>
              {parent.ghost
                ? parent.author
                  ? firstName(nameOf(parent.author))
                  : 'a missing message'
                : firstName(parent.person)}
            </Link>
          </span>
        )}
        <span className={css['right']}>
          <Link to={path(row.key)} title="Link to this message" preventScrollReset>
            <When iso={row.dateUsed} inThread sent={row.date} />
          </Link>
          {(row.kind.patch || row.kind.cover) && !row.kind.reply && (
            <Link to={path(row.messageId, { view: 'patch' })}>review</Link>
          )}
          <button
            type="button"
            onClick={() => showDetails(row.key)}
            className={css['more']}
            aria-label={`Headers, raw form and ways to answer: ${row.person}`}
          >
            ···
          </button>
        </span>
      </header>
      {showSubject && <h2 className={css['subject']}>{subject || '(no subject)'}</h2>}
      {row.defects.includes('date-unparsable') && (
        <p className={css['defect']}>Its own date can’t be read; the one shown is worked out.</p>
      )}
      {words ? <CardBody body={words} row={row} /> : <p className="faint">…</p>}
    </article>
  );
});

function CardBody({ body, row }: { body: Body; row: MessageRow }) {
  const { model, target, targetLines } = useThreadPlace();
  const parts = useMemo(() => cutMessage(body.blocks, body.rows), [body]);
  const lines = row.key === target ? targetLines : null;
  const answers = useMemo(() => answersByEnd(model, body), [model, body]);
  const after = useMemo(
    () =>
      answers.size === 0 ? undefined : (from: number, to: number) => <Answers answers={answers} from={from} to={to} />,
    [answers],
  );
  const lastOwn = parts.findLastIndex((part) => part.kind === 'own');
  const [front, rest] = [parts.slice(0, lastOwn + 1), parts.slice(lastOwn + 1)];
  const show = (part: Part) =>
    part.kind === 'own' ? (
      <MessageBody
        key={part.lines[0]}
        text={body.rows}
        blocks={part.blocks}
        lines={part.lines}
        target={lines}
        after={after}
        diffs={row.kind.patch ? 'open' : 'folded'}
      />
    ) : (
      <QuoteRun key={part.lines[0]} part={part} rows={body.rows} target={lines} />
    );
  const following = rest.reduce((sum, part) => sum + part.lines[1] - part.lines[0], 0);
  const targetInRest = !!lines && rest.some((part) => part.lines[0] < lines[1] && part.lines[1] > lines[0]);
  return (
    <div className={css['body']}>
      {front.map(show)}
      {rest.length > 0 &&
        (lastOwn < 0 ? (
          rest.map(show)
        ) : (
          <Fold look="word" open={targetInRest} summary={`${following} quoted lines follow`}>
            {rest.map(show)}
          </Fold>
        ))}
      {body.attachments.map((attachment) => (
        <Fold
          key={attachment.index}
          look="word"
          heavy={attachment.text.length > 20_000}
          summary={`attachment: ${attachment.name || 'without a name'} (${attachment.type})`}
        >
          {attachment.text ? (
            <FixedText lines={attachment.text.split('\n').map((text, line) => ({ line, text }))} />
          ) : (
            <p className="small quiet">It is no text; the raw message holds it.</p>
          )}
        </Fold>
      ))}
    </div>
  );
}

/** Who answered the passage that ends here, each a link to the words of the answer. */
function Answers({ answers, from, to }: { answers: Map<number, AnswerLink[]>; from: number; to: number }) {
  const { path } = useThreadPlace();
  const here: AnswerLink[] = [];
  for (let line = from; line < to; line++)
    for (const answer of answers.get(line) ?? []) if (!here.some(({ key }) => key === answer.key)) here.push(answer);
  if (here.length === 0) return null;
  return (
    <p className={css['answers']} data-chrome="">
      <span aria-hidden>↳</span>
      <span className="unseen">Answered by </span>
      {here.map((answer) => (
        <Link
          key={answer.key}
          to={path(answer.key, { view: 'messages', lines: answer.words })}
          className={`${css['answer']} ${answer.colour}`}
          preventScrollReset
        >
          {answer.name}
        </Link>
      ))}
    </p>
  );
}

interface AnswerLink {
  key: string;
  name: string;
  colour: string;
  words: [number, number] | null;
}

/** Answers by the last line that they quote. A quote without words below it answers nothing. */
function answersByEnd(model: ThreadModel, body: Body): Map<number, AnswerLink[]> {
  const map = new Map<number, AnswerLink[]>();
  for (const { lines, by, words, part } of body.answeredBy) {
    const row = model.byKey.get(by);
    if (!words || part || !row || row.ghost) continue;
    const end = lines[1] - 1;
    const link = { key: by, name: firstName(row.person), colour: model.colour(row.person), words };
    map.set(end, [...(map.get(end) ?? []), link]);
  }
  return map;
}
