import { ApiError } from '../lib/api.ts';
import { Failure } from '../ui/states.tsx';
import { SearchHelp } from './search-help.tsx';
import css from './query-failure.module.css';

/** A query that could not be understood: the sentence, the place, and what can be asked. */
export function QueryFailure({ error, query, retry }: { error: unknown; query: string; retry: () => void }) {
  if (!(error instanceof ApiError) || error.status !== 400) return <Failure error={error} retry={retry} />;
  return (
    <>
      <Failure error={error} />
      {error.at !== null && (
        <pre className={css['place']} tabIndex={0}>
          {query}
          {'\n'}
          {' '.repeat(error.at)}^
        </pre>
      )}
      <SearchHelp />
    </>
  );
}
