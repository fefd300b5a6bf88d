import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { HomeAnswer } from '../../server/contract/home.ts';
import { AddArchive } from '../home/add-archive.tsx';
import { DecidedLast } from '../home/decided-last.tsx';
import { HowToRead } from '../home/how-to-read.tsx';
import { ListPills } from '../home/list-pills.tsx';
import { Since } from '../home/since.tsx';
import { ThreadGlance } from '../home/thread-glance.tsx';
import { WaysIn } from '../home/ways-in.tsx';
import { noteHomeVisit } from '../home/visits.ts';
import { ask } from '../lib/api.ts';
import { count, daysBetween } from '../lib/format.ts';
import { useRowKeys } from '../lib/row-keys.ts';
import { useTitle } from '../lib/title.ts';
import { FindField } from '../shell/find-field.tsx';
import { Failure, Waiting } from '../ui/states.tsx';
import css from './home-screen.module.css';
import page from '../ui/page.module.css';

/** What this is, a search, and what happened: decided last, waiting longest, heating up. */
export default function HomeScreen() {
  useTitle(null);
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery({
    queryKey: ['home'],
    queryFn: ({ signal }) => ask<HomeAnswer>('home', {}, signal),
  });
  const [visits] = useState(noteHomeVisit);
  useRowKeys('Home', [{ keys: 'u', label: 'what is new in threads that you follow', run: () => void navigate('/me') }]);
  const isNew = visits <= NEWCOMER;
  return (
    <div className={`${page['page']} ${css['home']}`}>
      <div className={css['hero']}>
        <h1 className={isNew ? css['claim'] : 'unseen'}>
          What developers decided,
          <br /> and the sentence that proves it.
        </h1>
        {isNew && (
          <p className={css['sub']}>
            Lorescope reads mailing lists on which software is made: who said what to what, whose turn it is, and what
            became of a patch.
          </p>
        )}
        <FindField list={null} asked="" big />
        {data && <ListPills lists={data.lists} />}
      </div>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting label="Loading the archive" lines={14} />}
      {data && (
        <>
          {isNew && <WaysIn ways={data.waysIn} />}
          <Since />
          <div className={css['cols']}>
            <DecidedLast rows={data.toldLately} thanked={data.thanked} />
            <div className={css['side']}>
              <ThreadGlance
                title="Waits longest"
                rows={data.waitingLongest}
                none="Nothing waits for an answer."
                tell={(row) =>
                  row.headline?.turn && data.asOf
                    ? {
                        strong: count(daysBetween(row.headline.turn.since, data.asOf), 'day'),
                        words: row.headline.turn.why,
                      }
                    : null
                }
              />
              <ThreadGlance
                title="Heating up"
                rows={data.busiest}
                none="Nothing was said in the last 30 days of this archive."
                tell={(row) => ({
                  strong: count(row.messages, 'mail'),
                  words: `by ${count(row.people, 'person', 'people')} in ${count(Math.max(1, daysBetween(row.started, row.last)), 'day')}`,
                })}
              />
              <p className={css['holds']}>
                This copy holds {count(data.counts.lists, 'list')}, {count(data.counts.messages, 'mail')} in{' '}
                {count(data.counts.threads, 'thread')} by {count(data.counts.people, 'person', 'people')}
                {data.asOf &&
                  `; the newest is of ${new Date(data.asOf).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })}`}
                . Ages count to there.
              </p>
            </div>
          </div>
          <AddArchive ways={data.howToAdd} isSample={data.isSample} />
          <HowToRead />
        </>
      )}
    </div>
  );
}

/** Visits after which home no longer explains itself. */
const NEWCOMER = 3;
