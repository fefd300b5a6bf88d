import { Link } from 'react-router';
import { count, monthName } from '../lib/format.ts';
import { statsPath } from '../lib/links.ts';
import { Spark } from '../ui/spark.tsx';
import { useListInfo } from './use-list-info.ts';
import css from './list-head.module.css';

/** The name of a list with its figures; `all` is every list together. */
export function ListHead({ list }: { list: string }) {
  const data = useListInfo(list);
  return (
    <div className={css['head']}>
      <div>
        <h1 className={css['name']}>{list === 'all' ? 'All lists' : list}</h1>
        <p className={css['figures']}>
          {data ? (
            <>
              {count(data.messages, 'message')} in {count(data.threads, 'thread')}
              {data.begins && data.ends && `, ${monthName(data.begins)} – ${monthName(data.ends)}`}
              {data.address && <span className={css['address']}> · {data.address}</span>}
            </>
          ) : (
            ' '
          )}
        </p>
      </div>
      {data && data.activity.length > 1 && (
        <Link to={statsPath(list)} className={css['spark']} aria-label={`Statistics of ${list}`}>
          <Spark
            values={data.activity.slice(-52).map(({ messages }) => messages)}
            label="Messages over time; opens the statistics"
          />
        </Link>
      )}
    </div>
  );
}
