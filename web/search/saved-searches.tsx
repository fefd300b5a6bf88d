import { Link } from 'react-router';
import { searchFile, searchPath } from '../lib/links.ts';
import { useSavedSearches } from '../lib/saved-searches.ts';
import css from './saved-searches.module.css';

/** The searches that this reader keeps, each a link with its feed. */
export function SavedSearches() {
  const [saved, toggle] = useSavedSearches();
  if (saved.length === 0) return null;
  return (
    <section className={css['saved']} aria-label="Searches you keep">
      <h2 className="eyebrow">Searches you keep</h2>
      <ul>
        {saved.map(({ query, list }) => (
          <li key={`${list} ${query}`}>
            <Link to={searchPath(query, list)}>
              <code className="code">{query}</code>
            </Link>
            {list && <span className="faint">in {list}</span>}
            <a href={searchFile(query, list, 'A')} aria-label={`Atom feed of ${query}`}>
              Atom feed
            </a>
            <button type="button" onClick={() => toggle({ query, list })} aria-label={`Let go of ${query}`}>
              let go
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
