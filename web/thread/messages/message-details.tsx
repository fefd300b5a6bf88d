import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { MessageAnswer } from '../../../server/contract/message.ts';
import { apiUrl, ask, segment } from '../../lib/api.ts';
import { amLine } from '../model/message-actions.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Waiting } from '../../ui/states.tsx';
import { Copy } from '../../ui/copy.tsx';
import css from './message-details.module.css';

/** Everything about one message that is not its words: headers, raw form, copies, how to answer it. */
export default function MessageDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, error } = useQuery({
    queryKey: ['message', id],
    queryFn: ({ signal }) => ask<MessageAnswer>(`messages/${segment(id)}`, {}, signal),
  });
  return (
    <Dialog title="This message" onClose={onClose} wide>
      {error && <Failure error={error} />}
      {!data && !error && <Waiting label="Loading the message" />}
      {data && <Details message={data} />}
    </Dialog>
  );
}

function Details({ message }: { message: MessageAnswer }) {
  return (
    <div className={css['details']}>
      <p className={css['subject']}>{message.subject}</p>
      <ul className={css['ways']}>
        <li>
          <a href={apiUrl(`messages/${segment(message.key)}/raw`)} target="_blank" rel="noreferrer">
            Raw message
          </a>
        </li>
        <li>
          <a href={message.reply.mailto}>Answer in your mail program</a>
        </li>
        {message.links.lore && (
          <li>
            <a href={message.links.lore} target="_blank" rel="noreferrer noopener">
              On lore
            </a>
          </li>
        )}
        <li>
          <Copy text={`${location.origin}${location.pathname}`} word="Copy the link" />
        </li>
        <li>
          <Copy text={message.messageId} word="Copy the Message-ID" />
        </li>
      </ul>
      <Line label="Answer with git" text={message.reply.gitSendEmail} />
      {message.reply.b4 && (
        <>
          <Line label="Fetch the series" text={message.reply.b4} />
          <Line label="Apply the series" text={amLine(message.key)} />
        </>
      )}
      {message.defects.length > 0 && (
        <p className={css['defects']}>
          Odd about this mail: {message.defects.join(', ')}
          {message.dateHeader && message.date === null && ` (its Date header says “${message.dateHeader}”)`}
        </p>
      )}
      <dl className={css['headers']}>
        <Field name="From">{message.fromHeader}</Field>
        <Field name="To">{message.to.map(mailbox).join(', ')}</Field>
        <Field name="Cc">{message.cc.map(mailbox).join(', ')}</Field>
        <Field name="Lists">{message.lists.join(', ')}</Field>
        <Field name="Message-ID">{message.messageId}</Field>
        <Field name="Answers">
          {message.inReplyTo.map((id) => (
            <Link key={id} to={`/r/${encodeURIComponent(id)}`}>
              {id}
            </Link>
          ))}
        </Field>
        {message.copies.length > 1 && (
          <Field name="Copies">
            {message.copies.map((copy) => `${copy.lists.join(', ') || 'no list'} (${copy.size} bytes)`).join('; ')}
          </Field>
        )}
      </dl>
      <details>
        <summary>All {message.headers.length} headers</summary>
        <pre className={css['raw']} tabIndex={0}>
          {message.headers.map(([name, value]) => `${name}: ${value}`).join('\n')}
        </pre>
      </details>
    </div>
  );
}

/** `Dana <dana@example.org>`; many mails name an address alone. */
const mailbox = ({ name, email }: { name: string; email: string }): string =>
  name && name !== email ? `${name} <${email}>` : email;

function Field({ name, children }: { name: string; children: React.ReactNode }) {
  if (!children || (Array.isArray(children) && children.length === 0)) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A line to be pasted into a terminal. */
function Line({ label, text }: { label: string; text: string }) {
  return (
    <div className={css['line']}>
      <span>{label}</span>
      <pre tabIndex={0}>{text}</pre>
      <Copy text={text} word="Copy" />
    </div>
  );
}
