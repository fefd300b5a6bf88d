import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { HomeAnswer } from '../../server/contract/home.ts';
import type { ThreadRow as Row } from '../../server/contract/list.ts';
import { AddArchive } from '../home/add-archive.tsx';
import { HowToRead } from '../home/how-to-read.tsx';
import { ListCards } from '../home/list-cards.tsx';
import { ThreadRow } from '../list/thread-row.tsx';
import { ask } from '../lib/api.ts';
import { count } from '../lib/format.ts';
import { useTitle } from '../lib/title.ts';
import { useMarks } from '../lib/read-marks.ts';
import { Failure, Waiting } from '../ui/states.tsx';
import css from './home-screen.module.css';
import page from '../ui/page.module.css';

/** The archive at a glance: its lists, what was decided lately, what waits longest, where most is said. */
export default function HomeScreen() {
  useTitle(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['home'],
    queryFn: ({ signal }) => ask<HomeAnswer>('home', {}, signal),
  });
  return (
    <div className={page['page']}>
      <h1 className="unseen">Lorescope</h1>
      {error && <Failure error={error} retry={() => void refetch()} />}
      {!data && !error && <Waiting label="Loading the archive" lines={14} />}
      {data && (
        <>
          {data.isSample && <AddArchive ways={data.howToAdd} />}
          <section aria-labelledby="lists">
            <div className={css['top']}>
              <h2 id="lists" className={css['heading']}>
                {data.counts.lists === 1 ? 'One list' : count(data.counts.lists, 'list')}
              </h2>
              <p className="small quiet">
                {count(data.counts.messages, 'message')} in {count(data.counts.threads, 'thread')} by{' '}
                {count(data.counts.people, 'person', 'people')}, {count(data.counts.patches, 'patch', 'patches')}
              </p>
              {data.lists.length > 1 && <Link to="/all/">All lists together</Link>}
            </div>
            <ListCards lists={data.lists} />
          </section>
          <Part
            title="Decided lately"
            note="each with the sentence that decided it"
            rows={data.decidedLately}
            when={({ headline }) => headline?.date ?? null}
            none="No decision was found in this archive yet."
          />
          <Part
            title="Waiting longest"
            note="somebody’s answer is due"
            rows={data.waitingLongest}
            when={({ headline }) => headline?.turn?.since ?? null}
            none="Nothing waits for anybody."
          />
          <Part
            title="Busiest"
            note="most messages in the archive’s last 30 days"
            rows={data.busiest}
            none="Nothing was said in the last 30 days."
          />
          <HowToRead />
        </>
      )}
    </div>
  );
}

interface PartProps {
  title: string;
  note: string;
  rows: readonly Row[];
  none: string;
  /** The date by which the rows are ordered; the last word's otherwise. */
  when?: (row: Row) => string | null;
}

function Part({ title, note, rows, none, when }: PartProps) {
  const marks = useMarks();
  return (
    <section className={page['part']} aria-label={title}>
      <div className={css['top']}>
        <h2 className={css['heading']}>{title}</h2>
        <p className="small quiet">{note}</p>
      </div>
      {rows.length === 0 && <p className="quiet">{none}</p>}
      {rows.slice(0, SHOWN).map((row) => (
        <ThreadRow
          key={row.threadId}
          row={row}
          list={row.lists[0] ?? 'all'}
          starred={!!marks.stars[row.threadId]}
          when={when?.(row) ?? null}
        />
      ))}
    </section>
  );
}

/** A glance, not a list. */
const SHOWN = 8;
