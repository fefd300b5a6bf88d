import { searchFile } from '../lib/links.ts';
import { isSaved, useSavedSearches } from '../lib/saved-searches.ts';
import css from './keep-search.module.css';

/** What one may do with a search: keep it, follow it as a feed, take its messages along. */
export function KeepSearch({ query, list }: { query: string; list: string }) {
  const [saved, toggle] = useSavedSearches();
  const isKept = isSaved(saved, { query, list });
  return (
    <span className={css['keep']}>
      <button type="button" aria-pressed={isKept} onClick={() => toggle({ query, list })}>
        {isKept ? 'Kept' : 'Keep this search'}
      </button>
      <a href={searchFile(query, list, 'A')} type="application/atom+xml">
        Atom feed
      </a>
      <a href={searchFile(query, list, 'm')} download>
        mbox
      </a>
    </span>
  );
}
