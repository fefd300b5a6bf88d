import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { PersonAnswer, PersonMessagesAnswer } from '../../server/contract/person.ts';
import { PatchRows } from '../person/patch-rows.tsx';
import { ask, segment } from '../lib/api.ts';
import { countedPath } from '../lib/archive-query.ts';
import { count, duration, monthName, shortDate } from '../lib/format.ts';
import { listPath, messagePath } from '../lib/links.ts';
import { stateLook } from '../../data/rules/states.ts';
import { useTitle } from '../lib/title.ts';
import { StateShape } from '../ui/badge.tsx';
import { Spark } from '../ui/spark.tsx';
import { Failure, Waiting } from '../ui/states.tsx';
import { Term } from '../ui/term.tsx';
import page from '../ui/page.module.css';
import css from './person-screen.module.css';

/** Somebody: their patches and what became of them, the tags they gave, their messages, their addresses. */
export default function PersonScreen() {
  const { name = '' } = useParams();
  useTitle(name);
  const { data, error, refetch } = useQuery({
    queryKey: ['person', name],
    queryFn: ({ signal }) => ask<PersonAnswer>(`people/${segment(name)}`, {}, signal),
  });
  return (
    <div className={page['page']}>
      {error && <Failure page error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting label="Loading the person" lines={10} />}
      {data && <Person person={data} />}
    </div>
  );
}

function Person({ person }: { person: PersonAnswer }) {
  const states = Object.entries(person.states).sort((a, b) => b[1] - a[1]);
  const given = Object.entries(person.given).sort((a, b) => b[1] - a[1]);
  return (
    <>
      <div className={css['head']}>
        <div>
          <h1 className={page['heading']}>{person.person}</h1>
          <p className="small quiet">
            {person.bot && (
              <>
                <Term word="bot" /> ·{' '}
              </>
            )}
            <Link to={countedPath({ person: person.person })}>{count(person.messages, 'message')}</Link>
            {person.first && person.last && `, ${monthName(person.first)} – ${monthName(person.last)}`}
            {person.toAnswer.median !== null &&
              person.toAnswer.count >= FEW &&
              ` · answers within ${duration(person.toAnswer.median)} as a rule`}
          </p>
        </div>
        <div className={css['spark']}>
          <Spark values={person.activity.slice(-60).map(({ messages }) => messages)} label="Messages over time" />
        </div>
      </div>
      <div className={css['facts']}>
        <section>
          <h2 className="eyebrow">Patches</h2>
          {states.length === 0 ? (
            <p className="quiet">None in this archive.</p>
          ) : (
            <ul>
              {states.map(([state, number]) => (
                <li key={state}>
                  <Link to={countedPath({ person: person.person, also: `is:patch state:${state}` })}>
                    <StateShape state={state} /> {number} {stateLook(state).word.toLowerCase()}
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </section>
        <section>
          <h2 className="eyebrow">Reviews given</h2>
          {person.reviewed === 0 && given.length === 0 ? (
            <p className="quiet">None in this archive.</p>
          ) : (
            <ul>
              {person.reviewed > 0 && (
                <li>
                  <Link to={countedPath({ person: person.person, also: 'has:review' })}>
                    {count(person.reviewed, 'patch', 'patches')} of others
                  </Link>
                </li>
              )}
              {given.map(([tag, number]) => (
                <li key={tag}>
                  {number} <Term word={tag} />
                </li>
              ))}
            </ul>
          )}
        </section>
        <section>
          <h2 className="eyebrow">Lists</h2>
          <ul>
            {person.lists.map((list) => (
              <li key={list.name}>
                <Link to={`${listPath(list.name)}?person=${encodeURIComponent(person.person)}`}>{list.name}</Link>{' '}
                <span className="faint">{list.messages}</span>
              </li>
            ))}
          </ul>
        </section>
        <section>
          <h2 className="eyebrow">Writes as</h2>
          <ul>
            {byAddress(person).map(({ email, names, messages }) => (
              <li key={email} className={css['address']}>
                {email} <span className="faint">{messages.toLocaleString('en')}</span>
                {names.length > 0 && <small>also as {names.join(', ')}</small>}
              </li>
            ))}
          </ul>
        </section>
      </div>
      {person.patches.length > 0 && (
        <section className={page['part']}>
          <h2 className="eyebrow">Their patches, newest first</h2>
          <PatchRows patches={person.patches} />
        </section>
      )}
      <Messages person={person} />
    </>
  );
}

/** Their addresses, each with the names that it was used with besides the one shown. */
function byAddress(person: PersonAnswer): { email: string; names: string[]; messages: number }[] {
  const found = new Map<string, { email: string; names: string[]; messages: number }>();
  for (const { email, name, messages } of person.addresses) {
    const address = found.get(email) ?? { email, names: [], messages: 0 };
    found.set(email, address);
    address.messages += messages;
    if (name && name !== person.person && name !== email && address.names.length < NAMES) address.names.push(name);
  }
  return [...found.values()].sort((a, b) => b.messages - a.messages).slice(0, ADDRESSES);
}

const ADDRESSES = 8;
const NAMES = 3;
/** Fewer answers than this make no rule. */
const FEW = 5;

function Messages({ person }: { person: PersonAnswer }) {
  const query = useInfiniteQuery({
    queryKey: ['person-messages', person.person],
    queryFn: ({ pageParam, signal }) =>
      ask<PersonMessagesAnswer>(`people/${segment(person.person)}/messages`, { cursor: pageParam }, signal),
    initialPageParam: person.next,
    getNextPageParam: (answer) => answer.next,
    enabled: false,
  });
  const rows = [...person.messagesPage, ...(query.data?.pages.flatMap((answer) => answer.messages) ?? [])];
  const more = query.data ? query.hasNextPage : person.next !== null;
  return (
    <section className={page['part']}>
      <h2 className="eyebrow">Their messages, newest first</h2>
      <ul className={css['messages']}>
        {rows.map((row) => (
          <li key={row.key}>
            <Link to={messagePath(row.lists[0], row.key, 'messages')}>{row.subject}</Link>
            <span>{row.newLines > 0 ? count(row.newLines, 'line') : 'no own words'}</span>
            <span>{shortDate(row.dateUsed)}</span>
          </li>
        ))}
      </ul>
      {more && (
        <button
          type="button"
          className={css['more']}
          disabled={query.isFetching}
          onClick={() => void (query.data ? query.fetchNextPage() : query.refetch())}
        >
          {query.isFetching ? 'Loading…' : 'More'}
        </button>
      )}
    </section>
  );
}
