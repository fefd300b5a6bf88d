import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { Habit, StatsAnswer } from '../../server/contract/stats.ts';
import { MonthPlot } from '../stats/month-plot.tsx';
import { StateBars } from '../stats/state-bars.tsx';
import { ask } from '../lib/api.ts';
import { count, duration, monthName } from '../lib/format.ts';
import { countedPath } from '../lib/archive-query.ts';
import { listPath, personPath } from '../lib/links.ts';
import { useTitle } from '../lib/title.ts';
import { Failure, Waiting } from '../ui/states.tsx';
import { Term } from '../ui/term.tsx';
import page from '../ui/page.module.css';
import css from './stats-screen.module.css';

/** How a list lives: how much, by whom, what became of patches, how long answers take. */
export default function StatsScreen() {
  const { list = 'all' } = useParams();
  const name = list === 'all' ? 'all lists' : list;
  useTitle(`Statistics of ${name}`);
  const { data, error, refetch } = useQuery({
    queryKey: ['stats', list],
    queryFn: ({ signal }) => ask<StatsAnswer>('stats', list === 'all' ? {} : { list }, signal),
  });
  return (
    <div className={page['page']}>
      <h1 className={page['heading']}>Statistics of {name}</h1>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting label="Counting" lines={10} />}
      {data && <Figures stats={data} list={list} />}
    </div>
  );
}

function Figures({ stats, list }: { stats: StatsAnswer; list: string }) {
  return (
    <>
      <p className="quiet">
        <Link to={countedPath({ list, also: 'd:1970-01-01..' })}>{count(stats.messages, 'message')}</Link> in{' '}
        <Link to={listPath(list)}>{count(stats.threads, 'thread')}</Link> by {count(stats.people, 'person', 'people')}
        {stats.begins && stats.ends && `, ${monthName(stats.begins)} – ${monthName(stats.ends)}`}.{' '}
        <Link to={countedPath({ list, also: 'is:bot' })}>{count(stats.botMessages, 'message')} by bots</Link>,{' '}
        <Link to={countedPath({ list, also: 'is:patch' })}>{count(stats.patches, 'patch', 'patches')}</Link>,{' '}
        {count(stats.ghosts, 'message')} named and not here (<Term word="ghost">ghosts</Term>).
      </p>
      <dl className={css['habits']}>
        <HabitLine name="To the first answer" habit={stats.toFirstAnswer} />
        <HabitLine name="To a decision" habit={stats.toDecision} />
      </dl>
      <section className={page['part']}>
        <h2 className="eyebrow">By month</h2>
        <MonthPlot months={stats.months} list={list} />
      </section>
      <section className={page['part']}>
        <h2 className="eyebrow">What became of patches</h2>
        <StateBars states={stats.states} list={list} />
      </section>
      <div className={css['two']}>
        <section className={page['part']}>
          <h2 className="eyebrow">Who writes most</h2>
          <table className={css['table']}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Messages</th>
                <th scope="col">Own lines</th>
                <th scope="col">Patches</th>
              </tr>
            </thead>
            <tbody>
              {stats.topPeople.map((person) => (
                <tr key={person.person}>
                  <th scope="row">
                    <Link to={personPath(person.person)}>{person.person}</Link>
                  </th>
                  <td>
                    <Link to={countedPath({ list, person: person.person })}>
                      {person.messages.toLocaleString('en')}
                    </Link>
                  </td>
                  <td>{person.newLines.toLocaleString('en')}</td>
                  <td>
                    {person.patches === 0 ? (
                      '0'
                    ) : (
                      <Link to={countedPath({ list, person: person.person, also: 'is:patch' })}>
                        {person.patches.toLocaleString('en')}
                      </Link>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section className={page['part']}>
          <h2 className="eyebrow">How long threads are</h2>
          <table className={css['table']}>
            <thead>
              <tr>
                <th scope="col">Messages</th>
                <th scope="col">Threads</th>
              </tr>
            </thead>
            <tbody>
              {stats.threadSizes.map((size) => (
                <tr key={size.from}>
                  <th scope="row">{rangeWords(size.from, size.to)}</th>
                  <td>
                    <Link to={`${listPath(list)}?sort=size`}>{size.threads.toLocaleString('en')}</Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {stats.defects.length > 0 && (
            <>
              <h2 className={`eyebrow ${css['second']}`}>What is odd about mails</h2>
              <table className={css['table']}>
                <tbody>
                  {stats.defects.slice(0, 12).map((defect) => (
                    <tr key={defect.defect}>
                      <th scope="row">{defect.defect}</th>
                      <td>{defect.messages.toLocaleString('en')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )}
        </section>
      </div>
      <p className="small">
        <Link to={countedPath({ list, also: 'is:unanswered is:patch' })}>Patches that nobody answered</Link>
      </p>
    </>
  );
}

/** A half-open range of sizes in words. */
function rangeWords(from: number, to: number | null): string {
  if (to === null) return `${from} and more`;
  return to - from <= 1 ? String(from) : `${from} to ${to - 1}`;
}

function HabitLine({ name, habit }: { name: string; habit: Habit }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {habit.median === null ? (
          'too few to say'
        ) : (
          <>
            {duration(habit.median)}{' '}
            <span className="faint">
              as a rule{habit.p90 !== null && `; nine in ten within ${duration(habit.p90)}`}
            </span>
          </>
        )}
      </dd>
    </div>
  );
}
