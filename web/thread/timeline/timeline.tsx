import { Fragment } from 'react';
import { stateLook } from '../../../data/rules/states.ts';
import { Link } from 'react-router';
import type { ThreadAnswer } from '../../../server/contract/thread.ts';
import { count, daysBetween, duration, firstName, nameOf } from '../../lib/format.ts';
import { useThreadPlace } from '../model/thread-context.ts';
import type { ThreadModel } from '../model/thread-model.ts';
import { primaryPatch } from '../model/thread-views.ts';
import { Badge } from '../../ui/badge.tsx';
import { Empty } from '../../ui/states.tsx';
import css from './timeline.module.css';
import { leadingTag } from '../../../data/rules/tags.ts';

type Event = ThreadAnswer['timeline'][number];

/** Postings, reviews and decisions on one axis, the silences between them drawn to scale as words. */
export default function Timeline() {
  const { model } = useThreadPlace();
  const events = model.thread.timeline.filter((event) => !isSaidTwice(event));
  if (events.length === 0)
    return (
      <Empty title="Nothing was posted or decided here.">This thread is talk; the conversation has all of it.</Empty>
    );
  return (
    <ol className={css['axis']}>
      {events.map((event, index) => {
        const before = events[index - 1];
        const day = event.date.slice(0, 10);
        const gap = before ? daysBetween(before.date, event.date) : 0;
        return (
          <Fragment key={index}>
            {before && <Between model={model} from={before.date} to={event.date} days={gap} />}
            <li
              className={css['event']}
              {...(event.what === 'state' ? { 'data-decision': '' } : {})}
              data-key={model.keyOf(event.key) ?? event.key}
            >
              <span className={css['day']}>
                {day !== before?.date.slice(0, 10) && <time dateTime={event.date}>{dayOf(event.date)}</time>}
              </span>
              <span className={`${css['dot']} ${css[event.what]}`} aria-hidden />
              <EventWords event={event} />
            </li>
          </Fragment>
        );
      })}
      <Between model={model} from={events.at(-1)!.date} to={null} days={0} />
    </ol>
  );
}

function EventWords({ event }: { event: Event }) {
  const { model, path } = useThreadPlace();
  const key = model.keyOf(event.key);
  const to = key
    ? path(key, { view: event.lines ? 'messages' : event.what === 'posted' ? 'patch' : 'messages', lines: event.lines })
    : `/r/${encodeURIComponent(event.key)}`;
  const patch = event.what === 'reviewed' ? patchAbove(model, key) : null;
  const by = event.by ? nameOf(event.by) : null;
  // The first words of a newer version are no verdict on this one.
  const isReplaced = event.what === 'state' && event.state === 'superseded' && event.lines !== null;
  return (
    <div className={css['words']}>
      {event.what === 'state' && event.state && (
        <p>
          <Badge state={event.state} />{' '}
          <span className={css['title']}>
            {event.count > 1
              ? count(event.count, 'patch', 'patches')
              : event.title !== model.thread.title && event.title}
          </span>
        </p>
      )}
      {event.what === 'posted' && (
        <p>
          <span className={css['who']}>{by ? firstName(by) : 'Somebody'}</span> posted{' '}
          <Link to={to}>{event.title}</Link>
        </p>
      )}
      {event.what === 'reviewed' && (
        <p>
          <span className={css['who']}>{by}</span>: <Link to={to}>{event.title}</Link>
          {event.count > 1 ? (
            <span className={css['title']}> on {count(event.count, 'patch', 'patches')}</span>
          ) : (
            patch && <span className={css['title']}> on {patch}</span>
          )}
        </p>
      )}
      {event.text && event.what === 'state' && !event.lines && <p className={css['by']}>{event.text}</p>}
      {isReplaced && (
        <p className={css['by']}>
          <Link to={to}>The newer version</Link> was posted.
        </p>
      )}
      {event.text && !isReplaced && !(event.what === 'state' && !event.lines) && (
        <blockquote className={css['text']}>
          <Link to={to}>{event.text}</Link>
          {event.what === 'state' && by && <span className={css['by']}> {by}</span>}
        </blockquote>
      )}
      {event.what === 'state' && !event.text && <p className={css['by']}>{stateLook(event.state ?? '').meaning}</p>}
    </div>
  );
}

/** What lies between two events: how long it took, and how much was said meanwhile. */
function Between({ model, from, to, days }: { model: ThreadModel; from: string; to: string | null; days: number }) {
  const said = model.messages.filter(({ dateUsed }) => dateUsed > from && (to === null || dateUsed < to));
  const people = new Set(said.map(({ person }) => person)).size;
  const words = [
    days >= QUIET && `${duration(days * 86_400)} pass`,
    said.length >= MUCH && `${count(said.length, 'message')} by ${count(people, 'person', 'people')}`,
  ].filter(Boolean);
  if (words.length === 0) return null;
  return <li className={css['gap']}>{words.join(', ')}</li>;
}

/** Messages between two events that are worth a line. */
const MUCH = 3;

/** The patch that a message answers, as a reader would call it. */
function patchAbove(model: ThreadModel, key: string | undefined): string | null {
  const id = key ? primaryPatch(model, key) : null;
  const patch = model.thread.patches.find(({ messageId }) => messageId === id);
  if (!patch) return null;
  return patch.isCover
    ? 'the whole series'
    : patch.total > 1
      ? `${patch.number}/${patch.total}, ${patch.title}`
      : patch.title;
}

/** A new patch is shown by its posting, a review by its trailer: their states say nothing more. */
function isSaidTwice(event: Event): boolean {
  if (event.what !== 'state') return false;
  return event.state === 'new' || (event.state === 'reviewed' && leadingTag(event.text ?? '') !== null);
}

function dayOf(iso: string): string {
  return new Date(iso).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** Days of silence that are worth a line. */
const QUIET = 4;
